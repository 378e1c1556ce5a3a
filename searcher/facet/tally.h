/* tally.h - how many articles has each of many values? */
#ifndef SEARCHER_FACET_TALLY_H
#define SEARCHER_FACET_TALLY_H

#include "base/arena.h"

typedef struct tally_entry {
    uint64_t key;
    uint32_t articles;
    uint32_t last;               /* article in which it, or one that lies in it, was met */
    uint32_t counted;            /* the last with which all above it were counted */
    uint32_t above, above_count; /* entries of all the values that it lies in: a range of tally.above */
} tally_entry;

/* Entries in the order they were met, found by key through a hash table, or, where all keys are below `dense`, without one. Lives
 * in its arena; {.a = …} is an empty one. */
typedef struct tally {
    arena *a;
    VEC(tally_entry) entries;
    VEC(uint32_t) above;
    uint32_t *slots; /* entry + 1 */
    uint32_t slot_count, dense;
} tally;

/* Makes an empty one dense. It takes 4 bytes a key. */
void tally_make_dense(tally *t, uint32_t keys);

/* Its entry, made with no articles where it is new. */
uint32_t tally_entry_of(tally *t, uint64_t key);
/* Counts the article once for the entry; articles come one after the other. False when it has been. */
static inline bool tally_count_alone(tally_entry *e, uint32_t article)
{
    if (e->last == article)
        return false;
    e->last = article;
    e->articles++;
    return true;
}
/* The same for it and for all above it. */
static inline void tally_count(tally *t, uint32_t entry, uint32_t article)
{
    tally_entry *e = &t->entries.items[entry];
    if (e->counted == article)
        return;
    e->counted = article;
    tally_count_alone(e, article);
    for (uint32_t i = 0; i < e->above_count; i++)
        tally_count_alone(&t->entries.items[t->above.items[e->above + i]], article);
}
/* The article has this value. */
static inline void tally_add(tally *t, uint64_t key, uint32_t article)
{
    tally_count(t, tally_entry_of(t, key), article);
}

#endif
