/* place.h - the place tagger's inner result, for the program that learns its weights */
#ifndef TAG_PLACE_PLACE_H
#define TAG_PLACE_PLACE_H

#include "indexer/tag/place/find.h"

/* From this chance on a name is taken for a place. */
#define PLACE_THRESHOLD 0.5f

/* Does this rule say that the text itself tells which place is meant? */
bool place_rule_is_pinned(uint8_t rule);

/* All spots of an article, judged and resolved; tag_places gives out those at least as likely as PLACE_THRESHOLD. */
void place_find(arena *a, const tag_input *in, const tags *tagged, found *out);

#endif
