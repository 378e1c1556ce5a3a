/* suggest.h - how may a query that found nothing have been meant? */
#ifndef SEARCHER_SUGGEST_H
#define SEARCHER_SUGGEST_H

#include "searcher/plan/plan.h"

/* The text of `q`, which found nothing, with words put right that no article has, and those that few have beside one like
 * them that many have; and how many articles that finds. "" when it finds nothing either, for a query of one word, and for
 * clauses of quotations. In `a`. */
quoth_status suggest_query(quoth_archive *archive, arena *a, const query *q, const plan *p, str *out, uint64_t *articles,
                           quoth_error *err);

#endif
