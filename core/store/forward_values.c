/* forward_values.c - how are the numbers of speakers and places of an article kept in some 20 bytes?
 *
 * Nothing where there are none. Else varints: how many speakers, then of each its distance from the one before, then the same of
 * the places, to the end. */
#include "store/forward_values.h"

#include <stdlib.h>

static int compare_u32(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The different values of one kind of mark, sorted, to `to`; how many. */
static uint32_t collect(const forward_record *r, mark_kind kind, uint32_t *to)
{
    uint32_t count = 0, kept = 0;
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == kind && r->marks[i].value != 0)
            to[count++] = r->marks[i].value;
    if (count > 1)
        qsort(to, count, sizeof *to, compare_u32);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || to[kept - 1] != to[i])
            to[kept++] = to[i];
    return kept;
}

static void put_rising(const uint32_t *numbers, uint32_t count, buf *out)
{
    for (uint32_t i = 0, last = 0; i < count; last = numbers[i++])
        buf_put_varint(out, numbers[i] - last);
}

void forward_values_encode(const forward_record *r, buf *out)
{
    uint32_t *numbers = mem_alloc(((size_t)r->mark_count + 1) * sizeof *numbers);
    uint32_t speakers = collect(r, MARK_QUOTATION, numbers);
    buf_clear(out);
    buf_put_varint(out, speakers);
    put_rising(numbers, speakers, out);
    uint32_t places = collect(r, MARK_PLACE, numbers);
    put_rising(numbers, places, out);
    if (speakers == 0 && places == 0)
        buf_clear(out);
    free(numbers);
}

typedef struct reading {
    const unsigned char *at, *end;
    bool bad;
} reading;

/* A varint of 32 bits in its shortest form. */
static inline uint32_t next_varint(reading *r)
{
    uint64_t value = 0;
    for (unsigned shift = 0; r->at < r->end && shift < 35; shift += 7) {
        unsigned char byte = *r->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        r->bad |= (byte == 0 && shift > 0) || value > UINT32_MAX;
        return (uint32_t)value;
    }
    r->bad = true;
    return 0;
}

/* The number after `last`. */
static inline uint32_t next_rising(reading *r, uint32_t last)
{
    uint32_t step = next_varint(r);
    r->bad |= step == 0 || step > UINT32_MAX - last;
    return last + step;
}

quoth_status forward_values_decode(arena *a, str bytes, forward_values *out, quoth_error *err)
{
    reading r = {(const unsigned char *)bytes.data, (const unsigned char *)bytes.data + bytes.len, false};
    *out = (forward_values){0};
    if (bytes.len == 0)
        return QUOTH_OK;
    uint32_t *numbers = arena_alloc(a, bytes.len * sizeof *numbers), count = 0, last = 0;
    uint32_t speakers = next_varint(&r);
    r.bad |= speakers >= bytes.len || (speakers == 0 && r.at == r.end);
    for (; count < speakers && !r.bad; count++)
        numbers[count] = last = next_rising(&r, last);
    for (last = 0; r.at < r.end && !r.bad; count++)
        numbers[count] = last = next_rising(&r, last);
    if (r.bad)
        return fail(err, QUOTH_CORRUPT, "the forward index has broken values of an article");
    *out = (forward_values){numbers, numbers + speakers, speakers, count - speakers};
    return QUOTH_OK;
}
