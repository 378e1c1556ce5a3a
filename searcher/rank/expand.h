/* expand.h - which words that the query does not have would find more of what it means? */
#ifndef SEARCHER_RANK_EXPAND_H
#define SEARCHER_RANK_EXPAND_H

#include "searcher/plan/plan.h"
#include "searcher/rank/search.h"

/* Articles taken for what is meant. */
enum { FEEDBACK_ARTICLES = 12 };

/* The plan's query, weighted also by the words that its best hits have in common: what matches stays the same, its order
 * changes. Pseudo-relevance feedback with a relevance model (RM3: Abdul-Jaleel et al. 2004), its words weighed as
 * significant_words says. Made with the plan's builder. */
quoth_status expand_query(quoth_archive *archive, arena *a, const plan *p, const ranked_hit *best, size_t count, xc_query *out,
                          quoth_error *err);

#endif
