/* contraction.h - "we're" and "we are": which words are the same ones, written as one or as two? */
#ifndef SEARCHER_QUOTE_CONTRACTION_H
#define SEARCHER_QUOTE_CONTRACTION_H

#include "text/analysis.h"

enum { CONTRACTION_WAYS = 3 };

/* The folded words of a text, one a token, and "it's" where it says so (a token is "it" alone). In `a`. */
str *contraction_forms(arena *a, const analysis *words);

/* Whether two rows of such words are the same: "it", "is", "not" and "it's", "not" and "it", "isn't". "he's" is both "he is"
 * and "he has", which are not the same. English alone has such words here. Linear. */
bool contraction_same(const str *x, size_t x_count, const str *y, size_t y_count);

/* A text with all its words written out (way 0), or all contracted (the others): "it is not" as "it's not" or as "it isn't". ""
 * where that changes nothing; `changes`: in how many places it does. In `a`; linear. */
str contraction_rewrite(arena *a, const analysis *words, int way, uint32_t *changes);

#endif
