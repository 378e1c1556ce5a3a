/* tally.c - how many articles has each of many values? */
#include "searcher/facet/tally.h"

#include "base/hash.h"

static uint32_t slot_of(const tally *t, uint64_t key)
{
    if (t->dense)
        return (uint32_t)key;
    uint32_t at = (uint32_t)hash_u64(key) & (t->slot_count - 1);
    while (t->slots[at] && t->entries.items[t->slots[at] - 1].key != key)
        at = (at + 1) & (t->slot_count - 1);
    return at;
}

static void make_room(tally *t)
{
    enum { FIRST_SLOTS = 256 };
    if (t->dense || t->slot_count > 2 * t->entries.count)
        return;
    t->slot_count = t->slot_count ? 4 * t->slot_count : FIRST_SLOTS;
    t->slots = ARENA_ARRAY(t->a, uint32_t, t->slot_count);
    for (uint32_t i = 0; i < t->entries.count; i++)
        t->slots[slot_of(t, t->entries.items[i].key)] = i + 1;
}

void tally_make_dense(tally *t, uint32_t keys)
{
    t->dense = t->slot_count = keys;
    t->slots = ARENA_ARRAY(t->a, uint32_t, keys + 1);
}

uint32_t tally_entry_of(tally *t, uint64_t key)
{
    make_room(t);
    uint32_t at = slot_of(t, key);
    if (t->slots[at] == 0) {
        vec_push(t->a, &t->entries, (tally_entry){.key = key});
        t->slots[at] = (uint32_t)t->entries.count;
    }
    return t->slots[at] - 1;
}
