/* captures.h - on which days was the page of an article captured? */
#ifndef STORE_HISTORY_CAPTURES_H
#define STORE_HISTORY_CAPTURES_H

#include "store/catalogue/catalogue.h"

/* One page captured many times is one article. The capture that gave its text is a value of its row (custom_captured); the days
 * of the others, earlier and later ones, are rows of the catalogue, since which article a capture belongs to is known only after
 * its shard was built. So captured: is the union of terms and of captures_find. */

/* The days of captures other than the one in the row, rising, in `a`. */
quoth_status captures_get(catalogue *c, arena *a, uint32_t article, day **out, size_t *count, quoth_error *err);
/* Articles with such a capture in this range, rising, in `a`. */
quoth_status captures_find(catalogue *c, arena *a, day_range range, uint32_t **articles, size_t *count, quoth_error *err);

/* Within a transaction. One that is there already counts once; NO_DAY is none. */
quoth_status captures_add(catalogue *c, uint32_t article, day captured, quoth_error *err);
/* The article `to` has taken the place of `from`. */
quoth_status captures_move(catalogue *c, uint32_t from, uint32_t to, quoth_error *err);
quoth_status captures_remove_all(catalogue *c, uint32_t article, quoth_error *err);

#endif
