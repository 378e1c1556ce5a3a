/* tags.h - what was found in an article: who said what, where and when; and how it is kept */
#ifndef STORE_TAGS_TAGS_H
#define STORE_TAGS_TAGS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/day.h"

/* Bytes [start, end) of the article's body, or of its title where in_title says so. */
typedef struct text_span {
    uint32_t start, end;
} text_span;

typedef enum quote_kind { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT } quote_kind;

typedef struct quotation {
    text_span span;     /* with its quotation marks where it has any; several paragraphs are one span */
    text_span speaker;  /* the mention ("she", "Mr Gallant"); empty when nobody is named */
    text_span cue;      /* "said", "according to"; may be empty */
    str name;           /* who that is, resolved in the article ("Yoav Gallant", "Defence Ministry"); "" unknown */
    str role;           /* the office that the article gives that person: "defence minister"; "" none */
    uint8_t kind;       /* quote_kind */
    uint8_t confidence; /* percent */
    uint8_t rule;       /* which rule found it: a number of speaker_rule_name() */
    bool in_title;
} quotation;

/* MENTION_WITHIN: a place that the gazetteer lacks ("Front Street"), somewhere inside the one that is given. */
typedef enum mention_kind { MENTION_NAME, MENTION_DEMONYM, MENTION_DATELINE, MENTION_WITHIN } mention_kind;

typedef struct place_mention {
    text_span span;
    uint32_t place; /* place_id */
    uint8_t kind;   /* mention_kind */
    uint8_t confidence;
    uint8_t rule;
    bool in_title;
} place_mention;

typedef enum timex_type { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET } timex_type;

typedef struct date_mention {
    text_span span;
    str value;      /* TIMEX3: "2023-11-08", "2023-W45", "P3D", "PRESENT_REF" */
    day_range days; /* {NO_DAY, NO_DAY} when the value names no days */
    uint8_t type;   /* timex_type */
    uint8_t confidence;
    uint8_t rule;
    bool in_title;
} date_mention;

typedef struct person_mention {
    text_span span;
    str name; /* resolved in the article */
    bool in_title;
} person_mention;

/* Each list in the order of the text, the title's first. Everything lives in the arena of whoever made it. */
typedef struct tags {
    VEC(quotation) quotations;
    VEC(place_mention) places;
    VEC(date_mention) dates;
    VEC(person_mention) persons;
} tags;

/* A compact, versioned form for the catalogue; about 12 bytes a tag. */
void tags_encode(const tags *t, buf *out);
/* QUOTH_CORRUPT on bytes that tags_encode never writes; never reads past them. Strings are borrowed from `bytes`. */
quoth_status tags_decode(arena *a, str bytes, tags *out, quoth_error *err);

#endif
