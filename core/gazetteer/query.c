/* query.c - what does place:VALUE mean, and how is a place called in full? */
#include "gazetteer/gazetteer.h"
#include "text/fold.h"

enum { MAX_READINGS = 64, MAX_PARTS = 4 };

/* All places that "texas", "tex." or "tx" may be. */
static size_t containers_named(str folded, place_id *out, size_t room)
{
    size_t count = gazetteer_named(folded, out, room);
    place_id state = gazetteer_abbreviation(folded);
    if (count > room)
        count = room;
    if (state != NO_PLACE && count < room)
        out[count++] = state;
    return count;
}

static bool lies_in_any(const place_id *outer, size_t count, place_id inside)
{
    for (size_t i = 0; i < count; i++)
        if (outer[i] != inside && gazetteer_contains(outer[i], inside))
            return true;
    return false;
}

/* Keeps those that lie in what `part` may mean. */
static size_t keep_inside(str part, place_id *readings, size_t count)
{
    place_id outer[MAX_READINGS];
    size_t outer_count = containers_named(part, outer, MAX_READINGS), kept = 0;
    for (size_t i = 0; i < count; i++)
        if (lies_in_any(outer, outer_count, readings[i]))
            readings[kept++] = readings[i];
    return kept;
}

/* "the gambia", "the hague": with and without its article. */
static size_t readings_of(str folded, place_id *out, size_t room)
{
    size_t count = gazetteer_named(folded, out, room);
    if (count == 0 && str_starts_with(folded, STR("the ")))
        count = gazetteer_named(str_slice(folded, 4, folded.len), out, room);
    place_id state = count == 0 ? gazetteer_abbreviation(folded) : NO_PLACE;
    if (state != NO_PLACE && room > 0) {
        out[0] = state;
        count = 1;
    }
    return count < room ? count : room;
}

static size_t resolve_number(str value, place_id *out, size_t room)
{
    uint64_t id;
    place unused;
    if (!str_to_u64(value, &id) || id > UINT32_MAX || room == 0 || !gazetteer_get((place_id)id, &unused))
        return 0;
    out[0] = (place_id)id;
    return 1;
}

size_t gazetteer_resolve_query(str value, place_id *out, size_t room, size_t *other_readings)
{
    place_id readings[MAX_READINGS];
    arena a = {0};
    size_t written = resolve_number(str_trim(value), out, room), others = 0;
    if (written == 0 && value.len <= 256) {
        str rest = fold(&a, str_trim(value)), name = str_trim(str_cut(&rest, ','));
        size_t count = readings_of(name, readings, MAX_READINGS);
        for (int parts = 0; rest.len > 0 && parts < MAX_PARTS; parts++)
            count = keep_inside(str_trim(str_cut(&rest, ',')), readings, count);
        for (size_t i = 0; i < count; i++) {
            bool related = i == 0 || gazetteer_contains(readings[0], readings[i]) || gazetteer_contains(readings[i], readings[0]);
            if (related && written < room)
                out[written++] = readings[i];
            else
                others++;
        }
    }
    arena_release(&a);
    if (other_readings)
        *other_readings = others;
    return written;
}

/* In these countries one says in which state a place lies. */
static bool names_its_state(const char *country)
{
    static const char *const countries[] = {"US", "CA", "AU", "IN", "BR", "MX", "GB", "DE"};
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        if (strcmp(countries[i], country) == 0)
            return true;
    return false;
}

str gazetteer_full_name(arena *a, place_id id)
{
    place here, above;
    if (!gazetteer_get(id, &here))
        return STR("");
    str full = here.name, last = here.name;
    place_id up[8];
    size_t count = gazetteer_ancestors(id, up, 8);
    for (size_t i = 0; i < count && gazetteer_get(up[i], &above); i++) {
        bool wanted = above.kind == PLACE_COUNTRY || (above.kind == PLACE_ADMIN1 && names_its_state(here.country));
        if (!wanted || (above.kind == PLACE_COUNTRY && str_equal(above.name, last)))
            continue;
        full = arena_printf(a, "%.*s, %.*s", STR_ARG(full), STR_ARG(above.name));
        last = above.name;
    }
    return full;
}
