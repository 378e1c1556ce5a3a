/* captures.h - one page captured many times: which of its captures is the article? */
#ifndef WRITE_CAPTURES_H
#define WRITE_CAPTURES_H

#include "indexer/write/writer.h"

/* The newest; the others are days of captures (store/history/captures.h), and versions where they had another text. All in the
 * open transaction. */

/* Whether the item was captured at all; the others do nothing to those that were not. */
bool captures_is_one(const batch_item *item);
/* For an item that is about to be stored: the article of another capture of the same page (the same address, as url.h writes it),
 * else 0. `*is_old` when that capture is this one or a newer one, so that the item must not stay; else the item takes its place.
 */
quoth_status captures_settle(quoth_writer *w, const batch_item *item, uint32_t *other, bool *is_old, quoth_error *err);
/* The item is an older capture of the page `newer`: its text becomes a version in its place in time, unless it was the same
 * before or after. */
quoth_status captures_add_older(quoth_writer *w, const batch_item *item, uint32_t newer, quoth_error *err);
/* The page was met again as it had been. `*is_known` false: the archive has no such page, and nothing is kept. */
quoth_status captures_revisit(quoth_writer *w, const batch_item *item, bool *is_known, quoth_error *err);

#endif
