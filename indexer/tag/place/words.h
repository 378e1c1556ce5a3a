/* words.h - which words beside a name tell whether it is a place? */
#ifndef TAG_PLACE_WORDS_H
#define TAG_PLACE_WORDS_H

#include "indexer/tag/vocabulary.h"
#include "names/names.h"
#include "text/analysis.h"

/* Bits of what a folded word is. */
enum {
    WORD_IN = 1 << 0,
    WORD_AT = 1 << 1,
    WORD_FROM = 1 << 2,
    WORD_NEAR = 1 << 3,
    WORD_OF = 1 << 4,
    WORD_TO = 1 << 5,
    WORD_THE = 1 << 6,
    WORD_AND = 1 << 7,
    WORD_BY = 1 << 8,
    WORD_ACROSS = 1 << 9,
    WORD_DIRECTION = 1 << 10, /* north, downtown, eastern */
    WORD_FEATURE = 1 << 11,   /* lake, river, island: before or after the name of one */
    WORD_ROAD = 1 << 12,      /* street, avenue, bridge */
    WORD_SCHOOL = 1 << 13,    /* university, school, hospital, church */
    WORD_PRESS = 1 << 14,     /* times, post, herald */
    WORD_COUNTY = 1 << 15,    /* county, province, district */
    WORD_SAYING = 1 << 16,    /* said, told */
    WORD_PERSON_VERB = 1 << 17,
    WORD_MONTH = 1 << 18, /* months and days of the week */
    WORD_SAINT = 1 << 19,
    WORD_TEAM = 1 << 20,     /* united, rovers */
    WORD_SEPARATE = 1 << 21, /* who, his, 's wife: follows persons */
    WORD_AGENCY = 1 << 22,   /* reuters, ap */
    WORD_TITLE = 1 << 23,    /* mr, president, sen: before a person */
    /* How running text uses a name of a place, one of: */
    WORD_EVERYDAY = 1 << 24,    /* mostly small, as an ordinary word */
    WORD_OFTEN_SMALL = 2 << 24, /* often so */
    WORD_OTHER = 3 << 24,       /* mostly for people, firms or bodies */
    WORD_USE = 3 << 24,
    WORD_MR = 1 << 26,      /* mr, mrs: only ever before a person */
    WORD_COMPANY = 1 << 27, /* bank, corporation: "of" behind it goes on with the name of a firm */
    WORD_DISEASE = 1 << 28, /* virus, fever: called after where they were first met */
    WORD_STREET = 1 << 30,  /* street, avenue: called after places elsewhere */
    WORD_QUARTER = 1 << 29  /* suburb, neighbourhood, camp: parts of towns, and settlements too small for the gazetteer */
};

/* All bits of a word, and what persons and bodies it may be called by (NAME_… of names/names.h). It has been looked up. */
static inline uint32_t place_word(const token *t)
{
    return t->known->place_bits;
}
static inline uint32_t names_of_word(const token *t)
{
    return t->known->bits;
}

#endif
