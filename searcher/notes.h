/* notes.h - why was so little found? */
#ifndef SEARCHER_NOTES_H
#define SEARCHER_NOTES_H

#include "searcher/plan/plan.h"

typedef VEC(const char *) note_list;

/* Which words are not in the archive, which values are unknown, what is near them; and what the parser noticed. In `a`. */
quoth_status notes_make(quoth_archive *archive, arena *a, const query *q, const plan *p, note_list *out, quoth_error *err);

#endif
