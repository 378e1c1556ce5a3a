/* history.h - keeps what an article said before a changed one took its place */
#ifndef WRITE_HISTORY_H
#define WRITE_HISTORY_H

#include "indexer/write/writer.h"
#include "store/history/versions.h"

/* `old` leaves the archive as by writer_remove_article, but what it said, and what was said before it, is the history of
 * `id` now, which is in the open transaction. Only what its readers see counts: where title and text are the same but for
 * white space there is no version. */
quoth_status writer_replace_article(quoth_writer *w, uint32_t old, uint32_t id, quoth_error *err);
/* The same, unless less than half of the shorter text's words stand in the other one: then they are two reports, and `old` goes
 * without a trace. For articles whose likeness of name may be chance. */
quoth_status writer_replace_if_alike(quoth_writer *w, uint32_t old, uint32_t id, quoth_error *err);
/* What the article said at a time before: `late` has all but its number and its packed text. It goes where its `captured` says,
 * unless a version of then is there, or the text was the same before or after it, or it is older than all of LIMIT_VERSIONS. */
quoth_status writer_insert_version(quoth_writer *w, uint32_t id, const past_version *late, quoth_error *err);
/* Terms of an article's versions anew, from their texts; `body` is what it says now. */
quoth_status history_derive(quoth_writer *w, const catalogue_article *row, str body, quoth_error *err);

#endif
