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

void word_scan_around(word_scan *s, const word_filter *around, uint32_t back, uint32_t on)
{
    s->around = around;
    s->around_before = 2 * (size_t)back;
    s->around_behind = 2 * (size_t)on;
}

#if defined(__x86_64__)
#include <immintrin.h>

/* The token whose bytes begin at `offset`, which never falls; false where none does. Counts by blocks of 64 tokens. */
__attribute__((target("avx2,popcnt"))) static inline bool token_at(word_scan *s, size_t offset, uint32_t *token)
{
    uint64_t bits = lengths_from(s->w, s->counted_tokens);
    for (;;) {
        size_t next = s->counted_bytes + 64 + (size_t)__builtin_popcountll(bits);
        if (next > offset || s->counted_tokens + 64 >= s->w->tokens)
            break;
        s->counted_tokens += 64;
        s->counted_bytes = next;
        bits = lengths_from(s->w, s->counted_tokens);
    }
    uint32_t k = 0;
    for (uint32_t step = 32; step > 0; step /= 2)
        if (s->counted_bytes + k + step + (size_t)__builtin_popcountll(bits_below(bits, k + step)) <= offset)
            k += step;
    *token = s->counted_tokens + k;
    return *token < s->w->tokens && s->counted_bytes + k + (size_t)__builtin_popcountll(bits_below(bits, k)) == offset;
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
    bool has_pairs, has_single;
} wide_filter;

__attribute__((target("avx2"))) static inline wide_filter widened(const word_filter *f)
{
    return (wide_filter){{twice(f->pairs[0]), twice(f->pairs[1]), twice(f->pairs[2]), twice(f->pairs[3])},
                         {twice(f->single[0]), twice(f->single[1])},
                         f->words > f->singles,
                         f->singles > 0};
}

__attribute__((target("avx2"))) static inline __m256i single_bits(const wide_filter *f, __m256i bytes)
{
    if (!f->has_single)
        return _mm256_setzero_si256();
    const __m256i nibble = _mm256_set1_epi8(15);
    return _mm256_and_si256(_mm256_shuffle_epi8(f->single[0], _mm256_and_si256(bytes, nibble)),
                            _mm256_shuffle_epi8(f->single[1], _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

__attribute__((target("avx2"))) static inline __m256i pair_bits(const wide_filter *f, __m256i low, __m256i high)
{
    if (!f->has_pairs)
        return _mm256_setzero_si256();
    const __m256i nibble = _mm256_set1_epi8(15);
    return _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(f->pairs[0], _mm256_and_si256(low, nibble)),
                         _mm256_shuffle_epi8(f->pairs[1], _mm256_and_si256(_mm256_srli_epi16(low, 4), nibble))),
        _mm256_and_si256(_mm256_shuffle_epi8(f->pairs[2], _mm256_and_si256(high, nibble)),
                         _mm256_shuffle_epi8(f->pairs[3], _mm256_and_si256(_mm256_srli_epi16(high, 4), nibble))));
}

__attribute__((target("avx2"))) static inline __m256i load(const unsigned char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

__attribute__((target("avx2"))) static inline uint32_t passed_of(__m256i bits)
{
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bits, _mm256_setzero_si256()));
}

/* Of 32 places those before which a word of the filter may end. */
__attribute__((target("avx2"))) static inline uint32_t ends_before(const wide_filter *f, const unsigned char *at)
{
    __m256i last = load(at - 1);
    return passed_of(_mm256_or_si256(single_bits(f, last), pair_bits(f, load(at - 2), last)));
}

/* Of 32 places those at which a word of the filter may begin. */
__attribute__((target("avx2"))) static inline uint32_t begins_at(const wide_filter *f, const unsigned char *at)
{
    __m256i first = load(at);
    return passed_of(_mm256_or_si256(single_bits(f, first), pair_bits(f, first, load(at + 1))));
}

/* A block of 32 bytes is read from two before it to BEHIND after it. */
enum { BLOCK = 32, BEFORE = 2, BEHIND = 3 };

/* Goes on to the next block in which a byte may be the first of a token that is wanted. */
__attribute__((target("avx2"))) static void next_block(word_scan *s)
{
    const wide_filter own = widened(s->filter), before = widened(s->before ? s->before : s->filter),
                      after = widened(s->after ? s->after : s->filter);
    unsigned char last[BEFORE + 2 * BLOCK + BEHIND];
    while (!s->passed && s->from < s->w->byte_count) {
        const unsigned char *at = s->w->bytes + s->from;
        size_t left = s->w->byte_count - s->from;
        if (s->w->limit - s->from < BLOCK + BEHIND) {
            memset(last, 0, sizeof last);
            memcpy(last, at - BEFORE, BEFORE + (left < BLOCK + BEHIND ? left : BLOCK + BEHIND));
            at = last + BEFORE;
        }
        __m256i first = load(at), single = single_bits(&own, first), pairs = pair_bits(&own, first, load(at + 1));
        uint32_t passed = passed_of(_mm256_or_si256(single, pairs));
        if (passed && s->before)
            passed &= ends_before(&before, at);
        if (passed && s->after)
            passed &= (passed_of(single) & begins_at(&after, at + 1)) | (passed_of(pairs) & begins_at(&after, at + 2));
        if (left < BLOCK)
            passed &= (1u << left) - 1;
        s->passed = passed;
        s->from += BLOCK;
    }
}

__attribute__((target("avx2,popcnt"))) bool word_scan_start(word_scan *s, const word_bytes *w, const word_filter *f,
                                                            const word_filter *before, const word_filter *after)
{
    *s = (word_scan){.w = w, .filter = f, .before = before, .after = after};
    return has_all_bytes(w);
}

/* May a word of `around` begin near `offset`, where another one may stand? Looks at whole blocks, so sometimes a little further.
 */
__attribute__((target("avx2"))) static bool is_around(const word_scan *s, size_t offset)
{
    const wide_filter wide = widened(s->around);
    size_t from = offset > s->around_before ? offset - s->around_before : 0, end = offset + s->around_behind + 1;
    for (; from < end && from < s->w->byte_count; from += BLOCK) {
        if (s->w->limit - from < BLOCK + 1)
            return true;
        uint32_t passed = begins_at(&wide, s->w->bytes + from);
        if (offset - from < BLOCK)
            passed &= ~(1u << (offset - from));
        if (passed)
            return true;
    }
    return false;
}

__attribute__((target("avx2,popcnt"))) bool word_scan_next(word_scan *s, found_word *out, size_t *offset)
{
    for (;;) {
        uint32_t token;
        if (!s->passed)
            next_block(s);
        if (!s->passed)
            return false;
        *offset = s->from - BLOCK + (size_t)__builtin_ctz(s->passed);
        s->passed &= s->passed - 1;
        if ((s->around && !is_around(s, *offset)) || !token_at(s, *offset, &token))
            continue;
        uint32_t low = word_at(s->w, token, *offset);
        if (!word_filter_bits(s->filter, low))
            continue;
        *out = (found_word){token, low};
        return true;
    }
}

bool words_find_fast(const word_bytes *w, const word_filter *f, found_word *out, size_t *offsets, size_t *count)
{
    word_scan s;
    *count = 0;
    if (!word_scan_start(&s, w, f, NULL, NULL))
        return false;
    while (word_scan_next(&s, &out[*count], &offsets[*count]))
        ++*count;
    return true;
}

bool words_can_be_scanned(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}

bool words_are_found_fast(const word_filter *f)
{
    /* Words of one byte are like many a half of another: few of them, and not those with the first numbers, which are like the
     * upper half of frequent ones. */
    enum { MOST_SINGLE = 3 };
    return f->singles <= MOST_SINGLE && !f->has_first && words_can_be_scanned();
}
#else
bool words_can_be_scanned(void)
{
    return false;
}

bool word_scan_start(word_scan *s, const word_bytes *w, const word_filter *f, const word_filter *before, const word_filter *after)
{
    *s = (word_scan){.w = w, .filter = f, .before = before, .after = after};
    return false;
}

bool word_scan_next(word_scan *s, found_word *out, size_t *offset)
{
    (void)s, (void)out, (void)offset;
    return false;
}

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
