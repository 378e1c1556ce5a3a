/* notes.h - why was so little found, and what of the query is unknown? */
#ifndef SEARCHER_NOTES_H
#define SEARCHER_NOTES_H

#include "searcher/plan/plan.h"

typedef VEC(const char *) note_list;

/* Which words are not in the archive, which values are unknown, what is near them; and where nothing was found, what the parser
 * noticed, or at least that nothing is missing. In `a`. */
quoth_status notes_make(quoth_archive *archive, arena *a, const query *q, const plan *p, bool nothing_found, note_list *out,
                        quoth_error *err);
/* What is to be said of a name that no speaker has, folded: which are near it. In `a`. */
quoth_status notes_of_speaker(quoth_archive *archive, arena *a, str name, const char **out, quoth_error *err);

#endif
