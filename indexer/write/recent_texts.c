/* recent_texts.c - what does an article say whose words no catalogue has yet? */
#include "indexer/write/recent_texts.h"

void recent_texts_add(recent_texts *r, uint32_t id, str body)
{
    recent_text text = {id, arena_copy(&r->a, body)};
    vec_push(&r->a, &r->list, text);
}

bool recent_texts_find(const recent_texts *r, uint32_t id, str *body)
{
    size_t low = 0, high = r->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->list.items[middle].article < id)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < r->list.count && r->list.items[low].article == id;
    if (is_there)
        *body = r->list.items[low].body;
    return is_there;
}

void recent_texts_clear(recent_texts *r)
{
    arena_reset(&r->a);
    memset(&r->list, 0, sizeof r->list);
}

void recent_texts_release(recent_texts *r)
{
    arena_release(&r->a);
    memset(&r->list, 0, sizeof r->list);
}
