/* groups.h - a page of hits on which copies of one report take one place */
#ifndef SEARCHER_RANK_GROUPS_H
#define SEARCHER_RANK_GROUPS_H

#include "searcher/rank/search.h"
#include "searcher/session.h"

/* What stands behind one hit. */
typedef struct hit_group {
    uint32_t group;   /* its smallest article; 0: the hit has no copies */
    uint32_t *copies; /* the other members that match too, rising; without the hit itself */
    size_t copy_count;
} hit_group;

/* The best `limit` groups after the best `offset`: out->hits and, beside it, *groups. A group ranks where its best article ranks
 * and is shown by the one that `lead` names: NULL or "best", "first" (published first), "longest", "source:NAME" (first of that
 * publication, else the first). Everything in s->a; the total counts articles. QUOTH_BAD_USAGE for another lead. */
quoth_status rank_groups(session *s, const ranking_wanted *wanted, const char *lead, ranking *out, hit_group **groups,
                         quoth_error *err);

#endif
