/* judge.h - is what a cue seems to bring really said? */
#ifndef TAG_SPEAKER_JUDGE_H
#define TAG_SPEAKER_JUDGE_H

#include "indexer/tag/speaker/reading.h"

/* What speaks for and against a whole attribution: cue, content and speaker as they were chosen, and how likely the cue was. */
void judge_features(const reading *r, const attribution *t, feature_set *out);

/* Is what would be said a clause, "(that) all is well", or at least "to leave"? Mere nouns are seldom said: "criticised | the
 * plan". */
bool judge_is_clause(const reading *r, const attribution *t);

/* From 0 to 1, by weights that were learned from attributions which the other models made of articles unknown to them
 * (stacking: Wolpert, Neural Networks 5, 1992). */
float judge_probability(const reading *r, const attribution *t);

#endif
