/* journal.c - how is a small commit on disk after waiting for it once? */
#include "store/journal/journal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"

static const char MAGIC[8] = "qjourn\r\n";
enum { VERSION = 1, ENTRIES_AT = 4096, ROOM = 256 << 10 };

typedef struct header {
    char magic[8];
    uint64_t version;
    uint64_t seed;                        /* of the checksums of this beginning's entries */
    char written_since[START_NAME_BYTES]; /* the newest entry or an older one */
    uint64_t checksum;                    /* of all above */
} header;

typedef struct entry_head {
    uint64_t generation, bytes, checksum; /* of the change, and of these two */
} entry_head;

struct journal {
    char *path;
    int fd; /* -1: no file yet */
    header now;
    bool has_header; /* on disk, whole */
    uint64_t end;    /* where the next entry goes */
    uint64_t last;   /* generation; 0: none */
};

void machine_start_name(char out[START_NAME_BYTES])
{
    memset(out, 0, START_NAME_BYTES);
#ifdef QUOTH_FAULTS
    const char *told = getenv("QUOTH_START"); /* a test says that the machine was started again */
    if (told) {
        snprintf(out, START_NAME_BYTES, "%s", told);
        return;
    }
#endif
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    ssize_t got = read(fd, out, START_NAME_BYTES - 1);
    close(fd);
    for (ssize_t i = 0; i < START_NAME_BYTES; i++)
        if (i >= got || out[i] == '\n')
            out[i] = '\0';
}

static uint64_t header_checksum(const header *h)
{
    return hash_bytes((str){(const char *)h, offsetof(header, checksum)}, 0);
}

static uint64_t entry_checksum(const header *h, const entry_head *e, str change)
{
    return hash_bytes((str){(const char *)e, offsetof(entry_head, checksum)}, hash_bytes(change, h->seed));
}

static bool read_at(int fd, void *to, size_t bytes, uint64_t offset)
{
    for (size_t done = 0; done < bytes;) {
        ssize_t got = pread(fd, (char *)to + done, bytes - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static bool header_is_whole(const header *h)
{
    return memcmp(h->magic, MAGIC, sizeof MAGIC) == 0 && h->checksum == header_checksum(h);
}

/* The entry at `at`, its change in `a`; false where there is none. */
static bool read_entry(int fd, const header *h, uint64_t size, uint64_t at, arena *a, journal_entry *out)
{
    entry_head e;
    if (at + sizeof e > size || !read_at(fd, &e, sizeof e, at) || e.bytes > size - at - sizeof e)
        return false;
    char *to = arena_alloc(a, e.bytes + 1);
    *out = (journal_entry){e.generation, {to, e.bytes}};
    return read_at(fd, to, e.bytes, at + sizeof e) && e.checksum == entry_checksum(h, &e, out->change);
}

static quoth_status size_of(const journal *j, uint64_t *out, quoth_error *err)
{
    struct stat st;
    if (fstat(j->fd, &st) != 0)
        return fail_errno(err, QUOTH_IO, "cannot look at %s", j->path);
    *out = (uint64_t)st.st_size;
    return QUOTH_OK;
}

quoth_status journal_read(journal *j, arena *a, journal_entry **out, size_t *count, quoth_error *err)
{
    uint64_t size = 0;
    VEC(journal_entry) list = {0};
    *out = NULL;
    *count = 0;
    if (j->fd < 0 || !j->has_header)
        return QUOTH_OK;
    TRY(size_of(j, &size, err));
    j->end = ENTRIES_AT;
    j->last = 0;
    for (journal_entry e; read_entry(j->fd, &j->now, size, j->end, a, &e) && (j->last == 0 || e.generation == j->last + 1);) {
        vec_push(a, &list, e);
        j->end += sizeof(entry_head) + e.change.len;
        j->last = e.generation;
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

/* --- beginnings --- */

static bool is_of_this_start(const header *h)
{
    char now[START_NAME_BYTES];
    machine_start_name(now);
    return now[0] != '\0' && memcmp(h->written_since, now, sizeof now) == 0;
}

static void draw_header(header *h)
{
    *h = (header){.version = VERSION};
    memcpy(h->magic, MAGIC, sizeof MAGIC);
    if (getrandom(&h->seed, sizeof h->seed, GRND_NONBLOCK) != sizeof h->seed)
        h->seed = hash_u64(clock_ns() ^ (uint64_t)getpid() << 40);
    machine_start_name(h->written_since);
    h->checksum = header_checksum(h);
}

static quoth_status put_header(journal *j, quoth_error *err)
{
    draw_header(&j->now);
    j->has_header = true;
    return fd_write_at(j->fd, j->path, &j->now, sizeof j->now, 0, err);
}

quoth_status journal_restart(journal *j, quoth_error *err)
{
    if (j->fd < 0 || j->end == ENTRIES_AT)
        return QUOTH_OK;
    TRY(put_header(j, err));
    if (fdatasync(j->fd) != 0)
        return fail_errno(err, QUOTH_IO, "cannot sync %s", j->path);
    j->end = ENTRIES_AT;
    j->last = 0;
    fault_point("journal.restarted");
    return QUOTH_OK;
}

static quoth_status create(journal *j, quoth_error *err)
{
    char start[ENTRIES_AT] = "";
    draw_header(&j->now);
    memcpy(start, &j->now, sizeof j->now);
    TRY(file_replace(j->path, (str){start, sizeof start}, err));
    j->has_header = true;
    j->fd = open(j->path, O_RDWR | O_CLOEXEC);
    return j->fd >= 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot open %s", j->path);
}

/* A header that is not whole was being written by journal_restart: there is nothing that counts. */
static quoth_status open_file(journal *j, quoth_error *err)
{
    j->fd = open(j->path, O_RDWR | O_CLOEXEC);
    if (j->fd < 0)
        return errno == ENOENT ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot open %s", j->path);
    j->has_header = read_at(j->fd, &j->now, sizeof j->now, 0) && header_is_whole(&j->now);
    if (j->has_header && j->now.version != VERSION)
        return fail(err, QUOTH_UNSUPPORTED, "%s was written by another version of quoth", j->path);
    return QUOTH_OK;
}

quoth_status journal_open(const char *archive_dir, journal **out, quoth_error *err)
{
    arena a = {0};
    journal *j = mem_zalloc(sizeof *j);
    j->end = ENTRIES_AT;
    j->path = strdup(path_join(&a, archive_dir, "journal"));
    if (!j->path)
        memory_exhausted(strlen(archive_dir));
    arena_release(&a);
    quoth_status status = open_file(j, err);
    if (status != QUOTH_OK)
        journal_close(&j);
    *out = j;
    return status;
}

void journal_close(journal **j)
{
    if (!*j)
        return;
    if ((*j)->fd >= 0) {
        if ((*j)->end == ENTRIES_AT && ftruncate((*j)->fd, ENTRIES_AT) != 0) {
            /* it keeps the room */
        }
        close((*j)->fd);
    }
    free((*j)->path);
    free(*j);
    *j = NULL;
}

/* --- entries --- */

/* Zeros behind an entry with which the file grows: to write over something is on the disk in a third of the time of appending. */
static void make_room(const journal *j, buf *out)
{
    uint64_t size = 0;
    if (size_of(j, &size, NULL) != QUOTH_OK || j->end + out->len <= size)
        return;
    size_t more = ROOM - (size_t)((j->end + out->len) % ROOM);
    memset(buf_reserve(out, more), 0, more);
    out->len += more;
}

/* The first entry since the machine was started comes behind a header that says so; both are on disk, or neither counts. */
quoth_status journal_append(journal *j, uint64_t generation, str change, quoth_error *err)
{
    if (j->fd < 0)
        TRY(create(j, err));
    assert(j->last == 0 || generation == j->last + 1);
    if (!j->has_header || (j->end == ENTRIES_AT && !is_of_this_start(&j->now)))
        TRY(put_header(j, err));
    entry_head e = {.generation = generation, .bytes = change.len};
    e.checksum = entry_checksum(&j->now, &e, change);
    buf out = {0};
    buf_put(&out, &e, sizeof e);
    buf_put_str(&out, change);
    make_room(j, &out);
    quoth_status status = fd_write_at(j->fd, j->path, out.data, out.len, j->end, err);
    if (status == QUOTH_OK && fdatasync(j->fd) != 0)
        status = fail_errno(err, QUOTH_IO, "cannot sync %s", j->path);
    if (status == QUOTH_OK) {
        j->end += sizeof e + change.len;
        j->last = generation;
    }
    buf_release(&out);
    return status;
}

uint64_t journal_bytes(const journal *j)
{
    return j->end - ENTRIES_AT;
}

bool journal_is_left_over(const char *archive_dir)
{
    arena a = {0};
    header h;
    journal_entry first;
    struct stat st;
    int fd = open(path_join(&a, archive_dir, "journal"), O_RDONLY | O_CLOEXEC);
    bool is_left =
        fd >= 0 && fstat(fd, &st) == 0 && st.st_size > ENTRIES_AT && read_at(fd, &h, sizeof h, 0) && header_is_whole(&h);
    is_left = is_left && !is_of_this_start(&h) && read_entry(fd, &h, (uint64_t)st.st_size, ENTRIES_AT, &a, &first);
    if (fd >= 0)
        close(fd);
    arena_release(&a);
    return is_left;
}
