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

/* Those of which it is the usual name, then those that it is one of many spellings of: Newtown is not Tallahassee. */
static size_t usual_first(str folded, place_id *out, size_t room, size_t *usual)
{
    place_reading named[MAX_READINGS];
    size_t count = gazetteer_readings(folded, named, MAX_READINGS), written = 0;
    if (count > MAX_READINGS)
        count = MAX_READINGS;
    for (unsigned weak = 0; weak < 2; weak++) {
        for (size_t i = 0; i < count && written < room; i++)
            if (named[i].is_weak == (weak == 1))
                out[written++] = named[i].place.id;
        if (weak == 0)
            *usual = written;
    }
    return written;
}

/* "the gambia", "the hague": with and without its article. */
static size_t readings_of(str folded, place_id *out, size_t room, size_t *usual)
{
    size_t count = usual_first(folded, out, room, usual);
    if (count == 0 && str_starts_with(folded, STR("the ")))
        count = usual_first(str_slice(folded, 4, folded.len), out, room, usual);
    place_id state = count == 0 ? gazetteer_abbreviation(folded) : NO_PLACE;
    if (state != NO_PLACE && room > 0) {
        out[0] = state;
        *usual = count = 1;
    }
    return count;
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

size_t gazetteer_query_readings(str value, place_id *out, size_t room, size_t *usual)
{
    arena a = {0};
    size_t count = *usual = resolve_number(str_trim(value), out, room);
    if (count == 0 && value.len <= 256) {
        str rest = fold(&a, str_trim(value)), name = str_trim(str_cut(&rest, ','));
        count = readings_of(name, out, room, usual);
        for (int parts = 0; rest.len > 0 && parts < MAX_PARTS; parts++) {
            str part = str_trim(str_cut(&rest, ','));
            size_t kept = keep_inside(part, out, *usual);
            size_t weak = keep_inside(part, out + *usual, count - *usual);
            memmove(out + kept, out + *usual, weak * sizeof *out);
            *usual = kept;
            count = kept + weak;
        }
    }
    arena_release(&a);
    return count;
}

size_t gazetteer_keep_related(place_id *readings, size_t count)
{
    size_t kept = count > 0;
    for (size_t i = 1; i < count; i++)
        if (gazetteer_contains(readings[0], readings[i]) || gazetteer_contains(readings[i], readings[0]))
            readings[kept++] = readings[i];
    return kept;
}

size_t gazetteer_resolve_query(str value, place_id *out, size_t room, size_t *other_readings)
{
    place_id readings[MAX_READINGS];
    size_t usual, count = gazetteer_query_readings(value, readings, MAX_READINGS, &usual);
    size_t kept = gazetteer_keep_related(readings, count);
    if (other_readings)
        *other_readings = count - kept;
    if (kept > room)
        kept = room;
    if (kept > 0)
        memcpy(out, readings, kept * sizeof *out);
    return kept;
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
