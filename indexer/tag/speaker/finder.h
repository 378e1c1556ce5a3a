/* finder.h - what the finders of names and nouns share; for people.c, name_run.c, figures.c and nouns.c alone */
#ifndef TAG_SPEAKER_FINDER_H
#define TAG_SPEAKER_FINDER_H

#include "indexer/tag/speaker/people.h"
#include "indexer/tag/speaker/phrases.h"

enum { NOUN_REACH = 6 /* words between a determiner and its noun */ };

typedef struct finder {
    arena *a;
    const scan *s;
    people *out;
    uint32_t accorded; /* 1 + the piece of the last "according", 0 none yet */
} finder;

enum {
    GRAMMAR = WORD_DETERMINER | WORD_POSSESSIVE | WORD_PREPOSITION | WORD_SUBJECT | WORD_OBJECT | WORD_RELATIVE |
              WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_MODAL | WORD_NEGATION | WORD_ADVERB
};

static inline bool is_word(const piece *p)
{
    return p->kind == PIECE_WORD;
}

static inline bool is_capital(const piece *p)
{
    return is_word(p) && (p->flags & PIECE_CAPITAL);
}

static inline bool has(const piece *p, uint32_t bits)
{
    return p->kind == PIECE_WORD && (p->bits & bits);
}

static inline bool word_is(const scan *s, const piece *p, const char *lower)
{
    return is_word(p) && s->text.data[p->start] == lower[0] && str_equal(piece_text(s, p), str_from(lower));
}

static inline gender gender_of(uint32_t bits)
{
    if (bits & (WORD_MAN | NAME_GIVEN_MALE))
        return bits & (WORD_WOMAN | NAME_GIVEN_FEMALE) ? GENDER_UNKNOWN : GENDER_MAN;
    return bits & (WORD_WOMAN | NAME_GIVEN_FEMALE) ? GENDER_WOMAN : GENDER_UNKNOWN;
}

/* The new mention, good until the next one is added. */
mention *add_mention(finder *f, who type, uint32_t first, uint32_t last, uint32_t core);
/* Forgets the newest mentions as far as they end at that piece or behind it. */
void drop_mentions_from(finder *f, uint32_t piece_number);

#endif
