/* unpack.h - what do gzip, zstd, bzip2 and xz bytes hold? Also when the file is cut short or something else follows it */
#ifndef INDEXER_SOURCE_UNPACK_H
#define INDEXER_SOURCE_UNPACK_H

#include "base/fail.h"
#include "base/str.h"

/* One packed file on its way out. All that was packed before a damage is given before the failure is told. One thread. */
typedef struct unpacker unpacker;

enum { LONGEST_MAGIC = 6 };

/* By the first bytes, LONGEST_MAGIC of them where there are so many; NULL when they are not packed. */
unpacker *unpacker_new(str head);
void unpacker_free(unpacker **u);

typedef enum unpack_state {
    UNPACK_WANTS_INPUT, /* all of `*in` is used up */
    UNPACK_WANTS_ROOM,  /* `room` is full */
    UNPACK_ENDED,       /* what is left of `*in` is nothing of ours: padding, or bytes that somebody appended */
    UNPACK_FAILED       /* `err` says why */
} unpack_state;

/* Unpacks from the front of `*in` (which it shortens) to `to`. `is_last`: nothing follows `*in`. Members one after the other, as
 * a crawl's records, are one file, which for zstd may begin with a dictionary for all of them (at most 8 MB). Memory is bounded:
 * 128 MB for zstd's and xz's longest distances. */
unpack_state unpacker_run(unpacker *u, str *in, bool is_last, char *to, size_t room, size_t *made, quoth_error *err);

#endif
