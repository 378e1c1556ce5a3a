/* copy_finder.c - of which earlier articles are these copies, and what hangs together? */
#include "indexer/write/copy_finder.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/trace.h"
#include "store/copies.h"

/* --- the nearest articles that have a key --- */

static uint32_t distance(uint32_t x, uint32_t y)
{
    return x < y ? y - x : x - y;
}

/* False when there is no room for one so far away. */
static bool offer(copies_window *w, uint32_t from, uint32_t article)
{
    uint32_t at = w->count;
    if (at == COPIES_WINDOW && distance(from, w->nearest[at - 1]) <= distance(from, article))
        return false;
    if (at == COPIES_WINDOW)
        at--;
    else
        w->count++;
    for (; at > 0 && distance(from, w->nearest[at - 1]) > distance(from, article); at--)
        w->nearest[at] = w->nearest[at - 1];
    w->nearest[at] = article;
    return true;
}

static void take_same(void *context, size_t question, const copy_key *same, size_t count)
{
    copies_questions *q = context;
    copies_window *w = &q->windows[question];
    uint32_t from = q->keys[question].article;
    w->all += (uint32_t)count;
    size_t low = 0, high = count; /* to the first that is not before */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (same[middle].article < from)
            low = middle + 1;
        else
            high = middle;
    }
    q->met_themselves += low < count && same[low].article == from;
    if (!q->after) {
        for (size_t i = low; i > 0 && offer(w, from, same[i - 1].article);)
            i--;
        return;
    }
    for (size_t i = low; i < count; i++)
        if (same[i].article > from && !offer(w, from, same[i].article))
            return;
}

copy_key *keys_of_signatures(arena *a, const signed_article *of, size_t count, size_t *key_count)
{
    copy_key *keys = arena_alloc(a, (count * SIGNATURE_KEYS + 1) * sizeof *keys);
    *key_count = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < of[i].s.count; k++)
            keys[(*key_count)++] = (copy_key){of[i].s.keys[k], of[i].article};
    if (*key_count > 1)
        qsort(keys, *key_count, sizeof *keys, copy_key_compare);
    return keys;
}

quoth_status copies_ask(catalogue *c, arena *a, const signed_article *of, size_t count, bool after, copies_questions *q,
                        quoth_error *err)
{
    *q = (copies_questions){.after = after};
    q->keys = keys_of_signatures(a, of, count, &q->count);
    q->windows = ARENA_ARRAY(a, copies_window, q->count + 1);
    return copies_look_up(c, q->keys, q->count, take_same, q, err);
}

/* --- what hangs together: union and find, the smallest article at the root --- */

typedef struct node {
    uint32_t article; /* 0: free */
    uint32_t group;   /* as the catalogue has it, 0 none */
    uint32_t parent;  /* an article */
    uint32_t size;    /* at the root, nodes of the tree */
} node;

typedef struct forest {
    node *nodes;
    size_t mask, count;
} forest;

static node *place_of(const forest *f, uint32_t article)
{
    size_t at = hash_u64(article) & f->mask;
    while (f->nodes[at].article && f->nodes[at].article != article)
        at = (at + 1) & f->mask;
    return &f->nodes[at];
}

static node *root_of(const forest *f, uint32_t article)
{
    node *n = place_of(f, article);
    while (n->parent != n->article) {
        n->parent = place_of(f, n->parent)->parent;
        n = place_of(f, n->parent);
    }
    return n;
}

static void grow(forest *f)
{
    forest old = *f;
    f->mask = 2 * old.mask + 1;
    f->nodes = mem_zalloc((f->mask + 1) * sizeof *f->nodes);
    for (size_t i = 0; i <= old.mask; i++)
        if (old.nodes[i].article)
            *place_of(f, old.nodes[i].article) = old.nodes[i];
    free(old.nodes);
}

static void join(forest *f, uint32_t x, uint32_t y)
{
    node *a = root_of(f, x), *b = root_of(f, y);
    if (a == b)
        return;
    node *less = a->article < b->article ? a : b, *more = less == a ? b : a;
    more->parent = less->article;
    less->size += more->size;
}

static void plant(forest *f, uint32_t article, uint32_t group)
{
    if (2 * f->count > f->mask)
        grow(f);
    node *n = place_of(f, article);
    if (!n->article) {
        *n = (node){article, group, article, 1};
        f->count++;
    }
}

/* --- candidates, compared --- */

typedef struct pair {
    uint32_t article, earlier;
} pair;

static int compare_pairs(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return a->earlier < b->earlier ? -1 : a->earlier > b->earlier;
}

struct copy_finder {
    catalogue *c;
    words_getter get;
    void *from;
    bool adopts;
    forest groups;
    arena a, of_article, of_other;
    uint32_t article; /* whose shingles these are */
    shingle_set shingles;
    uint64_t keys_met;
    size_t compared, found;
};

/* Into the forest, with the group that it is in. */
static quoth_status bring(copy_finder *v, uint32_t article, quoth_error *err)
{
    uint32_t group = 0;
    if (place_of(&v->groups, article)->article)
        return QUOTH_OK;
    if (v->adopts)
        TRY(copies_group_of(v->c, article, &group, err));
    plant(&v->groups, article, group);
    if (group != 0 && group != article) {
        plant(&v->groups, group, group);
        join(&v->groups, article, group);
    }
    return QUOTH_OK;
}

static quoth_status read_shingles(copy_finder *v, arena *a, uint32_t article, shingle_set *out, quoth_error *err)
{
    forward_record r;
    arena_reset(a);
    TRY(v->get(v->from, a, article, &r, err));
    shingles_of(a, r.words + r.title_tokens, r.token_count - r.title_tokens, out);
    return QUOTH_OK;
}

static quoth_status compare(copy_finder *v, const pair *p, quoth_error *err)
{
    shingle_set other;
    TRY(bring(v, p->article, err));
    TRY(bring(v, p->earlier, err));
    if (root_of(&v->groups, p->article) == root_of(&v->groups, p->earlier))
        return QUOTH_OK;
    if (v->article != p->article)
        TRY(read_shingles(v, &v->of_article, p->article, &v->shingles, err));
    v->article = p->article;
    TRY(read_shingles(v, &v->of_other, p->earlier, &other, err));
    v->compared++;
    if (!likeness_is_copy(shingles_compare(&v->shingles, &other)))
        return QUOTH_OK;
    v->found++;
    join(&v->groups, p->article, p->earlier);
    return QUOTH_OK;
}

static quoth_status compare_candidates(copy_finder *v, const copies_questions *q, quoth_error *err)
{
    VEC(pair) pairs = {0};
    for (size_t i = 0; i < q->count; i++)
        for (uint32_t k = 0; k < q->windows[i].count; k++)
            vec_push(&v->a, &pairs, (pair){q->keys[i].article, q->windows[i].nearest[k]});
    if (pairs.count > 1)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    for (size_t i = 0, end; i < pairs.count; i = end) {
        for (end = i + 1; end < pairs.count && compare_pairs(&pairs.items[i], &pairs.items[end]) == 0;)
            end++;
        if (end - i >= COPIES_LEAST_SHARED_KEYS)
            TRY(compare(v, &pairs.items[i], err));
    }
    return QUOTH_OK;
}

copy_finder *copy_finder_new(catalogue *c, words_getter get, void *from, bool adopts)
{
    copy_finder *f = mem_zalloc(sizeof *f);
    *f = (copy_finder){.c = c, .get = get, .from = from, .adopts = adopts, .groups = {.mask = 255}};
    f->groups.nodes = mem_zalloc((f->groups.mask + 1) * sizeof *f->groups.nodes);
    return f;
}

void copy_finder_free(copy_finder **f)
{
    if (!*f)
        return;
    free((*f)->groups.nodes);
    arena_release(&(*f)->a);
    arena_release(&(*f)->of_article);
    arena_release(&(*f)->of_other);
    free(*f);
    *f = NULL;
}

quoth_status copy_finder_look(copy_finder *f, const signed_article *of, size_t count, quoth_error *err)
{
    copies_questions q;
    f->compared = f->found = 0;
    arena_reset(&f->a);
    TRY(copies_ask(f->c, &f->a, of, count, false, &q, err));
    f->keys_met += q.met_themselves;
    TRY(compare_candidates(f, &q, err));
    trace("copies", "%zu articles, %zu compared, %zu found", count, f->compared, f->found);
    return QUOTH_OK;
}

uint64_t copy_finder_keys_met(const copy_finder *f)
{
    return f->keys_met;
}

quoth_status copy_finder_store(const copy_finder *f, quoth_error *err)
{
    const forest *all = &f->groups;
    for (size_t i = 0; i <= all->mask; i++) {
        const node *n = &all->nodes[i];
        if (!n->article)
            continue;
        const node *root = root_of(all, n->article);
        if (n->group == n->article && root != n)
            TRY(copies_rename_group(f->c, n->article, root->article, err));
        if (n->group == 0 && root->size > 1)
            TRY(copies_set_group(f->c, n->article, root->article, err));
    }
    return QUOTH_OK;
}

uint32_t copy_finder_group(const copy_finder *f, uint32_t article)
{
    if (!place_of(&f->groups, article)->article)
        return 0;
    const node *root = root_of(&f->groups, article);
    return root->size > 1 ? root->article : 0;
}
