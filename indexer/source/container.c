/* container.c - which files lie inside a zip or tar file? */
#include "indexer/source/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "indexer/source/format.h"

struct container {
    struct archive *archive;
    stream *in;
    size_t lent; /* bytes of the stream's window that libarchive looks at */
    str only;
    bool ended;
    int damages;     /* headers of members that could not be read */
    bool is_damaged; /* the last one was so: libarchive looks for the next in steps of 512 bytes */
};

/* So many broken members are no container. */
enum { MOST_DAMAGES = 100 };

/* POSIX.1-1988 ustar: the magic stands behind name, mode, owner, size, time, checksum, type and link. */
enum { TAR_MAGIC_AT = 257 };

bool container_sniff(str head)
{
    return str_starts_with(head, STR("PK\x03\x04")) || str_starts_with(head, STR("PK\x05\x06")) ||
           str_equal(str_slice(head, TAR_MAGIC_AT, TAR_MAGIC_AT + 5), STR("ustar"));
}

/* libarchive asks for more bytes: the window itself is lent, so nothing is copied. */
static la_ssize_t lend(struct archive *archive, void *context, const void **bytes)
{
    container *c = context;
    quoth_error why = {0};
    stream_skip(c->in, c->lent);
    c->lent = 0;
    if (stream_window(c->in).len == 0 && !stream_more(c->in)) {
        if (stream_failure(c->in, &why) == QUOTH_OK)
            return 0;
        archive_set_error(archive, EIO, "%s", why.message);
        return ARCHIVE_FATAL;
    }
    str window = stream_window(c->in);
    *bytes = window.data;
    c->lent = window.len;
    return (la_ssize_t)window.len;
}

/* What the stream beneath says, else what libarchive says. */
static quoth_status tell_failure(container *c, quoth_error *err)
{
    quoth_status status = stream_failure(c->in, err);
    const char *said = archive_error_string(c->archive);
    return status != QUOTH_OK ? status : fail(err, QUOTH_BAD_INPUT, "damaged container: %s", said ? said : "it ends too early");
}

container *container_open(stream *in, str only)
{
    container *c = mem_zalloc(sizeof *c);
    c->in = in;
    c->only = only;
    c->archive = archive_read_new();
    if (!c->archive)
        memory_exhausted(0);
    archive_read_support_format_zip_streamable(c->archive);
    archive_read_support_format_tar(c->archive);
    archive_read_support_format_empty(c->archive);
    archive_read_open(c->archive, c, NULL, lend, NULL); /* a failure comes again with the first header */
    return c;
}

void container_close(container **held)
{
    container *c = *held;
    if (c)
        archive_read_free(c->archive);
    free(c);
    *held = NULL;
}

/* "./a//b" is "a//b". */
static str plain_name(str name)
{
    for (;;) {
        if (str_starts_with(name, STR("/")))
            name = str_slice(name, 1, name.len);
        else if (str_starts_with(name, STR("./")))
            name = str_slice(name, 2, name.len);
        else
            return name;
    }
}

/* As in a folder: what begins with a dot, and what the Mac's archiver adds. */
static bool is_hidden(str name)
{
    for (str rest = name; rest.len > 0;) {
        str part = str_cut(&rest, '/');
        bool climbs = str_equal(part, STR("..")) || str_equal(part, STR("."));
        if ((str_starts_with(part, STR(".")) && !climbs) || str_equal(part, STR("__MACOSX")))
            return true;
    }
    return false;
}

static bool is_wanted(const container *c, struct archive_entry *entry, str name)
{
    bool fits = c->only.len == 0;
    for (str rest = c->only; rest.len > 0 && !fits;)
        fits = path_has_ending(name, str_cut(&rest, ' '));
    return fits && archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) && name.len > 0 &&
           !is_hidden(name);
}

static str name_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    return plain_name(str_from(name ? name : archive_entry_pathname_utf8(entry)));
}

/* In nanoseconds; 0 for what no clock says. */
static int64_t time_of(time_t seconds)
{
    const time_t year_2200 = (time_t)7258118400;
    return seconds > 0 && seconds < year_2200 ? (int64_t)seconds * 1000000000 : 0;
}

quoth_status container_next(container *c, container_member *out, quoth_error *err)
{
    struct archive_entry *entry;
    *out = (container_member){.name = STR("")};
    while (!c->ended) {
        int got = archive_read_next_header(c->archive, &entry);
        c->ended = got == ARCHIVE_EOF || got == ARCHIVE_FATAL;
        if (got == ARCHIVE_FATAL)
            return tell_failure(c, err);
        if (got == ARCHIVE_RETRY || got == ARCHIVE_FAILED) {
            bool is_told = c->is_damaged;
            c->is_damaged = true;
            c->ended = ++c->damages == MOST_DAMAGES;
            if (is_told)
                continue;
            return fail(err, QUOTH_BAD_INPUT, "damaged member: %s", archive_error_string(c->archive));
        }
        c->is_damaged = false;
        if (c->ended || !is_wanted(c, entry, name_of(entry)))
            continue;
        out->name = name_of(entry);
        if (archive_entry_mtime_is_set(entry))
            out->mtime_ns = time_of(archive_entry_mtime(entry));
        if (archive_entry_is_encrypted(entry))
            return fail(err, QUOTH_UNSUPPORTED, "encrypted: quoth cannot read it");
        return QUOTH_OK;
    }
    return QUOTH_NOT_FOUND;
}

static ssize_t read_member(void *context, char *to, size_t room, quoth_error *err)
{
    container *c = context;
    la_ssize_t got = c->ended ? 0 : archive_read_data(c->archive, to, room);
    if (got >= 0)
        return got;
    c->ended = got == ARCHIVE_FATAL; /* has been told; what follows cannot be found */
    tell_failure(c, err);
    return -1;
}

byte_source container_bytes(container *c)
{
    return (byte_source){c, read_member};
}
