/* words.h - the low halves of word numbers as one byte or two
 *
 * Half of the words of a text are among the 256 most frequent ones of its archive, which have the first numbers. A bit a token
 * says how many bytes it takes, apart from these, so that eight are decoded in a few instructions: J. Dean, "Challenges in
 * building large-scale information retrieval systems" (WSDM 2009); D. Lemire, N. Kurz, C. Rupp, "Stream VByte" (2018). 1.6 bytes
 * a word instead of 2. */
#ifndef STORE_FORWARD_WORDS_H
#define STORE_FORWARD_WORDS_H

#include "base/buf.h"

/* Appends the low 16 bits of each number. */
void forward_words_encode(const uint32_t *numbers, size_t count, buf *out);
/* Exactly all of `bytes` to `count` numbers below 65,536, and anything to what follows them: there must be room for
 * WORDS_SLACK numbers more. `behind`: so many bytes behind `bytes` may be read too, which is faster. False for bytes that
 * forward_words_encode never writes for so many. */
enum { WORDS_SLACK = 8 };
bool forward_words_decode(str bytes, size_t behind, uint32_t *to, size_t count);

/* For each byte of lengths: where the low and the high byte of its eight tokens are among the next sixteen (the top bit: there is
 * none, it is 0), and how many they take. */
typedef struct forward_words_shape {
    unsigned char places[16], taken;
} forward_words_shape;
const forward_words_shape *forward_words_shapes(void); /* 256 of them */

#endif
