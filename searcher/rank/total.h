/* total.h - how many articles match, without looking at each of them? */
#ifndef SEARCHER_RANK_TOTAL_H
#define SEARCHER_RANK_TOTAL_H

#include "searcher/plan/plan.h"

/* What is known of an article that the index proposes: 1 it matches, 0 not, -1 a failure. */
typedef int (*total_judge)(void *context, uint32_t article);

typedef struct total_wanted {
    void *context;
    bool (*is_there)(void *context, uint32_t article); /* not removed, and one that may be a hit */
    total_judge judge;                                 /* NULL: the index proves them all */
    const forward_reader *forward;                     /* where judged records come from; NULL: from elsewhere */
} total_wanted;

typedef struct total_found {
    uint64_t matches;
    bool is_known, is_exact;
} total_found;

/* Counts the candidates, and of those that must be verified reads some, evenly spread: all where they are few, so that the number
 * is exact; else until so many match that the share is known. Where there are more than TOTAL_MOST_CANDIDATES (some ms of
 * walking) nothing is known. */
enum { TOTAL_MOST_CANDIDATES = 50000, TOTAL_MOST_JUDGED = 200, TOTAL_ENOUGH_MATCH = 50 };
/* The same where the candidates are known: `articles` in rising order, all of which are there. */
quoth_status total_of_candidates(const uint32_t *articles, size_t count, const total_wanted *wanted, total_found *out);
quoth_status total_estimate(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted, total_found *out,
                            quoth_error *err);

#endif
