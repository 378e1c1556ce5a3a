/* phrases.h - small words and turns of phrase that several parts of the tagger must take alike */
#ifndef TAG_SPEAKER_PHRASES_H
#define TAG_SPEAKER_PHRASES_H

#include "indexer/tag/speaker/scan.h"

/* A word of this list, letter by letter as it is written there. */
bool piece_is_any(const scan *s, const piece *p, const char *const *words, size_t count);
/* "according", anywhere; what other languages say for "according to", at the head of a sentence. */
bool is_according_word(const scan *s, const piece *p);
static inline bool is_according(const scan *s, const piece *p)
{
    return !(p->flags & PIECE_SILENT) && (p->end - p->start == 9 || p->flags & PIECE_SENTENCE_START) && is_according_word(s, p);
}
/* An article or pronoun of another language, which a capital makes no name. */
bool is_small_word_elsewhere(const scan *s, const piece *p);
/* The piece behind the dash of a dateline, "KABUL, Nov 5 (Reuters) - ", that begins at `first`; `first` itself if none does. */
uint32_t past_dateline(const scan *s, uint32_t first);
/* What stands over a part of a report, or before an aside of its editors: "UPDATE", "Photos". */
bool is_heading(const piece *p);
/* "de", "van", "bin": a small word inside a name. */
bool is_particle(const scan *s, const piece *p);

/* White space of any kind and length becomes one space. */
str one_line(arena *a, str text);

/* Key of the word before an office that tells it from another: "aviation" of "the aviation minister"; 0 when none does. */
uint32_t modifier_key(const scan *s, const piece *noun);
/* "the former finance minister", "ex-minister" */
bool is_past_office(const scan *s, uint32_t noun);
/* "the vice president", "deputy mayor": not the president, nor the mayor. */
bool is_deputy(const scan *s, uint32_t noun);

#endif
