/* page.h - which part of an answer is wanted: its beginning, what follows a cursor, a sample? */
#ifndef SEARCHER_RANK_PAGE_H
#define SEARCHER_RANK_PAGE_H

#include "searcher/rank/groups.h"
#include "searcher/rank/search.h"
#include "searcher/session.h"

typedef struct page {
    ranking r;
    size_t before;     /* hits that come before the first of these */
    hit_group *groups; /* of each hit; NULL where copies are not folded */
    str next;          /* the cursor of what follows; empty: nothing does */
} page;

/* The hits that the options ask for; everything in s->a. QUOTH_BAD_USAGE for what is no cursor, or one of another query or order,
 * and where after, offset and sample exclude each other, or after and sample the folding of copies; QUOTH_LIMIT past
 * LIMIT_TOP_HITS. */
quoth_status page_find(session *s, const quoth_search_options *options, page *out, quoth_error *err);

/* Every hit after the first `offset` in order, or `limit` of them (0: all), in windows of at most `window` hits, so that memory
 * stays the same however many there are. By relevance only the first window is ranked; the others come by article number.
 * `visit` returns false to stop. *total is exact where *is_exact. */
typedef struct walk_wanted {
    size_t offset, limit, window;
    quoth_sort sort;
    bool count_exactly, any, expand;
    unsigned recent_days;
    void *context;
    bool (*visit)(void *context, const ranked_hit *hit, quoth_status *status);
} walk_wanted;
quoth_status walk_hits(session *s, const walk_wanted *wanted, uint64_t *total, bool *is_exact, quoth_error *err);

#endif
