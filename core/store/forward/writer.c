/* writer.c - how do records and slots get to disk so that a kill loses nothing? */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "store/forward/redo.h"

enum { SPOOL_BYTES = 1 << 20 };

typedef struct pending_slot {
    uint32_t article, order; /* `order`: of two for one article the later counts */
    forward_slot slot;
} pending_slot;

struct forward_writer {
    store_files files;
    slots_header header; /* of the last commit */
    int header_copy;     /* where that is */
    buf spool[PARTS];    /* what is not yet handed to the system */
    uint64_t spool_start[PARTS];
    pending_slot *pending;
    size_t pending_count, pending_room;
    bool is_unsettled;     /* `pending` does not rise by article, or has two of one */
    uint64_t prepared_for; /* generation; 0: nothing is promised */
    bool is_lazy;          /* commits do not wait for the disk */
    bool failed;
};

/* Forgets what was written behind the last commit. */
static quoth_status cut_off(const forward_writer *w, quoth_error *err)
{
    if (ftruncate(w->files.slots, (off_t)(SLOTS_START + w->header.slots * sizeof(forward_slot))) != 0)
        return fail_errno(err, QUOTH_IO, "cannot cut %s", w->files.slots_path);
    for (forward_part p = 0; p < PARTS; p++)
        if (ftruncate(w->files.part[p], (off_t)w->header.end[p]) != 0)
            return fail_errno(err, QUOTH_IO, "cannot cut %s", w->files.path[p]);
    return QUOTH_OK;
}

void forward_writer_close(forward_writer **w)
{
    if (!*w)
        return;
    files_release(&(*w)->files);
    for (forward_part p = 0; p < PARTS; p++)
        buf_release(&(*w)->spool[p]);
    free((*w)->pending);
    free(*w);
    *w = NULL;
}

uint64_t forward_writer_generation(const forward_writer *w)
{
    return w->header.generation;
}

static quoth_status sync_file(int fd, const char *path, quoth_error *err)
{
    if (fdatasync(fd) != 0)
        return fail_errno(err, QUOTH_IO, "cannot sync %s", path);
    return QUOTH_OK;
}

/* In a commit. */
static quoth_status sync_unless_lazy(const forward_writer *w, int fd, const char *path, quoth_error *err)
{
    return w->is_lazy ? QUOTH_OK : sync_file(fd, path, err);
}

static quoth_status flush_spool(forward_writer *w, forward_part p, quoth_error *err)
{
    TRY(fd_write_at(w->files.part[p], w->files.path[p], w->spool[p].data, w->spool[p].len, w->spool_start[p], err));
    w->spool_start[p] += w->spool[p].len;
    buf_clear(&w->spool[p]);
    return QUOTH_OK;
}

static uint64_t put_in_spool(forward_writer *w, forward_part p, str bytes)
{
    uint64_t offset = w->spool_start[p] + w->spool[p].len;
    buf_put(&w->spool[p], bytes.data, bytes.len);
    return offset;
}

static quoth_status flush_full(forward_writer *w, quoth_error *err)
{
    for (forward_part p = 0; p < PARTS; p++)
        if (w->spool[p].len >= SPOOL_BYTES)
            TRY(flush_spool(w, p, err));
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

quoth_status forward_writer_append(forward_writer *w, uint32_t article, const forward_slot *columns, str encoded, str values,
                                   quoth_error *err)
{
    TRY(check_usable(w, err));
    if (article == UINT32_MAX || encoded.len > UINT32_MAX || values.len > UINT32_MAX)
        return fail(err, QUOTH_LIMIT, "article %u with a record of %zu bytes is beyond the limit of 2^32 - 1", article,
                    encoded.len);
    forward_slot slot = *columns;
    slot.offset = put_in_spool(w, PART_RECORDS, encoded);
    slot.length = (uint32_t)encoded.len;
    slot.values_offset = put_in_spool(w, PART_VALUES, values);
    slot.values_length = (uint32_t)values.len;
    add_pending(w, article, slot);
    return remember_failure(w, flush_full(w, err));
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

bool forward_writer_has(forward_writer *w, uint32_t article)
{
    forward_slot slot;
    return slot_now(w, article, &slot, NULL) == QUOTH_OK && slot.offset != 0;
}

quoth_status forward_writer_get(forward_writer *w, arena *a, uint32_t article, unsigned sections, forward_record *out,
                                quoth_error *err)
{
    forward_slot slot;
    TRY(check_usable(w, err));
    TRY(slot_now(w, article, &slot, err));
    if (slot.offset == 0)
        return fail(err, QUOTH_NOT_FOUND, "article %u is not in the forward index", article);
    uint64_t start = w->spool_start[PART_RECORDS];
    if (slot.offset >= start)
        return forward_decode(a, (str){w->spool[PART_RECORDS].data + (slot.offset - start), slot.length}, sections, out, err);
    char *bytes = arena_alloc(a, (size_t)slot.length + 1);
    TRY(read_at(w->files.part[PART_RECORDS], w->files.path[PART_RECORDS], bytes, slot.length, slot.offset, err));
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
        TRY(fd_write_at(w->files.slots, w->files.slots_path, batch, count * sizeof *batch, offset, err));
    }
    return sync_unless_lazy(w, w->files.slots, w->files.slots_path, err);
}

static quoth_status write_header(forward_writer *w, const slots_header *h, quoth_error *err)
{
    int copy = (w->header_copy + 1) % HEADER_COPIES;
    TRY(fd_write_at(w->files.slots, w->files.slots_path, h, sizeof *h, (uint64_t)copy * HEADER_DISTANCE, err));
    TRY(sync_unless_lazy(w, w->files.slots, w->files.slots_path, err));
    w->header = *h;
    w->header_copy = copy;
    return QUOTH_OK;
}

static quoth_status put_promise(forward_writer *w, uint64_t generation, quoth_error *err)
{
    buf out = {0};
    const char *path = w->files.path[PART_RECORDS];
    int fd = w->files.part[PART_RECORDS];
    uint64_t start = w->spool_start[PART_RECORDS];
    promise p = {.generation = generation, .before = w->header.generation};
    memcpy(p.end, w->spool_start, sizeof p.end);
    promised_slot *slots = mem_zalloc((w->pending_count + 1) * sizeof *slots);
    for (size_t i = 0; i < w->pending_count; i++)
        slots[i] = (promised_slot){w->pending[i].article, w->pending[i].slot};
    promise_encode(p, slots, w->pending_count, &out);
    quoth_status status = fd_write_at(fd, path, out.data, out.len, start, err);
    if (status == QUOTH_OK && ftruncate(fd, (off_t)(start + out.len)) != 0)
        status = fail_errno(err, QUOTH_IO, "cannot cut %s", path);
    free(slots);
    buf_release(&out);
    return status;
}

static quoth_status prepare_steps(forward_writer *w, uint64_t generation, quoth_error *err)
{
    settle_pending(w);
    for (forward_part p = 0; p < PARTS; p++)
        TRY(flush_spool(w, p, err));
    TRY(put_promise(w, generation, err));
    for (forward_part p = 0; p < PARTS; p++)
        TRY(sync_unless_lazy(w, w->files.part[p], w->files.path[p], err));
    fault_point("forward.records-synced");
    w->prepared_for = generation;
    return QUOTH_OK;
}

static quoth_status check_generation(const forward_writer *w, uint64_t generation, quoth_error *err)
{
    if (generation > w->header.generation)
        return QUOTH_OK;
    return fail(err, QUOTH_BAD_USAGE, "generation %llu does not follow %llu", (unsigned long long)generation,
                (unsigned long long)w->header.generation);
}

quoth_status forward_writer_prepare(forward_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(check_usable(w, err));
    TRY(check_generation(w, generation, err));
    return remember_failure(w, prepare_steps(w, generation, err));
}

/* Once what is pending is settled. */
static uint64_t slots_after(const forward_writer *w)
{
    uint64_t last = w->pending_count > 0 ? w->pending[w->pending_count - 1].article : 0;
    return last >= w->header.slots ? last + 1 : w->header.slots;
}

static quoth_status commit_steps(forward_writer *w, uint64_t generation, quoth_error *err)
{
    if (w->prepared_for != generation)
        TRY(prepare_steps(w, generation, err));
    TRY(write_slots(w, err));
    fault_point("forward.slots-written");
    slots_header h = header_with(generation, slots_after(w), w->spool_start);
    TRY(write_header(w, &h, err));
    fault_point("forward.committed");
    w->pending_count = 0;
    w->prepared_for = 0;
    return cut_off(w, err);
}

quoth_status forward_writer_commit(forward_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(check_usable(w, err));
    TRY(check_generation(w, generation, err));
    return remember_failure(w, commit_steps(w, generation, err));
}

/* --- without waiting for the disk --- */

bool forward_writer_log(forward_writer *w, uint64_t generation, size_t most_bytes, buf *out)
{
    size_t bytes = 0;
    settle_pending(w);
    for (forward_part p = 0; p < PARTS; p++) {
        if (w->spool_start[p] != w->header.end[p])
            return false;
        bytes += w->spool[p].len;
    }
    if (bytes + w->pending_count * sizeof(promised_slot) > most_bytes)
        return false;
    forward_change c = {.generation = generation, .slots_after = slots_after(w), .slot_count = w->pending_count};
    promised_slot *slots = mem_zalloc((w->pending_count + 1) * sizeof *slots);
    for (size_t i = 0; i < w->pending_count; i++)
        slots[i] = (promised_slot){w->pending[i].article, w->pending[i].slot};
    c.slots = slots;
    for (forward_part p = 0; p < PARTS; p++) {
        c.start[p] = w->header.end[p];
        c.added[p] = buf_str(&w->spool[p]);
    }
    forward_change_encode(&c, out);
    free(slots);
    return true;
}

void forward_writer_be_lazy(forward_writer *w, bool is_lazy)
{
    w->is_lazy = is_lazy;
}

quoth_status forward_writer_sync(forward_writer *w, quoth_error *err)
{
    for (forward_part p = 0; p < PARTS; p++)
        TRY(sync_file(w->files.part[p], w->files.path[p], err));
    return sync_file(w->files.slots, w->files.slots_path, err);
}

/* --- opening --- */

/* What was promised for the catalogue's generation and not written by a writer that was killed; true when there was such. */
static bool take_promise(forward_writer *w, uint64_t committed)
{
    arena a = {0};
    promise p;
    const promised_slot *slots;
    bool is_due = committed > w->header.generation && promise_read(w->files.part[PART_RECORDS], &a, committed, &p, &slots) &&
                  p.before == w->header.generation;
    for (forward_part part = 0; is_due && part < PARTS; part++) {
        uint64_t size = 0;
        is_due = p.end[part] >= w->header.end[part] && file_size_of(w->files.part[part], "", &size, NULL) == QUOTH_OK &&
                 p.end[part] <= size;
    }
    for (uint64_t i = 0; is_due && i < p.slots; i++)
        add_pending(w, (uint32_t)slots[i].article, slots[i].slot);
    if (is_due) {
        memcpy(w->spool_start, p.end, sizeof w->spool_start);
        w->prepared_for = committed;
    }
    arena_release(&a);
    return is_due;
}

static quoth_status tell_lost(quoth_status status, quoth_error *err)
{
    fail_hint(err, "put the archive back from a copy, or index its files into a new one");
    return status;
}

static quoth_status open_files(forward_writer *w, uint64_t committed, quoth_error *err)
{
    quoth_status status = files_open(&w->files, O_RDWR, err);
    if (status != QUOTH_NOT_FOUND)
        return status;
    if (committed > 0)
        return tell_lost(fail(err, QUOTH_CORRUPT, "%s is missing, and with it the words of all articles", w->files.slots_path),
                         err);
    TRY(files_create(&w->files, err));
    return files_open(&w->files, O_RDWR, err);
}

static quoth_status writer_start(forward_writer *w, uint64_t committed, quoth_error *err)
{
    TRY(open_files(w, committed, err));
    TRY(header_read(w->files.slots, w->files.slots_path, &w->header, &w->header_copy, err));
    TRY(files_check_sizes(&w->files, &w->header, err));
    memcpy(w->spool_start, w->header.end, sizeof w->spool_start);
    if (take_promise(w, committed))
        return commit_steps(w, committed, err);
    if (w->header.generation < committed)
        return tell_lost(fail(err, QUOTH_CORRUPT, "the records are of generation %llu, the catalogue of %llu",
                              (unsigned long long)w->header.generation, (unsigned long long)committed),
                         err);
    return cut_off(w, err);
}

quoth_status forward_writer_open(const char *archive_dir, uint64_t committed, forward_writer **out, quoth_error *err)
{
    forward_writer *w = mem_zalloc(sizeof *w);
    files_name(&w->files, archive_dir);
    quoth_status status = writer_start(w, committed, err);
    if (status != QUOTH_OK)
        forward_writer_close(&w);
    else
        *out = w;
    return status;
}
