/* resolve.h - which of the places of its name is meant? */
#ifndef TAG_PLACE_RESOLVE_H
#define TAG_PLACE_RESOLVE_H

#include "indexer/tag/place/find.h"

/* "Paris, Texas": sets container, is_container and pinned. */
void place_resolve_containers(const tag_input *in, found *f);
/* Chooses a reading for every name: prominent ones first, and these vote for the others. Uses the spots' chances. Sets the
 * features that depend on it (SAME_COUNTRY …) when `features` is true. */
void place_resolve_names(arena *a, const tag_input *in, found *f, bool features);

#endif
