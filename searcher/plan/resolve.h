/* resolve.h - which speakers, places and languages does a field's value name? */
#ifndef SEARCHER_PLAN_RESOLVE_H
#define SEARCHER_PLAN_RESOLVE_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* Fills ids (and people) of a NODE_FIELD or NODE_MENTION; folds the value of source:, author: and custom fields. No ids: the
 * value is unknown.
 */
quoth_status resolve_node(quoth_archive *archive, arena *a, node *n, quoth_error *err);
/* What the value of place: may mean: the first `usual` are usually called so. */
typedef struct place_readings {
    uint32_t *ids,
        *articles; /* articles: that name it or a place inside it, removed ones included; 0 where there is one reading */
    size_t count, usual;
} place_readings;
quoth_status resolve_place_readings(quoth_archive *archive, arena *a, str value, place_readings *out, quoth_error *err);
/* Whether the node's value is looked up, so that no ids mean "unknown". */
bool resolve_needs_ids(const node *n);

#endif
