/* lexicon.h - which number has a word, and which a speaker? Shared by all threads that index */
#ifndef WRITE_LEXICON_H
#define WRITE_LEXICON_H

#include "base/fail.h"
#include "store/catalogue/catalogue.h"
#include "text/language.h"

/* Gives numbers to words and speakers, the same for the same form or folded name, without gaps, and remembers the new ones until
 * they are stored. Any thread, behind one lock: callers keep what they were told (word_cache.h). Memory is bounded: above
 * `most_known` words it forgets the stored ones and asks the catalogue again. */
typedef struct lexicon lexicon;

quoth_status lexicon_open(const char *archive_dir, size_t most_known, lexicon **out, quoth_error *err);
void lexicon_close(lexicon **l);
/* No word has a number yet. */
bool lexicon_is_empty(lexicon *l);

/* The number of a folded form; remembers that it was met in `lang` with this stem. */
quoth_status lexicon_word(lexicon *l, language lang, str form, str stem, uint32_t *number, quoth_error *err);
/* The number of a speaker, by the folded name; a new one is shown as `name`. */
quoth_status lexicon_speaker(lexicon *l, str folded, str name, uint32_t *number, quoth_error *err);

/* Puts everything new into the catalogue's open transaction, as often as one likes before it is committed … */
quoth_status lexicon_store(lexicon *l, catalogue *c, quoth_error *err);
/* … and, once that is committed, counts it as known. What became new in between stays new. */
void lexicon_stored(lexicon *l);

#endif
