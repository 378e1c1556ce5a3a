/* met.c - which page is it that a crawl calls by a record's name, or by the digest of what was sent? */
#include "indexer/source/crawl/met.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"

enum { FIRST_ROOM = 64 };

typedef struct named {
    uint64_t name; /* its hash; 0: free */
    str address;
} named;

typedef struct generation {
    named *slots;
    size_t room; /* of slots: 0 or a power of two, half of it free */
    size_t names, pages;
    arena a; /* of the addresses */
} generation;

/* Once the young ones are full they are the old ones, and those are forgotten. */
struct pages_met {
    generation young, old;
};

typedef enum name_kind { BY_RECORD = 1, BY_DIGEST } name_kind;

static uint64_t hash_of(name_kind kind, str name)
{
    return name.len == 0 ? 0 : hash_bytes(name, kind) | 1;
}

static named *slot_of(const generation *g, uint64_t name)
{
    size_t at = (size_t)(name >> 1) & (g->room - 1);
    while (g->slots[at].name != 0 && g->slots[at].name != name)
        at = (at + 1) & (g->room - 1);
    return &g->slots[at];
}

static str find(const generation *g, uint64_t name)
{
    return g->room > 0 && name != 0 ? slot_of(g, name)->address : STR("");
}

static void grow(generation *g)
{
    generation larger = *g;
    larger.room = g->room ? 2 * g->room : FIRST_ROOM;
    larger.slots = mem_zalloc(larger.room * sizeof *larger.slots);
    for (size_t i = 0; i < g->room; i++)
        if (g->slots[i].name != 0)
            *slot_of(&larger, g->slots[i].name) = g->slots[i];
    free(g->slots);
    *g = larger;
}

static void put(generation *g, uint64_t name, str address)
{
    if (name == 0)
        return;
    if (2 * g->names >= g->room)
        grow(g);
    named *to = slot_of(g, name);
    if (to->name != 0)
        return;
    *to = (named){name, address};
    g->names++;
}

static void release(generation *g)
{
    free(g->slots);
    arena_release(&g->a);
    *g = (generation){0};
}

static void make_room(pages_met *m)
{
    if (m->young.pages < LIMIT_PAGES_MET)
        return;
    release(&m->old);
    m->old = m->young;
    m->young = (generation){0};
}

void pages_met_add(pages_met **held, str record_id, str digest, str address)
{
    if ((record_id.len == 0 && digest.len == 0) || address.len == 0)
        return;
    if (!*held)
        *held = mem_zalloc(sizeof **held);
    pages_met *m = *held;
    make_room(m);
    str kept = arena_copy(&m->young.a, address);
    put(&m->young, hash_of(BY_RECORD, record_id), kept);
    put(&m->young, hash_of(BY_DIGEST, digest), kept);
    m->young.pages++;
}

str pages_met_find(const pages_met *m, str record_id, str digest)
{
    const uint64_t names[] = {hash_of(BY_RECORD, record_id), hash_of(BY_DIGEST, digest)};
    for (size_t i = 0; m && i < 2; i++) {
        str young = find(&m->young, names[i]);
        str address = young.len > 0 ? young : find(&m->old, names[i]);
        if (address.len > 0)
            return address;
    }
    return STR("");
}

void pages_met_free(pages_met **m)
{
    if (!*m)
        return;
    release(&(*m)->young);
    release(&(*m)->old);
    free(*m);
    *m = NULL;
}
