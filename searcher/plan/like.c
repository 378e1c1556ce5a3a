/* like.c - which articles are like this one? like:42 becomes a query for its significant words */
#include "searcher/plan/like.h"

#include "base/limits.h"
#include "searcher/plan/significant.h"

typedef struct replacing {
    quoth_archive *archive;
    arena *a;
    query *q;
    VEC(leaf) leaves;
    uint32_t count; /* of like: */
    quoth_error *err;
} replacing;

/* The article's number, or the source's own id of it. */
static quoth_status find_article(replacing *r, const node *n, uint32_t *article)
{
    uint64_t number;
    uint32_t *ids;
    size_t count = 0;
    if (str_to_u64(n->value, &number) && number > 0 && number <= UINT32_MAX) {
        *article = (uint32_t)number;
        return QUOTH_OK;
    }
    TRY(catalogue_find(r->archive->catalogue, r->a, n->value, &ids, &count, r->err));
    if (count == 1) {
        *article = ids[0];
        return QUOTH_OK;
    }
    quoth_status status = count > 1
                              ? fail(r->err, QUOTH_BAD_QUERY, "like: %zu articles are called %.*s", count, STR_ARG(n->value))
                              : fail(r->err, QUOTH_NOT_FOUND, "like: no article is called %.*s", STR_ARG(n->value));
    fail_hint(r->err, "the number in brackets behind a hit, \"article\" in JSON: like:42");
    return status;
}

static node *word_of(replacing *r, const node *at, str form)
{
    query_word *word = ARENA_NEW(r->a, query_word);
    node *n = ARENA_NEW(r->a, node);
    *word = (query_word){.form = form, .how = HOW_STEM};
    *n = (node){.kind = NODE_WORD,
                .id = r->q->node_count++,
                .start = at->start,
                .end = at->end,
                .depth = 1,
                .positional = true,
                .leaf = (uint32_t)r->leaves.count};
    vec_push(r->a, &r->leaves, (leaf){.words = word, .word_count = 1});
    return n;
}

static quoth_status replace(replacing *r, node *n)
{
    static const double one = 1;
    const significant_word *words = NULL;
    size_t count = 0;
    uint32_t article = 0;
    TRY(find_article(r, n, &article));
    if (++r->count > LIMIT_LIKE_FIELDS)
        return fail(r->err, QUOTH_LIMIT, "the query has more than %d like:", LIMIT_LIKE_FIELDS);
    if (!forward_reader_slot(r->archive->forward, article))
        return fail(r->err, QUOTH_NOT_FOUND, "like:%u: there is no article %u", article, article);
    TRY(significant_words(r->archive, r->a, &article, &one, 1, LIKE_WORDS, &words, &count, r->err));
    if (count == 0)
        return fail(r->err, QUOTH_NOT_FOUND, "like:%u: no word of the article is in another", article);
    if (r->leaves.count + count > LIMIT_QUERY_LEAVES)
        return fail(r->err, QUOTH_LIMIT, "the query has more than %d words", LIMIT_QUERY_LEAVES);
    n->kids = ARENA_ARRAY(r->a, node *, count);
    for (size_t i = 0; i < count; i++)
        n->kids[i] = word_of(r, n, words[i].form);
    n->kid_count = (uint32_t)count;
    n->n = (uint32_t)(count * LIKE_PERCENT + 99) / 100;
    n->kind = NODE_QUORUM;
    return QUOTH_OK;
}

static quoth_status walk(replacing *r, node *n)
{
    if (n->kind == NODE_FIELD && n->field == FIELD_LIKE)
        return replace(r, n);
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(walk(r, n->kids[i]));
    return QUOTH_OK;
}

quoth_status like_replace(quoth_archive *archive, arena *a, query *q, quoth_error *err)
{
    replacing r = {.archive = archive, .a = a, .q = q, .err = err};
    for (uint32_t i = 0; i < q->leaf_count; i++)
        vec_push(a, &r.leaves, q->leaves[i]);
    TRY(walk(&r, q->root));
    q->leaves = r.leaves.items;
    q->leaf_count = (uint32_t)r.leaves.count;
    return QUOTH_OK;
}
