/* names.c - what may this word be: a given name, an office, a verb of saying? One hash table for all lists. */
#include "names/wordbook.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#include "names/name_lists.h"

static lexeme table[WORDBOOK_SLOTS];
static unsigned words_in_table;
static uint16_t lemmas;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static uint64_t key_of(str word)
{
    uint64_t key = WORDBOOK_KEY_START;
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] != '.')
            key = wordbook_key_add(key, (unsigned char)word.data[i]);
    return key;
}

static lexeme *add_word(str word, uint32_t bits)
{
    uint64_t key = key_of(word);
    lexeme *entry = &table[wordbook_find(table, key) - table];
    if (!entry->key) {
        assert(words_in_table < WORDBOOK_SLOTS * 3 / 4);
        words_in_table++;
    }
    entry->key = key;
    entry->bits |= bits;
    return entry;
}

static void add_list(const char *words, uint32_t bits)
{
    for (str rest = str_from(words); rest.len;) {
        str word = str_cut(&rest, ' ');
        if (word.len)
            add_word(word, bits);
    }
}

static void replace_list(const char *words, uint32_t bits)
{
    for (str rest = str_from(words); rest.len;) {
        str word = str_cut(&rest, ' ');
        if (word.len)
            add_word(word, 0)->bits = bits;
    }
}

static void add_form(str word, uint32_t bits, verb_form form)
{
    lexeme *entry = add_word(word, bits);
    if (!entry->lemma) { /* "found" stays with the first verb that claims it */
        entry->lemma = lemmas;
        entry->form = (uint8_t)form;
    }
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static str joined(char out[64], str stem, const char *ending)
{
    int n = snprintf(out, 64, "%.*s%s", STR_ARG(stem), ending);
    return (str){out, n < 64 ? (size_t)n : 63};
}

/* The third person: "-es" after a hiss, "-ies" for consonant and y. */
static void add_third_person(str base, uint32_t bits)
{
    char out[64], last = base.data[base.len - 1], before = base.data[base.len - 2];
    bool hiss = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'));
    if (last == 'y' && !is_vowel(before))
        add_form(joined(out, str_slice(base, 0, base.len - 1), "ies"), bits, FORM_S);
    else
        add_form(joined(out, base, hiss ? "es" : "s"), bits, FORM_S);
}

static void add_past_and_ing(str base, uint32_t bits, bool doubled, bool regular_past)
{
    char out[64], twin[2] = {base.data[base.len - 1], 0}, longer[64];
    bool silent_e = twin[0] == 'e' && base.data[base.len - 2] != 'e';
    bool y = twin[0] == 'y' && !is_vowel(base.data[base.len - 2]);
    str stem = silent_e || y ? str_slice(base, 0, base.len - 1) : doubled ? joined(longer, base, twin) : base;
    add_form(joined(out, y ? base : stem, "ing"), bits, FORM_ING);
    if (regular_past)
        add_form(joined(out, stem, y ? "ied" : twin[0] == 'e' && !silent_e ? "d" : "ed"), bits, FORM_PAST);
}

/* "add", "admit*" (the last letter doubled), "say/said" (past), "write/wrote/written" (past, participle). */
static void add_verb(str spec, uint32_t bits)
{
    str base = str_cut(&spec, '/'), past = str_cut(&spec, '/'), participle = spec;
    bool doubled = str_ends_with(base, STR("*"));
    if (doubled)
        base.len--;
    if (bits & WORD_CUE)
        lemmas++;
    add_form(base, bits, FORM_BASE);
    add_third_person(base, bits);
    add_past_and_ing(base, bits, doubled, past.len == 0);
    if (past.len)
        add_form(past, bits, FORM_PAST);
    if (participle.len)
        add_form(participle, bits, FORM_PARTICIPLE);
}

static void add_verbs(const word_list *list)
{
    for (str rest = str_from(list->words); rest.len;) {
        str spec = str_cut(&rest, ' ');
        if (spec.len >= 2)
            add_verb(spec, list->bits);
    }
}

static void add_noun_cues(const char *words)
{
    char out[64];
    for (str rest = str_from(words); rest.len;) {
        str word = str_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        lemmas++;
        add_form(word, WORD_CUE | WORD_NOUN_CUE, FORM_NOUN);
        add_form(joined(out, word, "s"), WORD_CUE | WORD_NOUN_CUE, FORM_NOUN);
    }
}

/* These stand for "said" unless they are English words too. */
static void add_said_elsewhere(void)
{
    lexeme said = *add_word(STR("said"), 0);
    for (str rest = str_from(wordbook_said_elsewhere); rest.len;) {
        str word = str_cut(&rest, ' ');
        lexeme *entry = word.len ? add_word(word, 0) : NULL;
        if (entry && !entry->lemma) {
            entry->bits |= said.bits;
            entry->lemma = said.lemma;
            entry->form = said.form;
        }
    }
}

static void add_own_given_names(const char *words, uint32_t sex)
{
    for (str rest = str_from(words); rest.len;) {
        str word = str_cut(&rest, ' ');
        if (word.len && (add_word(word, sex)->bits & NAME_GIVEN) == 0)
            add_word(word, NAME_GIVEN | NAME_RENDERED);
    }
}

static void build(void)
{
    for (const word_list *list = wordbook_verbs; list->words; list++)
        add_verbs(list);
    for (const word_list *list = wordbook_lists; list->words; list++) {
        if (list->bits == WORD_NOUN_CUE)
            add_noun_cues(list->words);
        else
            add_list(list->words, list->bits);
    }
    add_said_elsewhere();
    add_list(names_given_female, NAME_GIVEN | NAME_GIVEN_FEMALE);
    add_list(names_given_male, NAME_GIVEN | NAME_GIVEN_MALE);
    add_list(names_given_other, NAME_GIVEN);
    add_own_given_names(names_given_men, NAME_GIVEN_MALE);
    add_own_given_names(names_given_women, NAME_GIVEN_FEMALE);
    add_list(names_surname, NAME_SURNAME);
    add_list(names_common, NAME_COMMON);
    for (const word_list *list = wordbook_exceptions; list->words; list++)
        replace_list(list->words, list->bits);
}

const lexeme *wordbook(void)
{
    pthread_once(&once, build);
    return table;
}

unsigned names_of(str folded_word)
{
    return wordbook_find(wordbook(), key_of(folded_word))->bits & (NAME_RENDERED | NAME_COMMON | (NAME_COMMON - 1));
}
