/* stem.h - the stem of a word (Snowball, libstemmer) */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "base/arena.h"
#include "text/language.h"

/* Stemmers for all languages, made as they are needed. One thread at a time; each thread has its own. */
typedef struct stemmers stemmers;

stemmers *stemmers_new(void);
void stemmers_free(stemmers **s);
/* The stem of an already folded form. Borrowed until the next call with the same `s`. The form itself for
 * LANGUAGE_UNKNOWN, for forms with digits, and for compounds written with . / & @ # $ */
str stem_word(stemmers *s, language lang, str folded_form);

#endif
