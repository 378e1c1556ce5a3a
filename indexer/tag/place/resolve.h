/* resolve.h - which of the places of its name is meant? */
#ifndef TAG_PLACE_RESOLVE_H
#define TAG_PLACE_RESOLVE_H

#include "indexer/tag/place/find.h"

/* An ocean, a capital, or a city of the world: whether everybody may think of it when it hears its name, whatever else bears it.
 */
bool place_may_overshadow(const place_reading *reading);
/* "Paris, Texas": sets container, is_container and pinned. */
void place_resolve_containers(const tag_input *in, found *f);
/* "New York state", "the city of New York": sets pinned. */
void place_resolve_kinds(const tag_input *in, found *f);
/* Chooses a reading for every name: prominent ones first, and these vote for the others. Uses the spots' chances. Sets the
 * features that depend on it (SAME_COUNTRY …) when `features` is true. */
void place_resolve_names(arena *a, const tag_input *in, found *f, bool features);

/* What speaks for one reading of a name, given the votes so far: to score it, and to learn how. */
void place_reading_features(const found *f, uint32_t name, uint32_t reading, float x[R_COUNT]);

#endif
