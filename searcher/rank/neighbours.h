/* neighbours.h - which of the best articles tell of the same thing? */
#ifndef SEARCHER_RANK_NEIGHBOURS_H
#define SEARCHER_RANK_NEIGHBOURS_H

#include "searcher/rank/search.h"

/* An article that answers a long question lies near others that do (the cluster hypothesis), and one that merely has the words
 * lies elsewhere. So each of the hits takes on a part of the scores of those among them that are most like it (F. Diaz,
 * Regularizing ad hoc retrieval scores, CIKM 2005), and they are put in order anew. Articles are compared by the cosine of their
 * words, weighed as in BM25 and by how few of the hits have them: no stem or term statistic is looked up. The scores stay between
 * the first hit's and the last one's. Reads a record a hit: `count` is at most NEIGHBOUR_HITS. */
enum { NEIGHBOUR_HITS = 100 };
quoth_status neighbours_smooth(quoth_archive *archive, ranked_hit *hits, size_t count, quoth_error *err);

#endif
