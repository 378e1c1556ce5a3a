/* values.h - who is quoted and which places are named in an article: lists of numbers, to be counted without its record
 */
#ifndef STORE_FORWARD_VALUES_H
#define STORE_FORWARD_VALUES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

/* Each number once, rising; never 0. */
typedef struct forward_values {
    const uint32_t *speakers; /* quoted by name: values of MARK_QUOTATION */
    const uint8_t *trades;    /* of each speaker, as the article has it (names/trade.h; below 16); NULL where none is told */
    const uint32_t *places;   /* named, and all that contain them: focus.h */
    uint32_t speaker_count, place_count;
} forward_values;

/* Instead of what is in `out`: some 75 bytes for a news report, none where there are none. */
void forward_values_encode(const forward_values *v, buf *out);
/* QUOTH_CORRUPT for bytes that forward_values_encode never writes. In `a`, at most 4 times the bytes. */
quoth_status forward_values_decode(arena *a, str bytes, forward_values *out, quoth_error *err);

#endif
