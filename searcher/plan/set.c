/* set.c - the articles that have any of very many terms, as one filter */
#include "searcher/plan/set.h"

typedef struct article_set {
    const inverted_reader *inverted;
    uint64_t *bits;
    uint32_t end;    /* one past the last article */
    uint32_t marked; /* in all */
    VEC(xc_docid) lasts;
    arena *a;
} article_set;

typedef struct cursor {
    const article_set *set;
    xc_docid first, last; /* of the shard */
} cursor;

static void mark_article(article_set *s, uint32_t article)
{
    if (article < s->end && !(s->bits[article / 64] >> article % 64 & 1)) {
        s->bits[article / 64] |= 1ull << article % 64;
        s->marked++;
    }
}

static int mark(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    article_set *s = context;
    (void)wdf;
    (void)length;
    mark_article(s, inverted_article_of(s->inverted, docid));
    return 1;
}

/* The shards' ranges of ids rise: one ends where the next begins. */
static int init(void *context, const xc_shard *shard, xc_source_bounds *bounds, void **out)
{
    article_set *s = context;
    cursor *c = ARENA_NEW(s->a, cursor);
    bounds->estimate = bounds->most < s->marked ? bounds->most : s->marked;
    while (s->lasts.count <= shard->index)
        vec_push(s->a, &s->lasts, 0);
    s->lasts.items[shard->index] = shard->last_docid;
    *c = (cursor){s, shard->index > 0 ? s->lasts.items[shard->index - 1] + 1 : 1, shard->last_docid};
    *out = c;
    return 0;
}

static xc_docid seek(void *context, xc_docid at_least, double min_weight)
{
    const cursor *c = context;
    (void)min_weight;
    for (xc_docid d = at_least > c->first ? at_least : c->first; d <= c->last && d < c->set->end;) {
        uint64_t rest = c->set->bits[d / 64] >> d % 64;
        if (rest & 1)
            return d;
        d = rest ? d + (xc_docid)__builtin_ctzll(rest) : (d / 64 + 1) * 64;
    }
    return 0;
}

static int has(void *context, xc_docid d)
{
    const cursor *c = context;
    return d < c->set->end && (c->set->bits[d / 64] >> d % 64 & 1);
}

static article_set *set_new(quoth_archive *archive, arena *a)
{
    article_set *s = ARENA_NEW(a, article_set);
    *s = (article_set){.inverted = archive->inverted, .end = forward_reader_end(archive->forward), .a = a};
    s->bits = ARENA_ARRAY(a, uint64_t, s->end / 64 + 1);
    return s;
}

static xc_query source_of(article_set *s, xc_query_builder *b)
{
    xc_posting_source source = {.context = s, .name = "any of many", .init = init, .seek = seek, .has = has};
    return xc_query_posting_source(b, &source);
}

quoth_status set_query(quoth_archive *archive, arena *a, xc_query_builder *b, const str *terms, size_t count, xc_query *out,
                       quoth_error *err)
{
    article_set *s = set_new(archive, a);
    for (size_t i = 0; i < count; i++) {
        xc_error why;
        xc_database *db = inverted_reader_database(archive->inverted);
        if (xc_each_posting(db, terms[i].data, terms[i].len, mark, s, &why) != XC_OK)
            return inverted_failure(&why, "cannot read the index", err);
    }
    *out = source_of(s, b);
    return QUOTH_OK;
}

xc_query set_of_articles(quoth_archive *archive, arena *a, xc_query_builder *b, const uint32_t *articles, size_t count)
{
    article_set *s = set_new(archive, a);
    for (size_t i = 0; i < count; i++)
        mark_article(s, articles[i]);
    return source_of(s, b);
}
