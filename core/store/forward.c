/* forward.c - how do records and slots get to disk so that a kill loses nothing and readers never notice? */
#include "forward.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"

/* Two copies, each in a disk sector of its own: a commit writes the older one, so one is always whole. */
typedef struct slots_header {
    char magic[8];
    uint32_t version, slot_bytes;
    uint64_t generation;
    uint64_t slots;       /* one past the largest article id */
    uint64_t records_end; /* bytes of the records file */
    uint64_t checksum;    /* of all above */
} slots_header;

enum { VERSION = 3, HEADER_COPIES = 2, HEADER_DISTANCE = 512, SLOTS_START = 4096, RECORDS_START = 16, SPOOL_BYTES = 1 << 20 };
static const char SLOTS_MAGIC[8] = "qslots\r\n", RECORDS_MAGIC[RECORDS_START] = "qrecords\r\n";

_Static_assert(sizeof(forward_slot) == 32, "a slot is on disk as it is in memory");

/* ---------------------------------------------------------------- headers */

static uint64_t header_checksum(const slots_header *h)
{
    return hash_bytes((str){(const char *)h, offsetof(slots_header, checksum)}, 0);
}

static bool header_is_ours(const slots_header *h)
{
    return memcmp(h->magic, SLOTS_MAGIC, sizeof SLOTS_MAGIC) == 0;
}

static slots_header header_with(uint64_t generation, uint64_t slots, uint64_t records_end)
{
    slots_header h = {.version = VERSION,
                      .slot_bytes = sizeof(forward_slot),
                      .generation = generation,
                      .slots = slots,
                      .records_end = records_end};
    memcpy(h.magic, SLOTS_MAGIC, sizeof SLOTS_MAGIC);
    h.checksum = header_checksum(&h);
    return h;
}

/* The newer of the whole copies, and which one it is. */
static quoth_status header_read(int fd, const char *path, slots_header *out, int *copy, quoth_error *err)
{
    bool found = false, other_version = false;
    for (int i = 0; i < HEADER_COPIES; i++) {
        slots_header h = {0};
        if (pread(fd, &h, sizeof h, (off_t)i * HEADER_DISTANCE) < 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", path);
        if (!header_is_ours(&h))
            continue;
        other_version |= h.version != VERSION;
        if (h.version != VERSION || h.slot_bytes != sizeof(forward_slot) || h.checksum != header_checksum(&h))
            continue;
        if (found && h.generation <= out->generation)
            continue;
        *out = h;
        *copy = i;
        found = true;
    }
    if (!found && other_version)
        return fail(err, QUOTH_UNSUPPORTED, "%s was written by another version of quoth or on another kind of machine", path);
    if (!found || out->slots > UINT32_MAX || out->records_end < RECORDS_START)
        return fail(err, QUOTH_CORRUPT, "%s has no whole header", path);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------- files */

typedef struct store_files {
    char *slots_path, *records_path;
    int slots, records; /* -1: not open */
} store_files;

static void files_close(store_files *f)
{
    if (f->slots >= 0)
        close(f->slots);
    if (f->records >= 0)
        close(f->records);
    f->slots = f->records = -1;
}

static quoth_status open_one(const char *path, int flags, int *fd, quoth_error *err)
{
    *fd = open(path, flags | O_CLOEXEC);
    if (*fd < 0)
        return fail_errno(err, errno == ENOENT ? QUOTH_NOT_FOUND : QUOTH_IO, "cannot open %s", path);
    return QUOTH_OK;
}

/* QUOTH_NOT_FOUND when there is no slots file; then nothing was ever committed. */
static quoth_status files_open(store_files *f, int flags, quoth_error *err)
{
    f->slots = f->records = -1;
    TRY(open_one(f->slots_path, flags, &f->slots, err));
    quoth_status status = open_one(f->records_path, flags, &f->records, err);
    if (status == QUOTH_OK)
        return QUOTH_OK;
    files_close(f);
    return status == QUOTH_NOT_FOUND ? fail(err, QUOTH_CORRUPT, "%s is missing", f->records_path) : status;
}

static quoth_status size_of(int fd, const char *path, uint64_t *out, quoth_error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return fail_errno(err, QUOTH_IO, "cannot look at %s", path);
    *out = (uint64_t)st.st_size;
    return QUOTH_OK;
}

/* Both files are at least as long as the header says: what is mapped or read afterwards is there. */
static quoth_status check_sizes(const store_files *f, const slots_header *h, quoth_error *err)
{
    uint64_t slots = 0, records = 0, slots_wanted = SLOTS_START + h->slots * sizeof(forward_slot);
    TRY(size_of(f->slots, f->slots_path, &slots, err));
    TRY(size_of(f->records, f->records_path, &records, err));
    if (slots < slots_wanted)
        return fail(err, QUOTH_CORRUPT, "%s is cut off: %llu bytes of %llu", f->slots_path, (unsigned long long)slots,
                    (unsigned long long)slots_wanted);
    if (records < h->records_end)
        return fail(err, QUOTH_CORRUPT, "%s is cut off: %llu bytes of %llu", f->records_path, (unsigned long long)records,
                    (unsigned long long)h->records_end);
    char magic[RECORDS_START] = "";
    if (pread(f->records, magic, sizeof magic, 0) != sizeof magic || memcmp(magic, RECORDS_MAGIC, sizeof magic) != 0)
        return fail(err, QUOTH_CORRUPT, "%s is not a records file", f->records_path);
    return QUOTH_OK;
}

static void name_files(store_files *f, const char *archive_dir)
{
    arena a = {0};
    const char *folder = path_join(&a, archive_dir, "forward");
    f->slots_path = strdup(path_join(&a, folder, "slots"));
    f->records_path = strdup(path_join(&a, folder, "records"));
    f->slots = f->records = -1;
    arena_release(&a);
    if (!f->slots_path || !f->records_path)
        memory_exhausted(strlen(archive_dir));
}

static void files_release(store_files *f)
{
    files_close(f);
    free(f->slots_path);
    free(f->records_path);
}

/* ---------------------------------------------------------------- reader */

typedef struct view {
    slots_header header;
    struct stat slots_file; /* which file that is: a reindex puts another one in its place */
    file_map slots, records;
    int records_fd; /* for records behind the map; open as long as the map is */
} view;

struct forward_reader {
    store_files files;
    view now;
};

static void view_close(view *v)
{
    if (v->records.bytes.len > 0)
        close(v->records_fd);
    file_map_close(&v->slots);
    file_map_close(&v->records);
    *v = (view){0};
}

static quoth_status map_part(int fd, const char *path, uint64_t bytes, file_map *out, quoth_error *err)
{
    void *at = mmap(NULL, (size_t)bytes, PROT_READ, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED)
        return fail_errno(err, QUOTH_IO, "cannot map %s", path);
    out->bytes = (str){at, (size_t)bytes};
    return QUOTH_OK;
}

/* Takes the records file over from `f`. */
static quoth_status view_of(store_files *f, view *out, quoth_error *err)
{
    int copy = 0;
    *out = (view){0};
    TRY(header_read(f->slots, f->slots_path, &out->header, &copy, err));
    TRY(check_sizes(f, &out->header, err));
    if (fstat(f->slots, &out->slots_file) != 0)
        return fail_errno(err, QUOTH_IO, "cannot look at %s", f->slots_path);
    uint64_t slots_bytes = SLOTS_START + out->header.slots * sizeof(forward_slot);
    TRY(map_part(f->slots, f->slots_path, slots_bytes, &out->slots, err));
    TRY(map_part(f->records, f->records_path, out->header.records_end, &out->records, err));
    out->records_fd = f->records;
    f->records = -1;
    return QUOTH_OK;
}

/* Mapping anew costs a page fault for each page that is read again. Slots that change in place are seen in the old map. */
static bool is_unchanged(const forward_reader *r)
{
    slots_header h = {0};
    struct stat slots, records, seen;
    int copy = 0;
    if (r->now.records.bytes.len == 0 || header_read(r->files.slots, r->files.slots_path, &h, &copy, NULL) != QUOTH_OK ||
        memcmp(&h, &r->now.header, sizeof h) != 0)
        return false;
    if (fstat(r->files.slots, &slots) != 0 || fstat(r->files.records, &records) != 0 || fstat(r->now.records_fd, &seen) != 0)
        return false;
    return slots.st_ino == r->now.slots_file.st_ino && slots.st_dev == r->now.slots_file.st_dev &&
           records.st_ino == seen.st_ino && records.st_dev == seen.st_dev && check_sizes(&r->files, &h, NULL) == QUOTH_OK;
}

quoth_status forward_reader_refresh(forward_reader *r, quoth_error *err)
{
    quoth_error missing;
    quoth_status status = files_open(&r->files, O_RDONLY, &missing);
    if (status == QUOTH_NOT_FOUND) {
        view_close(&r->now);
        return QUOTH_OK;
    }
    if (status != QUOTH_OK) {
        if (err)
            *err = missing;
        return status;
    }
    if (is_unchanged(r)) {
        files_close(&r->files);
        return QUOTH_OK;
    }
    view fresh;
    status = view_of(&r->files, &fresh, err);
    files_close(&r->files);
    if (status != QUOTH_OK) {
        view_close(&fresh);
        return status;
    }
    view_close(&r->now);
    r->now = fresh;
    return QUOTH_OK;
}

quoth_status forward_reader_open(const char *archive_dir, forward_reader **out, quoth_error *err)
{
    forward_reader *r = mem_zalloc(sizeof *r);
    name_files(&r->files, archive_dir);
    quoth_status status = forward_reader_refresh(r, err);
    if (status != QUOTH_OK)
        forward_reader_close(&r);
    else
        *out = r;
    return status;
}

void forward_reader_close(forward_reader **r)
{
    if (!*r)
        return;
    view_close(&(*r)->now);
    files_release(&(*r)->files);
    free(*r);
    *r = NULL;
}

uint32_t forward_reader_end(const forward_reader *r)
{
    return (uint32_t)r->now.header.slots;
}

uint64_t forward_reader_generation(const forward_reader *r)
{
    return r->now.header.generation;
}

uint64_t forward_reader_bytes(const forward_reader *r)
{
    return r->now.slots.bytes.len + r->now.records.bytes.len;
}

const forward_slot *forward_reader_slot(const forward_reader *r, uint32_t article)
{
    if (article >= r->now.header.slots)
        return NULL;
    const forward_slot *slot = (const forward_slot *)(const void *)(r->now.slots.bytes.data + SLOTS_START) + article;
    return slot->offset ? slot : NULL;
}

/* A writer has replaced the article since the view was made: the slot is new already, and the record was synced before it. */
static quoth_status read_behind_map(const forward_reader *r, arena *a, forward_slot slot, str *out)
{
    uint64_t size = 0;
    if (size_of(r->now.records_fd, "", &size, NULL) != QUOTH_OK || slot.offset > size || slot.length > size - slot.offset)
        return QUOTH_CORRUPT;
    char *to = arena_alloc(a, slot.length);
    *out = (str){to, slot.length};
    return pread(r->now.records_fd, to, slot.length, (off_t)slot.offset) == (ssize_t)slot.length ? QUOTH_OK : QUOTH_CORRUPT;
}

quoth_status forward_reader_record(const forward_reader *r, arena *a, uint32_t article, str *out, quoth_error *err)
{
    const forward_slot *shared = forward_reader_slot(r, article);
    forward_slot slot = shared ? *shared : (forward_slot){0}; /* a writer may change it meanwhile */
    uint64_t mapped = r->now.records.bytes.len;
    if (slot.offset == 0)
        return fail(err, QUOTH_NOT_FOUND, "there is no article %u", article);
    if (slot.offset >= RECORDS_START && slot.offset <= mapped && slot.length <= mapped - slot.offset) {
        *out = str_slice(r->now.records.bytes, slot.offset, slot.offset + slot.length);
        return QUOTH_OK;
    }
    if (slot.offset < mapped || read_behind_map(r, a, slot, out) != QUOTH_OK)
        return fail(err, QUOTH_CORRUPT, "the slot of article %u points outside of %s", article, r->files.records_path);
    return QUOTH_OK;
}

quoth_status forward_reader_get(const forward_reader *r, arena *a, uint32_t article, unsigned sections, forward_record *out,
                                quoth_error *err)
{
    str bytes = {0};
    TRY(forward_reader_record(r, a, article, &bytes, err));
    TRY(forward_decode(a, bytes, sections, out, err));
    if (out->article != article)
        return fail(err, QUOTH_CORRUPT, "the slot of article %u points to the record of article %u", article, out->article);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------- writer */

typedef struct pending_slot {
    uint32_t article, order; /* `order`: of two for one article the later counts */
    forward_slot slot;
} pending_slot;

struct forward_writer {
    store_files files;
    slots_header header; /* of the last commit */
    int header_copy;     /* where that is */
    buf spool;           /* records not yet handed to the system */
    uint64_t spool_start;
    pending_slot *pending;
    size_t pending_count, pending_room;
    bool is_unsettled; /* `pending` does not rise by article, or has two of one */
    bool failed;
};

/* Records first: as long as there is no slots file, there is no store. */
static quoth_status files_create(const store_files *f, quoth_error *err)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", f->slots_path);
    *strrchr(folder, '/') = '\0';
    TRY(folder_make(folder, err));
    TRY(file_replace(f->records_path, (str){RECORDS_MAGIC, sizeof RECORDS_MAGIC}, err));
    char start[SLOTS_START] = "";
    slots_header empty = header_with(0, 0, RECORDS_START);
    memcpy(start, &empty, sizeof empty);
    return file_replace(f->slots_path, (str){start, sizeof start}, err);
}

/* Forgets what was written behind the last commit. */
static quoth_status cut_off(const forward_writer *w, quoth_error *err)
{
    if (ftruncate(w->files.slots, (off_t)(SLOTS_START + w->header.slots * sizeof(forward_slot))) != 0)
        return fail_errno(err, QUOTH_IO, "cannot cut %s", w->files.slots_path);
    if (ftruncate(w->files.records, (off_t)w->header.records_end) != 0)
        return fail_errno(err, QUOTH_IO, "cannot cut %s", w->files.records_path);
    return QUOTH_OK;
}

static quoth_status writer_start(forward_writer *w, quoth_error *err)
{
    quoth_status status = files_open(&w->files, O_RDWR, err);
    if (status == QUOTH_NOT_FOUND) {
        TRY(files_create(&w->files, err));
        status = files_open(&w->files, O_RDWR, err);
    }
    TRY(status);
    TRY(header_read(w->files.slots, w->files.slots_path, &w->header, &w->header_copy, err));
    TRY(check_sizes(&w->files, &w->header, err));
    TRY(cut_off(w, err));
    w->spool_start = w->header.records_end;
    return QUOTH_OK;
}

quoth_status forward_writer_open(const char *archive_dir, forward_writer **out, quoth_error *err)
{
    forward_writer *w = mem_zalloc(sizeof *w);
    name_files(&w->files, archive_dir);
    quoth_status status = writer_start(w, err);
    if (status != QUOTH_OK)
        forward_writer_close(&w);
    else
        *out = w;
    return status;
}

void forward_writer_close(forward_writer **w)
{
    if (!*w)
        return;
    files_release(&(*w)->files);
    buf_release(&(*w)->spool);
    free((*w)->pending);
    free(*w);
    *w = NULL;
}

uint64_t forward_writer_generation(const forward_writer *w)
{
    return w->header.generation;
}

static quoth_status write_at(int fd, const char *path, const void *data, size_t len, uint64_t offset, quoth_error *err)
{
    const char *from = data;
    while (len > 0) {
        ssize_t put = pwrite(fd, from, len, (off_t)offset);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail_errno(err, QUOTH_IO, "cannot write %s", path);
        from += put;
        offset += (uint64_t)put;
        len -= (size_t)put;
    }
    return QUOTH_OK;
}

static quoth_status sync_file(int fd, const char *path, quoth_error *err)
{
    if (fdatasync(fd) != 0)
        return fail_errno(err, QUOTH_IO, "cannot sync %s", path);
    return QUOTH_OK;
}

static quoth_status flush_spool(forward_writer *w, quoth_error *err)
{
    TRY(write_at(w->files.records, w->files.records_path, w->spool.data, w->spool.len, w->spool_start, err));
    w->spool_start += w->spool.len;
    buf_clear(&w->spool);
    return QUOTH_OK;
}

static quoth_status check_usable(const forward_writer *w, quoth_error *err)
{
    return w->failed ? fail(err, QUOTH_IO, "the forward index could not be written before; open it again") : QUOTH_OK;
}

/* What fails once is not tried again: nobody knows how much of it is on disk. */
static quoth_status remember_failure(forward_writer *w, quoth_status status)
{
    w->failed |= status != QUOTH_OK;
    return status;
}

static void add_pending(forward_writer *w, uint32_t article, forward_slot slot)
{
    if (w->pending_count == w->pending_room) {
        w->pending_room = w->pending_room ? w->pending_room * 2 : 256;
        w->pending = mem_realloc(w->pending, w->pending_room * sizeof *w->pending);
    }
    w->is_unsettled |= w->pending_count > 0 && w->pending[w->pending_count - 1].article >= article;
    w->pending[w->pending_count] = (pending_slot){article, (uint32_t)w->pending_count, slot};
    w->pending_count++;
}

quoth_status forward_writer_append(forward_writer *w, uint32_t article, const forward_slot *columns, str encoded,
                                   quoth_error *err)
{
    TRY(check_usable(w, err));
    if (article == UINT32_MAX || encoded.len > UINT32_MAX)
        return fail(err, QUOTH_LIMIT, "article %u with a record of %zu bytes is beyond the limit of 2^32 - 1", article,
                    encoded.len);
    forward_slot slot = *columns;
    slot.offset = w->spool_start + w->spool.len;
    slot.length = (uint32_t)encoded.len;
    buf_put(&w->spool, encoded.data, encoded.len);
    add_pending(w, article, slot);
    return w->spool.len < SPOOL_BYTES ? QUOTH_OK : remember_failure(w, flush_spool(w, err));
}

quoth_status forward_writer_remove(forward_writer *w, uint32_t article, quoth_error *err)
{
    TRY(check_usable(w, err));
    if (article != UINT32_MAX)
        add_pending(w, article, (forward_slot){0});
    return QUOTH_OK;
}

static int by_article(const void *left, const void *right)
{
    const pending_slot *a = left, *b = right;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorted, the last of each article only, and no removals of what never was. */
static void settle_pending(forward_writer *w)
{
    size_t kept = 0;
    if (w->pending_count > 1)
        qsort(w->pending, w->pending_count, sizeof *w->pending, by_article);
    for (size_t i = 0; i < w->pending_count; i++) {
        const pending_slot *p = &w->pending[i];
        bool last_of_article = i + 1 == w->pending_count || p[1].article != p->article;
        if (last_of_article && (p->slot.offset != 0 || p->article < w->header.slots))
            w->pending[kept++] = *p;
    }
    w->pending_count = kept;
    for (size_t i = 0; i < kept; i++)
        w->pending[i].order = (uint32_t)i;
    w->is_unsettled = false;
}

static quoth_status read_at(int fd, const char *path, void *data, size_t len, uint64_t offset, quoth_error *err)
{
    char *to = data;
    while (len > 0) {
        ssize_t got = pread(fd, to, len, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", path);
        to += got;
        offset += (uint64_t)got;
        len -= (size_t)got;
    }
    return QUOTH_OK;
}

static quoth_status slot_now(forward_writer *w, uint32_t article, forward_slot *out, quoth_error *err)
{
    *out = (forward_slot){0};
    if (w->is_unsettled)
        settle_pending(w);
    size_t low = 0, high = w->pending_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->pending[middle].article < article)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < w->pending_count && w->pending[low].article == article)
        *out = w->pending[low].slot;
    else if (article < w->header.slots)
        return read_at(w->files.slots, w->files.slots_path, out, sizeof *out, SLOTS_START + (uint64_t)article * sizeof *out, err);
    return QUOTH_OK;
}

quoth_status forward_writer_get(forward_writer *w, arena *a, uint32_t article, unsigned sections, forward_record *out,
                                quoth_error *err)
{
    forward_slot slot;
    TRY(check_usable(w, err));
    TRY(slot_now(w, article, &slot, err));
    if (slot.offset == 0)
        return fail(err, QUOTH_NOT_FOUND, "article %u is not in the forward index", article);
    if (slot.offset >= w->spool_start)
        return forward_decode(a, (str){w->spool.data + (slot.offset - w->spool_start), slot.length}, sections, out, err);
    char *bytes = arena_alloc(a, (size_t)slot.length + 1);
    TRY(read_at(w->files.records, w->files.records_path, bytes, slot.length, slot.offset, err));
    return forward_decode(a, (str){bytes, slot.length}, sections, out, err);
}

/* Neighbouring articles in one write. Gaps in a growing file read as zeroes: no article. */
static quoth_status write_slots(forward_writer *w, quoth_error *err)
{
    enum { BATCH = 1024 };
    forward_slot batch[BATCH];
    for (size_t i = 0; i < w->pending_count;) {
        uint32_t first = w->pending[i].article;
        size_t count = 0;
        while (count < BATCH && i < w->pending_count && w->pending[i].article == first + count)
            batch[count++] = w->pending[i++].slot;
        uint64_t offset = SLOTS_START + (uint64_t)first * sizeof *batch;
        TRY(write_at(w->files.slots, w->files.slots_path, batch, count * sizeof *batch, offset, err));
    }
    return sync_file(w->files.slots, w->files.slots_path, err);
}

static quoth_status write_header(forward_writer *w, const slots_header *h, quoth_error *err)
{
    int copy = (w->header_copy + 1) % HEADER_COPIES;
    TRY(write_at(w->files.slots, w->files.slots_path, h, sizeof *h, (uint64_t)copy * HEADER_DISTANCE, err));
    TRY(sync_file(w->files.slots, w->files.slots_path, err));
    w->header = *h;
    w->header_copy = copy;
    return QUOTH_OK;
}

static quoth_status commit_steps(forward_writer *w, uint64_t generation, quoth_error *err)
{
    settle_pending(w);
    TRY(flush_spool(w, err));
    TRY(sync_file(w->files.records, w->files.records_path, err));
    fault_point("forward.records-synced");
    uint64_t slots = w->header.slots;
    if (w->pending_count > 0 && w->pending[w->pending_count - 1].article >= slots)
        slots = (uint64_t)w->pending[w->pending_count - 1].article + 1;
    TRY(write_slots(w, err));
    fault_point("forward.slots-written");
    slots_header h = header_with(generation, slots, w->spool_start);
    TRY(write_header(w, &h, err));
    fault_point("forward.committed");
    w->pending_count = 0;
    return QUOTH_OK;
}

quoth_status forward_writer_commit(forward_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(check_usable(w, err));
    if (generation <= w->header.generation)
        return fail(err, QUOTH_BAD_USAGE, "generation %llu does not follow %llu", (unsigned long long)generation,
                    (unsigned long long)w->header.generation);
    return remember_failure(w, commit_steps(w, generation, err));
}
