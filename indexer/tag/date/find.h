/* find.h - where are times mentioned, and what was written? Nothing is resolved yet */
#ifndef TAG_DATE_FIND_H
#define TAG_DATE_FIND_H

#include "store/tags/tags.h"
#include "words.h"

typedef enum shape {
    SHAPE_DAY,          /* year (0: unknown), month (0: unknown), day_of_month */
    SHAPE_MONTH,        /* year (0: unknown), month */
    SHAPE_YEAR,         /* year; era -1: before Christ */
    SHAPE_WEEKDAY,      /* weekday, direction */
    SHAPE_DAY_REF,      /* count days from publication */
    SHAPE_THE_DAY,      /* the day that is spoken of: a time of day alone */
    SHAPE_UNIT,         /* the unit at `direction` from publication, or from the last mention */
    SHAPE_AGO,          /* count units before (negative) or after */
    SHAPE_QUARTER,      /* count 1..4, 0: the one spoken of; year (0: unknown) */
    SHAPE_YEAR_EARLIER, /* "a year ago", "the year-earlier period": what was spoken of, a year before */
    SHAPE_SEASON,       /* season in count, year */
    SHAPE_HOLIDAY,      /* holiday in count, year */
    SHAPE_DECADE,       /* year: its first */
    SHAPE_CENTURY,      /* count */
    SHAPE_YEAR_END,
    SHAPE_DURATION, /* count units (0: nobody counted), and halves */
    SHAPE_SET,      /* every count units; or a weekday, month or part of the day */
    SHAPE_REF       /* time_ref in count */
} shape;

/* The rules, in the order of date_rule_name(). */
typedef enum date_rule {
    RULE_NONE,
    RULE_FULL_DATE,
    RULE_MONTH_DAY,
    RULE_MONTH_YEAR,
    RULE_MONTH,
    RULE_YEAR,
    RULE_DECADE,
    RULE_CENTURY,
    RULE_NUMERIC,
    RULE_WEEKDAY,
    RULE_DAY_WORD,
    RULE_RELATIVE_UNIT,
    RULE_AGO,
    RULE_QUARTER,
    RULE_SEASON,
    RULE_HOLIDAY,
    RULE_CLOCK,
    RULE_DAY_PART,
    RULE_DURATION,
    RULE_BARE_UNIT,
    RULE_SET,
    RULE_REFERENCE,
    RULE_COUNT
} date_rule;

typedef enum anchor { ANCHOR_PUBLICATION, ANCHOR_LAST_MENTION } anchor;

enum { NO_DIRECTION = 9, NOT_SAID = -1 };

typedef struct mention {
    int32_t first, last; /* tokens, both in it */
    uint32_t start, end; /* bytes */
    uint8_t shape, rule, type, unit, anchor;
    int8_t direction; /* -1 last, 0 this, 1 next, NO_DIRECTION */
    int8_t tense;     /* of the verbs around: -1 past, 1 future, 0 nothing said */
    int8_t era;
    int8_t part;         /* day_part or NOT_SAID */
    int8_t hour, minute; /* or NOT_SAID */
    int8_t edge;         /* 0 early, 1 mid, 2 late, or NOT_SAID */
    int8_t weekday_set;  /* a SET of weekdays: the weekday, else NOT_SAID */
    bool halves;         /* and a half */
    bool in_title;
    int32_t count, year, month, day_of_month, weekday;
    int32_t year_offset; /* "of last year": -1; valid where has_year_offset */
    bool has_year_offset;
} mention;

/* What is between one token and the next. */
typedef enum gap { GAP_SPACE, GAP_HYPHEN, GAP_COMMA, GAP_SLASH, GAP_COLON, GAP_DOT, GAP_POSSESSIVE, GAP_OTHER } gap;

/* Reads one sentence at a time; never looks outside it, and never back before the last mention. */
typedef struct finder {
    arena *arena;
    const analysis *an;
    word_languages languages;
    int32_t from, to; /* tokens of the sentence that are free: [from, to) */
    int32_t sentence_first;
    bool in_title;
    VEC(mention) found;
} finder;

/* All mentions of `an`, in order, added to f->found. Linear. */
void find_mentions(finder *f, const analysis *an, bool in_title);

/* ---- for the rules ---- */
word word_at(const finder *f, int32_t i);
bool form_is(const finder *f, int32_t i, const char *form);
/* Between tokens i and i + 1; GAP_OTHER when one of them is not free. */
gap gap_after(const finder *f, int32_t i);
bool is_capital(const finder *f, int32_t i);
/* Written with a capital in mid-sentence, as in the name of a programme: "This Week". */
bool is_name_like(const finder *f, int32_t i);
/* A month's, weekday's or meridiem's abbreviation may end in a full stop. */
bool is_joined(gap g);
bool is_preposition_of(const finder *f, int32_t i);
mention new_mention(shape s, date_rule rule, timex_type type);

/* Rules: each is given the token i that triggered it; false leaves *m undefined. */
bool match_month(const finder *f, int32_t i, word w, mention *m);
bool match_weekday(const finder *f, int32_t i, word w, mention *m);
bool match_day_word(const finder *f, int32_t i, word w, mention *m);
bool match_number(const finder *f, int32_t i, word w, mention *m);
bool match_clock(const finder *f, int32_t i, word w, mention *m);
bool match_decade(const finder *f, int32_t i, word w, mention *m);
bool match_season(const finder *f, int32_t i, word w, mention *m);
bool match_holiday(const finder *f, int32_t i, word w, mention *m);
bool match_day_part(const finder *f, int32_t i, word w, mention *m);
bool match_unit(const finder *f, int32_t i, word w, mention *m);
/* A day written from token i on ("Wednesday", "Friday, Nov. 6", "6 November 1998", "tomorrow"). */
bool match_day_from(const finder *f, int32_t i, mention *m);
/* "1998", "nineteen ninety-eight" from token i on: the last token of it, or NOT_SAID. */
int32_t match_year_from(const finder *f, int32_t i, int32_t *year);
/* ", 1998", "of 1998", "last year" right after m, taken into it. */
void take_year(const finder *f, mention *m);
/* "last year", "of this year" from token i on. */
int32_t match_which_year_from(const finder *f, int32_t i, mention *m);
/* Takes "nearly", "more than", "at least" … before m into it. */
void take_about(const finder *f, mention *m);
/* Takes "early", "mid-", "the end of" before m into it. */
void take_edge(const finder *f, mention *m);

#endif
