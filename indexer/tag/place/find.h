/* find.h - which capitalised words of an article does the gazetteer know? */
#ifndef TAG_PLACE_FIND_H
#define TAG_PLACE_FIND_H

#include "gazetteer/gazetteer.h"
#include "indexer/tag/place/features.h"
#include "indexer/tag/tag.h"

enum { MAX_READINGS = 24, NO_SPOT = UINT32_MAX };

/* A name, however often the article has it: one sense for all. */
typedef struct called {
    uint64_t hash;
    str key; /* its folded words */
    place_reading *readings;
    float *scores; /* of each reading, from the last round of resolving */
    float *people; /* of each reading: how many live there, as a logarithm */
    uint32_t reading_count;
    uint32_t great;  /* bits of the readings that may overshadow others (resolve.h) */
    uint32_t chosen; /* number of a reading */
    uint32_t spots, after_preposition, contained, in_person, after_capital, titled;
    float weight;    /* how much of it is a place: sum of its spots' chances */
    float certainty; /* of the chosen reading, 0 to 1 */
    bool is_demonym, is_abbreviation, lower_too, says_where;
    bool has_division, has_landmark; /* among the readings that are not weak */
    bool is_judged;                  /* its own features have been found, which all its spots share */
    uint64_t features[2];            /* those */
} called;

/* One occurrence. */
typedef struct spot {
    uint32_t first, count; /* tokens */
    text_span span;
    uint32_t called;    /* number of its name */
    uint32_t container; /* the spot behind it that says where it lies, or NO_SPOT */
    uint32_t pinned;    /* the reading that lies there, or NO_SPOT */
    float chance;       /* of being a place */
    bool in_title, is_dateline, is_container;
    bool is_agency;    /* not a place: it sent the report */
    bool pinned_alone; /* by a word beside it ("New York state"): the name may mean another place elsewhere */
    uint64_t features[2];
} spot;

typedef struct found {
    VEC(called) names;
    VEC(spot) spots; /* the title's first, then the body's */
    uint32_t *table; /* names by hash: 1 + number, 0 free */
    size_t table_size;
    struct ballot *votes; /* resolve.c */
} found;

static inline void feature_set(spot *s, place_feature f)
{
    s->features[f / 64] |= (uint64_t)1 << f % 64;
}
static inline bool feature_has(const spot *s, place_feature f)
{
    return s->features[f / 64] >> f % 64 & 1;
}

/* All occurrences in title and body, with their names; features are not set yet. */
void place_find_spots(arena *a, const tag_input *in, found *out);
/* The name with this folded word, or NULL: to note what else the word does in the article. */
called *place_found_word(const found *f, str folded);

/* The text between two neighbouring tokens; from the sentence's start or to the text's end at its borders. */
static inline str place_gap_before(const analysis *an, uint32_t number)
{
    uint32_t from = number > 0 ? an->tokens[number - 1].end : 0;
    return str_slice(an->text, from, an->tokens[number].start);
}
static inline str place_gap_after(const analysis *an, uint32_t number)
{
    size_t to = number + 1 < an->token_count ? an->tokens[number + 1].start : an->text.len;
    return str_slice(an->text, an->tokens[number].end, to);
}

#endif
