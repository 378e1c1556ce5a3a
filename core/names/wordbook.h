/* wordbook.h - everything the taggers know about one English word, in one look-up */
#ifndef NAMES_WORDBOOK_H
#define NAMES_WORDBOOK_H

#include "names/names.h"

/* Bits beyond those of names.h: the grammar of a word, as far as finding quotations needs it. */
enum {
    WORD_DETERMINER = 1 << 9,    /* "the", "some" */
    WORD_POSSESSIVE = 1 << 10,   /* "his", "their" */
    WORD_PREPOSITION = 1 << 11,  /* "of", "during" */
    WORD_SUBJECT = 1 << 12,      /* "he", "they" */
    WORD_OBJECT = 1 << 13,       /* "him", "them" */
    WORD_RELATIVE = 1 << 14,     /* "who", "which" */
    WORD_CONJUNCTION = 1 << 15,  /* "and", "but" */
    WORD_SUBORDINATOR = 1 << 16, /* "that", "because", "while" */
    WORD_AUXILIARY = 1 << 17,    /* forms of be, have, do */
    WORD_MODAL = 1 << 18,        /* "would" */
    WORD_NEGATION = 1 << 19,     /* "not", "never" */
    WORD_TIME = 1 << 20,         /* "monday", "yesterday", "week" */
    WORD_ADVERB = 1 << 21,       /* "also", "later" */
    WORD_VERB = 1 << 22,         /* a form of a common verb that is no cue */
    WORD_CUE = 1 << 23,          /* a form of a verb or noun that can bring speech; see .lemma */
    WORD_SAY = 1 << 24,          /* of a verb whose first business is to bring speech: "say", "add", "tell" */
    WORD_NOUN_CUE = 1 << 25,     /* "statement", "claim" */
    WORD_PLURAL = 1 << 26,       /* of persons: "officials", "residents", "critics" */
    WORD_ABBREVIATION = 1 << 27, /* written with a full stop that ends no sentence: "mr", "gen", "jan" */
    WORD_WOMAN = 1 << 28,        /* "she", "actress" */
    WORD_MAN = 1 << 29,          /* "he", "chairman" */
    WORD_MEDIUM = 1 << 30        /* a newspaper, agency or paper speaks through it: "reuters", "report", "survey" */
};

typedef enum verb_form { FORM_BASE = 1, FORM_S, FORM_PAST, FORM_ING, FORM_PARTICIPLE, FORM_NOUN } verb_form;

typedef struct lexeme {
    uint64_t key;   /* wordbook_key() of the folded word; 0 in an empty slot */
    uint32_t bits;  /* NAME_… and WORD_… */
    uint16_t lemma; /* number of the verb or noun of saying, from 1; 0 for all other words */
    uint8_t form;   /* verb_form of a cue */
} lexeme;

/* FNV-1a over the folded letters, so that a scanner can build it as it reads; full stops are left out by the caller. */
#define WORDBOOK_KEY_START 0xcbf29ce484222325ULL
static inline uint64_t wordbook_key_add(uint64_t key, unsigned char byte)
{
    return (key ^ byte) * 0x100000001b3ULL;
}

enum { WORDBOOK_SLOTS = 1 << 16 }; /* about 28,000 words: less than half full */

/* The table, built when it is first asked for. Any thread. */
const lexeme *wordbook(void);

static inline size_t wordbook_slot(uint64_t key)
{
    return (size_t)((key ^ (key >> 29)) & (WORDBOOK_SLOTS - 1));
}

/* The table is larger than a core's nearest caches: whoever knows a key some words before it asks for the word says so here. */
static inline void wordbook_prefetch(const lexeme *table, uint64_t key)
{
    __builtin_prefetch(&table[wordbook_slot(key)]);
}

/* The word with this key, or an empty slot. Words are told apart by 64 bits alone. */
static inline const lexeme *wordbook_find(const lexeme *table, uint64_t key)
{
    size_t slot = wordbook_slot(key);
    while (table[slot].key && table[slot].key != key)
        slot = (slot + 1) & (WORDBOOK_SLOTS - 1);
    return &table[slot];
}

/* A list of words behind bits; see word_lists.c for how verbs are written. */
typedef struct word_list {
    uint32_t bits;
    const char *words;
} word_list;
extern const word_list wordbook_lists[], wordbook_verbs[]; /* end with words == NULL */
/* A star behind a word: it is in the table under its own key with this byte added, for the word with an accent. */
#define WORDBOOK_ACCENTED '*'
extern const char wordbook_said_elsewhere[];
/* The few words whose bits are replaced, not added to, by these rows. */
extern const word_list wordbook_exceptions[];

#endif
