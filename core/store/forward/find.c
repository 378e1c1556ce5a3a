/* find.c - where does an article have one of a few words, without decoding the others? */
#include "store/forward/find.h"

#include "store/forward/bytes.h"
#include "store/forward/words.h"

enum { LONG = 256 /* the first number of two bytes */, FIRST = 64 };

void word_filter_add(word_filter *f, uint32_t word)
{
    unsigned char bit = (unsigned char)(1u << f->words++ % 8);
    uint32_t low = word & UINT16_MAX;
    for (unsigned i = 0; i < 4; i++) {
        f->nibbles[i][low >> (4 * i) & 15] |= bit;
        if (low >= LONG)
            f->pairs[i][low >> (4 * i) & 15] |= bit;
        else if (i < 2)
            f->single[i][low >> (4 * i) & 15] |= bit;
    }
    f->singles += low < LONG;
    f->has_first = f->has_first || low < FIRST;
}

typedef struct finding {
    const unsigned char *lengths, *at, *end; /* `end`: of the words */
    const word_filter *filter;
    found_word *out;
    size_t count;
    bool bad;
} finding;

/* Tokens [from, to), one after the other. */
static void find_singly(finding *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        unsigned is_long = f->lengths[i / 8] >> i % 8 & 1;
        if ((size_t)(f->end - f->at) < 1u + is_long) {
            f->bad = true;
            return;
        }
        uint32_t low = f->at[0] | (is_long ? (uint32_t)f->at[1] << 8 : 0);
        f->at += 1 + is_long;
        if (word_filter_bits(f->filter, low))
            f->out[f->count++] = (found_word){i, low};
    }
}

#if defined(__x86_64__)
#include <tmmintrin.h>

/* The next eight tokens, each in two bytes. */
__attribute__((target("ssse3"))) static inline __m128i next_eight(finding *f, const forward_words_shape *shapes, uint32_t token)
{
    const forward_words_shape *s = &shapes[f->lengths[token / 8]];
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)f->at);
    f->at += s->taken;
    return _mm_shuffle_epi8(bytes, _mm_loadu_si128((const __m128i *)(const void *)s->places));
}

/* Sixteen tokens, in `first` and `second`, against the tables: a byte a token, with the bits that its nibbles have in common. */
__attribute__((target("ssse3"))) static inline __m128i bits_of(const __m128i *tables, __m128i first, __m128i second)
{
    const __m128i low_bytes = _mm_set1_epi16(0xff), low_nibbles = _mm_set1_epi8(15);
    __m128i low = _mm_packus_epi16(_mm_and_si128(first, low_bytes), _mm_and_si128(second, low_bytes));
    __m128i high = _mm_packus_epi16(_mm_srli_epi16(first, 8), _mm_srli_epi16(second, 8));
    return _mm_and_si128(_mm_and_si128(_mm_shuffle_epi8(tables[0], _mm_and_si128(low, low_nibbles)),
                                       _mm_shuffle_epi8(tables[1], _mm_and_si128(_mm_srli_epi16(low, 4), low_nibbles))),
                         _mm_and_si128(_mm_shuffle_epi8(tables[2], _mm_and_si128(high, low_nibbles)),
                                       _mm_shuffle_epi8(tables[3], _mm_and_si128(_mm_srli_epi16(high, 4), low_nibbles))));
}

__attribute__((target("ssse3"))) static inline void load_tables(const word_filter *f, __m128i *tables)
{
    for (unsigned i = 0; i < 4; i++)
        tables[i] = _mm_loadu_si128((const __m128i *)(const void *)f->nibbles[i]);
}

/* Sixteen tokens at a time, while all of their bytes can be read up to `limit`; returns how many were looked at. */
__attribute__((target("ssse3"))) static uint32_t find_sixteens(finding *f, const unsigned char *limit, uint32_t tokens)
{
    const forward_words_shape *shapes = forward_words_shapes();
    const __m128i zero = _mm_setzero_si128();
    __m128i tables[4];
    load_tables(f->filter, tables);
    uint32_t i = 0;
    for (; i + 16 <= tokens && limit - f->at >= 32; i += 16) {
        __m128i first = next_eight(f, shapes, i), second = next_eight(f, shapes, i + 8);
        unsigned passed = 0xffffu ^ (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bits_of(tables, first, second), zero));
        if (!passed)
            continue;
        uint16_t halves[16];
        _mm_storeu_si128((__m128i *)(void *)halves, first);
        _mm_storeu_si128((__m128i *)(void *)(halves + 8), second);
        for (; passed; passed &= passed - 1) {
            unsigned k = (unsigned)__builtin_ctz(passed);
            f->out[f->count++] = (found_word){i + k, halves[k]};
        }
    }
    return i;
}

/* Which of the 16 places from `at` on, of which 17 bytes can be read, begin a pair that passes: a bit each. */
__attribute__((target("ssse3"))) static inline unsigned passing_pairs(const __m128i *tables, const unsigned char *at)
{
    const __m128i low_nibbles = _mm_set1_epi8(15);
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    __m128i bits = _mm_and_si128(_mm_and_si128(_mm_shuffle_epi8(tables[0], _mm_and_si128(low, low_nibbles)),
                                               _mm_shuffle_epi8(tables[1], _mm_and_si128(_mm_srli_epi16(low, 4), low_nibbles))),
                                 _mm_and_si128(_mm_shuffle_epi8(tables[2], _mm_and_si128(high, low_nibbles)),
                                               _mm_shuffle_epi8(tables[3], _mm_and_si128(_mm_srli_epi16(high, 4), low_nibbles))));
    return 0xffffu ^ (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bits, _mm_setzero_si128()));
}

static uint32_t find_fast(finding *f, const unsigned char *limit, uint32_t tokens)
{
    return __builtin_cpu_supports("ssse3") ? find_sixteens(f, limit, tokens) : 0;
}
#else
static uint32_t find_fast(finding *f, const unsigned char *limit, uint32_t tokens)
{
    (void)f, (void)limit, (void)tokens;
    return 0;
}
#endif

/* The upper halves of those found that have any. */
static bool add_upper_halves(const forward_record *r, finding *f)
{
    byte_reader wide = byte_reader_of(r->coded.wide);
    uint64_t at = 0;
    size_t k = 0;
    for (uint32_t i = 0; i < r->coded.wide_count && k < f->count; i++) {
        at += read_varint(&wide);
        uint64_t high = read_varint(&wide) + 1;
        if (wide.bad || high > UINT16_MAX || at >= r->token_count)
            return false;
        while (k < f->count && f->out[k].at < at)
            k++;
        if (k < f->count && f->out[k].at == at)
            f->out[k].word |= (uint32_t)high << 16;
    }
    return true;
}

/* Of the tokens before number `tokens`, which are few where that is a title or a lead. */
static bool find_by_words(finding *f, const forward_record *r, uint32_t tokens)
{
    uint32_t done = find_fast(f, f->end + r->coded.behind, tokens);
    if (f->at > f->end)
        return false;
    find_singly(f, done, tokens);
    return !f->bad;
}

static bool find_by_bytes(arena *a, const word_bytes *w, finding *f)
{
    size_t *offsets = arena_alloc(a, ((size_t)w->tokens + 1) * sizeof *offsets);
    return words_find_fast(w, f->filter, f->out, offsets, &f->count);
}

bool forward_find(arena *a, const forward_record *r, uint32_t tokens, const word_filter *filter, found_word **out, size_t *count)
{
    word_bytes w;
    *count = 0;
    if (!word_bytes_of(r, &w))
        return false;
    if (tokens > r->token_count)
        tokens = r->token_count;
    *out = arena_alloc(a, ((size_t)tokens + 1) * sizeof **out);
    finding f = {.lengths = w.lengths, .at = w.bytes, .end = w.bytes + w.byte_count, .filter = filter, .out = *out};
    bool all = tokens == r->token_count && words_are_found_fast(filter);
    if (!(all ? find_by_bytes(a, &w, &f) : find_by_words(&f, r, tokens)))
        return false;
    *count = f.count;
    return add_upper_halves(r, &f);
}

/* --- compounds --- */

/* Nearly all take one byte or two. */
static inline uint64_t take_varint(const unsigned char **at, const unsigned char *end, bool *bad)
{
    const unsigned char *from = *at;
    if (end - from >= 2 && from[1] < 128) {
        bool is_long = from[0] >= 128;
        *at += 1 + is_long;
        return is_long ? (uint64_t)(from[0] & 127) | (uint64_t)from[1] << 7 : from[0];
    }
    uint64_t value = 0;
    for (unsigned shift = 0; *at < end && shift < 42; shift += 7) {
        unsigned char byte = *(*at)++;
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return value;
    }
    *bad = true;
    return 0;
}

void compound_filter_add(compound_filter *f, uint32_t word)
{
    f->passes_all = f->passes_all || word < 128;
    if (word >= 128)
        word_filter_add(&f->pairs, (word & 127) | 128 | (word >> 7 & 127) << 8 | (uint32_t)(word >> 14 ? 128 : 0) << 8);
}

/* The bytes of a record's compounds, and those that are wanted. */
typedef struct compound_bytes {
    const unsigned char *at, *end, *limit; /* `limit`: one may read up to it */
    const compound_filter *filter;
    word_test is_wanted;
    const void *context;
} compound_bytes;

/* The first byte of the number that ends before `at`; NULL where none does. */
static const unsigned char *number_before(const compound_bytes *c, const unsigned char *at)
{
    if (at-- == c->at)
        return NULL;
    while (at > c->at && at[-1] >= 128)
        at--;
    return at;
}

/* 1 where a compound whose word begins at `at` covers one token: what is before it is a head that says so, and no count behind a
 * head that says that there is one. */
static uint32_t may_cover(const compound_bytes *c, const unsigned char *at)
{
    const unsigned char *head = number_before(c, at), *before = head ? number_before(c, head) : NULL;
    return head && (*head & 3) == 0 && !(before && (*before & 3) == 3) ? 1 : UINT32_MAX;
}

/* Whether a number begins at `at` that is a wanted one's, if it is one of a compound. */
static bool may_be_wanted(const compound_bytes *c, const unsigned char *at)
{
    bool bad = false, begins = at == c->at || at[-1] < 128;
    const unsigned char *from = at;
    if (!begins)
        return false;
    uint32_t word = (uint32_t)take_varint(&at, c->end, &bad);
    return bad || c->is_wanted(c->context, word, may_cover(c, from));
}

static bool any_singly(const compound_bytes *c, const unsigned char *from)
{
    for (const unsigned char *at = from; c->end - at >= 2; at++)
        if (word_filter_bits(&c->filter->pairs, at[0] | (uint32_t)at[1] << 8) && may_be_wanted(c, at))
            return true;
    return false;
}

#if defined(__x86_64__)
__attribute__((target("ssse3"))) static bool any_fast(const compound_bytes *c)
{
    const unsigned char *at = c->at;
    __m128i tables[4];
    load_tables(&c->filter->pairs, tables);
    for (; at < c->end && c->limit - at >= 17; at += 16) {
        unsigned passed = passing_pairs(tables, at);
        for (passed &= c->end - at < 16 ? (1u << (c->end - at)) - 1 : 0xffffu; passed; passed &= passed - 1)
            if (may_be_wanted(c, at + __builtin_ctz(passed)))
                return true;
    }
    return any_singly(c, at);
}
#endif

/* Nearly all records have none: then the others need not be told apart. */
static bool any_may_be_wanted(const compound_bytes *c)
{
    if (c->filter->passes_all)
        return true;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("ssse3"))
        return any_fast(c);
#endif
    return any_singly(c, c->at);
}

bool forward_find_compounds(arena *a, const forward_record *r, const compound_filter *f, word_test is_wanted, const void *context,
                            forward_compound **out, size_t *count)
{
    VEC(forward_compound) found = {0};
    const unsigned char *at = (const unsigned char *)r->coded.compounds.data, *end = at + r->coded.compounds.len;
    const compound_bytes all = {at, end,       (const unsigned char *)r->coded.words.data + r->coded.words.len + r->coded.behind,
                                f,  is_wanted, context};
    uint64_t first = 0;
    bool bad = false;
    *out = NULL;
    *count = 0;
    if (!any_may_be_wanted(&all))
        return true;
    while (at < end && !bad) {
        uint64_t head = take_varint(&at, end, &bad), covered = 1 + (head & 3);
        first += head >> 2;
        covered += covered == 4 ? take_varint(&at, end, &bad) : 0;
        unsigned begins_as = end - at >= 2 ? at[0] | (unsigned)at[1] << 8 : 0;
        uint32_t word = (uint32_t)take_varint(&at, end, &bad);
        bad = bad || first + covered > r->token_count;
        if (!bad && (f->passes_all || word_filter_bits(&f->pairs, begins_as)) && is_wanted(context, word, (uint32_t)covered))
            vec_push(a, &found, (forward_compound){(uint32_t)first, (uint32_t)covered, word});
    }
    *out = found.items;
    *count = found.count;
    return !bad;
}
