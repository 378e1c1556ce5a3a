/* intake.h - what is new in these files? Reads them, leaves out what is known, stores the rest, takes out what was replaced */
#ifndef WRITE_INTAKE_H
#define WRITE_INTAKE_H

#include "indexer/write/writer.h"

/* A file is known by its path. Unchanged size and time: it is not opened, but with `prune`, as it may have been read before to
 * its end without. A record whose content the file has given before is
 * unchanged, wherever it stands now. When a file has been read to its end, each of its articles that was not met again is taken
 * out if an article with the same locator came from it now (replaced), else only with `prune` (vanished).
 *
 * quoth_writer_index in one call. `report` is added to. */
/* Which files below the paths are looked at. */
typedef struct intake_part {
    bool (*leads_to)(void *context, str path); /* whether the file, or something in the folder, is one of them */
    void *context;
    const char *const *gone; /* with `prune`: files and folders that are there no more */
    size_t gone_count;
} intake_part;

/* The same, of a part; NULL: all. */
quoth_status intake_run_part(quoth_writer *w, const char *const *paths, size_t path_count, const intake_part *part,
                             const quoth_index_options *options, quoth_index_report *report, quoth_error *err);
quoth_status intake_run(quoth_writer *w, const char *const *paths, size_t path_count, const quoth_index_options *options,
                        quoth_index_report *report, quoth_error *err);

#endif
