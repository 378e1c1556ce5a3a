/* facet.h - what do all the matches of a query have in common: who, where, when, and in which words? */
#ifndef QUOTH_FACET_H
#define QUOTH_FACET_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Everywhere here a query that is NULL or blank means all articles of the archive. */

/* A stretch of time: weeks begin on Monday and are counted as in ISO 8601. */
typedef enum quoth_period { QUOTH_PERIOD_DAY, QUOTH_PERIOD_WEEK, QUOTH_PERIOD_MONTH, QUOTH_PERIOD_YEAR } quoth_period;

/* --- facets: which values have the matches, and how many articles each? --- */

typedef enum quoth_facet_kind {
    QUOTH_FACET_SPEAKER, /* quoted in the article: people, each under the name that he has in the whole archive */
    QUOTH_FACET_PLACE,   /* mentioned, or a place inside it is: what place: finds */
    QUOTH_FACET_SOURCE,
    QUOTH_FACET_AUTHOR, /* case and accents ignored */
    QUOTH_FACET_LANGUAGE,
    QUOTH_FACET_YEAR, /* of publication */
    QUOTH_FACET_MONTH,
    QUOTH_FACET_DAY
} quoth_facet_kind;
/* "speaker", "place", "source", "author", "lang", "year", "month", "day". Static; NULL beyond the last. */
const char *quoth_facet_name(quoth_facet_kind kind);

typedef struct quoth_facet_wanted {
    quoth_facet_kind kind;
    size_t limit; /* values wanted, those with most articles; 0: all */
} quoth_facet_wanted;

typedef struct quoth_facet_value {
    const char *value;  /* "Ada Quist", "Cork", "Reuters", "en", "2023-11" */
    const char *label;  /* as people know it: "Cork, Ireland"; else as `value` */
    const char *clause; /* added to the query, it leaves these articles: place:2965140, source:"Reuters", date:2023-11,
                         * speaker:"=Jane Roe" */
    uint64_t articles;
    uint32_t geonameid; /* of a place, else 0 */
} quoth_facet_value;

typedef struct quoth_facet {
    quoth_facet_kind kind;
    const quoth_facet_value *values; /* most articles first, then by name; dates in their order */
    size_t count;
    uint64_t distinct; /* how many values there are, whatever the limit */
    uint64_t without;  /* matching articles that have none */
} quoth_facet;

typedef struct quoth_facets quoth_facets;
/* Counts over all matching articles, exactly, in one pass. `any` as in quoth_search_options. Freed with quoth_facets_free.
 * QUOTH_BAD_QUERY as quoth_search. */
quoth_status quoth_facets_count(quoth_archive *archive, const char *query, int any, const quoth_facet_wanted *wanted,
                                size_t wanted_count, quoth_facets **facets, quoth_error *err);
/* As many as wanted, in that order; NULL beyond. */
const quoth_facet *quoth_facets_at(const quoth_facets *facets, size_t i);
uint64_t quoth_facets_total(const quoth_facets *facets); /* matching articles */
double quoth_facets_milliseconds(const quoth_facets *facets);
/* Why nothing was found, one line each; NULL beyond. */
const char *quoth_facets_note(const quoth_facets *facets, size_t i);
void quoth_facets_free(quoth_facets *facets);

/* --- a timeline: how many matches in each period? --- */

typedef struct quoth_moment {
    const char *period;      /* "2023-11-08", "2023-W45", "2023-11", "2023" */
    const char *first_day;   /* "2023-11-06" */
    uint64_t articles, held; /* that match; that the archive has at all: where it has none, 0 matches mean nothing */
} quoth_moment;

typedef struct quoth_timeline quoth_timeline;
/* Every period from the first to the last with a match, by publication day. `any` as in quoth_search_options. Freed with
 * quoth_timeline_free. QUOTH_BAD_QUERY as quoth_search; QUOTH_LIMIT for more than 50,000 periods. */
quoth_status quoth_timeline_make(quoth_archive *archive, const char *query, int any, quoth_period by, quoth_timeline **timeline,
                                 quoth_error *err);
size_t quoth_timeline_count(const quoth_timeline *timeline);
const quoth_moment *quoth_timeline_at(const quoth_timeline *timeline, size_t i);
uint64_t quoth_timeline_total(const quoth_timeline *timeline);   /* matching articles */
uint64_t quoth_timeline_undated(const quoth_timeline *timeline); /* of these without a date: in no period */
double quoth_timeline_milliseconds(const quoth_timeline *timeline);
/* Why nothing was found, one line each; NULL beyond. */
const char *quoth_timeline_note(const quoth_timeline *timeline, size_t i);
void quoth_timeline_free(quoth_timeline *timeline);

/* --- terms: which words set articles apart? --- */

typedef struct quoth_term {
    const char *word;     /* the commonest form of its stem, folded */
    uint64_t here, there; /* articles with any form of it: of the first group, of the second */
    double score;         /* how surely it is commoner here, in standard deviations; comparable within one answer */
} quoth_term;

typedef struct quoth_terms {
    const quoth_term *items; /* best first */
    size_t count;
    uint64_t matches, rest; /* articles that match, and all others */
    uint64_t read;          /* articles whose words were looked at for candidates: a spread of at most 2,000. The counts are exact
                             * all the same */
    double milliseconds;
    const char *const *notes; /* why there is nothing, one line each */
    size_t note_count;
} quoth_terms;
/* The words that are commoner in the articles that match than in the rest of the archive, at most `limit` (0: 20; most 1,000).
 * The score is the signed root of the log-likelihood ratio over articles (Dunning: Accurate Methods for the Statistics of
 * Surprise and Coincidence, Computational Linguistics 19, 1993). Words that a quarter of the rest has (stop words) are left out,
 * and so is what has no letter. Nothing is found for a query that all articles match. `any` as in quoth_search_options. Freed
 * with quoth_terms_free. QUOTH_BAD_QUERY as quoth_search. */
quoth_status quoth_terms_find(quoth_archive *archive, const char *query, int any, size_t limit, const quoth_terms **terms,
                              quoth_error *err);
void quoth_terms_free(const quoth_terms *terms);

/* --- two queries side by side --- */

typedef struct quoth_share {
    const char *label; /* of a place: "Cork, Ireland" */
    uint64_t here, there;
    double score;
} quoth_share;

typedef struct quoth_compared_moment {
    const char *period;
    uint64_t articles[2], held;
} quoth_compared_moment;

typedef struct quoth_comparison {
    uint64_t total[2], both, archive;     /* articles that match each, both, and all there are */
    const quoth_compared_moment *moments; /* every period from the first to the last with a match of either */
    size_t moment_count;
    uint64_t undated[2];
    /* What sets [0] the first apart from the second, [1] the second from the first; articles that match both are left out. Scored
     * as quoth_terms_find does. */
    const quoth_term *words[2];
    const quoth_share *speakers[2], *places[2];
    size_t word_count[2], speaker_count[2], place_count[2];
    uint64_t read[2]; /* as in quoth_terms */
    double milliseconds;
} quoth_comparison;
/* `limit`: of words, speakers and places each (0: 10; most 1,000). Freed with quoth_comparison_free. Of a QUOTH_BAD_QUERY the
 * message says which query it is in. */
quoth_status quoth_compare(quoth_archive *archive, const char *first_query, const char *second_query, int any, quoth_period by,
                           size_t limit, const quoth_comparison **comparison, quoth_error *err);
void quoth_comparison_free(const quoth_comparison *comparison);

#ifdef __cplusplus
}
#endif
#endif
