/* certain.c - which places of an article leave no doubt? */
#include "indexer/tag/place/certain.h"

#include "gazetteer/gazetteer.h"
#include "indexer/tag/place/place.h"
#include "text/fold.h"

enum { LEAST_CONFIDENCE = 70 /* per cent, of being a place at all */ };

static bool is_listed(const uint32_t *list, size_t count, uint32_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == id)
            return true;
    return false;
}

static bool has_one_bearer(arena *a, str name)
{
    place_id one;
    return gazetteer_named(fold(a, name), &one, 1) == 1;
}

size_t places_certain(arena *a, const article *art, const tags *tagged, uint32_t **out)
{
    size_t count = 0;
    uint32_t *list = ARENA_ARRAY(a, uint32_t, CERTAIN_MOST);
    for (size_t i = 0; i < tagged->places.count && count < CERTAIN_MOST; i++) {
        const place_mention *m = &tagged->places.items[i];
        if (m->kind == MENTION_DEMONYM || m->confidence < LEAST_CONFIDENCE || is_listed(list, count, m->place))
            continue;
        str text = str_slice(m->in_title ? art->title : art->body, m->span.start, m->span.end);
        if (place_rule_is_pinned(m->rule) || has_one_bearer(a, text))
            list[count++] = m->place;
    }
    *out = list;
    return count;
}
