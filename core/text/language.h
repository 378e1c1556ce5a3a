/* language.h - which languages are known, and which one is this text in? */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include "base/str.h"

/* A small number, stable on disk. 0: unknown, its words are not stemmed. */
typedef uint8_t language;
#define LANGUAGE_UNKNOWN ((language)0)
#define LANGUAGE_ENGLISH ((language)1)

/* One past the largest language number. */
language language_count(void);
/* "en", "de" … (ISO 639-1 where it exists); "und" for unknown. Static. */
str language_code(language lang);
/* "english" …, as in libstemmer. */
str language_name(language lang);
/* From a code or name in any case, also with region ("en-US", "eng", "German"). LANGUAGE_UNKNOWN if not known. */
language language_from(str code_or_name);
/* Guesses from the text: at most its first 4 KB, mostly its first 60 words, are compared with the commonest words of
 * some fifty languages (5 us); where that is not clear, libexttextcat is asked (.5 ms; left out if its models are not
 * installed). `*confidence` (may be NULL) 0..1, 0 for unknown. LANGUAGE_UNKNOWN for too little text or a language
 * without a stemmer. Deterministic as long as the models are the same. Any thread. */
language language_detect(str text, double *confidence);

#endif
