/* entity.h - which character does &eacute; stand for? */
#ifndef INDEXER_SOURCE_ENTITY_H
#define INDEXER_SOURCE_ENTITY_H

#include "base/str.h"

enum { ENTITY_BYTES = 4 };

/* Decodes the entity at s.data[*at] (an '&') as UTF-8 into `out`, moves *at past it and returns how many bytes it has: 0 for
 * control characters, 1 ("&" itself, *at just past it) when it is none. */
size_t entity_decode(str s, size_t *at, char out[ENTITY_BYTES]);

#endif
