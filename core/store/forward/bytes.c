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

/* The bits below number `n` (0 to 63). */
static inline uint64_t bits_below(uint64_t bits, uint32_t n)
{
    return bits & ((1ull << n) - 1);
}

/* A bit a token, from a multiple of 8 on; 0 for those behind the last one. */
static inline uint64_t lengths_from(const word_bytes *w, uint32_t token)
{
    uint64_t bits = 0;
    size_t at = token / 8, readable = w->length_bytes + w->limit;
    if (at >= w->length_bytes)
        return 0;
    if (readable - at >= sizeof bits)
        memcpy(&bits, w->lengths + at, sizeof bits);
    else
        for (size_t i = at; i < w->length_bytes; i++)
            bits |= (uint64_t)w->lengths[i] << (8 * (i - at));
    size_t left = 8 * (w->length_bytes - at);
    return left < 64 ? bits_below(bits, (uint32_t)left) : bits;
}

static inline __attribute__((always_inline)) size_t offset_of(const word_bytes *w, uint32_t token)
{
    size_t offset = token;
    for (uint32_t t = 0; t < token; t += 64) {
        uint64_t bits = lengths_from(w, t);
        offset += (size_t)__builtin_popcountll(token - t < 64 ? bits_below(bits, token - t) : bits);
    }
    return offset;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t offset_by_instruction(const word_bytes *w, uint32_t token)
{
    return offset_of(w, token);
}
#endif

size_t word_offset(const word_bytes *w, uint32_t token)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt"))
        return offset_by_instruction(w, token);
#endif
    return offset_of(w, token);
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
    size_t bytes = w->tokens, at = 0;
    for (uint64_t bits[4]; at + sizeof bits <= w->length_bytes; at += sizeof bits) {
        memcpy(bits, w->lengths + at, sizeof bits);
        bytes += (size_t)__builtin_popcountll(bits[0]) + (size_t)__builtin_popcountll(bits[1]) +
                 (size_t)__builtin_popcountll(bits[2]) + (size_t)__builtin_popcountll(bits[3]);
    }
    for (uint64_t bits; at + sizeof bits <= w->length_bytes; at += sizeof bits) {
        memcpy(&bits, w->lengths + at, sizeof bits);
        bytes += (size_t)__builtin_popcountll(bits);
    }
    if (at < w->length_bytes)
        bytes += (size_t)__builtin_popcountll(lengths_from(w, 8 * (uint32_t)at));
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

/* Of 32 bytes the bits that their nibbles have in common in two tables. */
__attribute__((target("avx2"))) static inline __m256i common_bits(__m256i low_nibbles, __m256i high_nibbles, __m256i bytes)
{
    const __m256i nibble = _mm256_set1_epi8(15);
    return _mm256_and_si256(_mm256_shuffle_epi8(low_nibbles, _mm256_and_si256(bytes, nibble)),
                            _mm256_shuffle_epi8(high_nibbles, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

__attribute__((target("avx2"))) static inline __m256i single_bits(const wide_filter *f, __m256i bytes)
{
    return common_bits(f->single[0], f->single[1], bytes);
}

__attribute__((target("avx2"))) static inline __m256i pair_bits(const wide_filter *f, __m256i low, __m256i high)
{
    return _mm256_and_si256(common_bits(f->pairs[0], f->pairs[1], low), common_bits(f->pairs[2], f->pairs[3], high));
}

__attribute__((target("avx2"))) static inline __m256i load(const unsigned char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* Of 32 places those at which a word of the filter may begin, of one byte and of two. */
__attribute__((target("avx2"))) static inline __m256i singles_at(const wide_filter *f, const unsigned char *at)
{
    return f->has_single ? single_bits(f, load(at)) : _mm256_setzero_si256();
}

__attribute__((target("avx2"))) static inline __m256i pairs_at(const wide_filter *f, const unsigned char *at)
{
    return f->has_pairs ? pair_bits(f, load(at), load(at + 1)) : _mm256_setzero_si256();
}

/* A block is two times 32 bytes, read from two before it to BEHIND after it. */
enum { HALF = 32, BLOCK = 2 * HALF, BEFORE = 2, BEHIND = 3 };

__attribute__((target("avx2"))) static inline uint64_t passed_of(__m256i first, __m256i second)
{
    const __m256i zero = _mm256_setzero_si256();
    uint32_t none = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, zero));
    uint32_t none_after = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, zero));
    return ~((uint64_t)none_after << HALF | none);
}

__attribute__((target("avx2"))) static inline uint64_t singles_of(const wide_filter *f, const unsigned char *at)
{
    return f->has_single ? passed_of(singles_at(f, at), singles_at(f, at + HALF)) : 0;
}

__attribute__((target("avx2"))) static inline uint64_t pairs_of(const wide_filter *f, const unsigned char *at)
{
    return f->has_pairs ? passed_of(pairs_at(f, at), pairs_at(f, at + HALF)) : 0;
}

/* Of the places of a block those at which a word of the filter may begin. */
__attribute__((target("avx2"))) static inline uint64_t begins_at(const wide_filter *f, const unsigned char *at)
{
    return singles_of(f, at) | pairs_of(f, at);
}

/* Of the places of a block those where a word of `own` may begin that has the neighbour wanted. */
__attribute__((target("avx2"))) static uint64_t with_neighbour(const word_scan *s, const wide_filter *own,
                                                               const unsigned char *at)
{
    uint64_t single = singles_of(own, at), pairs = pairs_of(own, at);
    if (s->before) {
        const wide_filter before = widened(s->before);
        uint64_t ends = singles_of(&before, at - 1) | pairs_of(&before, at - 2);
        single &= ends;
        pairs &= ends;
    }
    if (s->after) {
        const wide_filter after = widened(s->after);
        single &= begins_at(&after, at + 1);
        pairs &= begins_at(&after, at + 2);
    }
    return single | pairs;
}

/* Of one byte, where words of a filter begin or end: those of one byte and the first, or the last, of those of two. */
typedef struct wide_edge {
    __m256i nibbles[2];
} wide_edge;

__attribute__((target("avx2"))) static inline wide_edge edge_of(const word_filter *f, bool of_ends)
{
    const wide_filter w = widened(f);
    unsigned pairs = of_ends ? 2 : 0;
    return (wide_edge){{_mm256_or_si256(w.single[0], w.pairs[pairs]), _mm256_or_si256(w.single[1], w.pairs[pairs + 1])}};
}

__attribute__((target("avx2"))) static inline __m256i edge_at(const wide_edge *e, const unsigned char *at)
{
    return common_bits(e->nibbles[0], e->nibbles[1], load(at));
}

/* `x` where neither byte is 0, else 0. */
__attribute__((target("avx2"))) static inline __m256i where_both(__m256i x, __m256i y)
{
    return _mm256_andnot_si256(_mm256_cmpeq_epi8(y, _mm256_setzero_si256()), x);
}

/* What is looked for in each block. Words of one byte pass so often by chance that a look at the byte beside them comes first. */
typedef enum beside_where { BESIDE_NONE, BESIDE_BEFORE, BESIDE_AFTER } beside_where;
typedef struct block_test {
    wide_filter own;
    wide_edge edge;
    beside_where where;
} block_test;

__attribute__((target("avx2"))) static block_test block_test_of(const word_scan *s)
{
    block_test t = {.own = widened(s->filter)};
    if (t.own.has_single && (s->before || s->after)) {
        t.where = s->before ? BESIDE_BEFORE : BESIDE_AFTER;
        t.edge = edge_of(s->before ? s->before : s->after, s->before);
    }
    return t;
}

__attribute__((target("avx2"), always_inline)) static inline __m256i tested(const block_test *t, beside_where where,
                                                                            const unsigned char *at)
{
    __m256i single = singles_at(&t->own, at), pairs = pairs_at(&t->own, at);
    switch (where) {
    case BESIDE_NONE: break;
    case BESIDE_BEFORE: return where_both(_mm256_or_si256(single, pairs), edge_at(&t->edge, at - 1));
    case BESIDE_AFTER:
        single = where_both(single, edge_at(&t->edge, at + 1));
        if (t->own.has_pairs)
            pairs = where_both(pairs, edge_at(&t->edge, at + 2));
    }
    return _mm256_or_si256(single, pairs);
}

/* The offset of the first block from `from` on in which something passes, of those that end before `end`; else of what is left
 * behind them. What the filter has not is known where this is called, so that nothing is spent on it. */
__attribute__((target("avx2"), always_inline)) static inline size_t blocks_without(const block_test *test, bool has_pairs,
                                                                                   bool has_single, beside_where where,
                                                                                   const unsigned char *bytes, size_t from,
                                                                                   size_t end)
{
    block_test t = *test;
    t.own.has_pairs = has_pairs;
    t.own.has_single = has_single;
    for (; from + BLOCK <= end; from += BLOCK) {
        __m256i passed = _mm256_or_si256(tested(&t, where, bytes + from), tested(&t, where, bytes + from + HALF));
        if (!_mm256_testz_si256(passed, passed))
            break;
    }
    return from;
}

__attribute__((target("avx2"))) static size_t skip_blocks(const block_test *t, const unsigned char *bytes, size_t from,
                                                          size_t end)
{
    if (!t->own.has_single)
        return blocks_without(t, true, false, BESIDE_NONE, bytes, from, end);
    bool pairs = t->own.has_pairs;
    switch (t->where) {
    case BESIDE_NONE: break;
    case BESIDE_BEFORE:
        return pairs ? blocks_without(t, true, true, BESIDE_BEFORE, bytes, from, end)
                     : blocks_without(t, false, true, BESIDE_BEFORE, bytes, from, end);
    case BESIDE_AFTER:
        return pairs ? blocks_without(t, true, true, BESIDE_AFTER, bytes, from, end)
                     : blocks_without(t, false, true, BESIDE_AFTER, bytes, from, end);
    }
    return pairs ? blocks_without(t, true, true, BESIDE_NONE, bytes, from, end)
                 : blocks_without(t, false, true, BESIDE_NONE, bytes, from, end);
}

/* The same where pairs of bytes tell of each place that may pass. */
__attribute__((target("avx2"), always_inline)) static inline size_t
blocks_without_pairs(const byte_pairs *pairs, unsigned count, const unsigned char *bytes, size_t from, size_t end)
{
    __m256i first[BYTE_PAIRS], second[BYTE_PAIRS];
    ptrdiff_t apart[BYTE_PAIRS];
    for (unsigned i = 0; i < count; i++) {
        first[i] = _mm256_set1_epi8((char)pairs->items[i].first);
        second[i] = _mm256_set1_epi8((char)pairs->items[i].second);
        apart[i] = pairs->items[i].apart;
    }
    for (; from + BLOCK <= end; from += BLOCK) {
        const unsigned char *at = bytes + from;
        __m256i passed = _mm256_setzero_si256();
        for (unsigned i = 0; i < count; i++) {
            const unsigned char *other = at + apart[i];
            __m256i low = _mm256_and_si256(_mm256_cmpeq_epi8(first[i], load(at)), _mm256_cmpeq_epi8(second[i], load(other)));
            __m256i high =
                _mm256_and_si256(_mm256_cmpeq_epi8(first[i], load(at + HALF)), _mm256_cmpeq_epi8(second[i], load(other + HALF)));
            passed = _mm256_or_si256(passed, _mm256_or_si256(low, high));
        }
        if (!_mm256_testz_si256(passed, passed))
            break;
    }
    return from;
}

__attribute__((target("avx2"))) static size_t skip_blocks_by_pairs(const byte_pairs *p, const unsigned char *bytes, size_t from,
                                                                   size_t end)
{
    switch (p->count) {
    case 1: return blocks_without_pairs(p, 1, bytes, from, end);
    case 2: return blocks_without_pairs(p, 2, bytes, from, end);
    case 3: return blocks_without_pairs(p, 3, bytes, from, end);
    case 4: return blocks_without_pairs(p, 4, bytes, from, end);
    default: return blocks_without_pairs(p, BYTE_PAIRS, bytes, from, end);
    }
}

__attribute__((target("avx2"))) static size_t skip(const word_scan *s, const unsigned char *bytes, size_t from, size_t end)
{
    if (s->pairs)
        return skip_blocks_by_pairs(s->pairs, bytes, from, end);
    const block_test test = block_test_of(s);
    return skip_blocks(&test, bytes, from, end);
}

/* Goes on to the next block in which a byte may be the first of a token that is wanted. */
__attribute__((target("avx2"))) static void next_block(word_scan *s)
{
    const word_bytes *w = s->w;
    size_t readable = w->limit < BEHIND ? 0 : w->limit - BEHIND, end = w->byte_count < readable ? w->byte_count : readable;
    while (!s->passed && s->from < w->byte_count) {
        unsigned char last[BEFORE + BLOCK + BEHIND];
        s->from = skip(s, w->bytes, s->from, end);
        if (s->from >= w->byte_count)
            break;
        const unsigned char *at = w->bytes + s->from;
        size_t left = w->byte_count - s->from;
        if (w->limit - s->from < BLOCK + BEHIND) {
            memset(last, 0, sizeof last);
            memcpy(last, at - BEFORE, BEFORE + (left < BLOCK + BEHIND ? left : BLOCK + BEHIND));
            at = last + BEFORE;
        }
        const wide_filter own = widened(s->filter);
        s->passed = with_neighbour(s, &own, at);
        if (left < BLOCK)
            s->passed &= (1ull << left) - 1;
        s->from += BLOCK;
    }
}

__attribute__((target("avx2,popcnt"))) bool word_scan_start(word_scan *s, const word_bytes *w, const word_filter *f,
                                                            const word_filter *before, const word_filter *after,
                                                            const byte_pairs *pairs)
{
    *s = (word_scan){.w = w, .filter = f, .before = before, .after = after, .pairs = pairs && pairs->count ? pairs : NULL};
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
        uint64_t passed = begins_at(&wide, s->w->bytes + from);
        if (offset - from < BLOCK)
            passed &= ~(1ull << (offset - from));
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
        *offset = s->from - BLOCK + (size_t)__builtin_ctzll(s->passed);
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
    if (!word_scan_start(&s, w, f, NULL, NULL, NULL))
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

bool word_scan_start(word_scan *s, const word_bytes *w, const word_filter *f, const word_filter *before, const word_filter *after,
                     const byte_pairs *pairs)
{
    *s = (word_scan){.w = w, .filter = f, .before = before, .after = after, .pairs = pairs};
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
