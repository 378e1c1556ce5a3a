/* changes.h - how an article was changed, as records that the matcher reads */
#ifndef SEARCHER_CHANGES_H
#define SEARCHER_CHANGES_H

#include "searcher/archive.h"
#include "searcher/match/match.h"

/* All changes of an article, the first one first, in `a`; `row` is the article as it is now. Its texts are unpacked, compared and
 * cut into words anew: some milliseconds for a report that was changed a few times. */
quoth_status changes_read(quoth_archive *archive, arena *a, const catalogue_article *row, article_change **out, size_t *count,
                          quoth_error *err);

#endif
