/* stream.c - how do the bytes of a packed or plain file come into memory, a piece at a time? */
#include "indexer/source/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"

enum { CHUNK_BYTES = 256 << 10, LONGEST_MAGIC = 6 };

struct stream {
    int fd;
    struct archive *unpacker; /* NULL for a plain file */
    char *packed;             /* the chunk that the unpacker reads from */
    size_t packed_len;        /* bytes in `packed` that were read while looking for a magic number */
    uint64_t consumed;
    char *data;
    size_t start, end, room;
    uint32_t line;
    bool ended;
    quoth_error failure;
};

static void note_failure(stream *s, quoth_status status, const char *what)
{
    s->ended = true;
    fail(&s->failure, status, "%s", what);
}

static ssize_t read_some(stream *s, char *to, size_t room)
{
    ssize_t got;
    do
        got = read(s->fd, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        s->ended = true;
        fail_errno(&s->failure, QUOTH_IO, "cannot read");
    } else
        s->consumed += (uint64_t)got;
    return got;
}

/* libarchive asks for more packed bytes. */
static la_ssize_t next_packed(struct archive *unpacker, void *context, const void **bytes)
{
    stream *s = context;
    *bytes = s->packed;
    if (s->packed_len > 0) {
        size_t len = s->packed_len;
        s->packed_len = 0;
        return (la_ssize_t)len;
    }
    ssize_t got = read_some(s, s->packed, CHUNK_BYTES);
    if (got < 0)
        archive_set_error(unpacker, EIO, "cannot read");
    return got;
}

static const struct packing {
    str magic;
    int (*support)(struct archive *);
} packings[] = {
    {{"\x1f\x8b", 2}, archive_read_support_filter_gzip},
    {{"\x28\xb5\x2f\xfd", 4}, archive_read_support_filter_zstd},
    {{"BZh", 3}, archive_read_support_filter_bzip2},
    {{"\xfd"
      "7zXZ",
      5},
     archive_read_support_filter_xz},
};

static const struct packing *packing_of(str head)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (str_starts_with(head, packings[i].magic))
            return &packings[i];
    return NULL;
}

static void start_unpacking(stream *s, const struct packing *p)
{
    s->unpacker = archive_read_new();
    if (!s->unpacker)
        memory_exhausted(0);
    p->support(s->unpacker);
    archive_read_support_format_raw(s->unpacker);
    archive_read_support_format_empty(s->unpacker);
    struct archive_entry *entry;
    if (archive_read_open(s->unpacker, s, NULL, next_packed, NULL) != ARCHIVE_OK) {
        note_failure(s, QUOTH_BAD_INPUT, archive_error_string(s->unpacker));
        return;
    }
    int got = archive_read_next_header(s->unpacker, &entry);
    if (got == ARCHIVE_EOF)
        s->ended = true;
    else if (got != ARCHIVE_OK)
        note_failure(s, QUOTH_BAD_INPUT, archive_error_string(s->unpacker));
}

/* Reads the first chunk and decides by it: packed bytes go to the unpacker, plain ones become the window. */
static void look_at_head(stream *s)
{
    while (s->packed_len < LONGEST_MAGIC) {
        ssize_t got = read_some(s, s->packed + s->packed_len, CHUNK_BYTES - s->packed_len);
        if (got <= 0)
            break;
        s->packed_len += (size_t)got;
    }
    const struct packing *packing = packing_of((str){s->packed, s->packed_len});
    if (packing) {
        start_unpacking(s, packing);
        return;
    }
    memcpy(s->data, s->packed, s->packed_len);
    s->end = s->packed_len;
    free(s->packed);
    s->packed = NULL;
}

quoth_status stream_open(const char *path, stream **out, quoth_error *err)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot open");
    stream *s = mem_zalloc(sizeof *s);
    s->fd = fd;
    s->line = 1;
    s->room = 2 * CHUNK_BYTES;
    s->data = mem_alloc(s->room);
    s->packed = mem_alloc(CHUNK_BYTES);
    look_at_head(s);
    *out = s;
    return QUOTH_OK;
}

void stream_close(stream **held)
{
    stream *s = *held;
    if (!s)
        return;
    if (s->unpacker)
        archive_read_free(s->unpacker);
    if (s->fd != STDIN_FILENO)
        close(s->fd);
    free(s->packed);
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
    if (s->ended || stream_is_full(s))
        return false;
    make_room(s);
    if (!s->unpacker) {
        ssize_t got = read_some(s, s->data + s->end, CHUNK_BYTES);
        s->ended = got <= 0;
        s->end += got > 0 ? (size_t)got : 0;
        return got > 0;
    }
    la_ssize_t got = archive_read_data(s->unpacker, s->data + s->end, CHUNK_BYTES);
    if (got < 0 && s->failure.status == QUOTH_OK)
        note_failure(s, QUOTH_BAD_INPUT, archive_error_string(s->unpacker));
    s->ended = got <= 0;
    s->end += got > 0 ? (size_t)got : 0;
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
