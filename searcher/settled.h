/* settled.h - one answer from one state of the archive */
#ifndef SEARCHER_SETTLED_H
#define SEARCHER_SETTLED_H

#include "searcher/archive.h"

/* Enters the archive, answers, leaves. `answer` is called again, and starts afresh, when something was committed meanwhile; where
 * commits never pause, the third answer is taken. */
quoth_status settled(quoth_archive *archive, quoth_status (*answer)(quoth_archive *archive, void *context, quoth_error *err),
                     void *context, quoth_error *err);

#endif
