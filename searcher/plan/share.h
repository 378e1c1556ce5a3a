/* share.h - which parts of a query are the same? */
#ifndef SEARCHER_PLAN_SHARE_H
#define SEARCHER_PLAN_SHARE_H

#include "searcher/query/tree.h"

/* Lets nodes that ask for the same words in the same way have one leaf, so that nothing is looked up twice. Leaves keep the order
 * in which they were written. Linear; before the leaves are filled in. */
void share_leaves(arena *a, query *q);
/* Of equal parts that AND or OR joins keeps the first. A plain word remembers how often it was repeated, since one that is asked
 * for twice weighs twice. After share_leaves. */
void share_parts(arena *a, query *q);

#endif
