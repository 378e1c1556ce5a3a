/* known.h - what do the finders of speech want to know of a word, wherever it stands? */
#ifndef TAG_SPEAKER_KNOWN_H
#define TAG_SPEAKER_KNOWN_H

#include "indexer/tag/vocabulary.h"
#include "names/wordbook.h"

/* Classes of few words: the word itself is its symbol. */
enum {
    CLOSED = WORD_DETERMINER | WORD_POSSESSIVE | WORD_PREPOSITION | WORD_SUBJECT | WORD_OBJECT | WORD_RELATIVE |
             WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_MODAL | WORD_NEGATION | WORD_ADVERB
};

/* What kind of word it is, for features, if it is written small or only begins a sentence: words of closed classes are told by
 * themselves, others by class or by how they end. `key`, `lemma` and `verb` as in a piece (scan.h); `word` as it is written. */
uint32_t symbol_of_small(uint32_t bits, uint32_t key, uint16_t lemma, uint8_t verb, str word);

#endif
