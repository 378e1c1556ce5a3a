/* share.c - which parts of a query are the same? */
#include "searcher/plan/share.h"

#include "base/hash.h"

typedef struct sharing {
    uint32_t *numbers; /* of each leaf: which of the kept ones it is */
    uint32_t *slots;   /* open addressing: number of a kept leaf + 1 */
    uint32_t mask;
    leaf *kept;
    uint32_t kept_count;
} sharing;

static uint64_t hash_leaf(const leaf *l)
{
    uint64_t h = hash_u64((uint64_t)l->scope << 8 | l->casing);
    for (uint32_t i = 0; i < l->word_count; i++)
        h = hash_bytes(l->words[i].form, h + (uint64_t)l->words[i].how * 4 + l->words[i].edits);
    return h;
}

static bool is_same(const leaf *x, const leaf *y)
{
    if (x->scope != y->scope || x->casing != y->casing || x->in_past != y->in_past || x->word_count != y->word_count)
        return false;
    for (uint32_t i = 0; i < x->word_count; i++) {
        const query_word *v = &x->words[i], *w = &y->words[i];
        if (v->how != w->how || v->edits != w->edits || !str_equal(v->form, w->form))
            return false;
    }
    return true;
}

static uint32_t keep(sharing *s, const leaf *l)
{
    uint32_t at = (uint32_t)hash_leaf(l) & s->mask;
    for (; s->slots[at] != 0; at = (at + 1) & s->mask)
        if (is_same(&s->kept[s->slots[at] - 1], l))
            return s->slots[at] - 1;
    s->kept[s->kept_count++] = *l;
    s->slots[at] = s->kept_count;
    return s->kept_count - 1;
}

static void renumber(const sharing *s, node *n)
{
    if (n->kind == NODE_WORD)
        n->leaf = s->numbers[n->leaf];
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        n->items[i].leaf = s->numbers[n->items[i].leaf];
    for (uint32_t i = 0; i < n->kid_count; i++)
        renumber(s, n->kids[i]);
}

void share_leaves(arena *a, query *q)
{
    sharing s = {.mask = 63};
    while (s.mask < 2 * q->leaf_count)
        s.mask = 2 * s.mask + 1;
    s.numbers = ARENA_ARRAY(a, uint32_t, q->leaf_count + 1);
    s.slots = ARENA_ARRAY(a, uint32_t, s.mask + 1);
    s.kept = ARENA_ARRAY(a, leaf, q->leaf_count + 1);
    for (uint32_t i = 0; i < q->leaf_count; i++)
        s.numbers[i] = keep(&s, &q->leaves[i]);
    renumber(&s, q->root);
    q->leaves = s.kept;
    q->leaf_count = s.kept_count;
}

/* --- equal parts --- */

static uint64_t hash_node(const node *n, const uint64_t *hashes)
{
    uint64_t h = hash_u64((uint64_t)n->kind << 32 | (uint64_t)n->reach << 24 | (uint64_t)n->ordered << 16 | (uint64_t)n->field);
    h = hash_u64(h + n->n) + hash_u64((uint64_t)n->mention << 8 | n->surety);
    h = hash_bytes(n->value, hash_bytes(n->custom, h));
    if (n->kind == NODE_WORD)
        h = hash_u64(h + n->leaf);
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        h = hash_u64(h + ((uint64_t)n->items[i].leaf << 32 | n->items[i].gap));
    for (uint32_t i = 0; i < n->kid_count; i++)
        h = hash_u64(h + hashes[n->kids[i]->id]);
    return h;
}

static bool equal_nodes(const node *x, const node *y)
{
    if (x->kind != y->kind || x->reach != y->reach || x->ordered != y->ordered || x->field != y->field || x->n != y->n ||
        x->mention != y->mention || x->surety != y->surety || !str_equal(x->value, y->value) || !str_equal(x->custom, y->custom))
        return false;
    if (x->kid_count != y->kid_count || (x->kind == NODE_WORD && x->leaf != y->leaf) ||
        (x->kind == NODE_PHRASE && x->item_count != y->item_count))
        return false;
    for (uint32_t i = 0; x->kind == NODE_PHRASE && i < x->item_count; i++)
        if (x->items[i].leaf != y->items[i].leaf || x->items[i].gap != y->items[i].gap)
            return false;
    for (uint32_t i = 0; i < x->kid_count; i++)
        if (!equal_nodes(x->kids[i], y->kids[i]))
            return false;
    return true;
}

static bool is_plain_word(const query *q, const node *n)
{
    if (n->kind != NODE_WORD)
        return false;
    word_how how = (word_how)q->leaves[n->leaf].words[0].how;
    return how == HOW_STEM || how == HOW_FORM;
}

static void drop_equal_kids(const query *q, node *n, const uint64_t *hashes)
{
    arena scratch = {0};
    uint32_t mask = 15, kept = 0;
    while (mask < 2 * n->kid_count)
        mask = 2 * mask + 1;
    node **slots = ARENA_ARRAY(&scratch, node *, mask + 1);
    for (uint32_t i = 0; i < n->kid_count; i++) {
        node *kid = n->kids[i];
        uint32_t at = (uint32_t)hashes[kid->id] & mask;
        while (slots[at] && !(hashes[slots[at]->id] == hashes[kid->id] && equal_nodes(slots[at], kid)))
            at = (at + 1) & mask;
        if (slots[at]) {
            slots[at]->repeated += is_plain_word(q, kid);
            continue;
        }
        slots[at] = kid;
        n->kids[kept++] = kid;
    }
    n->kid_count = kept;
    arena_release(&scratch);
}

static void share_below(const query *q, node *n, uint64_t *hashes)
{
    for (uint32_t i = 0; i < n->kid_count; i++)
        share_below(q, n->kids[i], hashes);
    if ((n->kind == NODE_AND || n->kind == NODE_OR) && n->kid_count > 1)
        drop_equal_kids(q, n, hashes);
    hashes[n->id] = hash_node(n, hashes);
}

void share_parts(arena *a, query *q)
{
    share_below(q, q->root, ARENA_ARRAY(a, uint64_t, q->node_count + 1));
}
