/* redo.c - how does an archive get its small commits back from the journal? */
#include "store/journal/redo.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/trace.h"
#include "store/archive.h"
#include "store/forward/forward.h"

void redo_encode(str catalogue_log, str forward_log, buf *out)
{
    buf_put_varint(out, catalogue_log.len);
    buf_put_str(out, catalogue_log);
    buf_put_str(out, forward_log);
}

static bool split(str change, str *catalogue_log, str *forward_log)
{
    byte_reader r = byte_reader_of(change);
    size_t len = (size_t)read_varint(&r);
    *catalogue_log = read_bytes(&r, len);
    *forward_log = (str){(const char *)r.at, (size_t)(r.end - r.at)};
    return !r.bad;
}

/* A commit that the catalogue has is not repeated there. */
static quoth_status replay(catalogue *c, const journal_entry *e, str log, quoth_error *err)
{
    uint64_t generation;
    TRY(catalogue_generation(c, &generation, err));
    if (e->generation <= generation)
        return QUOTH_OK;
    TRY(catalogue_replay(c, log, err));
    TRY(catalogue_generation(c, &generation, err));
    fault_point("redo.replayed");
    return generation == e->generation
               ? QUOTH_OK
               : fail(err, QUOTH_CORRUPT, "the journal's entry %" PRIu64 " made generation %" PRIu64, e->generation, generation);
}

static quoth_status redo_entries(const char *archive_dir, arena *a, catalogue *c, const journal_entry *entries, size_t count,
                                 quoth_error *err)
{
    str *catalogue_logs = ARENA_ARRAY(a, str, count), *forward_logs = ARENA_ARRAY(a, str, count);
    for (size_t i = 0; i < count; i++)
        if (!split(entries[i].change, &catalogue_logs[i], &forward_logs[i]))
            return fail(err, QUOTH_CORRUPT, "the journal's entry %" PRIu64 " is damaged", entries[i].generation);
    TRY(forward_redo(archive_dir, forward_logs, count, err));
    for (size_t i = 0; i < count; i++)
        TRY(replay(c, &entries[i], catalogue_logs[i], err));
    trace("redo", "%zu commits, up to generation %" PRIu64, count, entries[count - 1].generation);
    return catalogue_sync(c, err);
}

static quoth_status redo_all(const char *archive_dir, arena *a, catalogue *c, journal *j, quoth_error *err)
{
    journal_entry *entries;
    size_t count;
    uint64_t generation;
    TRY(journal_read(j, a, &entries, &count, err));
    if (count == 0)
        return QUOTH_OK;
    TRY(catalogue_generation(c, &generation, err));
    bool continues = entries[0].generation <= generation + 1 && entries[count - 1].generation >= generation;
    if (continues)
        TRY(redo_entries(archive_dir, a, c, entries, count, err));
    fault_point("redo.done");
    return journal_restart(j, err);
}

quoth_status redo_journal(const char *archive_dir, catalogue *c, journal *j, quoth_error *err)
{
    arena a = {0};
    quoth_status status = redo_all(archive_dir, &a, c, j, err);
    arena_release(&a);
    return status;
}

/* --- readers --- */

static quoth_status redo_locked(const char *archive_dir, quoth_error *err)
{
    catalogue *c = NULL;
    journal *j = NULL;
    quoth_status status = catalogue_open(archive_dir, OPEN_WRITE, &c, err);
    if (status == QUOTH_OK)
        status = journal_open(archive_dir, &j, err);
    if (status == QUOTH_OK)
        status = redo_journal(archive_dir, c, j, err);
    journal_close(&j);
    catalogue_close(&c);
    return status;
}

enum { WAIT_US = 20000, MOST_WAITS = 500 };

quoth_status redo_left_over(const char *archive_dir, quoth_error *err)
{
    archive_lock *lock = NULL;
    quoth_error why;
    quoth_status status = QUOTH_OK;
    for (int i = 0; journal_is_left_over(archive_dir); i++) {
        status = archive_lock_take(archive_dir, &lock, &why);
        if (status != QUOTH_BUSY || i == MOST_WAITS)
            break;
        usleep(WAIT_US);
    }
    if (status == QUOTH_OK && lock)
        status = redo_locked(archive_dir, &why);
    archive_lock_release(&lock);
    if (status == QUOTH_OK)
        return QUOTH_OK;
    fail(err, status, "the machine stopped while the archive was written to, and it cannot be brought up to date: %s",
         why.message);
    fail_hint(err, "open it once where it may be written to");
    return status;
}
