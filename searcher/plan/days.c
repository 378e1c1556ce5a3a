/* days.c - which articles were published in a range of days? */
#include "searcher/plan/days.h"

typedef struct published {
    arena *a;
    const forward_reader *forward;
    day_range wanted;
    uint32_t end;        /* one past the last article */
    double share;        /* of the articles, by a sample */
    VEC(xc_docid) lasts; /* of the shards that were begun: their ranges rise, so one ends where the next begins */
} published;

typedef struct cursor {
    const published *p;
    xc_docid first, last; /* of the shard */
} cursor;

static bool fits(const published *p, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(p->forward, article);
    return slot && slot->published_day != NO_DAY && slot->published_day >= p->wanted.first &&
           slot->published_day <= p->wanted.last;
}

/* Xapian chooses which list leads by these estimates; a sample is near enough. */
static double share_of(const published *p)
{
    enum { SAMPLE = 1024 };
    uint32_t step = p->end / SAMPLE + 1, seen = 0, found = 0;
    for (uint32_t article = 1; article < p->end; article += step, seen++)
        found += fits(p, article);
    return seen ? ((double)found + 0.5) / (seen + 1) : 0;
}

static int init(void *context, const xc_shard *shard, xc_source_bounds *bounds, void **out)
{
    published *p = context;
    cursor *c = ARENA_NEW(p->a, cursor);
    bounds->estimate = (uint32_t)(p->share * shard->documents);
    while (p->lasts.count <= shard->index)
        vec_push(p->a, &p->lasts, 0);
    p->lasts.items[shard->index] = shard->last_docid;
    *c = (cursor){p, shard->index > 0 ? p->lasts.items[shard->index - 1] + 1 : 1, shard->last_docid};
    *out = c;
    return 0;
}

static xc_docid seek(void *context, xc_docid at_least, double min_weight)
{
    const cursor *c = context;
    (void)min_weight;
    for (xc_docid d = at_least > c->first ? at_least : c->first; d <= c->last && d < c->p->end; d++)
        if (fits(c->p, d))
            return d;
    return 0;
}

static int has(void *context, xc_docid docid)
{
    const cursor *c = context;
    return fits(c->p, docid);
}

xc_query days_query(quoth_archive *archive, arena *a, xc_query_builder *b, day_range wanted)
{
    published *p = ARENA_NEW(a, published);
    *p = (published){.a = a, .forward = archive->forward, .wanted = wanted, .end = forward_reader_end(archive->forward)};
    p->share = share_of(p);
    xc_posting_source source = {.context = p, .name = "published", .init = init, .seek = seek, .has = has};
    return xc_query_posting_source(b, &source);
}
