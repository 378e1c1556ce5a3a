/* stream.h - the bytes of a file, uncompressed, through a window that can grow to one record and no further */
#ifndef INDEXER_SOURCE_STREAM_H
#define INDEXER_SOURCE_STREAM_H

#include <sys/types.h>

#include "base/fail.h"
#include "base/str.h"

/* One open file, member of a container or standard input. gzip, zstd, bzip2 and xz are recognised by their first bytes and
 * unpacked as they are read, UTF-16 and UTF-32 (transcode.h) become UTF-8; what follows their end and is not packed alike is left
 * out, as gzip(1) does. Memory: the window, at most LIMIT_RECORD_BYTES and one chunk, and what the unpacker keeps. One thread. */
typedef struct stream stream;

/* How much one file on the disk may unpack to, counted over all that is packed inside it. {0}: as limits.h says. */
typedef struct unpack_budget {
    uint64_t most_total, most_ratio, free_bytes; /* as LIMIT_UNPACKED_* */
    uint64_t packed, unpacked;                   /* bytes so far */
    bool is_spent;                               /* a failure says so */
} unpack_budget;

/* Where a stream's bytes come from: 0 at the end, -1 and `err` filled after a failure. */
typedef struct byte_source {
    void *context;
    ssize_t (*read)(void *context, char *to, size_t room, quoth_error *err);
} byte_source;

/* `path` "-" is standard input. QUOTH_IO when it cannot be opened. `budget` must outlive it. */
quoth_status stream_open(const char *path, unpack_budget *budget, stream **out, quoth_error *err);
/* The bytes of something inside another file. */
stream *stream_open_on(byte_source from, unpack_budget *budget);
void stream_close(stream **s);

/* What is at hand and not yet skipped; valid until the next call of stream_more, stream_skip or stream_close. */
str stream_window(const stream *s);
/* Adds to the window's end. False when nothing was added: at the end of the input, after a failure, or because the window
 * holds LIMIT_RECORD_BYTES already. */
bool stream_more(stream *s);
/* True when a window as long as a record may be is full: the record must be given up. */
bool stream_is_full(const stream *s);
/* Drops the first `bytes` of the window and counts their lines. */
void stream_skip(stream *s, size_t bytes);
/* 1-based line of the window's first byte. */
uint32_t stream_line(const stream *s);
/* Bytes read from the file itself, packed ones where it is packed. */
uint64_t stream_consumed(const stream *s);
/* Why reading ended before the input's end, or QUOTH_OK. Fills `err`. */
quoth_status stream_failure(const stream *s, quoth_error *err);

#endif
