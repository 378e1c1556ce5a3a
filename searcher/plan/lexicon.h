/* lexicon.h - which words of the archive does a leaf stand for, and which terms find them? */
#ifndef SEARCHER_PLAN_LEXICON_H
#define SEARCHER_PLAN_LEXICON_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* Filled in for each leaf, beside leaf.forms. */
typedef struct leaf_plan {
    VEC(str) terms;     /* of the inverted index: an article with the leaf has one of them */
    bool exact;         /* and an article with one of them has the leaf (scope and casing apart) */
    VEC(str) sure;      /* where not: those terms of which the latter is true, if they are known */
    uint32_t words;     /* how many words of the archive the leaf stands for */
    uint32_t documents; /* the most that can have it: the sum over the terms, at most all */
} leaf_plan;

/* What the leaves of one query have cost so far: start with {0}. */
typedef struct expansion_spent {
    uint64_t words;     /* that wildcards and ~ stand for */
    uint64_t looked;    /* that they were held against */
    bool terms_suffice; /* the forms of stems will not be needed: leaf.forms stays empty, leaf_plan.words is 1 or 0 */
} expansion_spent;

/* QUOTH_LIMIT for a wildcard that stands for more than LIMIT_EXPANSIONS words, and for one with which a query's leaves together
 * exceed LIMIT_ALL_EXPANSIONS or LIMIT_WORDS_LOOKED_AT. Everything in `a`. */
quoth_status lexicon_expand(quoth_archive *archive, arena *a, leaf *l, expansion_spent *spent, leaf_plan *out, quoth_error *err);
/* Whether a folded form fits a pattern with * (any run) and ? (one character). */
bool pattern_fits(str pattern, str form);
/* Edits (insert, delete, change, swap of neighbours) from one word to another, or most + 1 when there are more. */
unsigned edits_between(str x, str y, unsigned most);
/* The word of the archive nearest to `form`, at most two edits away, in most articles: in how many; "" when there is none. */
quoth_status lexicon_nearest(quoth_archive *archive, arena *a, str form, str *out, uint64_t *articles, quoth_error *err);

#endif
