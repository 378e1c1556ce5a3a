/* captures.h - one page captured many times: which of its captures is the article? */
#ifndef WRITE_CAPTURES_H
#define WRITE_CAPTURES_H

#include "indexer/write/writer.h"

/* The newest. For an item that is about to be stored: tells by `*replaced` the article of an
 * older capture of the same page (the same address, as url.h writes it), else 0; `*is_old` when the archive has this capture or a
 * newer one, and the item must not stay. Does nothing to articles that were not captured. In the open transaction. */
bool captures_is_one(const batch_item *item);
quoth_status captures_settle(quoth_writer *w, const batch_item *item, uint32_t *replaced, bool *is_old, quoth_error *err);

#endif
