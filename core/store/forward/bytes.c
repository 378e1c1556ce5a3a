/* bytes.c - which words stand where among a record's bytes? */
#include "store/forward/bytes.h"

bool word_bytes_of(const forward_record *r, word_bytes *out)
{
    str words = r->coded.words;
    size_t lengths = ((size_t)r->token_count + 7) / 8;
    const unsigned char *start = (const unsigned char *)words.data;
    if (words.len < lengths)
        return false;
    *out = (word_bytes){.lengths = start,
                        .bytes = start + lengths,
                        .length_bytes = lengths,
                        .byte_count = words.len - lengths,
                        .limit = words.len - lengths + r->coded.behind,
                        .tokens = r->token_count};
    return true;
}

/* A bit a token, from a multiple of 8 on. */
static inline uint64_t lengths_from(const word_bytes *w, uint32_t token)
{
    uint64_t bits = 0;
    size_t at = token / 8, left = at < w->length_bytes ? w->length_bytes - at : 0;
    if (left >= sizeof bits)
        memcpy(&bits, w->lengths + at, sizeof bits);
    else
        for (size_t i = 0; i < left; i++)
            bits |= (uint64_t)w->lengths[at + i] << (8 * i);
    return bits;
}

/* The bits below number `n` (0 to 63). */
static inline uint64_t bits_below(uint64_t bits, uint32_t n)
{
    return bits & ((1ull << n) - 1);
}

size_t word_offset(const word_bytes *w, uint32_t token)
{
    size_t offset = token;
    for (uint32_t t = 0; t < token; t += 64) {
        uint64_t bits = lengths_from(w, t);
        offset += (size_t)__builtin_popcountll(token - t < 64 ? bits_below(bits, token - t) : bits);
    }
    return offset;
}

#if defined(__x86_64__)
#include <immintrin.h>

/* A block of 64 tokens: up to it the bytes of words were counted. */
typedef struct placing {
    uint32_t token; /* where it begins, and its first byte */
    size_t offset;
} placing;

/* The token whose bytes begin at `offset`, which never falls; false where none does. */
__attribute__((target("avx2,popcnt"))) static inline bool token_at(const word_bytes *w, placing *p, size_t offset,
                                                                   uint32_t *token)
{
    uint64_t bits = lengths_from(w, p->token);
    for (;;) {
        size_t next = p->offset + 64 + (size_t)__builtin_popcountll(bits);
        if (next > offset || p->token + 64 >= w->tokens)
            break;
        p->token += 64;
        p->offset = next;
        bits = lengths_from(w, p->token);
    }
    uint32_t k = 0;
    for (uint32_t step = 32; step > 0; step /= 2)
        if (p->offset + k + step + (size_t)__builtin_popcountll(bits_below(bits, k + step)) <= offset)
            k += step;
    *token = p->token + k;
    return *token < w->tokens && p->offset + k + (size_t)__builtin_popcountll(bits_below(bits, k)) == offset;
}

__attribute__((target("avx2,popcnt"))) static bool has_all_bytes(const word_bytes *w)
{
    size_t bytes = w->tokens;
    for (uint32_t t = 0; t < w->tokens; t += 64)
        bytes += (size_t)__builtin_popcountll(lengths_from(w, t));
    return bytes == w->byte_count;
}

__attribute__((target("avx2"))) static inline __m256i twice(const unsigned char *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* The tables of a filter, each in both halves. */
typedef struct wide_filter {
    __m256i pairs[4], single[2];
} wide_filter;

/* Of 32 bytes which may be a word's first. */
__attribute__((target("avx2"))) static inline uint32_t passed_of(const wide_filter *f, const unsigned char *at)
{
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(at + 1));
    __m256i below = _mm256_and_si256(low, nibble), above = _mm256_and_si256(_mm256_srli_epi16(low, 4), nibble);
    __m256i pairs = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(f->pairs[0], below), _mm256_shuffle_epi8(f->pairs[1], above)),
        _mm256_and_si256(_mm256_shuffle_epi8(f->pairs[2], _mm256_and_si256(high, nibble)),
                         _mm256_shuffle_epi8(f->pairs[3], _mm256_and_si256(_mm256_srli_epi16(high, 4), nibble))));
    __m256i single = _mm256_and_si256(_mm256_shuffle_epi8(f->single[0], below), _mm256_shuffle_epi8(f->single[1], above));
    __m256i none = _mm256_cmpeq_epi8(_mm256_or_si256(pairs, single), _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(none);
}

__attribute__((target("avx2,popcnt"))) bool words_find_fast(const word_bytes *w, const word_filter *f, found_word *out,
                                                            size_t *offsets, size_t *count)
{
    wide_filter wide = {{twice(f->pairs[0]), twice(f->pairs[1]), twice(f->pairs[2]), twice(f->pairs[3])},
                        {twice(f->single[0]), twice(f->single[1])}};
    placing p = {0, 0};
    unsigned char last[64] = {0};
    size_t n = 0;
    *count = 0;
    if (!has_all_bytes(w))
        return false;
    for (size_t from = 0; from < w->byte_count; from += 32) {
        const unsigned char *at = w->bytes + from;
        size_t left = w->byte_count - from;
        if (w->limit - from < 33) {
            memcpy(last, at, left < sizeof last ? left : sizeof last);
            at = last;
        }
        for (uint32_t passed = passed_of(&wide, at); passed; passed &= passed - 1) {
            size_t offset = from + (size_t)__builtin_ctz(passed);
            uint32_t token;
            if (offset >= w->byte_count)
                break;
            if (!token_at(w, &p, offset, &token))
                continue;
            uint32_t low = word_at(w, token, offset);
            if (!word_filter_bits(f, low))
                continue;
            offsets[n] = offset;
            out[n++] = (found_word){token, low};
        }
    }
    *count = n;
    return true;
}

bool words_are_found_fast(const word_filter *f)
{
    /* Words of one byte are like many a half of another: few of them, and not those with the first numbers, which are like the
     * upper half of frequent ones. */
    enum { MOST_SINGLE = 3 };
    return f->singles <= MOST_SINGLE && !f->has_first && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#else
bool words_find_fast(const word_bytes *w, const word_filter *f, found_word *out, size_t *offsets, size_t *count)
{
    (void)w, (void)f, (void)out, (void)offsets;
    *count = 0;
    return false;
}

bool words_are_found_fast(const word_filter *f)
{
    (void)f;
    return false;
}
#endif
