/* transcode.h - bytes in UTF-16 or UTF-32 as UTF-8, a piece at a time */
#ifndef INDEXER_SOURCE_TRANSCODE_H
#define INDEXER_SOURCE_TRANSCODE_H

#include "base/str.h"

typedef enum wide_order { WIDE_NONE, WIDE_16_LITTLE, WIDE_16_BIG, WIDE_32_LITTLE, WIDE_32_BIG } wide_order;

/* By the byte order mark, which is `*mark_bytes` long, else (0) because all of the first bytes read as text so and in no other
 * way. */
wide_order wide_order_of(str head, size_t *mark_bytes);
/* Moves whole characters from the front of `*in` to `to`, which has room for two bytes for each of `*in`'s; returns the bytes
 * made. What stands for no character becomes U+FFFD, and so does a torn one at the end when `is_last`. */
size_t wide_to_utf8(wide_order order, str *in, bool is_last, char *to);

#endif
