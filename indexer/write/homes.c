/* homes.c - where are the publications of this archive at home? */
#include "indexer/write/homes.h"

#include <stdlib.h>

#include "base/hash.h"
#include "text/fold.h"

enum { FIRST_SLOTS = 64 };

typedef struct publication {
    str key;
    home_votes *votes;
    source_home home; /* as settled */
    bool is_changed;
} publication;

/* `settled` is what other threads read: pointers that stay while it is not rebuilt. */
struct homes {
    arena a;
    VEC(publication *) list;
    publication **slots, **settled;
    size_t slot_count, settled_count;
    bool is_recounted; /* what the catalogue has is to be forgotten */
};

homes *homes_new(void)
{
    return mem_zalloc(sizeof(homes));
}

void homes_free(homes **h)
{
    if (!*h)
        return;
    free((*h)->slots);
    free((*h)->settled);
    arena_release(&(*h)->a);
    free(*h);
    *h = NULL;
}

static publication **slot_of(publication **slots, size_t count, str key)
{
    size_t at = hash_bytes(key, 0) & (count - 1);
    while (slots[at] && !str_equal(slots[at]->key, key))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static publication **slots_of(const homes *h, size_t count)
{
    publication **slots = mem_zalloc(count * sizeof *slots);
    for (size_t i = 0; i < h->list.count; i++)
        *slot_of(slots, count, h->list.items[i]->key) = h->list.items[i];
    return slots;
}

static publication *publication_of(homes *h, str key)
{
    if (h->list.count * 2 >= h->slot_count) {
        h->slot_count = h->slot_count ? h->slot_count * 2 : FIRST_SLOTS;
        free(h->slots);
        h->slots = slots_of(h, h->slot_count);
    }
    publication **at = slot_of(h->slots, h->slot_count, key);
    if (!*at) {
        *at = ARENA_NEW(&h->a, publication);
        (*at)->key = arena_copy(&h->a, key);
        (*at)->votes = ARENA_NEW(&h->a, home_votes);
        vec_push(&h->a, &h->list, *at);
    }
    return *at;
}

str homes_key(arena *a, const article *art)
{
    str host = art->url;
    if (art->source.len > 0)
        return arena_copy(a, str_trim(fold(a, art->source))); /* fold() hands back what is folded already */
    size_t scheme = str_find(host, STR("://"));
    if (scheme != SIZE_MAX)
        host = str_slice(host, scheme + 3, host.len);
    host = fold(a, str_cut(&host, '/'));
    return arena_copy(a, str_starts_with(host, STR("www.")) ? str_slice(host, 4, host.len) : host);
}

source_home homes_find(const homes *h, str key)
{
    static const source_home nowhere = {0};
    const publication *p = h->settled_count && key.len ? *slot_of(h->settled, h->settled_count, key) : NULL;
    return p ? p->home : nowhere;
}

void homes_vote(homes *h, str key, const uint32_t *certain, size_t count)
{
    if (key.len == 0 || count == 0)
        return;
    publication *p = publication_of(h, key);
    home_votes_add(p->votes, certain, count);
    p->is_changed = true;
}

void homes_settle(homes *h)
{
    for (size_t i = 0; i < h->list.count; i++)
        h->list.items[i]->home = home_of(h->list.items[i]->votes);
    free(h->settled);
    h->settled_count = h->slot_count;
    h->settled = h->slot_count ? slots_of(h, h->slot_count) : NULL;
}

void homes_recount(homes *h)
{
    h->is_recounted = true;
    for (size_t i = 0; i < h->list.count; i++)
        *h->list.items[i]->votes = (home_votes){0};
}

static bool take_row(void *context, str key, str encoded, quoth_error *err, quoth_status *status)
{
    homes *h = context;
    home_votes votes;
    *status = home_votes_decode(encoded, &votes, err);
    if (*status == QUOTH_OK)
        *publication_of(h, key)->votes = votes;
    return *status == QUOTH_OK;
}

quoth_status homes_load(homes *h, catalogue *c, quoth_error *err)
{
    TRY(catalogue_each_home(c, take_row, h, err));
    homes_settle(h);
    return QUOTH_OK;
}

quoth_status homes_store(homes *h, catalogue *c, quoth_error *err)
{
    buf encoded = {0};
    quoth_status status = h->is_recounted ? catalogue_remove_homes(c, err) : QUOTH_OK;
    for (size_t i = 0; i < h->list.count && status == QUOTH_OK; i++) {
        publication *p = h->list.items[i];
        if (!p->is_changed)
            continue;
        buf_clear(&encoded);
        home_votes_encode(p->votes, &encoded);
        status = catalogue_put_home(c, p->key, buf_str(&encoded), err);
        p->is_changed = status != QUOTH_OK;
    }
    h->is_recounted = h->is_recounted && status != QUOTH_OK;
    buf_release(&encoded);
    return status;
}
