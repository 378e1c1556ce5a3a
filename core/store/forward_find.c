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

static inline bool passes(const word_filter *f, uint32_t low)
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
        if (passes(f->filter, low))
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

/* Sixteen tokens at a time, while all of their bytes can be read up to `limit`; returns how many were looked at. */
__attribute__((target("ssse3"))) static uint32_t find_sixteens(finding *f, const unsigned char *limit, uint32_t tokens)
{
    const forward_words_shape *shapes = forward_words_shapes();
    const __m128i zero = _mm_setzero_si128(), low_bytes = _mm_set1_epi16(0xff), low_nibbles = _mm_set1_epi8(15);
    __m128i tables[4];
    for (unsigned i = 0; i < 4; i++)
        tables[i] = _mm_loadu_si128((const __m128i *)(const void *)f->filter->nibbles[i]);
    uint32_t i = 0;
    for (; i + 16 <= tokens && limit - f->at >= 32; i += 16) {
        __m128i first = next_eight(f, shapes, i), second = next_eight(f, shapes, i + 8);
        __m128i low = _mm_packus_epi16(_mm_and_si128(first, low_bytes), _mm_and_si128(second, low_bytes));
        __m128i high = _mm_packus_epi16(_mm_srli_epi16(first, 8), _mm_srli_epi16(second, 8));
        __m128i bits =
            _mm_and_si128(_mm_and_si128(_mm_shuffle_epi8(tables[0], _mm_and_si128(low, low_nibbles)),
                                        _mm_shuffle_epi8(tables[1], _mm_and_si128(_mm_srli_epi16(low, 4), low_nibbles))),
                          _mm_and_si128(_mm_shuffle_epi8(tables[2], _mm_and_si128(high, low_nibbles)),
                                        _mm_shuffle_epi8(tables[3], _mm_and_si128(_mm_srli_epi16(high, 4), low_nibbles))));
        unsigned passed = 0xffffu ^ (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bits, zero));
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
