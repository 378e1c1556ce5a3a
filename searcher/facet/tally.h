/* tally.h - how many articles has each of many values? */
#ifndef SEARCHER_FACET_TALLY_H
#define SEARCHER_FACET_TALLY_H

#include "base/arena.h"

typedef struct tally_entry {
    uint64_t key;
    uint32_t articles;
    uint32_t last; /* article in which it was met */
} tally_entry;

/* Entries in the order they were met, found by key through a hash table, or, where all keys are below `dense`, without one. Lives
 * in its arena; {.a = …} is an empty one. */
typedef struct tally {
    arena *a;
    VEC(tally_entry) entries;
    uint32_t *slots; /* entry + 1 */
    uint32_t slot_count, dense;
} tally;

/* Makes an empty one dense. It takes 4 bytes a key. */
void tally_make_dense(tally *t, uint32_t keys);

/* Its entry, made with no articles where it is new. */
uint32_t tally_entry_of(tally *t, uint64_t key);
/* The article has this value: counted once, as articles come one after the other. */
static inline void tally_add(tally *t, uint64_t key, uint32_t article)
{
    uint32_t entry = tally_entry_of(t, key); /* may move the entries */
    tally_entry *e = &t->entries.items[entry];
    e->articles += e->last != article;
    e->last = article;
}

#endif
