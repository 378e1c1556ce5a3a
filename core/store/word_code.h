/* word_code.h - text <-> fewer bytes, in which a frequent word is one byte or two
 *
 * What zstd does with an article of some kilobytes is better and faster on words than on letters: a list of the archive's
 * frequent words is learned once, and texts name words by their place in it. A "word-replacing transform": P. Skibinski,
 * Sz. Grabowski, S. Deorowicz, "Revisiting dictionary-based compression", Software - Practice and Experience 35 (2005). Over
 * 4,700 news reports: text to .375 of its bytes; after zstd .259 instead of .338, in half of the time. */
#ifndef STORE_WORD_CODE_H
#define STORE_WORD_CODE_H

#include "base/arena.h"
#include "base/buf.h"

/* A list of words. Never changes once it is made: any number of threads may use it. */
typedef struct word_code word_code;

/* The words that pay in these texts, in the form that word_code_new reads, appended to `out`: 140 KB for 6 MB of reports. */
void word_code_learn(const str *texts, size_t count, buf *out);
/* NULL for bytes that word_code_learn never writes. One that encodes holds 1 MB, else 300 KB. */
word_code *word_code_new(str learned, bool encodes);
void word_code_free(word_code **c);

/* Appends to `out`: any bytes, in linear time, at most 3 for each. `c` must be one that encodes. */
void word_code_encode(const word_code *c, str text, buf *out);
/* A coded byte never stands for more than this many. */
enum { WORD_CODE_MOST_GAIN = 17 };
/* Exactly `size` bytes to `to`; false for bytes that are not the code of a text of that size. */
bool word_code_decode(const word_code *c, str coded, char *to, size_t size);

#endif
