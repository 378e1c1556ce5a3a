/* why.h - why does this article match a query, or not? Part by part */
#ifndef SEARCHER_WHY_WHY_H
#define SEARCHER_WHY_WHY_H

#include <quoth/why.h>

#include "searcher/session.h"

typedef struct why_list {
    VEC(quoth_why_part) parts;
    str title;
} why_list;

/* Everything in `a`. QUOTH_NOT_FOUND when there is no such article. */
quoth_status why_make(session *s, arena *a, uint32_t article, why_list *out, quoth_error *err);

#endif
