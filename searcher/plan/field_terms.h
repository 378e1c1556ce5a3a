/* field_terms.h - which terms of the inverted index stand for a field's value? */
#ifndef SEARCHER_PLAN_FIELD_TERMS_H
#define SEARCHER_PLAN_FIELD_TERMS_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* Articles that have any of the terms, and those that are named, rising. */
typedef struct term_group {
    VEC(str) terms;
    const uint32_t *articles;
    size_t article_count;
} term_group;

/* A field's value is in the articles that all groups have; no group: in none. */
typedef struct field_groups {
    VEC(term_group) groups;
    bool is_known; /* else the index does not say, and the value may be in any article */
} field_groups;

/* For a NODE_FIELD or NODE_MENTION that has been resolved. In `a`. */
quoth_status field_terms(quoth_archive *archive, arena *a, const node *n, field_groups *out, quoth_error *err);
/* Every article that has them satisfies the NODE_FIELD, outside of quotations; where there are groups, or for a range of days. */
bool field_is_proved(const node *n);

#endif
