/* hit.h - what is shown of an article that was found? */
#ifndef SEARCHER_HIT_H
#define SEARCHER_HIT_H

#include "searcher/rank/search.h"
#include "searcher/session.h"

/* Fills all of *hit but its rank; what it points to is in `a`, `scratch` is cleared first. Of the options those about snippets
 * count. QUOTH_NOT_FOUND for an article that was removed since the index was opened. */
quoth_status hit_fill(session *s, arena *a, arena *scratch, const ranked_hit *from, const quoth_search_options *options,
                      quoth_hit *hit, quoth_error *err);

#endif
