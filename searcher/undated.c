/* undated.c - how many articles lack nothing but a date? */
#include "searcher/undated.h"

#include "searcher/plan/bounds.h"

enum { MOST_POSTINGS = 1000000 }; /* a millisecond or two of reading */

/* A range of dates, or several of which one must hold. */
static bool is_of_dates(const node *n)
{
    if (n->kind == NODE_FIELD)
        return n->field == FIELD_DATE || n->field == FIELD_SINCE || n->field == FIELD_UNTIL;
    if (n->kind != NODE_OR)
        return false;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!is_of_dates(n->kids[i]))
            return false;
    return true;
}

static node *no_date(arena *a, const node *instead)
{
    node *n = ARENA_NEW(a, node);
    *n = (node){.kind = NODE_FIELD, .id = instead->id, .depth = 1, .field = FIELD_HAS, .has = HAS_NO_DATE};
    return n;
}

/* The same with "no date" for each range of dates; NULL where there is none. */
static node *turned(arena *a, const node *root)
{
    if (is_of_dates(root))
        return no_date(a, root);
    if (root->kind != NODE_AND)
        return NULL;
    bool any = false;
    node *n = ARENA_NEW(a, node);
    *n = *root;
    n->kids = ARENA_ARRAY(a, node *, root->kid_count);
    for (uint32_t i = 0; i < root->kid_count; i++) {
        bool dates = is_of_dates(root->kids[i]);
        n->kids[i] = dates ? no_date(a, root->kids[i]) : root->kids[i];
        any = any || dates;
    }
    return any ? n : NULL;
}

static bool is_dear(const plan *p)
{
    uint64_t sum = 0;
    for (uint32_t l = 0; l < p->q->leaf_count; l++)
        sum += p->leaves[l].documents;
    return sum > MOST_POSTINGS;
}

quoth_status undated_find(quoth_archive *archive, arena *a, const plan *p, undated *out, quoth_error *err)
{
    query q = *p->q;
    plan other = {.q = &q, .leaves = p->leaves};
    article_space s = {a, forward_reader_end(archive->forward)};
    bounds b;
    *out = (undated){.is_exact = true};
    q.root = turned(a, p->q->root);
    if (!q.root || is_dear(p))
        return QUOTH_OK;
    TRY(bounds_of_plan(archive, &s, &other, &b, err));
    out->articles = articles_count(&s, b.most);
    out->is_exact = b.exact;
    return QUOTH_OK;
}
