/* guess.c - what is a name, a role or a date's value likely to be, after all that stood before it? */
#include "store/tags/guess.h"

#include <string.h>

#include "base/hash.h"

/* Among so many names, the newest, one is looked for that ends with a word. */
enum { LOOKED_BACK = 64 };

static guess_map map_new(arena *a, size_t most)
{
    size_t room = 16;
    while (room < 2 * most)
        room *= 2;
    return (guess_map){ARENA_ARRAY(a, guess_slot, room), room - 1};
}

static guess_slot *map_at(const guess_map *m, uint64_t key)
{
    size_t at = hash_u64(key) & m->mask;
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & m->mask;
    return &m->slots[at];
}

static void map_put(guess_map *m, uint64_t key, uint32_t value)
{
    *map_at(m, key) = (guess_slot){key, value};
}

static uint64_t text_key(str text)
{
    return hash_bytes(text, 0) | 1;
}

name_memory memory_new(arena *a, size_t most)
{
    return (name_memory){.a = a, .by_name = map_new(a, most), .by_text = map_new(a, most), .by_value = map_new(a, most)};
}

uint32_t name_find(const name_memory *m, str name)
{
    const guess_slot *s = map_at(&m->by_name, text_key(name));
    return s->key && str_equal(m->names.items[s->value], name) ? s->value : UINT32_MAX;
}

static bool ends_with_word(str name, str word)
{
    return word.len > 0 && name.len > word.len && str_ends_with(name, word) && name.data[name.len - word.len - 1] == ' ';
}

str name_guess(const name_memory *m, str own, uint32_t value)
{
    const guess_slot *s = value ? map_at(&m->by_value, value) : NULL;
    if (!s || !s->key)
        s = map_at(&m->by_text, text_key(own));
    if (s->key)
        return m->names.items[s->value];
    size_t oldest = m->names.count > LOOKED_BACK ? m->names.count - LOOKED_BACK : 0;
    for (size_t i = m->names.count; i-- > oldest;)
        if (ends_with_word(m->names.items[i], own))
            return m->names.items[i];
    return own;
}

void name_learn(name_memory *m, str own, uint32_t value, str name)
{
    if (name.len == 0)
        return;
    uint32_t number = name_find(m, name);
    if (number == UINT32_MAX) {
        number = (uint32_t)m->names.count;
        vec_push(m->a, &m->names, name);
        map_put(&m->by_name, text_key(name), number);
    }
    map_put(&m->by_text, text_key(own), number);
    if (value)
        map_put(&m->by_value, value, number);
}

str role_guess(const name_memory *roles, str name)
{
    const guess_slot *s = map_at(&roles->by_text, text_key(name));
    return s->key ? roles->names.items[s->value] : STR("");
}

str date_guess(const name_memory *m, str own, day_range days, date_room *room)
{
    if (days.first == NO_DAY || days.last == NO_DAY) {
        const guess_slot *s = map_at(&m->by_text, text_key(own));
        return s->key ? m->names.items[s->value] : STR("PRESENT_REF");
    }
    char first[11];
    size_t len = 10;
    civil_date c = day_to_civil(days.first);
    day_format(days.first, first);
    day_range year = day_range_of_year(c.year), month = day_range_of_month(c.year, c.month);
    if (days.first == year.first && days.last == year.last)
        len = 4;
    else if (days.first == month.first && days.last == month.last)
        len = 7;
    memcpy(room->text, first, len);
    return (str){room->text, len};
}
