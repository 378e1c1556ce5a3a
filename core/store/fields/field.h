/* field.h - the one table of fields: drives the indexer, the parser, the planner, `quoth fields` and the README */
#ifndef STORE_FIELDS_FIELD_H
#define STORE_FIELDS_FIELD_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/day.h"
#include "text/language.h"

typedef enum field_id {
    FIELD_NONE,
    FIELD_TITLE, /* words in a part: positional */
    FIELD_LEAD,
    FIELD_BODY,
    FIELD_SPEAKER, /* tags */
    FIELD_PLACE,
    FIELD_ON,
    FIELD_DATE, /* column: published day */
    FIELD_SINCE,
    FIELD_UNTIL,
    FIELD_SOURCE, /* whole values; else those that hold its words */
    FIELD_AUTHOR,
    FIELD_LANG,
    FIELD_ID,
    FIELD_URL,
    FIELD_CAPTURED, /* days, of a crawl */
    FIELD_HAS,      /* not evaluated yet: */
    FIELD_LENGTH,
    FIELD_QUOTES,
    FIELD_NEAR,
    FIELD_LIKE,
    FIELD_QUOTE,
    FIELD_BY,
    FIELD_ABOUT,
    FIELD_KIND,
    FIELD_EDIT,    /* what a change of the article took out and put in */
    FIELD_REMOVED, /* inside edit: */
    FIELD_ADDED,
    FIELD_CUSTOM, /* a source's own (custom.h); has no name of its own */
    FIELD_COUNT
} field_id;

typedef enum field_type { FIELD_WORDS, FIELD_TAG, FIELD_DAYS, FIELD_VALUE, FIELD_LATER } field_type;

typedef struct field {
    field_id id;
    const char *name;
    field_type type;
    const char *prefix;  /* of its Xapian terms; "" when it has none */
    const char *from;    /* where its values come from, for people */
    const char *matches; /* what it matches, for people */
    const char *example;
} field;

/* By number; FIELD_NONE+1 .. FIELD_COUNT-1. */
const field *field_at(field_id id);
/* By name, case ignored; NULL when there is none. */
const field *field_named(str name);
/* The field whose name is nearest, for "did you mean"; never NULL. */
const field *field_nearest(str name);

/* Terms of the inverted index. Each clears and fills `out`; none is longer than LIMIT_TERM_BYTES (longer values are cut
 * and end in a hash of the whole, so different values stay different). Layout: one capital letter for the kind, then the value.
 *   Wen:hostag   stem of a word anywhere in title or body      Ten:hostag   … in the title
 *   S42          quotes the speaker with this number           P281133      mentions a place, or a place inside it
 *                (wdf: how much the article is about it)
 *   OA2023-11    mentions this month, or a day of it (also years, decades, …: see term_days_*)
 *   C2023-11     captured in this month, or on a day of it
 *   Qreuters     source    Ajane doe  author (each folded)     Len language    Iabc  the source's own id     Uhttps://… url
 *   Xtopics:earn a value of a custom field (custom.h)         Ftopics      has the custom field */
void term_word(buf *out, language lang, str stem);
void term_title_word(buf *out, language lang, str stem);
void term_speaker(buf *out, uint32_t speaker_number);
void term_place(buf *out, uint32_t place);
/* The same words in what one change of an article took out (Ren:hostag) or put in (Nen:hostag): made of the term of a word, W or
 * T, by another first letter. In the catalogue (versions.h), not in the inverted index. */
typedef enum edit_side { EDIT_REMOVED, EDIT_ADDED } edit_side;
void term_edit_word(buf *out, edit_side side, str term_of_word);
/* `value` already folded (source, author), or as it is (id, url, language code). */
void term_value(buf *out, field_id id, str value);

/* on: which mentions of days count for a range, with few terms. Days, months, years, decades, centuries, millennia and all of
 * time form a tree; a node is named by its common digits ("2023-11-08", "2023-11", "2023", "202", "20", "2", ""). A mention
 * counts if the range holds at least one whole node of the fewest that make up the mention: "8 November 2023" and "November 2023"
 * count for 2023-11, "2023" does not; of "the weekend" one day will do. An article posts OA<node> for the fewest nodes of each
 * mention and for all above them; a query is the OR of OA<node> over the fewest nodes of its range. Both lists are at most some
 * dozens, and neither has a term twice. Ends that are open or outside the years 1 to 9999 are drawn in to them; an empty range
 * (first > last) has no terms. */
typedef void (*term_sink)(void *context, str term);
void term_days_posted(day_range mentioned, term_sink sink, void *context);
void term_days_queried(day_range wanted, term_sink sink, void *context);
/* captured: the same tree under another prefix (C2023-11-08, C2023-11, …) for the one day on which a page was captured. */
void term_captured_posted(day captured, term_sink sink, void *context);
void term_captured_queried(day_range wanted, term_sink sink, void *context);

/* url: besides the whole address (Uhttps://…) the host, what it is part of, and each folder of the address below its host,
 * without scheme and "www.": "news.example.org", "example.org", "news.example.org/2023", "news.example.org/2023/11". The keys are
 * borrowed during the call; as terms they follow a "U". */
void url_keys(str url, term_sink sink, void *context);
/* What a query asks for, as such a key: "www.Example.org/2023/" is "example.org/2023"; a whole address stays as it is. */
str url_key(arena *a, str value);
bool url_lies_in(str url, str key);

/* The same, without terms. */
bool days_mention_counts(day_range mentioned, day_range wanted);

#endif
