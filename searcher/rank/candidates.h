/* candidates.h - the best of what the index's own lists propose */
#ifndef SEARCHER_RANK_CANDIDATES_H
#define SEARCHER_RANK_CANDIDATES_H

#include "searcher/rank/search.h"
#include "store/inverted/match.h"

/* All that may match, in rising order, and what is known of each: where records have to be read, each is read once at most. */
typedef struct candidates {
    uint32_t *articles;
    int8_t *verdicts; /* of each: 1 it matches, 0 not, -1 not known yet */
    double *scores;
    size_t count, room;
} candidates;

typedef struct candidates_wanted {
    void *context;
    bool (*is_there)(void *context, uint32_t article); /* NULL: all are */
    int (*judge)(void *context, uint32_t article);     /* 1, 0, or -1 for a failure; NULL: the index proves them all */
    /* Before all are judged: as of total_wanted. */
    void (*foresee)(void *context, const uint32_t *list, size_t count, int8_t *verdicts);
    double (*place)(void *context, uint32_t article); /* larger comes first; NULL: what they weigh does */
    const forward_reader *forward;                    /* where judged records come from */
    size_t limit;                                     /* best hits */
    bool judge_all;                                   /* else only until those are sure */
} candidates_wanted;

typedef struct candidates_found {
    ranked_hit *hits; /* best first; of equal scores, or places, the article added earlier */
    size_t count;
    uint64_t proposed; /* articles, all of them there */
    uint64_t judged;   /* of them */
    uint64_t accepted; /* of those judged; of all where none need be */
    candidates listed; /* where they are judged, or have places */
} candidates_found;

/* Everything in `a`. *able false: this query is only for Xapian, see inverted_match. Where
 * a judge failed QUOTH_CORRUPT; it knows what is wrong. */
quoth_status candidates_find(quoth_archive *archive, arena *a, const plan *p, xc_query asked, const bm25 *weights,
                             const candidates_wanted *wanted, candidates_found *out, bool *able, quoth_error *err);
/* What is known of one, judged now if it was not. */
int candidates_judge(candidates *c, const candidates_wanted *wanted, uint32_t article);

#endif
