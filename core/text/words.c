/* words.c - which words does each language abbreviate, start sentences with, use most? */
#include "text/words.h"

#include <assert.h>
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

typedef struct entry {
    const char *word;
    uint64_t value;
    uint8_t len, purpose, lang;
} entry;

enum { SLOTS = 8192, MOST_ENTRIES = SLOTS / 2, NO_ENTRY = 0 };

/* Nearly every word of a text is asked for and not there: the slots alone are touched then, which are small. */
typedef struct word_table {
    uint32_t slots[SLOTS]; /* upper half: of the hash; lower half: number of the entry, from 1 on; 0: free */
    entry entries[MOST_ENTRIES];
    uint32_t count;
} word_table;

/* What sentences are cut by, for every text, also one that is only shown; what languages are told by. */
static word_table sentence_words, common_words;
static pthread_once_t sentence_once = PTHREAD_ONCE_INIT, common_once = PTHREAD_ONCE_INIT;

/* Its slot, or the free one where it would be. */
static uint32_t *find_slot(word_table *t, purpose p, uint8_t lang, str word)
{
    uint64_t hash = hash_bytes(word, (uint64_t)p << 8 | lang);
    for (uint64_t at = hash;; at++) {
        uint32_t *slot = &t->slots[at % SLOTS];
        if (*slot == 0)
            return slot;
        const entry *e = &t->entries[(*slot & UINT16_MAX) - 1];
        if (*slot >> 16 == hash >> 48 && e->len == word.len && e->purpose == p && e->lang == lang &&
            memcmp(e->word, word.data, word.len) == 0)
            return slot;
    }
}

static void add(word_table *t, purpose p, uint8_t lang, uint8_t value, str word)
{
    /* The common words of all languages are one list, so that a text is looked up once, not once a language. */
    uint8_t listed_under = p == COMMON ? ALL : lang;
    uint32_t *slot = find_slot(t, p, listed_under, word);
    if (*slot == 0) {
        assert(t->count < MOST_ENTRIES);
        t->entries[t->count++] = (entry){word.data, 0, (uint8_t)word.len, (uint8_t)p, listed_under};
        *slot = (uint32_t)(hash_bytes(word, (uint64_t)p << 8 | listed_under) >> 48 << 16) | t->count;
    }
    entry *e = &t->entries[(*slot & UINT16_MAX) - 1];
    e->value = p == COMMON ? e->value | UINT64_C(1) << lang : value;
}

static void fill(word_table *t, bool common)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (str rest = str_from((lists[i].purpose == COMMON) == common ? lists[i].words : ""); rest.len > 0;) {
            str word = str_cut(&rest, ' ');
            if (word.len > 0)
                add(t, (purpose)lists[i].purpose, lists[i].lang, lists[i].value, word);
        }
}

static void fill_sentence_words(void)
{
    fill(&sentence_words, false);
}

static void fill_common_words(void)
{
    fill(&common_words, true);
}

/* NULL where it is not listed. */
static const entry *find(word_table *t, purpose p, uint8_t lang, str form)
{
    uint32_t slot = *find_slot(t, p, lang, form);
    return slot ? &t->entries[(slot & UINT16_MAX) - 1] : NULL;
}

static uint64_t look_up(purpose p, language lang, str form)
{
    pthread_once(&sentence_once, fill_sentence_words);
    if (form.len > 24)
        return NO_ENTRY;
    const entry *found = find(&sentence_words, p, lang == LANGUAGE_UNKNOWN ? EN : (uint8_t)lang, form);
    found = found ? found : find(&sentence_words, p, ALL, form);
    return found ? found->value : NO_ENTRY;
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
    pthread_once(&common_once, fill_common_words);
    const entry *found = find(&common_words, COMMON, ALL, form);
    return found ? found->value : NO_ENTRY;
}
