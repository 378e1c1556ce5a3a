/* plan.h - tree -> a query that the inverted index can answer, and what is left to verify */
#ifndef SEARCHER_PLAN_PLAN_H
#define SEARCHER_PLAN_PLAN_H

#include "searcher/archive.h"
#include "searcher/plan/lexicon.h"
#include "searcher/query/tree.h"

typedef struct plan {
    query *q;
    leaf_plan *leaves; /* one for each leaf of q */
    xc_query_builder *builder;
    xc_query query; /* matches all that the tree matches, and perhaps more */
    bool exact;     /* no more: nothing to verify */
} plan;

/* Expands the leaves, resolves the values, marks the nodes that the index proves. Lives in `a`, save for the builder:
 * plan_release. QUOTH_NOT_FOUND for like: of no article, QUOTH_LIMIT for wildcards that stand for too many words. */
quoth_status plan_make(quoth_archive *archive, arena *a, query *q, plan *out, quoth_error *err);
/* The same without a query for Xapian: all that rank_count_articles and rank_each_article need. `for_counting`: forms of words
 * may stay unknown where nothing will be verified; then nothing can be highlighted either. */
quoth_status plan_resolve(quoth_archive *archive, arena *a, query *q, bool for_counting, plan *out, quoth_error *err);
void plan_release(plan *p);

#endif
