/* words.c - how do word numbers become words of a record, eight at a time? */
#include "store/forward/words.h"

#include <pthread.h>

enum { LONG = 256 /* the first number of two bytes */ };

void forward_words_encode(const uint32_t *numbers, size_t count, buf *out)
{
    size_t bits = (count + 7) / 8;
    unsigned char *lengths = (unsigned char *)buf_reserve(out, bits + 2 * count), *to = lengths + bits;
    memset(lengths, 0, bits);
    for (size_t i = 0; i < count; i++) {
        uint32_t low = numbers[i] & UINT16_MAX;
        *to++ = (unsigned char)low;
        if (low >= LONG) {
            lengths[i / 8] |= (unsigned char)(1u << i % 8);
            *to++ = (unsigned char)(low >> 8);
        }
    }
    out->len += (size_t)(to - lengths);
}

/* Tokens [from, count), one after the other. `lengths` has no bits behind the last token. */
static bool decode_rest(const unsigned char *lengths, const unsigned char *at, const unsigned char *end, uint32_t *to,
                        size_t from, size_t count)
{
    for (size_t i = from; i < count; i++) {
        bool is_long = lengths[i / 8] >> i % 8 & 1;
        if ((size_t)(end - at) < 1u + is_long)
            return false;
        uint32_t value = at[0];
        if (is_long && at[1] == 0)
            return false;
        if (is_long)
            value |= (uint32_t)at[1] << 8;
        to[i] = value;
        at += 1 + is_long;
    }
    return at == end;
}

static forward_words_shape shapes[256];
static pthread_once_t shapes_once = PTHREAD_ONCE_INIT;

static void fill_shapes(void)
{
    enum { NO_BYTE = 0x80 };
    for (unsigned lengths = 0; lengths < 256; lengths++) {
        unsigned char at = 0;
        for (unsigned token = 0; token < 8; token++) {
            shapes[lengths].places[2 * token] = at++;
            shapes[lengths].places[2 * token + 1] = lengths >> token & 1 ? at++ : NO_BYTE;
        }
        shapes[lengths].taken = at;
    }
}

const forward_words_shape *forward_words_shapes(void)
{
    pthread_once(&shapes_once, fill_shapes);
    return shapes;
}

#if defined(__x86_64__)
#include <tmmintrin.h>

/* Eight tokens at a time, the last of them fewer, while sixteen bytes can be read up to `end`; *bad where one of two bytes needed
 * but one. */
__attribute__((target("ssse3"))) static size_t decode_eights(const unsigned char *lengths, const unsigned char **from,
                                                             const unsigned char *end, uint32_t *to, size_t count, bool *bad)
{
    size_t i = 0;
    const unsigned char *at = *from;
    const __m128i zero = _mm_setzero_si128();
    unsigned wrong = 0;
    for (; i < count && end - at >= 16; i += 8) {
        unsigned eight = lengths[i / 8], tokens = count - i < 8 ? (unsigned)(count - i) : 8;
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i halves = _mm_shuffle_epi8(bytes, _mm_loadu_si128((const __m128i *)(const void *)shapes[eight].places));
        __m128i is_short = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_srli_epi16(halves, 8), zero), zero);
        wrong |= (~((unsigned)_mm_movemask_epi8(is_short) ^ eight)) & ((1u << tokens) - 1);
        _mm_storeu_si128((__m128i *)(void *)(to + i), _mm_unpacklo_epi16(halves, zero));
        _mm_storeu_si128((__m128i *)(void *)(to + i + 4), _mm_unpackhi_epi16(halves, zero));
        at += shapes[eight].taken - (8 - tokens);
    }
    *from = at;
    *bad = wrong != 0;
    return i < count ? i : count;
}

static size_t decode_fast(const unsigned char *lengths, const unsigned char **from, const unsigned char *end, uint32_t *to,
                          size_t count, bool *bad)
{
    *bad = false;
    if (!__builtin_cpu_supports("ssse3"))
        return 0;
    (void)forward_words_shapes();
    return decode_eights(lengths, from, end, to, count, bad);
}
#else
static size_t decode_fast(const unsigned char *lengths, const unsigned char **from, const unsigned char *end, uint32_t *to,
                          size_t count, bool *bad)
{
    (void)lengths, (void)from, (void)end, (void)to, (void)count;
    *bad = false;
    return 0;
}
#endif

bool forward_words_decode(str bytes, size_t behind, uint32_t *to, size_t count)
{
    size_t bits = (count + 7) / 8;
    const unsigned char *lengths = (const unsigned char *)bytes.data, *at = lengths + bits, *end = lengths + bytes.len;
    bool bad;
    if (bytes.len < bits || (count % 8 != 0 && lengths[bits - 1] >> count % 8 != 0))
        return false;
    size_t done = decode_fast(lengths, &at, end + behind, to, count, &bad);
    return !bad && at <= end && decode_rest(lengths, at, end, to, done, count);
}
