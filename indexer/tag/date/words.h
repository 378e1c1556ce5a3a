/* words.h - what does a word say about time? A table, looked up by folded form and language */
#ifndef TAG_DATE_WORDS_H
#define TAG_DATE_WORDS_H

#include "indexer/tag/vocabulary.h"
#include "text/analysis.h"
#include "text/day.h"

typedef enum word_kind {
    WORD_NONE,
    WORD_MONTH,     /* value 1..12 */
    WORD_WEEKDAY,   /* weekday */
    WORD_UNIT,      /* time_unit */
    WORD_NUMBER,    /* the number; written in digits: WORD_IN_DIGITS */
    WORD_SCALE,     /* hundred, thousand */
    WORD_VAGUE,     /* few, several: a number nobody counted */
    WORD_ORDINAL,   /* 1..31; "last" is a direction */
    WORD_DECADE,    /* 1990s: its first year; 90s: 90 */
    WORD_SEASON,    /* season */
    WORD_DAY_PART,  /* day_part */
    WORD_DAY_REF,   /* today 0, yesterday -1 */
    WORD_NOW,       /* time_ref; stands alone */
    WORD_DIRECTION, /* last -1, this 0, next 1 */
    WORD_SAME,      /* that, same: of what was mentioned last; following 1, previous -1 */
    WORD_EDGE,      /* early, late, mid: a part of what follows */
    WORD_END,       /* end, beginning, middle (of) */
    WORD_ABOUT,     /* about, nearly: before a number */
    WORD_FREQUENCY, /* daily: time_unit */
    WORD_EACH,      /* each, every, per */
    WORD_AGO,       /* ago -1 (from publication), earlier -2, later 2 (from the last mention), hence 1 */
    WORD_DETERMINER,
    WORD_HOLIDAY, /* holiday; often the first of several words */
    WORD_FISCAL,
    WORD_ZONE,
    WORD_ERA,  /* BC: -1, AD: 1 */
    WORD_TENSE /* said -1, will 1: when does the thing happen? "to" 2 */
} word_kind;

typedef enum time_unit {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKEND
} time_unit;

typedef enum season { SEASON_SPRING, SEASON_SUMMER, SEASON_FALL, SEASON_WINTER } season;
typedef enum day_part { PART_MORNING, PART_AFTERNOON, PART_EVENING, PART_NIGHT, PART_NOON, PART_MIDNIGHT, PART_DAYTIME } day_part;
typedef enum time_ref { REF_PRESENT, REF_PAST, REF_FUTURE } time_ref;

typedef enum holiday {
    HOLIDAY_NEW_YEAR,
    HOLIDAY_NEW_YEAR_EVE,
    HOLIDAY_KING,
    HOLIDAY_VALENTINE,
    HOLIDAY_PATRICK,
    HOLIDAY_GOOD_FRIDAY,
    HOLIDAY_EASTER,
    HOLIDAY_MEMORIAL,
    HOLIDAY_INDEPENDENCE,
    HOLIDAY_LABOR,
    HOLIDAY_COLUMBUS,
    HOLIDAY_HALLOWEEN,
    HOLIDAY_VETERANS,
    HOLIDAY_ELECTION,
    HOLIDAY_THANKSGIVING,
    HOLIDAY_CHRISTMAS_EVE,
    HOLIDAY_CHRISTMAS,
    HOLIDAY_BOXING
} holiday;

enum {
    WORD_PLURAL = 1,
    WORD_SHORT = 2,     /* an abbreviation: a full stop may follow */
    WORD_AMBIGUOUS = 4, /* may, march, sun, second: needs company */
    WORD_IN_DIGITS = 8,
    WORD_TRIGGER = 16 /* a mention may be built around it */
};

typedef struct word {
    uint8_t kind; /* word_kind */
    uint8_t flags;
    int32_t value;
} word;

/* Which languages' words are looked up: a bit set made once per article. */
typedef uint16_t word_languages;
word_languages words_of_language(language lang);

enum { WORDS_ENGLISH = 1 }; /* of these alone the vocabulary knows what they say */

/* {WORD_NONE} for a form that says nothing about time. Constant time; any thread. */
word word_of_form(str form, word_languages languages);

/* The same, of a word that has been looked up (vocabulary.h). */
static inline word word_look_up(const token *t, word_languages languages)
{
    const known_word *k = t->known;
    if (languages == WORDS_ENGLISH)
        return (word){k->date_kind, k->date_flags, k->date_value};
    return word_of_form(token_form(t), languages);
}

/* The day of a holiday in a year, or NO_DAY. */
day holiday_day(holiday h, int year);

#endif
