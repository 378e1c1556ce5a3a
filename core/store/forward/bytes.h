/* bytes.h - which words stand where among a record's bytes: for forward/find.c and forward/run.c alone
 *
 * A few words are looked for in the bytes as they lie, 64 at a time, wherever words begin among them: pairs of bytes that may be
 * a number of two, and single ones that may be one of one. What passes is placed by counting the bits that say how long each word
 * is; a pair may be the end of one word and the beginning of the next. */
#ifndef STORE_FORWARD_BYTES_H
#define STORE_FORWARD_BYTES_H

#include "store/forward/find.h"

typedef struct word_bytes {
    const unsigned char *lengths, *bytes;
    size_t length_bytes, byte_count, limit; /* so many bytes may be read from `bytes` on */
    uint32_t tokens;
} word_bytes;

/* False where the record is cut off. */
bool word_bytes_of(const forward_record *r, word_bytes *out);

/* Two bytes or one. */
static inline unsigned word_is_long(const word_bytes *w, uint32_t token)
{
    return w->lengths[token / 8] >> token % 8 & 1;
}

/* The lower half of a token's number, whose first byte is at `offset`; more than 65,535 where the bytes end before. */
static inline uint32_t word_at(const word_bytes *w, uint32_t token, size_t offset)
{
    unsigned more = word_is_long(w, token);
    if (offset + more >= w->byte_count)
        return UINT32_MAX;
    return w->bytes[offset] | (more ? (uint32_t)w->bytes[offset + 1] << 8 : 0);
}

/* The first byte of a token. */
size_t word_offset(const word_bytes *w, uint32_t token);

/* A walk over the bytes: each token that passes, and only where the bytes before it may be a word of `before` and those behind
 * it one of `after` (NULL: any). Such a neighbour rejects nearly all that pass by chance, so that frequent words too may be
 * looked for. */
typedef struct word_scan {
    const word_bytes *w;
    const word_filter *filter, *before, *after;
    const byte_pairs *pairs;   /* NULL: nothing; else one of them is wherever something passes */
    const word_filter *around; /* NULL: any; else only where one of its words may begin so many bytes before or behind */
    size_t around_before, around_behind;
    size_t from;             /* the block of bytes that is looked at next */
    uint64_t passed;         /* of the block before it: what was not told yet */
    uint32_t counted_tokens; /* so many begin before counted_bytes */
    size_t counted_bytes;
} word_scan;
/* Can words be scanned on this machine? */
bool words_can_be_scanned(void);
/* False for bytes that are no words; `pairs` may be empty. The rest only where words_can_be_scanned. */
bool word_scan_start(word_scan *s, const word_bytes *w, const word_filter *f, const word_filter *before, const word_filter *after,
                     const byte_pairs *pairs);
/* From now on only those that may have a word of `around` among the `back` tokens before them or the `on` behind them. */
void word_scan_around(word_scan *s, const word_filter *around, uint32_t back, uint32_t on);
/* The next token, in order, and its first byte; false where there is none. */
bool word_scan_next(word_scan *s, found_word *out, size_t *offset);

/* Can it be done here, and is it faster than looking at each word? */
bool words_are_found_fast(const word_filter *f);
/* The tokens that pass the filter, in order, to out[0..) and where each begins to offsets[0..): both with room for all. False for
 * bytes that are no words. Only where words_are_found_fast. */
bool words_find_fast(const word_bytes *w, const word_filter *f, found_word *out, size_t *offsets, size_t *count);

#endif
