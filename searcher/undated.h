/* undated.h - how many articles lack nothing but a date? */
#ifndef SEARCHER_UNDATED_H
#define SEARCHER_UNDATED_H

#include "searcher/plan/plan.h"

typedef struct undated {
    uint64_t articles; /* that have no date, and match what the query wants besides date:, since: and until: */
    bool is_exact;     /* else that many at most */
} undated;

/* From posting lists and columns alone: no article is read. None for a query without a date, or with dates elsewhere than beside
 * other clauses that must all hold, and where the lists are too long to be read for a remark. */
quoth_status undated_find(quoth_archive *archive, arena *a, const plan *p, undated *out, quoth_error *err);

#endif
