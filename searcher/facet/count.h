/* count.h - which values have the articles of a selection, and how many articles has each? */
#ifndef SEARCHER_FACET_COUNT_H
#define SEARCHER_FACET_COUNT_H

#include <quoth/facet.h>

#include "searcher/facet/selection.h"
#include "searcher/facet/tally.h"

enum { FACET_PERIOD_OFFSET = INT32_MAX };

typedef struct facet_tally {
    quoth_facet_kind kind;
    tally values;  /* keys: head of a person (identity/people.h), place_id, source, author, language, or number of the period +
                      FACET_PERIOD_OFFSET */
    uint64_t with; /* articles that have any */
} facet_tally;

/* One pass over the selection for all `tallies`, whose kinds are set and whose rest is zero. In `a`. */
quoth_status facets_tally(quoth_archive *archive, arena *a, const selection *s, facet_tally *tallies, size_t count,
                          quoth_error *err);
/* How people and queries call a value. In `a`. */
quoth_status facet_value_fill(quoth_archive *archive, arena *a, quoth_facet_kind kind, const tally_entry *e,
                              quoth_facet_value *out, quoth_error *err);
/* The values to show, in order. */
quoth_status facet_fill(quoth_archive *archive, arena *a, const selection *s, const facet_tally *t, size_t limit,
                        quoth_facet *out, quoth_error *err);

#endif
