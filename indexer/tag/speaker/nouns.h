/* nouns.h - persons and bodies without a name: "she", "the defence ministry", "two officials" */
#ifndef TAG_SPEAKER_NOUNS_H
#define TAG_SPEAKER_NOUNS_H

#include "indexer/tag/speaker/finder.h"

/* Adds the mention whose head or only word stands at piece `i`, if it may speak. */
void take_pronoun(finder *f, uint32_t i);
/* Likewise of another language. False if there is none. */
bool take_foreign_pronoun(finder *f, uint32_t i);
/* "„…“, sagte | sie": where alone that is asked, right behind the one verb after a quotation. */
static inline bool ends_cue_behind_marks(const piece *p)
{
    return (p[-2].kind == PIECE_COMMA && p[-3].kind == PIECE_MARK) || (p[-2].kind == PIECE_MARK && !is_word(p - 3));
}
void take_noun(finder *f, uint32_t i);

#endif
