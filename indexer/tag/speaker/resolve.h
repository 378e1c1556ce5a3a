/* resolve.h - who is "she", "the minister", "the ministry"? */
#ifndef TAG_SPEAKER_RESOLVE_H
#define TAG_SPEAKER_RESOLVE_H

#include "indexer/tag/speaker/attribute.h"

/* Sets .figure of the mentions that speak, as far as this text tells. Looks back a bounded number of mentions. */
void resolve_speakers(const reading *r, found_quotations *quotations);

#endif
