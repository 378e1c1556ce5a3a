/* words.h - which words set one group of articles apart from another? */
#ifndef SEARCHER_FACET_WORDS_H
#define SEARCHER_FACET_WORDS_H

#include "searcher/facet/selection.h"

typedef struct telling_word {
    str word;             /* commonest form of the stem */
    str term;             /* of the stem, in the inverted index */
    uint32_t sampled;     /* articles of the sample with the commonest forms, at most: for choosing */
    uint32_t documents;   /* with the term in the whole archive, removed ones too: for choosing */
    uint32_t here, there; /* exactly, of the two groups */
    double score;
} telling_word;

typedef struct telling_words {
    telling_word *items;
    size_t count;
    uint32_t read; /* articles that were read for candidates */
} telling_words;

enum { WORDS_READ = 2000 };

/* The words commoner `here` than `there` (no article is in both), the best first, at most `limit`. Candidates are the commonest
 * words of WORDS_READ articles spread evenly over `here`; each of the best is then counted in all articles. In `a`. */
quoth_status words_telling(quoth_archive *archive, arena *a, const selection *here, const selection *there, size_t limit,
                           telling_words *out, quoth_error *err);

#endif
