/* expand.h - which words that the query does not have would find more of what it means? */
#ifndef SEARCHER_RANK_EXPAND_H
#define SEARCHER_RANK_EXPAND_H

#include "searcher/plan/plan.h"
#include "searcher/rank/search.h"

/* Articles taken for what is meant. */
enum { FEEDBACK_ARTICLES = 16 };

/* The plan's query, weighted also by the words that its best hits have in common: what matches stays the same, its order
 * changes. Pseudo-relevance feedback with a relevance model (RM3: Abdul-Jaleel et al. 2004), its words weighed by the
 * square root of what significant_words says. Made with the plan's builder. */
quoth_status expand_query(quoth_archive *archive, arena *a, const plan *p, const ranked_hit *best, size_t count, xc_query *out,
                          quoth_error *err);
/* What the question finds most clearly by itself is left on top: each of `hits` earns by its score among those found `plainly`,
 * by its own words, without expansion and without neighbours (where one article is sought that is known, both draw to the front
 * what resembles the others). That falls steeply, so that expansion decides among those for which the question decides little.
 * Changes scores and order of both. */
void expand_keep_plain(ranked_hit *plainly, size_t plainly_count, ranked_hit *hits, size_t count);

#endif
