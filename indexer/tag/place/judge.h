/* judge.h - is this occurrence of a name a place at all? */
#ifndef TAG_PLACE_JUDGE_H
#define TAG_PLACE_JUDGE_H

#include "indexer/tag/place/find.h"

/* What the words around each spot and the article's persons say. Sets features, and counts in the names. */
void place_judge_context(const tag_input *in, const tags *tagged, found *f);
/* What the rest of the article says, once the names have been resolved. */
void place_judge_article(found *f);
/* The chance, from the features that are set. */
void place_judge_chances(found *f);

#endif
