/* asked.h - a text somebody is said to have said: its words as the archive knows them */
#ifndef SEARCHER_QUOTE_ASKED_H
#define SEARCHER_QUOTE_ASKED_H

#include "searcher/archive.h"
#include "searcher/quote/align.h"
#include "searcher/quote/contraction.h"
#include "text/analysis.h"

typedef struct asked_term {
    str term; /* of the inverted index */
    uint32_t documents;
} asked_term;

typedef struct asked_group {
    VEC(asked_term) terms; /* one a language */
    uint32_t documents;    /* that have one of them, at most */
    uint32_t weight;       /* of all its words in the text together */
} asked_group;

enum { ASKED_UNKNOWN = UINT32_MAX };
typedef struct asked_text {
    analysis words; /* of the text */
    sought_word *sought;
    uint32_t *numbers; /* of these words in the archive; ASKED_UNKNOWN where it has none */
    uint32_t count;
    bool has_gaps;
    bool has_cue;                    /* what looks like a reporter's cue was left out of it (spoken.h) */
    str otherwise[CONTRACTION_WAYS]; /* the same words contracted or written out; "" where that changes nothing */
    uint32_t most_changes;           /* in how many places at most: 0 if all are "" */
    uint32_t total_weight;
    double documents;    /* of the archive */
    asked_group *groups; /* group g is groups[g - 1] */
    uint32_t group_count;
    /* Word number of the archive -> form and group. Open addressing; keys are number + 1. */
    uint32_t *keys;
    row_word *values;
    uint32_t mask;
    uint64_t *low_bits; /* of all these numbers: bit (number & 65535), frequent words being early ones */
} asked_text;

/* Everything in `a`; with `whole` a reporter's cue stays in it. QUOTH_BAD_USAGE for a text without words, QUOTH_LIMIT for one of
 * too many. */
quoth_status asked_read(quoth_archive *archive, arena *a, str text, bool whole, asked_text *out, quoth_error *err);
/* False: the word has nothing to do with the text. Nine words of ten end here. */
static inline bool asked_may_have(const asked_text *t, uint32_t number)
{
    return t->low_bits[(number & 0xffff) / 64] >> (number % 64) & 1;
}
/* What a word of the archive is to the text; {0, 0} for one that has nothing to do with it. */
static inline row_word asked_word_of(const asked_text *t, uint32_t number)
{
    uint32_t at = (number * 2654435769u) >> 7 & t->mask;
    while (t->keys[at] != 0 && t->keys[at] != number + 1)
        at = (at + 1) & t->mask;
    return t->keys[at] ? t->values[at] : (row_word){0, 0};
}

#endif
