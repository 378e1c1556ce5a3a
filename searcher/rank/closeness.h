/* closeness.h - how well do the words of a query stand in an article? */
#ifndef SEARCHER_RANK_CLOSENESS_H
#define SEARCHER_RANK_CLOSENESS_H

#include "searcher/plan/plan.h"

/* The free words of a query (those that stand in no phrase, proximity or NOT), ready to be looked for in forward records. Lives
 * in its arena; one thread. */
typedef struct closeness closeness;

/* *out is NULL where the query has no free word that the archive has. Of very many words the first CLOSE_WORDS count. */
enum { CLOSE_WORDS = 64 };
quoth_status closeness_new(quoth_archive *archive, arena *a, const plan *p, closeness **out, quoth_error *err);
/* What the article earns on top of its BM25 score, 0 or more and in the same unit: for words near each other, for words in their
 * order, in the title, and in a lead that is not the whole text. `r` needs FORWARD_CODED. Linear in the record. False where its
 * words are broken. */
bool closeness_bonus(closeness *c, arena *scratch, const forward_record *r, double *bonus);
/* It never is more. */
double closeness_most(const closeness *c);

#endif
