/* forward_run.c - may words stand one behind the other in an article? */
#include "store/forward_run.h"

enum { LONG = 256 /* the first number of two bytes */ };

static void look_for(word_run *run, const uint32_t *words, size_t count)
{
    run->rarest = run->count;
    run->filter = (word_filter){0};
    memset(run->single, 0, sizeof run->single);
    for (size_t i = 0; i < count; i++) {
        uint32_t low = words[i] & UINT16_MAX;
        unsigned char bit = (unsigned char)(1u << i % 8);
        if (low >= LONG) {
            word_filter_add(&run->filter, low);
            continue;
        }
        run->single[0][low & 15] |= bit;
        run->single[1][low >> 4] |= bit;
    }
}

void word_run_add(word_run *run, const uint32_t *words, size_t count)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++)
        least = words[i] < least ? words[i] : least;
    if (run->count == 0 || least > run->least) {
        look_for(run, words, count);
        run->least = least;
    }
    run->words[run->count] = words;
    run->word_counts[run->count++] = count;
}

/* The bytes of a record's words, and a block of 64 of them: up to which the bytes of words were counted. */
typedef struct looking {
    const word_run *run;
    const unsigned char *lengths, *bytes;
    size_t length_bytes, byte_count;
    uint32_t tokens;
    uint32_t token; /* where the block begins, and its first byte */
    size_t offset;
} looking;

/* A bit a token, from a multiple of 8 on: two bytes or one. */
static inline uint64_t lengths_from(const looking *l, uint32_t token)
{
    uint64_t bits = 0;
    size_t at = token / 8, left = at < l->length_bytes ? l->length_bytes - at : 0;
    if (left >= sizeof bits)
        memcpy(&bits, l->lengths + at, sizeof bits);
    else
        for (size_t i = 0; i < left; i++)
            bits |= (uint64_t)l->lengths[at + i] << (8 * i);
    return bits;
}

static inline unsigned is_long(const looking *l, uint32_t token)
{
    return l->lengths[token / 8] >> token % 8 & 1;
}

/* The bits below number `n` (0 to 63). */
static inline uint64_t bits_below(uint64_t bits, uint32_t n)
{
    return bits & ((1ull << n) - 1);
}

/* The token whose bytes begin at `offset`, which never falls; false where none does. */
static inline __attribute__((always_inline)) bool token_at(looking *l, size_t offset, uint32_t *token)
{
    uint64_t bits = lengths_from(l, l->token);
    for (;;) {
        size_t next = l->offset + 64 + (size_t)__builtin_popcountll(bits);
        if (next > offset || l->token + 64 >= l->tokens)
            break;
        l->token += 64;
        l->offset = next;
        bits = lengths_from(l, l->token);
    }
    uint32_t k = 0;
    for (uint32_t step = 32; step > 0; step /= 2)
        if (l->offset + k + step + (size_t)__builtin_popcountll(bits_below(bits, k + step)) <= offset)
            k += step;
    *token = l->token + k;
    return *token < l->tokens && l->offset + k + (size_t)__builtin_popcountll(bits_below(bits, k)) == offset;
}

static bool is_word_of(const word_run *run, uint32_t item, uint32_t low)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if ((run->words[item][i] & UINT16_MAX) == low)
            return true;
    return false;
}

/* Is it the run, whose rarest item is the token that begins at `offset`? */
static bool is_run(const looking *l, uint32_t token, size_t offset)
{
    const word_run *run = l->run;
    if (token < run->rarest || run->count > l->tokens - (token - run->rarest))
        return false;
    for (uint32_t k = 0; k < run->rarest; k++)
        offset -= 1 + is_long(l, --token);
    for (uint32_t k = 0; k < run->count; k++, token++) {
        unsigned more = is_long(l, token);
        if (offset + more >= l->byte_count ||
            !is_word_of(run, k, l->bytes[offset] | (more ? (uint32_t)l->bytes[offset + 1] << 8 : 0)))
            return false;
        offset += 1 + more;
    }
    return true;
}

/* What stands at `offset` passed a filter: a token may begin there, or be in its middle. */
static inline __attribute__((always_inline)) bool is_run_at(looking *l, size_t offset)
{
    uint32_t token;
    return token_at(l, offset, &token) && is_run(l, token, offset);
}

/* Bytes from number `from` on, one after the other. */
static bool look_singly(looking *l, size_t from)
{
    const word_run *run = l->run;
    for (size_t at = from; at < l->byte_count; at++) {
        unsigned low = l->bytes[at], high = at + 1 < l->byte_count ? l->bytes[at + 1] : 0;
        unsigned bits = word_filter_bits(&run->filter, low | high << 8) | (run->single[0][low & 15] & run->single[1][low >> 4]);
        if (bits && is_run_at(l, at))
            return true;
    }
    return false;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static inline __m256i twice(const unsigned char *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* 32 bytes at a time, while one more than these can be read up to `limit`; *looked: how many were. */
__attribute__((target("avx2,popcnt"))) static bool look_fast(looking *l, size_t limit, size_t *looked)
{
    const __m256i zero = _mm256_setzero_si256(), low_nibbles = _mm256_set1_epi8(15);
    __m256i tables[4], single[2];
    size_t at = 0;
    for (unsigned i = 0; i < 4; i++)
        tables[i] = twice(l->run->filter.nibbles[i]);
    for (unsigned i = 0; i < 2; i++)
        single[i] = twice(l->run->single[i]);
    for (; at < l->byte_count && at + 33 <= limit; at += 32) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(l->bytes + at));
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(l->bytes + at + 1));
        __m256i below = _mm256_and_si256(low, low_nibbles), above = _mm256_and_si256(_mm256_srli_epi16(low, 4), low_nibbles);
        __m256i pairs = _mm256_and_si256(
            _mm256_and_si256(_mm256_shuffle_epi8(tables[0], below), _mm256_shuffle_epi8(tables[1], above)),
            _mm256_and_si256(_mm256_shuffle_epi8(tables[2], _mm256_and_si256(high, low_nibbles)),
                             _mm256_shuffle_epi8(tables[3], _mm256_and_si256(_mm256_srli_epi16(high, 4), low_nibbles))));
        __m256i alone = _mm256_and_si256(_mm256_shuffle_epi8(single[0], below), _mm256_shuffle_epi8(single[1], above));
        __m256i bits = _mm256_or_si256(pairs, alone);
        uint32_t passed = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bits, zero));
        for (; passed; passed &= passed - 1) {
            size_t offset = at + (size_t)__builtin_ctz(passed);
            if (offset < l->byte_count && is_run_at(l, offset))
                return true;
        }
    }
    *looked = at;
    return false;
}

static bool look_at_bytes(looking *l, size_t limit)
{
    size_t looked = 0;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") && look_fast(l, limit, &looked))
        return true;
    return look_singly(l, looked);
}
#else
static bool look_at_bytes(looking *l, size_t limit)
{
    (void)limit;
    return look_singly(l, 0);
}
#endif

static looking looking_at(const forward_record *r, const word_run *run)
{
    str words = r->coded.words;
    size_t lengths = ((size_t)r->token_count + 7) / 8;
    const unsigned char *start = (const unsigned char *)words.data;
    return (looking){.run = run,
                     .lengths = start,
                     .bytes = start + lengths,
                     .length_bytes = lengths,
                     .byte_count = words.len - lengths,
                     .tokens = r->token_count};
}

bool forward_may_have_run(const forward_record *r, const word_run *run)
{
    if (r->coded.words.len < ((size_t)r->token_count + 7) / 8)
        return true;
    looking l = looking_at(r, run);
    return look_at_bytes(&l, l.byte_count + r->coded.behind);
}

/* --- with compounds --- */

static bool has_word(const word_run *run, uint32_t item, uint32_t word)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if (run->words[item][i] == word)
            return true;
    return false;
}

/* The first byte of a token. */
static size_t offset_of(const looking *l, uint32_t token)
{
    size_t offset = token;
    for (uint32_t t = 0; t < token; t += 64) {
        uint64_t bits = lengths_from(l, t);
        offset += (size_t)__builtin_popcountll(token - t < 64 ? bits_below(bits, token - t) : bits);
    }
    return offset;
}

static bool token_may_be(const looking *l, uint32_t token, uint32_t item)
{
    if (token >= l->tokens)
        return false;
    size_t offset = offset_of(l, token);
    unsigned more = is_long(l, token);
    return offset + more < l->byte_count &&
           is_word_of(l->run, item, l->bytes[offset] | (more ? (uint32_t)l->bytes[offset + 1] << 8 : 0));
}

typedef struct compound_list {
    const forward_compound *items;
    size_t count;
} compound_list;

/* Is an item at `token`, or does it end before it? */
static bool may_begin(const looking *l, const compound_list *list, uint32_t token, uint32_t item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first == token && has_word(l->run, item, list->items[i].word))
            return true;
    return token_may_be(l, token, item);
}

static bool may_end(const looking *l, const compound_list *list, uint32_t token, uint32_t item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first + list->items[i].count == token && has_word(l->run, item, list->items[i].word))
            return true;
    return token > 0 && token_may_be(l, token - 1, item);
}

bool forward_may_join_run(const forward_record *r, const word_run *run, const forward_compound *compounds, size_t count)
{
    const compound_list list = {compounds, count};
    if (r->coded.words.len < ((size_t)r->token_count + 7) / 8)
        return true;
    looking l = looking_at(r, run);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < run->count; k++) {
            const forward_compound *c = &compounds[i];
            if (has_word(run, k, c->word) && (k == 0 || may_end(&l, &list, c->first, k - 1)) &&
                (k + 1 == run->count || may_begin(&l, &list, c->first + c->count, k + 1)))
                return true;
        }
    return false;
}
