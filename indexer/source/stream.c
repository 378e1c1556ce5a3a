/* stream.c - how do the bytes of a packed or plain file come into memory, a piece at a time? */
#include "indexer/source/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "indexer/source/transcode.h"
#include "indexer/source/unpack.h"

enum { CHUNK_BYTES = 256 << 10 };

struct stream {
    byte_source from;
    int fd; /* of a file; -1: a member */
    unpack_budget *budget;
    unpacker *unpacking; /* NULL for plain bytes */
    char *packed;        /* the chunk that is unpacked from */
    str at_hand;         /* of it, not yet unpacked */
    bool input_ended;
    uint64_t consumed;
    wide_order wide; /* what is unpacked is UTF-16 or UTF-32 */
    char *coded;     /* of it, not yet UTF-8: at most half a chunk and a torn character */
    size_t coded_len;
    bool is_looked_at, made_ended; /* its encoding is known; no more is made of the input */
    char *data;
    size_t start, end, room;
    uint32_t line;
    bool ended;
    quoth_error failure;
};

static ssize_t read_fd(void *context, char *to, size_t room, quoth_error *err)
{
    const stream *s = context;
    ssize_t got;
    do
        got = read(s->fd, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        fail_errno(err, QUOTH_IO, "cannot read");
    else
        s->budget->packed += (uint64_t)got;
    return got;
}

/* Bytes that came out of something packed: are they still in proportion? */
static bool spend(stream *s, size_t bytes)
{
    unpack_budget *b = s->budget;
    b->unpacked += bytes;
    if (b->unpacked > b->most_total)
        fail(&s->failure, QUOTH_LIMIT, "unpacks to more than %llu GB; the rest is left out",
             (unsigned long long)(b->most_total >> 30));
    else if (b->unpacked > b->free_bytes && b->unpacked / b->most_ratio > b->packed)
        fail(&s->failure, QUOTH_LIMIT, "unpacks to more than %llu times its size, as a bomb does; the rest is left out",
             (unsigned long long)b->most_ratio);
    else
        return true;
    b->is_spent = true;
    s->ended = true;
    return false;
}

static ssize_t read_some(stream *s, char *to, size_t room)
{
    ssize_t got = s->input_ended ? 0 : s->from.read(s->from.context, to, room, &s->failure);
    s->input_ended = got <= 0;
    s->ended |= got < 0;
    if (got > 0 && s->fd < 0 && !spend(s, (size_t)got))
        return -1;
    s->consumed += got > 0 ? (uint64_t)got : 0;
    return got;
}

static size_t unpack_some(stream *s, char *to, size_t room)
{
    size_t made = 0;
    for (;;) {
        if (s->at_hand.len == 0) {
            ssize_t got = read_some(s, s->packed, CHUNK_BYTES);
            if (got < 0)
                return 0;
            s->at_hand = (str){s->packed, (size_t)got};
        }
        unpack_state state = unpacker_run(s->unpacking, &s->at_hand, s->input_ended, to, room, &made, &s->failure);
        s->ended = state == UNPACK_ENDED || state == UNPACK_FAILED;
        if (made > 0 || s->ended)
            return spend(s, made) ? made : 0;
    }
}

/* The next bytes out of the packing, if there is one; 0 at the end or after a failure. */
static size_t make_some(stream *s, char *to, size_t room)
{
    if (s->unpacking)
        return unpack_some(s, to, room);
    ssize_t plain = read_some(s, to, room);
    s->ended |= plain <= 0;
    return plain > 0 ? (size_t)plain : 0;
}

/* The first bytes that are at hand say whether they are of two or four bytes a character. */
static void look_at_encoding(stream *s)
{
    size_t mark;
    s->is_looked_at = true;
    s->wide = wide_order_of((str){s->data + s->start, s->end - s->start}, &mark);
    if (s->wide == WIDE_NONE)
        return;
    s->coded_len = s->end - s->start - mark;
    s->coded = mem_alloc(2 * CHUNK_BYTES);
    memcpy(s->coded, s->data + s->start + mark, s->coded_len);
    str coded = {s->coded, s->coded_len};
    s->end = s->start;
    s->end += wide_to_utf8(s->wide, &coded, false, s->data + s->end); /* its room is twice a chunk */
    memmove(s->coded, coded.data, coded.len);
    s->coded_len = coded.len;
}

/* At most twice as many bytes as were read: half a chunk. */
static size_t transcode_some(stream *s, char *to)
{
    size_t made = 0;
    while (made == 0 && !s->made_ended) {
        size_t got = s->ended ? 0 : make_some(s, s->coded + s->coded_len, CHUNK_BYTES / 2 - 8);
        s->made_ended = got == 0;
        str coded = {s->coded, s->coded_len + got};
        made = wide_to_utf8(s->wide, &coded, s->made_ended, to);
        memmove(s->coded, coded.data, coded.len);
        s->coded_len = coded.len;
    }
    return made;
}

/* Reads the first chunk and decides by it: packed bytes are unpacked, plain ones become the window. */
static void look_at_head(stream *s)
{
    size_t len = 0;
    while (len < LONGEST_MAGIC) {
        ssize_t got = read_some(s, s->packed + len, CHUNK_BYTES - len);
        if (got <= 0)
            break;
        len += (size_t)got;
    }
    s->at_hand = (str){s->packed, len};
    s->unpacking = unpacker_new(s->at_hand);
    if (s->unpacking)
        return;
    memcpy(s->data, s->packed, len);
    s->end = len;
    free(s->packed);
    s->packed = NULL;
    look_at_encoding(s);
}

static void set_limits(unpack_budget *b)
{
    if (b->most_ratio == 0)
        b->most_ratio = LIMIT_UNPACKED_RATIO;
    if (b->most_total == 0)
        b->most_total = LIMIT_UNPACKED_BYTES;
    if (b->free_bytes == 0)
        b->free_bytes = LIMIT_UNPACKED_FREE;
}

static stream *stream_new(byte_source from, int fd, unpack_budget *budget)
{
    stream *s = mem_zalloc(sizeof *s);
    s->from = from;
    if (fd >= 0)
        s->from = (byte_source){s, read_fd};
    s->fd = fd;
    s->budget = budget;
    s->line = 1;
    s->room = 2 * CHUNK_BYTES;
    s->data = mem_alloc(s->room);
    s->packed = mem_alloc(CHUNK_BYTES);
    set_limits(budget);
    look_at_head(s);
    return s;
}

stream *stream_open_on(byte_source from, unpack_budget *budget)
{
    return stream_new(from, -1, budget);
}

quoth_status stream_open(const char *path, unpack_budget *budget, stream **out, quoth_error *err)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot open");
    *out = stream_new((byte_source){0}, fd, budget);
    return QUOTH_OK;
}

void stream_close(stream **held)
{
    stream *s = *held;
    if (!s)
        return;
    unpacker_free(&s->unpacking);
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    free(s->packed);
    free(s->coded);
    free(s->data);
    free(s);
    *held = NULL;
}

str stream_window(const stream *s)
{
    return (str){s->data + s->start, s->end - s->start};
}

bool stream_is_full(const stream *s)
{
    return s->end - s->start >= LIMIT_RECORD_BYTES;
}

static void make_room(stream *s)
{
    if (s->room - s->end >= CHUNK_BYTES)
        return;
    memmove(s->data, s->data + s->start, s->end - s->start);
    s->end -= s->start;
    s->start = 0;
    if (s->room - s->end < s->room / 2) {
        s->room *= 2;
        s->data = mem_realloc(s->data, s->room);
    }
}

bool stream_more(stream *s)
{
    if ((s->ended && (s->wide == WIDE_NONE || s->made_ended)) || stream_is_full(s))
        return false;
    make_room(s);
    size_t got = s->wide != WIDE_NONE ? transcode_some(s, s->data + s->end) : make_some(s, s->data + s->end, CHUNK_BYTES);
    s->end += got;
    if (!s->is_looked_at && got > 0)
        look_at_encoding(s);
    return got > 0;
}

void stream_skip(stream *s, size_t bytes)
{
    const char *at = s->data + s->start, *end = at + bytes;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        s->line++;
        at++;
    }
    s->start += bytes;
}

uint32_t stream_line(const stream *s)
{
    return s->line;
}

uint64_t stream_consumed(const stream *s)
{
    return s->consumed;
}

quoth_status stream_failure(const stream *s, quoth_error *err)
{
    if (s->failure.status != QUOTH_OK && err)
        *err = s->failure;
    return s->failure.status;
}
