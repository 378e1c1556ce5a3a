/* redo.h - small commits as entries of the journal, and how they are done again */
#ifndef STORE_JOURNAL_REDO_H
#define STORE_JOURNAL_REDO_H

#include "base/buf.h"
#include "store/catalogue/catalogue.h"
#include "store/journal/journal.h"

/* A commit's change: what the catalogue's transaction wrote (catalogue_log) and what the forward index gets (forward_writer_log).
 * The inverted index is derived from both. */
void redo_encode(str catalogue_log, str forward_log, buf *out);
/* Brings catalogue and forward index to the newest commit of the journal, on disk, and restarts it. Nothing to do without
 * entries. An older catalogue that was put back stays as it is: its journal does not continue it. `c` is open for writing, no
 * forward_writer is. Killed in between, it is done again by the next call. */
quoth_status redo_journal(const char *archive_dir, catalogue *c, journal *j, quoth_error *err);
/* For readers: the same, under the archive's lock, when the machine was started since the journal was written; waits for another
 * process that does it. QUOTH_IO with a hint where the archive may not be written to. */
quoth_status redo_left_over(const char *archive_dir, quoth_error *err);

#endif
