/* watch.h - follows folders: what is new in them is in the archive a moment later */
#ifndef INDEXER_WATCH_WATCH_H
#define INDEXER_WATCH_WATCH_H

#include "indexer/write/intake.h"

/* quoth_writer_watch: intake_run over everything, then again over each file that has changed and been quiet for a moment, until
 * options->progress says stop. Where the kernel lost count everything is looked at again. `report` is added to. */
quoth_status watch_run(quoth_writer *w, const char *const *paths, size_t path_count, const quoth_index_options *options,
                       quoth_index_report *report, quoth_error *err);

#endif
