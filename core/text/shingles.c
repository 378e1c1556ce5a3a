/* shingles.c - how much of one text stands in another, and which few numbers tell that it may? */
#include "text/shingles.h"

#include <stdlib.h>

#include "base/hash.h"

/* Buzhash: each word's hash turned by its place among the five, so that the next shingle needs the first and the last only. */
enum { TURN = 13, TURN_OUT = TURN * SHINGLE_WORDS % 64 };

static const double LEAST_CONTAINMENT = 0.5, MOSTLY_CONTAINED = 0.75, LEAST_OPENING = 0.33;
/* Where the shorter text is mostly in the longer one, and where not. */
static const double LEAST_RESEMBLANCE_CUT = 0.2, LEAST_RESEMBLANCE = 0.3;

enum { MOST_ALONE = 80 };

static uint64_t turn(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static uint64_t roll(uint64_t rolling, uint64_t in, uint64_t out)
{
    return turn(rolling, TURN) ^ turn(out, TURN_OUT) ^ in;
}

static void keep_if_small(signature_maker *m, uint64_t shingle)
{
    uint32_t at = m->kept;
    if (at == SIGNATURE_KEYS && shingle >= m->least[at - 1])
        return;
    while (at > 0 && m->least[at - 1] > shingle)
        at--;
    if (at > 0 && m->least[at - 1] == shingle)
        return;
    if (m->kept < SIGNATURE_KEYS)
        m->kept++;
    for (uint32_t i = m->kept - 1; i > at; i--)
        m->least[i] = m->least[i - 1];
    m->least[at] = shingle;
}

void signature_word(signature_maker *m, uint64_t word_hash)
{
    uint64_t *place = &m->last[m->words % SHINGLE_WORDS];
    m->rolling = roll(m->rolling, word_hash, *place);
    *place = word_hash;
    if (++m->words >= SHINGLE_WORDS)
        keep_if_small(m, hash_u64(m->rolling));
}

static int compare_u32(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The upper half of a hash decided that it is small, so the lower half is the better name. */
void signature_end(const signature_maker *m, signature *out)
{
    *out = (signature){0};
    if (m->words < SIGNATURE_LEAST_SHINGLES + SHINGLE_WORDS - 1)
        return;
    uint32_t keys[SIGNATURE_KEYS];
    for (uint32_t i = 0; i < m->kept; i++)
        keys[i] = (uint32_t)m->least[i];
    qsort(keys, m->kept, sizeof *keys, compare_u32);
    for (uint32_t i = 0; i < m->kept; i++)
        if (i == 0 || keys[i] != keys[i - 1])
            out->keys[out->count++] = keys[i];
}

static bool has(const shingle_set *s, uint64_t shingle)
{
    for (size_t at = shingle >> 8 & s->mask; s->slots[at]; at = (at + 1) & s->mask)
        if (s->slots[at] == shingle)
            return true;
    return false;
}

static void put(shingle_set *s, uint64_t shingle)
{
    size_t at = shingle >> 8 & s->mask;
    while (s->slots[at] && s->slots[at] != shingle)
        at = (at + 1) & s->mask;
    s->count += s->slots[at] == 0;
    s->slots[at] = shingle;
}

void shingles_of(arena *a, const uint32_t *words, size_t count, shingle_set *out)
{
    size_t room = 16;
    while (room < 2 * count)
        room *= 2;
    *out = (shingle_set){.slots = ARENA_ARRAY(a, uint64_t, room), .mask = room - 1};
    out->sequence = arena_alloc(a, (count + 1) * sizeof *out->sequence);
    uint64_t rolling = 0, last[SHINGLE_WORDS] = {0};
    for (size_t i = 0; i < count; i++) {
        uint64_t *place = &last[i % SHINGLE_WORDS], word = hash_u64((uint64_t)words[i] + 1);
        rolling = roll(rolling, word, *place);
        *place = word;
        if (i + 1 < SHINGLE_WORDS)
            continue;
        uint64_t shingle = hash_u64(rolling) | 1;
        put(out, shingle);
        out->sequence[out->length++] = shingle;
    }
}

static double opening_in(const shingle_set *of, const shingle_set *other)
{
    size_t shared = 0, length = of->length < OPENING_SHINGLES ? of->length : OPENING_SHINGLES;
    for (size_t i = 0; i < length; i++)
        shared += has(other, of->sequence[i]);
    return length > 0 ? (double)shared / (double)length : 0;
}

static size_t longest_alone(const shingle_set *of, const shingle_set *other)
{
    size_t longest = 0, alone = 0;
    for (size_t i = 0; i < of->length; i++) {
        alone = has(other, of->sequence[i]) ? 0 : alone + 1;
        longest = alone > longest ? alone : longest;
    }
    return longest;
}

likeness shingles_compare(const shingle_set *x, const shingle_set *y)
{
    const shingle_set *less = x->count <= y->count ? x : y, *more = less == x ? y : x;
    size_t shared = 0;
    if (less->count == 0)
        return (likeness){0};
    for (size_t i = 0; i <= less->mask; i++)
        shared += less->slots[i] && has(more, less->slots[i]);
    double of_less = opening_in(less, more), of_more = opening_in(more, less);
    return (likeness){(double)shared / (double)(less->count + more->count - shared), (double)shared / (double)less->count,
                      of_less > of_more ? of_less : of_more, longest_alone(less, more)};
}

bool likeness_is_copy(likeness l)
{
    if (l.opening < LEAST_OPENING)
        return false;
    if (l.containment >= MOSTLY_CONTAINED)
        return l.resemblance >= LEAST_RESEMBLANCE_CUT;
    return l.containment >= LEAST_CONTAINMENT && l.alone <= MOST_ALONE && l.resemblance >= LEAST_RESEMBLANCE;
}
