/* words.h - fixed lists of words of each language, looked up by language and purpose */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "text/language.h"

/* What a word with a full stop behind it says about the sentence. */
typedef enum abbreviation {
    NOT_ABBREVIATED,
    BEFORE_NAME,   /* Mr., Gen.: what follows belongs to it */
    BEFORE_NUMBER, /* No., Jan., p.: so does a number */
    EITHER         /* Inc., a.m.: the next word decides */
} abbreviation;

/* `form` is folded. Words of `lang`, then those common to all languages; LANGUAGE_UNKNOWN: as English. Any thread. */
abbreviation word_abbreviation(language lang, str form);
/* Words that in the middle of a sentence have no capital: after "U.S." a "The" starts a new one. */
bool word_starts_sentence(language lang, str form);
/* said, asked, shouted: "Stop!" Smith said. */
bool word_is_saying(language lang, str form);
bool word_is_month(language lang, str form);
/* Articles, pronouns, prepositions, question words: what a question has for grammar, not for what it asks about. Lists for
 * English, German, French, Spanish, Italian, Dutch and Portuguese. */
bool word_is_empty(language lang, str form);
/* The languages in which this is one of the commonest words: bit n for language n; bits from language_count() on are
 * for languages without a stemmer. */
uint64_t word_common_in(str form);

/* Is `s` this word of a list? Most differ in their first byte, and then that is all that is read. */
static inline bool word_is_this(str s, const char *text)
{
    size_t i = 0;
    while (i < s.len && text[i] != '\0' && s.data[i] == text[i])
        i++;
    return i == s.len && text[i] == '\0';
}

static inline bool word_is_any(str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word_is_this(s, words[i]))
            return true;
    return false;
}

#endif
