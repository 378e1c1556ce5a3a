/* bounds.h - which articles match for sure, and which may? */
#ifndef SEARCHER_PLAN_BOUNDS_H
#define SEARCHER_PLAN_BOUNDS_H

#include "searcher/plan/articles.h"
#include "searcher/plan/plan.h"

/* Every article of `least` satisfies the query, and every one that does is in `most`; only those between must be verified.
 * Removed articles may be in either. */
typedef struct bounds {
    articles least, most;
    bool exact; /* both are the same */
} bounds;

/* What the posting lists and the columns of the forward index tell of the plan's query, without Xapian: lists are read whole and
 * joined as sets. Everything in `s->a`. */
quoth_status bounds_of_plan(quoth_archive *archive, const article_space *s, const plan *p, bounds *out, quoth_error *err);

#endif
