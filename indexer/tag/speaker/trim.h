/* trim.h - where does what is said really begin and end, seen from what stands around it? For attribute.c */
#ifndef TAG_SPEAKER_TRIM_H
#define TAG_SPEAKER_TRIM_H

#include "indexer/tag/speaker/reading.h"

/* "The bridge is safe, according to Ann Smith, an engineer": what follows whom it is according to, is not said. */
bool is_over_before_informant(const reading *r, uint32_t cue);

/* "Smith said:" and a paragraph without marks below it, which is what she said, all of it. */
bool brings_block(const reading *r, uint32_t cue);
bool takes_block(const reading *r, const attribution *t);
void trim_block(const reading *r, attribution *t);

/* "… that all was well, he said it would rain": what `earlier` brings ends where the clause begins that `later` speaks in. */
void trim_before(const reading *r, attribution *earlier, const attribution *later);

#endif
