/* forward_find.c - where does an article have one of a few words, without decoding the others? */
#include "store/forward_find.h"

#include "store/forward_words.h"

void word_filter_add(word_filter *f, uint32_t word)
{
    unsigned char bit = (unsigned char)(1u << f->words++ % 8);
    for (unsigned i = 0; i < 4; i++)
        f->nibbles[i][word >> (4 * i) & 15] |= bit;
}

typedef struct finding {
    const unsigned char *lengths, *at, *end; /* `end`: of the words */
    const word_filter *filter;
    found_word *out;
    size_t count;
    bool bad;
} finding;

static inline unsigned bits_of_one(const word_filter *f, uint32_t low)
{
    return f->nibbles[0][low & 15] & f->nibbles[1][low >> 4 & 15] & f->nibbles[2][low >> 8 & 15] & f->nibbles[3][low >> 12];
}

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
        if (bits_of_one(f->filter, low))
            f->out[f->count++] = (found_word){i, low};
    }
}

typedef struct running {
    finding f;
    const word_run *run;
    uint16_t *halves;
    uint32_t carry[RUN_ITEMS]; /* 1: the token before the next ends a run of so many items */
    bool found;
} running;

static bool is_word_of(const word_run *run, uint32_t item, uint16_t half)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if ((uint16_t)run->words[item][i] == half)
            return true;
    return false;
}

/* The filter lets more words pass than there are: is it the run that ends with this token? */
static bool is_run(const running *r, uint32_t last)
{
    uint32_t count = r->run->count;
    for (uint32_t k = 0; k < count; k++)
        if (!is_word_of(r->run, k, r->halves[last + 1 - count + k]))
            return false;
    return true;
}

/* masks[k]: which of `tokens` (at most 16) tokens, from number `first` on, may be item k. */
static void join_masks(running *r, uint32_t *masks, uint32_t first, uint32_t tokens)
{
    uint32_t ends = masks[0];
    for (uint32_t k = 1; k < r->run->count; k++) {
        uint32_t next = (ends << 1 | r->carry[k - 1]) & masks[k];
        r->carry[k - 1] = ends >> (tokens - 1) & 1;
        ends = next;
    }
    for (; ends && !r->found; ends &= ends - 1)
        r->found = is_run(r, first + (uint32_t)__builtin_ctz(ends));
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

__attribute__((target("ssse3"))) static uint32_t run_sixteens(running *r, const unsigned char *limit, uint32_t tokens)
{
    const forward_words_shape *shapes = forward_words_shapes();
    __m128i tables[4];
    uint32_t i = 0, masks[RUN_ITEMS] = {0};
    load_tables(&r->run->filter, tables);
    for (; i + 16 <= tokens && limit - r->f.at >= 32 && !r->found; i += 16) {
        __m128i first = next_eight(&r->f, shapes, i), second = next_eight(&r->f, shapes, i + 8);
        __m128i bits = bits_of(tables, first, second);
        _mm_storeu_si128((__m128i *)(void *)(r->halves + i), first);
        _mm_storeu_si128((__m128i *)(void *)(r->halves + i + 8), second);
        for (uint32_t k = 0; k < r->run->count; k++)
            masks[k] = (uint32_t)_mm_movemask_epi8(_mm_sll_epi16(bits, _mm_cvtsi32_si128(7 - (int)k)));
        join_masks(r, masks, i, 16);
    }
    return i;
}

static uint32_t find_fast(finding *f, const unsigned char *limit, uint32_t tokens)
{
    return __builtin_cpu_supports("ssse3") ? find_sixteens(f, limit, tokens) : 0;
}

static uint32_t run_fast(running *r, const unsigned char *limit, uint32_t tokens)
{
    return __builtin_cpu_supports("ssse3") ? run_sixteens(r, limit, tokens) : 0;
}
#else
static uint32_t find_fast(finding *f, const unsigned char *limit, uint32_t tokens)
{
    (void)f, (void)limit, (void)tokens;
    return 0;
}

static uint32_t run_fast(running *r, const unsigned char *limit, uint32_t tokens)
{
    (void)r, (void)limit, (void)tokens;
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

bool forward_find(arena *a, const forward_record *r, uint32_t tokens, const word_filter *filter, found_word **out, size_t *count)
{
    str words = r->coded.words;
    size_t bits = ((size_t)r->token_count + 7) / 8;
    *count = 0;
    if (words.len < bits)
        return false;
    if (tokens > r->token_count)
        tokens = r->token_count;
    *out = arena_alloc(a, ((size_t)tokens + 1) * sizeof **out);
    const unsigned char *start = (const unsigned char *)words.data;
    finding f = {.lengths = start, .at = start + bits, .end = start + words.len, .filter = filter, .out = *out};
    uint32_t done = find_fast(&f, f.end + r->coded.behind, tokens);
    if (f.at > f.end)
        return false;
    find_singly(&f, done, tokens);
    *count = f.count;
    return !f.bad && add_upper_halves(r, &f);
}

/* --- runs --- */

void word_run_add(word_run *run, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (unsigned n = 0; n < 4; n++)
            run->filter.nibbles[n][words[i] >> (4 * n) & 15] |= (unsigned char)(1u << run->count);
    run->words[run->count] = words;
    run->word_counts[run->count++] = count;
}

/* Tokens [from, to), one after the other. */
static void run_singly(running *r, uint32_t from, uint32_t to)
{
    finding *f = &r->f;
    for (uint32_t i = from; i < to && !r->found; i++) {
        unsigned is_long = f->lengths[i / 8] >> i % 8 & 1;
        uint32_t masks[RUN_ITEMS] = {0};
        f->bad = f->bad || (size_t)(f->end - f->at) < 1u + is_long;
        if (f->bad)
            return;
        r->halves[i] = (uint16_t)(f->at[0] | (is_long ? f->at[1] << 8 : 0));
        f->at += 1 + is_long;
        unsigned bits = bits_of_one(&r->run->filter, r->halves[i]);
        for (uint32_t k = 0; k < r->run->count; k++)
            masks[k] = bits >> k & 1;
        join_masks(r, masks, i, 1);
    }
}

bool forward_may_have_run(arena *scratch, const forward_record *record, const word_run *run)
{
    str words = record->coded.words;
    size_t bits = ((size_t)record->token_count + 7) / 8;
    if (words.len < bits)
        return true;
    const unsigned char *start = (const unsigned char *)words.data;
    running r = {.f = {.lengths = start, .at = start + bits, .end = start + words.len}, .run = run};
    r.halves = arena_alloc(scratch, ((size_t)record->token_count + 1) * sizeof *r.halves);
    uint32_t done = run_fast(&r, r.f.end + record->coded.behind, record->token_count);
    if (r.f.at > r.f.end)
        return true;
    run_singly(&r, done, record->token_count);
    return r.found || r.f.bad;
}

/* --- compounds --- */

static inline uint64_t take_varint(const unsigned char **at, const unsigned char *end, bool *bad)
{
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

bool forward_find_compounds(arena *a, const forward_record *r, word_test is_wanted, const void *context, forward_compound **out,
                            size_t *count)
{
    VEC(forward_compound) found = {0};
    const unsigned char *at = (const unsigned char *)r->coded.compounds.data, *end = at + r->coded.compounds.len;
    uint64_t first = 0;
    bool bad = false;
    while (at < end && !bad) {
        uint64_t head = take_varint(&at, end, &bad), covered = 1 + (head & 3);
        first += head >> 2;
        covered += covered == 4 ? take_varint(&at, end, &bad) : 0;
        uint32_t word = (uint32_t)take_varint(&at, end, &bad);
        bad = bad || first + covered > r->token_count;
        if (!bad && is_wanted(context, word))
            vec_push(a, &found, (forward_compound){(uint32_t)first, (uint32_t)covered, word});
    }
    *out = found.items;
    *count = found.count;
    return !bad;
}
