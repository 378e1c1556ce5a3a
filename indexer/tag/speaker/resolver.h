/* resolver.h - what those who find out whom a noun phrase means share; for resolve.c, pronouns.c and offices.c alone */
#ifndef TAG_SPEAKER_RESOLVER_H
#define TAG_SPEAKER_RESOLVER_H

#include "indexer/tag/speaker/attribute.h"

enum { LOOK_BACK = 60 /* mentions */ };

/* What is remembered from one quotation to the next. Mentions are given by their number, in the order of the text; each function
 * looks back a bounded number of them. */
typedef struct resolver {
    const reading *r;
    uint32_t speaker; /* figure that spoke last, 0 none */
    uint32_t speaker_paragraph;
    uint32_t nameless; /* 1 + the mention of who spoke last, when that has no name: "a nurse"; 0 none */
    uint32_t several;  /* 1 + the mention of several people who spoke last: "three inmates"; 0 none since a name did */
    uint32_t joint;    /* 1 + the mention of one of two who spoke together last; 0 none */
} resolver;

static inline bool fits(uint8_t pronoun, uint8_t person)
{
    return person == GENDER_UNKNOWN || pronoun == GENDER_UNKNOWN || person == pronoun;
}

static inline bool is_any_of(const reading *r, const piece *p, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (p->kind == PIECE_WORD && str_equal_ascii_nocase(piece_text(&r->s, p), str_from(words[i])))
            return true;
    return false;
}

static inline bool is_the(const reading *r, const piece *p)
{
    return p->end - p->start == 3 && str_equal_ascii_nocase(piece_text(&r->s, p), STR("the"));
}

/* ---- pronouns.c ---- */

/* No other name stands before it in its sentence: "The coach, Ann Lee" is the first all the same. */
bool is_first_of_sentence(const reading *r, uint32_t number);

/* "she": the figure of the likeliest person mentioned before, or 0; a person of unknown gender is given that of the pronoun. */
uint32_t person_for(resolver *v, uint32_t number);

/* For more than one person, or for none: "they" and "it". */
bool is_they_or_it(const reading *r, const mention *m);

/* "they", "she" for a mention without a name: 1 + that mention, or 0. */
uint32_t meant_by(const resolver *v, uint32_t number);

/* ---- offices.c ---- */

/* "the minister", "his lawyer", "Police" at the start of a sentence. */
bool is_definite(const reading *r, const mention *m);

/* "Norway's water minister", "the water minister": there is one only. */
bool is_unique(const reading *r, const mention *m);

/* The figure this noun was last said of, or 0; the aviation minister is not the finance minister. */
uint32_t office_for(const reading *r, const mention *m);

/* "the ministry" after "the agriculture ministry", written small: 1 + the last mention that says more, or 0. */
uint32_t fuller_body(const reading *r, uint32_t number);

/* "the ministry", "the company": the figure, or 0. */
uint32_t body_meant(const reading *r, uint32_t number);

/* "one mediator, Ann Lee,", "his wife, Ann,", "a spokesman for the mine, Tom Reed,": the figure named behind the comma, or 0. */
uint32_t named_behind(const reading *r, uint32_t number);

/* "the newspaper Harbour News said", "according to the agency Tarn,": the figure named right behind the noun, or 0. */
uint32_t named_right_behind(const reading *r, uint32_t number);

/* "El ministro de Energía, Raúl Holt, dijo": where nouns are not known, what looks like a name before the comma
 * is none, and the figure behind it is meant; or 0. */
uint32_t foreign_apposition(const reading *r, uint32_t number);

#endif
