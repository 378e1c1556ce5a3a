/* nouns.h - persons and bodies without a name: "she", "the defence ministry", "two officials" */
#ifndef TAG_SPEAKER_NOUNS_H
#define TAG_SPEAKER_NOUNS_H

#include "indexer/tag/speaker/finder.h"

/* Adds the mention whose head or only word stands at piece `i`, if it may speak. */
void take_pronoun(finder *f, uint32_t i);
/* Likewise of another language, where it ends what brings a quotation: "„…“, sagte sie". False if there is none. */
bool take_foreign_pronoun(finder *f, uint32_t i);
void take_noun(finder *f, uint32_t i);

#endif
