/* count.h - how often is everyone quoted, and every place mentioned? One pass over the forward records */
#ifndef SEARCHER_QUOTE_COUNT_H
#define SEARCHER_QUOTE_COUNT_H

#include <quoth/quote.h>

#include "searcher/archive.h"

/* Most quotations first; everything in `a`. The archive must have been entered. */
quoth_status count_speakers(quoth_archive *archive, arena *a, str prefix, quoth_speaker **out, size_t *count, quoth_error *err);
/* Most articles first; numbers alone: the strings and coordinates are for count_name_place, of those that are shown. */
quoth_status count_places(quoth_archive *archive, arena *a, quoth_place_count **out, size_t *count, quoth_error *err);
/* Fills in the rest, in `a`; false for a place with no word that begins so, or that the gazetteer does not have. */
bool count_name_place(arena *a, str folded_prefix, quoth_place_count *c);

#endif
