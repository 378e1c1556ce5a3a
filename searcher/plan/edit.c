/* edit.c - which articles may have a change as edit: asks for? */
#include "searcher/plan/edit.h"

#include <stdlib.h>

#include "searcher/plan/set.h"
#include "store/history/versions.h"

/* A wildcard that stands for more words is left to the matcher: each costs a look at two lists. */
enum { MOST_TERMS = 200 };

/* Articles, rising; or all that were ever changed. */
typedef struct edited {
    const uint32_t *items;
    size_t count;
    bool all;
} edited;

typedef struct finding {
    catalogue *c;
    arena *a;
    const leaf_plan *leaves;
    quoth_error *err;
} finding;

static const edited any_change = {.all = true};

/* --- sets of articles --- */

static edited either(finding *f, edited x, edited y)
{
    if (x.all || y.all)
        return any_change;
    if (x.count == 0 || y.count == 0)
        return x.count ? x : y;
    uint32_t *out = ARENA_ARRAY(f->a, uint32_t, x.count + y.count);
    size_t n = 0, i = 0, k = 0;
    while (i < x.count || k < y.count) {
        bool from_x = k == y.count || (i < x.count && x.items[i] <= y.items[k]);
        uint32_t next = from_x ? x.items[i++] : y.items[k++];
        if (n == 0 || out[n - 1] != next)
            out[n++] = next;
    }
    return (edited){out, n, false};
}

static edited both(finding *f, edited x, edited y)
{
    if (x.all || y.all)
        return x.all ? y : x;
    uint32_t *out = ARENA_ARRAY(f->a, uint32_t, x.count + 1);
    size_t n = 0;
    for (size_t i = 0, k = 0; i < x.count && k < y.count;) {
        if (x.items[i] == y.items[k])
            out[n++] = x.items[i];
        bool forth = x.items[i] <= y.items[k];
        k += y.items[k] <= x.items[i];
        i += forth;
    }
    return (edited){out, n, false};
}

/* --- one side of a change --- */

static quoth_status with_leaf(finding *f, uint32_t l, edit_side side, edited *out)
{
    DEFER(buf_release) buf term = {0};
    const leaf_plan *lp = &f->leaves[l];
    *out = (edited){0};
    if (lp->terms.count > MOST_TERMS) {
        *out = any_change;
        return QUOTH_OK;
    }
    for (size_t i = 0; i < lp->terms.count; i++) {
        uint32_t *articles;
        size_t count;
        term_edit_word(&term, side, lp->terms.items[i]);
        TRY(edits_find(f->c, f->a, buf_str(&term), &articles, &count, f->err));
        *out = either(f, *out, (edited){articles, count, false});
    }
    return QUOTH_OK;
}

/* One word of it was changed; a word that * stands for may be any. */
static quoth_status with_phrase(finding *f, const node *n, edit_side side, edited *out)
{
    *out = (edited){0};
    for (uint32_t i = 0; i < n->item_count; i++) {
        edited item;
        TRY(with_leaf(f, n->items[i].leaf, side, &item));
        *out = either(f, *out, n->items[i].gap > 0 ? any_change : item);
    }
    return QUOTH_OK;
}

static quoth_status on_side(finding *f, const node *n, edit_side side, edited *out);

/* All of the kids, or any. */
static quoth_status of_kids(finding *f, const node *n, edit_side side, bool all, edited *out)
{
    *out = all ? any_change : (edited){0};
    for (uint32_t i = 0; i < n->kid_count; i++) {
        edited kid;
        TRY(on_side(f, n->kids[i], side, &kid));
        *out = all ? both(f, *out, kid) : either(f, *out, kid);
    }
    return QUOTH_OK;
}

static quoth_status on_side(finding *f, const node *n, edit_side side, edited *out)
{
    *out = any_change;
    switch (n->kind) {
    case NODE_WORD: return with_leaf(f, n->leaf, side, out);
    case NODE_PHRASE: return with_phrase(f, n, side, out);
    case NODE_AND: return of_kids(f, n, side, true, out);
    case NODE_OR:
    case NODE_NEAR: return of_kids(f, n, side, false, out); /* of a pair one word may have stayed */
    case NODE_QUORUM: return of_kids(f, n, side, n->n == n->kid_count, out);
    case NODE_NOT_NEAR:
    case NODE_ATLEAST: return on_side(f, n->kids[0], side, out);
    case NODE_NOT:
    case NODE_FIELD:
    case NODE_MENTION:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
    return QUOTH_OK;
}

/* --- a change --- */

static quoth_status with_side(finding *f, const node *n, edited *out)
{
    edited gone = {0}, came = {0};
    if (n->field != FIELD_ADDED)
        TRY(on_side(f, n->kids[0], EDIT_REMOVED, &gone));
    if (n->field != FIELD_REMOVED)
        TRY(on_side(f, n->kids[0], EDIT_ADDED, &came));
    *out = either(f, gone, came);
    return QUOTH_OK;
}

static quoth_status with_change(finding *f, const node *n, edited *out)
{
    if (n->kind == NODE_SIDE)
        return with_side(f, n, out);
    bool all = n->kind == NODE_AND || (n->kind == NODE_QUORUM && n->n == n->kid_count);
    *out = all || n->kind == NODE_NOT ? any_change : (edited){0};
    for (uint32_t i = 0; n->kind != NODE_NOT && i < n->kid_count; i++) {
        edited kid;
        TRY(with_change(f, n->kids[i], &kid));
        *out = all ? both(f, *out, kid) : either(f, *out, kid);
    }
    return QUOTH_OK;
}

quoth_status edit_articles(quoth_archive *archive, arena *a, const leaf_plan *leaves, const node *n, const uint32_t **out,
                           size_t *count, quoth_error *err)
{
    finding f = {archive->catalogue, a, leaves, err};
    edited found;
    TRY(with_change(&f, n->kids[0], &found));
    if (found.all) {
        uint32_t *articles;
        TRY(edits_find(f.c, a, STR(""), &articles, &found.count, err));
        found.items = articles;
    }
    *out = found.items;
    *count = found.count;
    return QUOTH_OK;
}

quoth_status edit_query(quoth_archive *archive, arena *a, xc_query_builder *b, const leaf_plan *leaves, const node *n,
                        xc_query *out, quoth_error *err)
{
    const uint32_t *items;
    size_t count;
    TRY(edit_articles(archive, a, leaves, n, &items, &count, err));
    *out = set_of_articles(archive, a, b, items, count);
    return QUOTH_OK;
}
