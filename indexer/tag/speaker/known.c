/* known.c - what do the finders of speech want to know of a word, wherever it stands? */
#include "indexer/tag/speaker/known.h"

#include "text/words.h"

uint32_t symbol_of_small(uint32_t bits, uint32_t key, uint16_t lemma, uint8_t verb, str word)
{
    if (bits & CLOSED)
        return key;
    if (bits & WORD_TIME)
        return 28;
    if (lemma)
        return 30 + verb + (bits & WORD_SAY ? 10 : 0) + (bits & WORD_NOUN_CUE ? 20 : 0);
    if (bits & WORD_PLURAL)
        return 60;
    if (bits & NAME_ROLE)
        return 61;
    if (bits & (NAME_BODY | WORD_MEDIUM))
        return 62;
    if (bits & WORD_VERB)
        return 63 + verb;
    const char *end = word.data + word.len;
    return word.len < 4 ? 70 : 1000 + (uint32_t)(unsigned char)end[-1] * 256 + (unsigned char)end[-2];
}

static bool is_plain(str form)
{
    for (size_t i = 0; i < form.len; i++)
        if (form.data[i] < 'a' || form.data[i] > 'z')
            return false;
    return true;
}

static uint64_t key_of(str form)
{
    uint64_t key = WORDBOOK_KEY_START;
    for (size_t i = 0; i < form.len; i++)
        key = wordbook_key_add(key, (unsigned char)form.data[i]);
    return key;
}

/* "seismologists" */
static bool is_plural_of_role(str form)
{
    return form.len >= 5 && form.data[form.len - 1] == 's' &&
           wordbook_find(wordbook(), key_of(str_slice(form, 0, form.len - 1)))->bits & NAME_ROLE;
}

/* Neither a name nor a noun or pronoun that may stand for who speaks: what people.c and nouns.c pass by. */
static bool is_silent(str form, uint32_t bits)
{
    static const char *const heard[] = {"who", "according", "er",  "ele", "lui", "hij", "han",
                                        "sie", "ella",      "ela", "lei", "zij", "hon", "hun"};
    if (bits & (WORD_SUBJECT | WORD_POSSESSIVE | NAME_ROLE | NAME_BODY | WORD_PLURAL | WORD_MEDIUM))
        return false;
    for (size_t i = 0; i < sizeof heard / sizeof *heard; i++)
        if (word_is_this(form, heard[i]))
            return false;
    return bits || !is_plural_of_role(form);
}

void speaker_know(str form, known_word *out)
{
    const uint64_t key = key_of(form);
    const lexeme *word = wordbook_find(wordbook(), key);
    out->key = (uint32_t)(key ^ (key >> 32));
    if (word->key == key) {
        out->bits = word->bits;
        out->lemma = word->lemma;
        out->verb = word->form;
    }
    out->symbol = symbol_of_small(out->bits, out->key, out->lemma, out->verb, form);
    out->is_plain = is_plain(form);
    out->is_silent = out->is_plain && is_silent(form, out->bits);
}
