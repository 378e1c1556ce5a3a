/* forward.c - how does a reader see slots and records, and never notice a writer? */
#include "forward.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/forward/promise.h"

typedef struct view {
    slots_header header;
    slots_header copies[HEADER_COPIES]; /* as they were in the file before it was read, whole or not */
    struct stat slots_file;             /* which file that is: a reindex puts another one in its place */
    file_map slots, part[PARTS];
    int fd[PARTS]; /* for what lies behind the map; open as long as the map is */
} view;

struct forward_reader {
    store_files files;
    view now;
};

static void view_close(view *v)
{
    file_map_close(&v->slots);
    for (forward_part p = 0; p < PARTS; p++) {
        if (v->part[p].bytes.len > 0)
            close(v->fd[p]);
        file_map_close(&v->part[p]);
    }
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

static quoth_status read_copies(const store_files *f, slots_header copies[HEADER_COPIES], quoth_error *err)
{
    for (int i = 0; i < HEADER_COPIES; i++)
        if (pread(f->slots, &copies[i], sizeof copies[i], (off_t)i * HEADER_DISTANCE) < 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", f->slots_path);
    return QUOTH_OK;
}

/* Takes the parts' files over from `f`. */
static quoth_status view_of(store_files *f, view *out, quoth_error *err)
{
    int copy = 0;
    *out = (view){0};
    TRY(read_copies(f, out->copies, err));
    TRY(header_read(f->slots, f->slots_path, &out->header, &copy, err));
    TRY(files_check_sizes(f, &out->header, err));
    if (fstat(f->slots, &out->slots_file) != 0)
        return fail_errno(err, QUOTH_IO, "cannot look at %s", f->slots_path);
    uint64_t slots_bytes = SLOTS_START + out->header.slots * sizeof(forward_slot);
    TRY(map_part(f->slots, f->slots_path, slots_bytes, &out->slots, err));
    for (forward_part p = 0; p < PARTS; p++) {
        TRY(map_part(f->part[p], f->path[p], out->header.end[p], &out->part[p], err));
        out->fd[p] = f->part[p];
        f->part[p] = -1;
    }
    return QUOTH_OK;
}

static bool is_file(int fd, const struct stat *seen)
{
    struct stat now;
    return fstat(fd, &now) == 0 && now.st_ino == seen->st_ino && now.st_dev == seen->st_dev;
}

/* Mapping anew costs a page fault for each page that is read again. Slots that change in place are seen in the old map. */
static bool is_unchanged(forward_reader *r)
{
    slots_header h = {0};
    int copy = 0;
    if (r->now.slots.bytes.len == 0 || read_copies(&r->files, r->now.copies, NULL) != QUOTH_OK ||
        header_read(r->files.slots, r->files.slots_path, &h, &copy, NULL) != QUOTH_OK ||
        memcmp(&h, &r->now.header, sizeof h) != 0 || !is_file(r->files.slots, &r->now.slots_file))
        return false;
    for (forward_part p = 0; p < PARTS; p++) {
        struct stat seen;
        if (fstat(r->now.fd[p], &seen) != 0 || !is_file(r->files.part[p], &seen))
            return false;
    }
    return files_check_sizes(&r->files, &h, NULL) == QUOTH_OK;
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
    files_name(&r->files, archive_dir);
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

/* A commit appends its records and a promise first and writes the header last, by which that becomes the records' length again:
 * so of these two the length is looked at first. The header's copies are in the map as they are in the file. */
bool forward_reader_is_current(const forward_reader *r)
{
    struct stat path;
    uint64_t records = 0;
    const view *v = &r->now;
    if (v->slots.bytes.len == 0 || file_size_of(v->fd[PART_RECORDS], "", &records, NULL) != QUOTH_OK ||
        records != v->header.end[PART_RECORDS])
        return false;
    atomic_thread_fence(memory_order_seq_cst);
    for (int i = 0; i < HEADER_COPIES; i++)
        if (memcmp(v->slots.bytes.data + (size_t)i * HEADER_DISTANCE, &v->copies[i], sizeof v->copies[i]) != 0)
            return false;
    return stat(r->files.slots_path, &path) == 0 && path.st_ino == v->slots_file.st_ino && path.st_dev == v->slots_file.st_dev;
}

uint32_t forward_reader_end(const forward_reader *r)
{
    return (uint32_t)r->now.header.slots;
}

uint64_t forward_reader_generation(const forward_reader *r)
{
    return r->now.header.generation;
}

uint64_t forward_reader_file(const forward_reader *r)
{
    return (uint64_t)r->now.slots_file.st_ino;
}

uint64_t forward_reader_bytes(const forward_reader *r)
{
    uint64_t bytes = r->now.slots.bytes.len;
    for (forward_part p = 0; p < PARTS; p++)
        bytes += r->now.part[p].bytes.len;
    return bytes;
}

const forward_slot *forward_reader_slot(const forward_reader *r, uint32_t article)
{
    if (article >= r->now.header.slots)
        return NULL;
    const forward_slot *slot = (const forward_slot *)(const void *)(r->now.slots.bytes.data + SLOTS_START) + article;
    return slot->offset ? slot : NULL;
}

/* A writer has replaced the article since the view was made: the slot is new already, and what it points to was synced before. */
static quoth_status read_behind_map(const forward_reader *r, arena *a, forward_part p, uint64_t offset, uint32_t length, str *out)
{
    uint64_t size = 0;
    if (file_size_of(r->now.fd[p], "", &size, NULL) != QUOTH_OK || offset > size || length > size - offset)
        return QUOTH_CORRUPT;
    char *to = arena_alloc(a, length);
    *out = (str){to, length};
    return pread(r->now.fd[p], to, length, (off_t)offset) == (ssize_t)length ? QUOTH_OK : QUOTH_CORRUPT;
}

static quoth_status part_of(const forward_reader *r, arena *a, forward_part p, uint32_t article, str *out, quoth_error *err)
{
    const forward_slot *shared = forward_reader_slot(r, article);
    forward_slot slot = shared ? *shared : (forward_slot){0}; /* a writer may change it meanwhile */
    uint64_t mapped = r->now.part[p].bytes.len, offset = slot_offset(&slot, p);
    uint32_t length = slot_length(&slot, p);
    if (slot.offset == 0)
        return fail(err, QUOTH_NOT_FOUND, "there is no article %u", article);
    if (offset >= PART_START && offset <= mapped && length <= mapped - offset) {
        *out = str_slice(r->now.part[p].bytes, offset, offset + length);
        return QUOTH_OK;
    }
    if (offset < mapped || read_behind_map(r, a, p, offset, length, out) != QUOTH_OK)
        return fail(err, QUOTH_CORRUPT, "the slot of article %u points outside of %s", article, r->files.path[p]);
    return QUOTH_OK;
}

void forward_reader_expect_slot(const forward_reader *r, uint32_t article)
{
    if (article < r->now.header.slots)
        __builtin_prefetch((const forward_slot *)(const void *)(r->now.slots.bytes.data + SLOTS_START) + article);
}

void forward_reader_expect(const forward_reader *r, uint32_t article)
{
    enum { LINE = 64, LINES = 8 }; /* the processor fetches ahead by itself what follows these */
    const forward_slot *slot = forward_reader_slot(r, article);
    if (!slot || slot->offset >= r->now.part[PART_RECORDS].bytes.len)
        return;
    const char *at = r->now.part[PART_RECORDS].bytes.data + slot->offset;
    for (int i = 0; i < LINES; i++)
        __builtin_prefetch(at + (ptrdiff_t)i * LINE);
}

quoth_status forward_reader_record(const forward_reader *r, arena *a, uint32_t article, str *out, quoth_error *err)
{
    return part_of(r, a, PART_RECORDS, article, out, err);
}

quoth_status forward_reader_promised(const forward_reader *r, arena *a, uint32_t article, uint64_t generation, str *out,
                                     quoth_error *err)
{
    promise p;
    const promised_slot *slots;
    int fd = r->now.fd[PART_RECORDS];
    bool is_promised = r->now.slots.bytes.len > 0 && promise_read(fd, a, generation, &p, &slots);
    for (uint64_t i = 0; is_promised && i < p.slots; i++)
        if (slots[i].article == article && slots[i].slot.offset != 0) {
            if (read_behind_map(r, a, PART_RECORDS, slots[i].slot.offset, slots[i].slot.length, out) == QUOTH_OK)
                return QUOTH_OK;
            return fail(err, QUOTH_CORRUPT, "the record of article %u is cut off", article);
        }
    return fail(err, QUOTH_NOT_FOUND, "there is no article %u", article);
}

quoth_status forward_reader_values(const forward_reader *r, arena *a, uint32_t article, str *out, quoth_error *err)
{
    return part_of(r, a, PART_VALUES, article, out, err);
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
