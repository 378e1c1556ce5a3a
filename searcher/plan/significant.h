/* significant.h - which words set some articles apart from the rest of the archive? */
#ifndef SEARCHER_PLAN_SIGNIFICANT_H
#define SEARCHER_PLAN_SIGNIFICANT_H

#include "searcher/archive.h"

typedef struct significant_word {
    str form;      /* the commonest form of the stem in these articles */
    double weight; /* of the heaviest: 1 */
} significant_word;

/* So many articles are read at most, and the first so many words of each. */
enum { SIGNIFICANT_ARTICLES = 32, SIGNIFICANT_TOKENS = 2000 };

/* The stems that these articles use more than the archive does, heaviest first, at most `most`, in `a`. `shares` says how much
 * each article counts (any unit). Weight: the stem's part of the Kullback-Leibler divergence of the articles' words from the
 * archive's (Carpineto et al. 2001), the articles' words mixed by their shares as in a relevance model (Lavrenko and Croft
 * 2001). Of several articles two must have the stem; it must be in two articles of the archive. Articles that are no more are
 * left out. */
quoth_status significant_words(quoth_archive *archive, arena *a, const uint32_t *articles, const double *shares, size_t count,
                               size_t most, const significant_word **out, size_t *out_count, quoth_error *err);

#endif
