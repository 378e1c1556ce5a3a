/* redo.c - how does the forward index get again what a machine that stopped had not written yet? */
#include "store/forward/redo.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"

void forward_change_encode(const forward_change *c, buf *out)
{
    buf_put_varint(out, c->generation);
    buf_put_varint(out, c->slots_after);
    for (forward_part p = 0; p < PARTS; p++) {
        buf_put_varint(out, c->start[p]);
        buf_put_varint(out, c->added[p].len);
        buf_put_str(out, c->added[p]);
    }
    buf_put_varint(out, c->slot_count);
    buf_put(out, c->slots, c->slot_count * sizeof *c->slots);
}

static bool decode(arena *a, str bytes, forward_change *out)
{
    byte_reader r = byte_reader_of(bytes);
    *out = (forward_change){.generation = read_varint(&r)};
    out->slots_after = read_varint(&r);
    for (forward_part p = 0; p < PARTS; p++) {
        out->start[p] = read_varint(&r);
        size_t len = (size_t)read_varint(&r);
        out->added[p] = read_bytes(&r, len);
        if (out->start[p] < PART_START)
            return false;
    }
    out->slot_count = read_varint(&r);
    size_t left = (size_t)(r.end - r.at);
    if (r.bad || left % sizeof *out->slots != 0 || left / sizeof *out->slots != out->slot_count || out->slots_after > UINT32_MAX)
        return false;
    out->slots = (const promised_slot *)(const void *)arena_copy(a, (str){(const char *)r.at, (size_t)(r.end - r.at)}).data;
    for (uint64_t i = 0; i < out->slot_count; i++)
        if (out->slots[i].article >= out->slots_after)
            return false;
    return true;
}

static quoth_status apply(const store_files *f, const forward_change *c, quoth_error *err)
{
    for (forward_part p = 0; p < PARTS; p++)
        TRY(fd_write_at(f->part[p], f->path[p], c->added[p].data, c->added[p].len, c->start[p], err));
    for (uint64_t i = 0; i < c->slot_count; i++) {
        uint64_t offset = SLOTS_START + c->slots[i].article * sizeof(forward_slot);
        TRY(fd_write_at(f->slots, f->slots_path, &c->slots[i].slot, sizeof(forward_slot), offset, err));
    }
    return QUOTH_OK;
}

/* Behind the newest change is nothing that counts; where the system had not come to the end, the gap is filled with no slots. */
static quoth_status set_sizes(const store_files *f, const uint64_t end[PARTS], uint64_t slots, quoth_error *err)
{
    for (forward_part p = 0; p < PARTS; p++)
        if (ftruncate(f->part[p], (off_t)end[p]) != 0)
            return fail_errno(err, QUOTH_IO, "cannot cut %s", f->path[p]);
    if (ftruncate(f->slots, (off_t)(SLOTS_START + slots * sizeof(forward_slot))) != 0)
        return fail_errno(err, QUOTH_IO, "cannot cut %s", f->slots_path);
    return QUOTH_OK;
}

static quoth_status sync_all(const store_files *f, quoth_error *err)
{
    for (forward_part p = 0; p < PARTS; p++)
        if (fdatasync(f->part[p]) != 0)
            return fail_errno(err, QUOTH_IO, "cannot sync %s", f->path[p]);
    return fdatasync(f->slots) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot sync %s", f->slots_path);
}

/* Both copies: whichever the system had written last, it is not the one that counts now. */
static quoth_status put_headers(const store_files *f, const slots_header *h, quoth_error *err)
{
    for (int i = 0; i < HEADER_COPIES; i++)
        TRY(fd_write_at(f->slots, f->slots_path, h, sizeof *h, (uint64_t)i * HEADER_DISTANCE, err));
    return fdatasync(f->slots) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot sync %s", f->slots_path);
}

static quoth_status redo(const store_files *f, arena *a, const str *logs, size_t count, quoth_error *err)
{
    uint64_t end[PARTS];
    forward_change c = {0};
    for (size_t i = 0; i < count; i++) {
        if (!decode(a, logs[i], &c))
            return fail(err, QUOTH_CORRUPT, "a journal of the forward index is damaged");
        TRY(apply(f, &c, err));
    }
    for (forward_part p = 0; p < PARTS; p++)
        end[p] = c.start[p] + c.added[p].len;
    TRY(set_sizes(f, end, c.slots_after, err));
    TRY(sync_all(f, err));
    fault_point("forward.redone");
    slots_header h = header_with(c.generation, c.slots_after, end);
    return put_headers(f, &h, err);
}

quoth_status forward_redo(const char *archive_dir, const str *logs, size_t count, quoth_error *err)
{
    arena a = {0};
    store_files f;
    if (count == 0)
        return QUOTH_OK;
    files_name(&f, archive_dir);
    quoth_status status = files_open(&f, O_RDWR, err);
    if (status == QUOTH_OK)
        status = redo(&f, &a, logs, count, err);
    files_release(&f);
    arena_release(&a);
    return status;
}
