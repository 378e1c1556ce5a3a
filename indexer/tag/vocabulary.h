/* vocabulary.h - what the lists of all taggers know of a word, looked up once for each distinct word */
#ifndef INDEXER_TAG_VOCABULARY_H
#define INDEXER_TAG_VOCABULARY_H

#include "base/arena.h"
struct analysis; /* text/analysis.h */

/* A text repeats its words, and each is in some list of almost every tagger: the book of names and grammar (names/wordbook.h),
 * the gazetteer, the words beside places, the words of time. A thread looks a word up in all of them when it first meets it; from
 * then on one probe finds this, a line of the processor's cache, and the taggers read bits. Each fills in its own part. */
typedef struct known_word {
    /* speaker/known.c */
    uint32_t bits;   /* NAME_…, WORD_… of names/wordbook.h */
    uint32_t key;    /* of a piece of this form: speaker/scan.h */
    uint32_t symbol; /* what it is for features where it is written small: speaker/known.h */
    uint16_t lemma;  /* as in wordbook.h */
    uint8_t verb;    /* verb_form, likewise */
    bool is_plain;   /* ASCII letters and nothing else, so that a piece of this form is the token and no more */
    bool is_silent;  /* written small it neither names nor stands for anybody, and brings no speech */
    /* place/words.c */
    bool may_demonym;    /* begins a demonym: gazetteer.h */
    bool is_name;        /* is itself the name of a place */
    uint8_t name_words;  /* of the longest name or demonym that begins with it; 0: none does */
    uint32_t place_bits; /* place/words.h */
    /* date/words.c, of a word in English */
    int32_t date_value;
    uint8_t date_kind, date_flags;
    /* the vocabulary's own */
    uint8_t form_len;
    char form[32];
} known_word;

/* The parts. Of words with the same form they are the same. */
void speaker_know(str form, known_word *out);
void place_know(str form, known_word *out);
void date_know(str form, known_word *out);

/* One thread at a time. Bounded: when it is full, it forgets everything before the next article. */
typedef struct vocabulary vocabulary;
vocabulary *vocabulary_new(void);
void vocabulary_free(vocabulary **v);
/* Sets .known of all tokens of an article's two texts, good until this is called again and as long as `a`, where words go that
 * are too long or too many to be remembered. Linear. */
void vocabulary_look_up(vocabulary *v, arena *a, struct analysis *title, struct analysis *body);

#endif
