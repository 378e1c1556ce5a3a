/* unsaid.h - words of saying with which nobody says anything. For attribute.c */
#ifndef TAG_SPEAKER_UNSAID_H
#define TAG_SPEAKER_UNSAID_H

#include "indexer/tag/speaker/reading.h"

/* "would argue", "has never said", "let's say", "was told", "it is hard to claim", "a group called": by the cue alone. */
bool says_nothing(const reading *r, uint32_t cue);

/* What the cue brings is a time, a place, an audience or a topic, and no words: "spoke to | a crowd", "discussed | the budget".
 */
bool is_no_content(const reading *r, const attribution *t);

#endif
