/* journal.h - what small commits have changed, on disk before anything else knows of it */
#ifndef STORE_JOURNAL_JOURNAL_H
#define STORE_JOURNAL_JOURNAL_H

#include "base/arena.h"
#include "base/fail.h"

/* The file archive/journal: a header, then entries, one a commit. A small commit waits for the disk once, for its entry here; all
 * other files it writes without waiting. Should the machine stop, the entries are done again (redo.h). From time to time the
 * other files are synced and the journal starts again from its beginning, over the old entries: those are known by their
 * checksum, which depends on a number that each beginning draws. Numbers are in this machine's byte order. */
typedef struct journal journal;

typedef struct journal_entry {
    uint64_t generation; /* that the commit makes; each one more than the one before */
    str change;          /* redo.h */
} journal_entry;

/* The writer's; its caller holds the archive's lock. No file yet: made with the first entry. QUOTH_UNSUPPORTED for another
 * version's. */
quoth_status journal_open(const char *archive_dir, journal **out, quoth_error *err);
/* Leaves entries that are there; a journal without any gives its room back. */
void journal_close(journal **j);
/* All whole entries, in `a`. One that was not written to its end was not committed, and neither was what follows it. */
quoth_status journal_read(journal *j, arena *a, journal_entry **out, size_t *count, quoth_error *err);
/* On disk when it returns. `generation` is one more than that of the last entry, if there is any since the last beginning. */
quoth_status journal_append(journal *j, uint64_t generation, str change, quoth_error *err);
/* All that the entries say is on disk elsewhere: they count no more. */
quoth_status journal_restart(journal *j, quoth_error *err);
/* Bytes of entries since the last beginning. */
uint64_t journal_bytes(const journal *j);
/* For a reader, without the lock: whether there are entries, written before the machine was last started: the other files are
 * not to be believed before they were done again. */
bool journal_is_left_over(const char *archive_dir);

/* A name for the time since this machine was started: what one process writes another one reads until the next, even where
 * nobody waited for the disk. "" where the system does not tell. */
enum { START_NAME_BYTES = 40 };
void machine_start_name(char out[START_NAME_BYTES]);

#endif
