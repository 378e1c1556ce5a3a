/* words.h - how is what a query writes cut into words? Exactly as texts are */
#ifndef SEARCHER_QUERY_WORDS_H
#define SEARCHER_QUERY_WORDS_H

#include "searcher/query/tree.h"

/* The words of a piece of a query that has no white space: each the longest compound that begins there (f-16, u.s.), else
 * the token. With `how` HOW_PATTERN the piece is one word that keeps its * and ?. Empty for mere punctuation. In `a`. */
typedef VEC(query_word) query_words;
void words_cut(arena *a, str piece, word_how how, query_words *out);
/* For running text: besides the compound its parts, where each has two bytes and more (high-speed: high-speed, high, speed). */
void words_cut_loose(arena *a, str piece, query_words *out);
/* Whether the piece has a * or a ? that stands for letters. With `final_marks` false a ? at the end is punctuation. */
bool words_have_wildcard(str piece, bool final_marks);

#endif
