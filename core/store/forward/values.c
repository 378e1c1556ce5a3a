/* values.c - how are the numbers of speakers and places of an article kept in some 75 bytes?
 *
 * Nothing where there are none. Else varints: how many speakers, doubled, and one more where trades are told; then of each its
 * distance from the one before; then their trades, two a byte, the first in the low half; then the places as the speakers, to the
 * end. */
#include "store/forward/values.h"

#include <assert.h>

static void put_rising(const uint32_t *numbers, uint32_t count, buf *out)
{
    for (uint32_t i = 0, last = 0; i < count; last = numbers[i++]) {
        assert(numbers[i] > last);
        buf_put_varint(out, numbers[i] - last);
    }
}

void forward_values_encode(const forward_values *v, buf *out)
{
    buf_clear(out);
    if (v->speaker_count == 0 && v->place_count == 0)
        return;
    buf_put_varint(out, (uint64_t)v->speaker_count << 1 | (v->trades != NULL));
    put_rising(v->speakers, v->speaker_count, out);
    for (uint32_t i = 0; v->trades && i < v->speaker_count; i += 2)
        buf_put_byte(out, (char)(v->trades[i] | (i + 1 < v->speaker_count ? v->trades[i + 1] << 4 : 0)));
    put_rising(v->places, v->place_count, out);
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

static const uint8_t *next_trades(reading *r, arena *a, uint32_t count)
{
    uint32_t bytes = (count + 1) / 2;
    r->bad |= count == 0 || (uint64_t)(r->end - r->at) < bytes;
    if (r->bad)
        return NULL;
    uint8_t *trades = arena_alloc(a, count + 1);
    bool told = false;
    for (uint32_t i = 0; i < 2 * bytes; i++) {
        trades[i] = i % 2 ? r->at[i / 2] >> 4 : r->at[i / 2] & 15;
        told |= trades[i] != 0;
    }
    r->bad |= !told || (count % 2 && trades[count]);
    r->at += bytes;
    return trades;
}

quoth_status forward_values_decode(arena *a, str bytes, forward_values *out, quoth_error *err)
{
    reading r = {(const unsigned char *)bytes.data, (const unsigned char *)bytes.data + bytes.len, false};
    *out = (forward_values){0};
    if (bytes.len == 0)
        return QUOTH_OK;
    uint32_t *numbers = arena_alloc(a, bytes.len * sizeof *numbers), count = 0, last = 0;
    uint32_t first = next_varint(&r), speakers = first >> 1;
    r.bad |= speakers >= bytes.len || (speakers == 0 && r.at == r.end);
    for (; count < speakers && !r.bad; count++)
        numbers[count] = last = next_rising(&r, last);
    const uint8_t *trades = first & 1 && !r.bad ? next_trades(&r, a, speakers) : NULL;
    for (last = 0; r.at < r.end && !r.bad; count++)
        numbers[count] = last = next_rising(&r, last);
    if (r.bad)
        return fail(err, QUOTH_CORRUPT, "the forward index has broken values of an article");
    *out = (forward_values){numbers, trades, numbers + speakers, speakers, count - speakers};
    return QUOTH_OK;
}
