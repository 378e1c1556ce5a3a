/* bounds.c - which articles match for sure, and which may?
 *
 * Bottom up, each node becomes two sets. AND, OR and NOT make both of both; what only words in order can tell (phrases,
 * distances, quotations) has nothing for sure and at most what its words have. */
#include "searcher/plan/bounds.h"

#include "searcher/match/facts.h"
#include "searcher/plan/edit.h"
#include "searcher/plan/field_terms.h"

typedef struct bounding {
    quoth_archive *archive;
    const article_space *s;
    const plan *p;
    bounds *leaves; /* of each, once `is_known` */
    bool *is_known;
    bool in_quote; /* what is NOT in one quotation may be in the article */
    quoth_error *err;
} bounding;

static quoth_status bound(bounding *b, const node *n, bounds *out);

static bounds exactly(articles x)
{
    return (bounds){x, x, true};
}

static bounds at_most(articles x)
{
    return (bounds){no_articles, x, false};
}

/* --- lists --- */

static quoth_status with_any(bounding *b, const str *terms, size_t count, articles *out)
{
    article_list *lists = ARENA_ARRAY(b->s->a, article_list, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t *items;
        TRY(inverted_term_articles(b->archive->inverted, b->s->a, terms[i], &items, &lists[i].count, b->err));
        lists[i].items = items;
    }
    *out = articles_of_any(b->s, lists, count);
    return QUOTH_OK;
}

static quoth_status with_group(bounding *b, const term_group *g, articles *out)
{
    TRY(with_any(b, g->terms.items, g->terms.count, out));
    *out = articles_either(b->s, *out, articles_of(b->s, g->articles, g->article_count));
    return QUOTH_OK;
}

static quoth_status bound_leaf(bounding *b, uint32_t l, bounds *out)
{
    const leaf_plan *lp = &b->p->leaves[l];
    if (!b->is_known[l]) {
        articles any;
        TRY(with_any(b, lp->terms.items, lp->terms.count, &any));
        b->leaves[l] = lp->exact ? exactly(any) : at_most(any);
        if (!lp->exact && lp->sure.count > 0)
            TRY(with_any(b, lp->sure.items, lp->sure.count, &b->leaves[l].least));
        b->is_known[l] = true;
    }
    *out = b->leaves[l];
    return QUOTH_OK;
}

/* --- columns of the forward index --- */

/* What a slot alone decides. */
static bool is_of_slot(const node *n)
{
    if (n->kind != NODE_FIELD)
        return false;
    return n->field == FIELD_DATE || n->field == FIELD_SINCE || n->field == FIELD_UNTIL || n->field == FIELD_LENGTH ||
           n->field == FIELD_QUOTES ||
           (n->field == FIELD_HAS &&
            (n->has == HAS_QUOTE || n->has == HAS_DATE || n->has == HAS_NO_DATE || n->has == HAS_SOURCE));
}

typedef struct slot_test {
    const forward_reader *forward;
    const node *n;
} slot_test;

static bool slot_holds(void *context, uint32_t article)
{
    const slot_test *t = context;
    article_facts facts = {.slot = forward_reader_slot(t->forward, article)};
    return facts.slot && facts_hold(t->n, &facts, NULL);
}

/* Those of x for which it holds: the fewer are left, the fewer slots are looked at. */
static articles kept_by_slot(const bounding *b, articles x, const node *n)
{
    slot_test t = {b->archive->forward, n};
    return articles_kept(b->s, x, slot_holds, &t);
}

/* --- joining --- */

static bounds both(const bounding *b, bounds x, bounds y)
{
    articles most = articles_both(b->s, x.most, y.most);
    if (x.exact && y.exact)
        return exactly(most);
    return (bounds){articles_both(b->s, x.least, y.least), most, false};
}

static bounds either(const bounding *b, bounds x, bounds y)
{
    articles most = articles_either(b->s, x.most, y.most);
    if (x.exact && y.exact)
        return exactly(most);
    return (bounds){articles_either(b->s, x.least, y.least), most, false};
}

static bounds opposite(bounds x)
{
    return (bounds){articles_not(x.most), articles_not(x.least), x.exact};
}

/* Columns last, where they only look at what the others have left. */
static quoth_status bound_all(bounding *b, const node *n, bounds *out)
{
    *out = exactly(all_articles);
    for (uint32_t i = 0; i < n->kid_count && !articles_are_none(b->s, out->most); i++) {
        bounds kid;
        if (is_of_slot(n->kids[i]) || (b->in_quote && n->kids[i]->kind == NODE_NOT))
            continue;
        TRY(bound(b, n->kids[i], &kid));
        *out = both(b, *out, kid);
    }
    for (uint32_t i = 0; i < n->kid_count && !articles_are_none(b->s, out->most); i++) {
        if (!is_of_slot(n->kids[i]))
            continue;
        articles most = kept_by_slot(b, out->most, n->kids[i]);
        *out = out->exact ? exactly(most) : (bounds){articles_both(b->s, out->least, most), most, false};
    }
    return QUOTH_OK;
}

static quoth_status bound_any(bounding *b, const node *n, bounds *out)
{
    *out = exactly(no_articles);
    for (uint32_t i = 0; i < n->kid_count; i++) {
        bounds kid;
        TRY(bound(b, n->kids[i], &kid));
        *out = i ? either(b, *out, kid) : kid;
    }
    return QUOTH_OK;
}

/* reached[k]: those that satisfy k of the kids so far, or more. */
static quoth_status bound_quorum(bounding *b, const node *n, bounds *out)
{
    bounds *reached = ARENA_ARRAY(b->s->a, bounds, (size_t)n->n + 1);
    reached[0] = exactly(all_articles);
    for (uint32_t k = 1; k <= n->n; k++)
        reached[k] = exactly(no_articles);
    for (uint32_t i = 0; i < n->kid_count; i++) {
        bounds kid;
        TRY(bound(b, n->kids[i], &kid));
        for (uint32_t k = n->n; k > 0; k--)
            reached[k] = either(b, reached[k], both(b, reached[k - 1], kid));
    }
    *out = reached[n->n];
    return QUOTH_OK;
}

/* --- nodes --- */

static quoth_status bound_phrase(bounding *b, const node *n, bounds *out)
{
    articles all = all_articles;
    for (uint32_t i = 0; i < n->item_count && !articles_are_none(b->s, all); i++) {
        bounds item;
        TRY(bound_leaf(b, n->items[i].leaf, &item));
        all = articles_both(b->s, all, item.most);
    }
    *out = at_most(all);
    return QUOTH_OK;
}

static quoth_status bound_near(bounding *b, const node *n, bounds *out)
{
    bounds x, y;
    TRY(bound(b, n->kids[0], &x));
    TRY(bound(b, n->kids[1], &y));
    *out = at_most(articles_both(b->s, x.most, y.most));
    return QUOTH_OK;
}

/* For sure only where the other is not in the article at all. */
static quoth_status bound_not_near(bounding *b, const node *n, bounds *out)
{
    bounds x, y;
    TRY(bound(b, n->kids[0], &x));
    TRY(bound(b, n->kids[1], &y));
    *out = (bounds){articles_without(b->s, x.least, y.most), x.most, false};
    return QUOTH_OK;
}

/* Ids and values are whole; a surety asks for what only the marks say. */
static quoth_status bound_field(bounding *b, const node *n, bounds *out)
{
    field_groups found;
    articles all = all_articles;
    if (is_of_slot(n)) {
        *out = exactly(kept_by_slot(b, all_articles, n));
        return QUOTH_OK;
    }
    *out = at_most(all_articles);
    TRY(field_terms(b->archive, b->s->a, n, &found, b->err));
    if (!found.is_known)
        return QUOTH_OK;
    for (size_t i = 0; i < found.groups.count; i++) {
        articles any;
        TRY(with_group(b, &found.groups.items[i], &any));
        all = articles_both(b->s, all, any);
    }
    if (found.groups.count == 0)
        all = no_articles;
    *out = n->kind == NODE_FIELD && field_is_proved(n) && n->field != FIELD_BY ? exactly(all) : at_most(all);
    return QUOTH_OK;
}

static quoth_status bound_quotation(bounding *b, const node *n, bounds *out)
{
    bool before = b->in_quote;
    b->in_quote = true;
    quoth_status status = bound(b, n->kids[0], out);
    b->in_quote = before;
    *out = at_most(out->most);
    return status;
}

static quoth_status bound_edit(bounding *b, const node *n, bounds *out)
{
    const uint32_t *items;
    size_t count;
    TRY(edit_articles(b->archive, b->s->a, b->p->leaves, n, &items, &count, b->err));
    *out = at_most(articles_of(b->s, items, count));
    return QUOTH_OK;
}

static quoth_status bound_not(bounding *b, const node *n, bounds *out)
{
    *out = at_most(all_articles);
    if (b->in_quote)
        return QUOTH_OK;
    TRY(bound(b, n->kids[0], out));
    *out = opposite(*out);
    return QUOTH_OK;
}

static quoth_status bound(bounding *b, const node *n, bounds *out)
{
    switch (n->kind) {
    case NODE_WORD: return bound_leaf(b, n->leaf, out);
    case NODE_PHRASE: return bound_phrase(b, n, out);
    case NODE_AND: return bound_all(b, n, out);
    case NODE_OR: return bound_any(b, n, out);
    case NODE_NOT: return bound_not(b, n, out);
    case NODE_NEAR: return bound_near(b, n, out);
    case NODE_NOT_NEAR: return bound_not_near(b, n, out);
    case NODE_ATLEAST:
        TRY(bound(b, n->kids[0], out));
        *out = n->n == 1 ? *out : at_most(out->most);
        return QUOTH_OK;
    case NODE_QUORUM: return bound_quorum(b, n, out);
    case NODE_FIELD:
    case NODE_MENTION: return bound_field(b, n, out);
    case NODE_QUOTE: return bound_quotation(b, n, out);
    case NODE_EDIT: return bound_edit(b, n, out);
    case NODE_SIDE: break; /* inside edit: */
    }
    *out = at_most(all_articles);
    return QUOTH_OK;
}

quoth_status bounds_of_plan(quoth_archive *archive, const article_space *s, const plan *p, bounds *out, quoth_error *err)
{
    bounding b = {.archive = archive,
                  .s = s,
                  .p = p,
                  .leaves = ARENA_ARRAY(s->a, bounds, p->q->leaf_count + 1),
                  .is_known = ARENA_ARRAY(s->a, bool, p->q->leaf_count + 1),
                  .err = err};
    TRY(bound(&b, p->q->root, out));
    if (articles_are_none(s, out->most))
        *out = exactly(no_articles);
    return QUOTH_OK;
}
