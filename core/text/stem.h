/* stem.h - the stem of a word (Snowball, libstemmer) */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "base/arena.h"
#include "text/language.h"

/* Stemmers for all languages, made as they are needed. One thread at a time; each thread has its own. */
typedef struct stemmers stemmers;

stemmers *stemmers_new(void);
void stemmers_free(stemmers **s);
/* The stem of an already folded form, itself folded: a pure function of the two. Snowball gets the form without accents,
 * so that a query typed without them finds the same; commonest endings whose rules need one (-ción) get it back first.
 * Borrowed until the next call with the same `s`; a cache of 3 MB for each language used. The form itself for
 * LANGUAGE_UNKNOWN, for forms with digits, and for compounds written with . / & @ # $ _ */
str stem_word(stemmers *s, language lang, str folded_form);

#endif
