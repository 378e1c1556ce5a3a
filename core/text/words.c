/* words.c - which words does each language abbreviate, start sentences with, use most? */
#include "text/words.h"

#include <pthread.h>

#include "base/hash.h"

/* The numbers of language.c, by their codes. */
enum { ALL, EN, DE, FR, ES, IT, NL, PT, SV, NO, DA, FI, RU, AR, HY, EU, CA, EL, HI, HU, ID, GA, LT, NE, RO, SR, TA, TR, YI };
/* Languages without a stemmer, listed only so that they are not taken for a neighbour that has one. */
enum { PL = 32, CS, SK, UK, BG, MK, SL, FA, UR, MR, HE, VI, TL, AF, ET, LV, SQ, SW, GL, IS, LA };

typedef enum purpose { ABBREVIATION, STARTER, SAYING, MONTH, COMMON, EMPTY } purpose;

static const struct {
    uint8_t purpose, lang, value;
    const char *words;
} lists[] = {
#include "text/words.inc"
};

enum { TABLE_SIZE = 16384, NO_ENTRY = 0 };

typedef struct entry {
    const char *word; /* NULL: free */
    uint64_t value;
    uint8_t len, purpose, lang;
} entry;

static entry table[TABLE_SIZE];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static entry *find(purpose p, uint8_t lang, str word)
{
    uint64_t at = hash_bytes(word, (uint64_t)p << 8 | lang);
    for (;; at++) {
        entry *e = &table[at % TABLE_SIZE];
        if (!e->word)
            return e;
        if (e->len == word.len && e->purpose == p && e->lang == lang && memcmp(e->word, word.data, word.len) == 0)
            return e;
    }
}

static void add(purpose p, uint8_t lang, uint8_t value, str word)
{
    /* The common words of all languages are one list, so that a text is looked up once, not once a language. */
    uint8_t listed_under = p == COMMON ? ALL : lang;
    entry *e = find(p, listed_under, word);
    e->word = word.data;
    e->len = (uint8_t)word.len;
    e->purpose = (uint8_t)p;
    e->lang = listed_under;
    e->value = p == COMMON ? e->value | UINT64_C(1) << lang : value;
}

static void fill(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (str rest = str_from(lists[i].words); rest.len > 0;) {
            str word = str_cut(&rest, ' ');
            if (word.len > 0)
                add((purpose)lists[i].purpose, lists[i].lang, lists[i].value, word);
        }
}

static uint64_t look_up(purpose p, language lang, str form)
{
    pthread_once(&table_once, fill);
    if (form.len > 24)
        return NO_ENTRY;
    const entry *own = find(p, lang == LANGUAGE_UNKNOWN ? EN : lang, form);
    return own->word ? own->value : find(p, ALL, form)->value;
}

abbreviation word_abbreviation(language lang, str form)
{
    return (abbreviation)look_up(ABBREVIATION, lang, form);
}

bool word_starts_sentence(language lang, str form)
{
    return look_up(STARTER, lang, form);
}

bool word_is_saying(language lang, str form)
{
    return look_up(SAYING, lang, form);
}

bool word_is_month(language lang, str form)
{
    return look_up(MONTH, lang, form);
}

bool word_is_empty(language lang, str form)
{
    return look_up(EMPTY, lang, form);
}

uint64_t word_common_in(str form)
{
    pthread_once(&table_once, fill);
    return find(COMMON, ALL, form)->value;
}
