/* count.h - how often is everyone quoted, and every place mentioned? One pass over the forward records */
#ifndef SEARCHER_QUOTE_COUNT_H
#define SEARCHER_QUOTE_COUNT_H

#include <quoth/quote.h>

#include "searcher/archive.h"

/* Most quotations first; everything in `a`. The archive must have been entered. */
quoth_status count_speakers(quoth_archive *archive, arena *a, str prefix, quoth_speaker **out, size_t *count, quoth_error *err);
/* Most articles first. */
quoth_status count_places(quoth_archive *archive, arena *a, str prefix, quoth_place_count **out, size_t *count, quoth_error *err);

#endif
