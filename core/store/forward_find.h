/* forward_find.h - where does an article have one of a few words, without decoding the others?
 *
 * The sixteen bits of a number are four nibbles. Each word looked for sets one of eight bits at its nibbles in four tables of
 * sixteen bytes; a token may be one of the words where the bytes of its nibbles have a bit in common, which a shuffle tells for
 * sixteen tokens at once: J. Cameron and others' "shufti" of Hyperscan, for two bytes instead of one. Of a dozen words few others
 * pass; whoever asks looks each up. */
#ifndef STORE_FORWARD_FIND_H
#define STORE_FORWARD_FIND_H

#include "store/forward.h"

/* {0} lets nothing pass. Beyond WORD_FILTER_WORDS so much passes that decoding is as fast. */
enum { WORD_FILTER_WORDS = 64 };
typedef struct word_filter {
    unsigned char nibbles[4][16]; /* low ones first */
    uint32_t words;
} word_filter;
void word_filter_add(word_filter *f, uint32_t word);

typedef struct found_word {
    uint32_t at, word; /* number of the token, and of its word */
} found_word;

/* Of the first `tokens` tokens of a record those that may be one of the filter's words, in order; in `a`. The record is one that
 * forward_decode has filled in and whose bytes are still there. False for bytes that forward_encode never writes, as far as they
 * were looked at. */
bool forward_find(arena *a, const forward_record *r, uint32_t tokens, const word_filter *f, found_word **out, size_t *count);

#endif
