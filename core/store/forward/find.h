/* find.h - where does an article have one of a few words, without decoding the others?
 *
 * The sixteen bits of a number are four nibbles. Each word looked for sets one of eight bits at its nibbles in four tables of
 * sixteen bytes; a token may be one of the words where the bytes of its nibbles have a bit in common, which a shuffle tells for
 * sixteen tokens at once: J. Cameron and others' "shufti" of Hyperscan, for two bytes instead of one. Of a dozen words few others
 * pass; whoever asks looks each up. */
#ifndef STORE_FORWARD_FIND_H
#define STORE_FORWARD_FIND_H

#include "store/forward/forward.h"

/* {0} lets nothing pass. Beyond WORD_FILTER_WORDS so much passes that decoding is as fast. */
enum { WORD_FILTER_WORDS = 64 };
typedef struct word_filter {
    unsigned char nibbles[4][16]; /* low ones first */
    /* The same of the words of two bytes alone, and of those of one. */
    unsigned char pairs[4][16], single[2][16];
    uint32_t words, singles;
    bool has_first; /* one of the 64 most frequent */
} word_filter;
void word_filter_add(word_filter *f, uint32_t word);

/* Two bytes that tell where one of a few words may begin: its first one, and another `apart` bytes from it, 1 or -1. So few are
 * compared as fast as nibbles are, and pass less by chance. */
enum { BYTE_PAIRS = 5 };
typedef struct byte_pair {
    unsigned char first, second;
    int apart;
} byte_pair;
typedef struct byte_pairs {
    byte_pair items[BYTE_PAIRS];
    unsigned count; /* 0: there would be too many */
} byte_pairs;

/* Which bits the nibbles of the low half of a number have in common: none, and it passes not. */
static inline unsigned word_filter_bits(const word_filter *f, uint32_t low)
{
    return f->nibbles[0][low & 15] & f->nibbles[1][low >> 4 & 15] & f->nibbles[2][low >> 8 & 15] & f->nibbles[3][low >> 12 & 15];
}

typedef struct found_word {
    uint32_t at, word; /* number of the token, and of its word */
} found_word;

/* Of the first `tokens` tokens of a record those that may be one of the filter's words, in order; in `a`. The record is one that
 * forward_decode has filled in and whose bytes are still there. False for bytes that forward_encode never writes, as far as they
 * were looked at. */
bool forward_find(arena *a, const forward_record *r, uint32_t tokens, const word_filter *f, found_word **out, size_t *count);

/* For compounds: of the first two bytes of their numbers as varints, so that a record without any of them needs no decoding. */
typedef struct compound_filter {
    word_filter pairs;
    bool passes_all; /* a number of one byte: too many are like it */
} compound_filter;
void compound_filter_add(compound_filter *f, uint32_t word);
/* Those of the record's compounds that are wanted, the words of all of which were added to `f`, in order; in `a`. False as for
 * forward_find. `covered`: tokens, UINT32_MAX where they may be more than one and nobody has looked yet. */
typedef bool (*word_test)(const void *context, uint32_t word, uint32_t covered);
bool forward_find_compounds(arena *a, const forward_record *r, const compound_filter *f, word_test is_wanted, const void *context,
                            forward_compound **out, size_t *count);

#endif
