/* grouping.c - which articles are copies of each other, now that some have come and some have gone? */
#include "indexer/write/grouping.h"

#include <stdlib.h>

#include "indexer/write/copy_finder.h"

struct grouping {
    signed_article *added; /* rising; count 0: taken out again, or too short */
    size_t added_count;
    arena a; /* of these two, until they are settled */
    VEC(signed_article) removed;
    VEC(uint32_t) loose; /* to be looked at again: what a removed article may have held together, or kept apart */
};

grouping *grouping_new(void)
{
    grouping *g = mem_zalloc(sizeof *g);
    g->added = mem_alloc(COPIES_AT_ONCE * sizeof *g->added);
    return g;
}

void grouping_free(grouping **g)
{
    if (!*g)
        return;
    free((*g)->added);
    arena_release(&(*g)->a);
    free(*g);
    *g = NULL;
}

void grouping_forget(grouping *g)
{
    g->added_count = 0;
    memset(&g->removed, 0, sizeof g->removed);
    memset(&g->loose, 0, sizeof g->loose);
    arena_reset(&g->a);
}

static quoth_status words_of_writer(void *from, arena *a, uint32_t article, forward_record *out, quoth_error *err)
{
    return forward_writer_get(from, a, article, FORWARD_WORDS, out, err);
}

static quoth_status look_at(catalogue *c, forward_writer *f, const signed_article *of, size_t count, quoth_error *err)
{
    copy_finder *finder = copy_finder_new(c, words_of_writer, f, true);
    quoth_status status = copy_finder_look(finder, of, count, err);
    if (status == QUOTH_OK)
        status = copy_finder_store(finder, err);
    copy_finder_free(&finder);
    return status;
}

/* --- what came --- */

static quoth_status settle_added(grouping *g, catalogue *c, forward_writer *f, quoth_error *err)
{
    arena a = {0};
    size_t key_count;
    copy_key *keys = keys_of_signatures(&a, g->added, g->added_count, &key_count);
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < g->added_count && status == QUOTH_OK; i++)
        if (g->added[i].s.count > 0)
            status = copies_put_signature(c, g->added[i].article, &g->added[i].s, err);
    if (status == QUOTH_OK)
        status = copies_add_keys(c, keys, key_count, err);
    arena_release(&a);
    TRY(status);
    return look_at(c, f, g->added, g->added_count, err);
}

/* --- what went --- */

static int compare_u32(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* An article leaves the windows of those behind it: where these were full, another comes into sight. */
static quoth_status loosen_later(grouping *g, catalogue *c, arena *a, quoth_error *err)
{
    copies_questions q;
    TRY(copies_ask(c, a, g->removed.items, g->removed.count, true, &q, err));
    for (size_t i = 0; i < q.count; i++)
        for (uint32_t k = 0; q.windows[i].all >= COPIES_WINDOW && k < q.windows[i].count; k++)
            vec_push(&g->a, &g->loose, q.windows[i].nearest[k]);
    return QUOTH_OK;
}

static quoth_status settle_removed(grouping *g, catalogue *c, quoth_error *err)
{
    arena a = {0};
    size_t key_count;
    copy_key *keys = keys_of_signatures(&a, g->removed.items, g->removed.count, &key_count);
    quoth_status status = copies_drop_keys(c, keys, key_count, err);
    if (status == QUOTH_OK)
        status = loosen_later(g, c, &a, err);
    arena_release(&a);
    return status;
}

static quoth_status look_again(grouping *g, catalogue *c, forward_writer *f, quoth_error *err)
{
    size_t count = 0;
    if (g->loose.count > 1)
        qsort(g->loose.items, g->loose.count, sizeof *g->loose.items, compare_u32);
    for (size_t i = 0; i < g->loose.count; i++) {
        signed_article *next = &g->added[count]; /* those are settled, their room is free */
        if (i > 0 && g->loose.items[i] == g->loose.items[i - 1])
            continue;
        next->article = g->loose.items[i];
        TRY(copies_get_signature(c, next->article, &next->s, err));
        if (next->s.count > 0 && ++count == COPIES_AT_ONCE) {
            TRY(look_at(c, f, g->added, count, err));
            count = 0;
        }
    }
    return count > 0 ? look_at(c, f, g->added, count, err) : QUOTH_OK;
}

static quoth_status settle(grouping *g, catalogue *c, forward_writer *f, quoth_error *err)
{
    if (g->removed.count > 0)
        TRY(settle_removed(g, c, err));
    if (g->added_count > 0)
        TRY(settle_added(g, c, f, err));
    return look_again(g, c, f, err);
}

quoth_status grouping_settle(grouping *g, catalogue *c, forward_writer *f, quoth_error *err)
{
    if (g->added_count == 0 && g->removed.count == 0 && g->loose.count == 0)
        return QUOTH_OK;
    quoth_status status = settle(g, c, f, err);
    grouping_forget(g);
    return status;
}

quoth_status grouping_add(grouping *g, catalogue *c, forward_writer *f, uint32_t article, const signature *s, quoth_error *err)
{
    if (s->count == 0)
        return QUOTH_OK;
    g->added[g->added_count++] = (signed_article){article, *s};
    return g->added_count < COPIES_AT_ONCE ? QUOTH_OK : grouping_settle(g, c, f, err);
}

/* Of those not settled yet: it is as if it had never come. */
static bool take_back(grouping *g, uint32_t article)
{
    size_t low = 0, high = g->added_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->added[middle].article < article)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == g->added_count || g->added[low].article != article)
        return false;
    g->added[low].s.count = 0;
    return true;
}

static quoth_status dissolve(grouping *g, catalogue *c, uint32_t group, quoth_error *err)
{
    uint32_t *members;
    size_t count;
    TRY(copies_of_group(c, &g->a, group, &members, &count, err));
    for (size_t i = 0; i < count; i++) {
        TRY(copies_set_group(c, members[i], 0, err));
        vec_push(&g->a, &g->loose, members[i]);
    }
    return QUOTH_OK;
}

quoth_status grouping_remove(grouping *g, catalogue *c, forward_writer *f, uint32_t article, quoth_error *err)
{
    uint32_t group;
    signed_article gone = {.article = article};
    if (take_back(g, article))
        return QUOTH_OK;
    TRY(copies_get_signature(c, article, &gone.s, err));
    if (gone.s.count == 0)
        return QUOTH_OK;
    TRY(copies_remove_signature(c, article, err));
    vec_push(&g->a, &g->removed, gone);
    TRY(copies_group_of(c, article, &group, err));
    if (group != 0)
        TRY(dissolve(g, c, group, err));
    return g->removed.count < COPIES_AT_ONCE ? QUOTH_OK : grouping_settle(g, c, f, err);
}
