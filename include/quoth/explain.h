/* explain.h - how is a query understood, what does each part of it stand for, and what does the answer cost? */
#ifndef QUOTH_EXPLAIN_H
#define QUOTH_EXPLAIN_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One step of the span program: an operator, or what it is about. Steps follow the one they belong to. */
typedef struct quoth_explain_step {
    const char *text; /* "W/5", "\"humanitarian pause\"", "speaker:\"gallant\"" */
    unsigned depth;
    int proved; /* the index alone answers it: nothing is left to verify */
} quoth_explain_step;

/* A term of the inverted index (core/store/fields/field.h lists the kinds). */
typedef struct quoth_explain_term {
    const char *term;
    uint64_t articles;
} quoth_explain_term;

/* A word of the query, and the words of the archive that it stands for. */
typedef struct quoth_explain_word {
    const char *text;
    uint64_t words;
    uint64_t articles;               /* at most: the sum over its terms */
    int exact;                       /* whoever has one of the terms has the word */
    const quoth_explain_term *terms; /* those with most articles first, at most twelve */
    size_t term_count;
    uint64_t term_total; /* of them in all */
} quoth_explain_word;

/* What the value of a field means: a speaker by name, a place. At most eight of each value. */
typedef struct quoth_explain_value {
    const char *value; /* as the query has it */
    const char *kind;  /* "speaker", "place" */
    const char *name;
    uint64_t number;   /* the speaker's in this archive; the place's geonameid */
    uint64_t articles; /* with one of them */
} quoth_explain_value;

typedef struct quoth_explanation {
    const char *query; /* with every bracket */
    const quoth_explain_step *steps;
    size_t step_count;
    const quoth_explain_word *words;
    size_t word_count;
    const quoth_explain_value *values;
    size_t value_count;
    uint64_t value_total;    /* values has at most eight of each name */
    const char *index_query; /* as Xapian shows it */
    int exact;               /* it finds the matches and no more: nothing is verified */

    uint64_t matches;
    int matches_are_exact;
    uint64_t shown;      /* hits in the list */
    uint64_t candidates; /* articles that the index proposed and that came into question for the list */
    uint64_t verified;   /* of these, records that were read */
    uint64_t accepted;   /* of the candidates, those that match */
    /* Milliseconds: text to tree; words and names to terms; the index and the order; records; how many there are
     * besides; the texts of the hits. */
    double parse_ms, expand_ms, rank_ms, verify_ms, count_ms, snippet_ms;
} quoth_explanation;

/* Asks the query as quoth_search does, and tells how. Errors as there. Freed with quoth_explanation_free. */
quoth_status quoth_explain(quoth_archive *archive, const char *query, const quoth_search_options *options,
                           const quoth_explanation **explanation, quoth_error *err);
void quoth_explanation_free(const quoth_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
