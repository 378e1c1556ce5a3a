/* total.h - how many articles match? */
#ifndef SEARCHER_RANK_TOTAL_H
#define SEARCHER_RANK_TOTAL_H

#include "searcher/plan/plan.h"

/* What is known of an article that the index proposes: 1 it matches, 0 not, -1 a failure. */
typedef int (*total_judge)(void *context, uint32_t article);

typedef struct total_wanted {
    void *context;
    bool (*is_there)(void *context, uint32_t article); /* not removed, and one that may be a hit; NULL: all that are indexed */
    total_judge judge;                                 /* of those that the index does not prove */
    /* What can be told of many at once, before: to verdicts[0..count) 1 or 0, -1 for those that are to be judged. NULL: nothing.
     */
    void (*foresee)(void *context, const uint32_t *list, size_t count, int8_t *verdicts);
    const forward_reader *forward; /* where judged records come from; NULL: from elsewhere */
    bool exactly;
} total_wanted;

typedef struct total_found {
    uint64_t matches;
    bool is_known, is_exact;
    uint64_t candidates, judged; /* that may match; those of them whose records were opened */
} total_found;

/* From posting lists joined as sets (plan/bounds.h), so that nothing is looked at which the index proves or excludes. Of the
 * others, unless `exactly`, some are read, evenly spread: all where they are few, else until so many match that the share is
 * known; and where the lists are longer than TOTAL_MOST_POSTINGS (some ms of reading) nothing is known. */
enum { TOTAL_MOST_POSTINGS = 1000000, TOTAL_MOST_JUDGED = 200, TOTAL_ENOUGH_MATCH = 50 };
quoth_status total_find(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted, total_found *out,
                        quoth_error *err);
/* The same where the candidates are known: `list` in rising order, all of which are there. */
quoth_status total_of_candidates(arena *a, const uint32_t *list, size_t count, const total_wanted *wanted, total_found *out);

/* Each article that matches, in rising order, until `judge` fails; `visit` is told. is_there and judge as above. */
quoth_status total_each(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted,
                        void (*visit)(void *context, uint32_t article), void *visit_context, quoth_error *err);

#endif
