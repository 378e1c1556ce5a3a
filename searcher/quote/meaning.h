/* meaning.h - does a difference of few words turn what was said: a negation, a number? */
#ifndef SEARCHER_QUOTE_MEANING_H
#define SEARCHER_QUOTE_MEANING_H

#include "base/arena.h"

/* Folded words that stand on one side alone. */
typedef struct differing_words {
    const str *words;
    size_t count;
} differing_words;

/* One side denies more often than the other: "not" came in or fell out. English, German, French and Spanish words. */
bool meaning_negation_differs(differing_words there, differing_words here);
/* A number of one side, in digits or as an English word, is not on the other: "five" is 5, "1,000" is 1000. "One" is a number
 * only where one stands against it. */
bool meaning_number_differs(arena *a, differing_words there, differing_words here);

#endif
