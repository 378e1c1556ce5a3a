/* certain.h - which places of an article leave no doubt? They tell where its publication is at home */
#ifndef TAG_PLACE_CERTAIN_H
#define TAG_PLACE_CERTAIN_H

#include "indexer/tag/tag.h"

/* Places that the text itself pins ("Springfield, Ill.") or whose name nothing else in the gazetteer bears, each once, in `a`. It
 * does not depend on the publication's home, so that a home never votes for itself. At most CERTAIN_MOST. */
enum { CERTAIN_MOST = 64 };
size_t places_certain(arena *a, const article *art, const tags *tagged, uint32_t **out);

#endif
