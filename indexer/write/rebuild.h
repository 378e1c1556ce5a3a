/* rebuild.h - derives the forward and the inverted index again: what a killed writer left out, or everything */
#ifndef WRITE_REBUILD_H
#define WRITE_REBUILD_H

#include "indexer/write/writer.h"

/* Finishes or drops a rebuild that was killed. Before the stores are opened. */
quoth_status rebuild_settle(const char *dir, catalogue *c, quoth_error *err);
/* Brings the opened derived stores to the catalogue's generation. */
quoth_status recover(quoth_writer *w, quoth_error *err);
/* Everything anew, in dir/rebuild, then in one stroke each in place of the old. */
quoth_status rebuild_all(quoth_writer *w, bool retag, const quoth_index_options *options, quoth_index_report *report,
                         quoth_error *err);

#endif
