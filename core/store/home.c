/* home.c - where is a publication at home? */
#include "store/home.h"

enum { LEAST_ARTICLES = 4, MOST_LEVELS = 9 /* a place and its ancestors */ };

/* --- votes --- */

static bool has_vote(place_kind kind)
{
    switch (kind) {
    case PLACE_COUNTRY:
    case PLACE_ADMIN1:
    case PLACE_ADMIN2: return true;
    case PLACE_CONTINENT:
    case PLACE_CITY:
    case PLACE_OTHER: break;
    }
    return false;
}

static void decay(home_votes *v)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < v->count; i++)
        if (--v->votes[i].articles > 0)
            v->votes[kept++] = v->votes[i];
    v->count = kept;
}

static void count_place(home_votes *v, place_id id)
{
    for (uint32_t i = 0; i < v->count; i++) {
        if (v->votes[i].place == id) {
            v->votes[i].articles++;
            return;
        }
    }
    if (v->count == HOME_MOST_PLACES)
        decay(v);
    else
        v->votes[v->count++] = (home_vote){id, 1};
}

typedef struct id_set {
    place_id items[HOME_MOST_PLACES];
    size_t count;
} id_set;

static void add_once(id_set *set, place_id id)
{
    place p;
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i] == id)
            return;
    if (set->count < HOME_MOST_PLACES && gazetteer_get(id, &p) && has_vote(p.kind))
        set->items[set->count++] = id;
}

void home_votes_add(home_votes *v, const place_id *certain, size_t count)
{
    id_set met = {.count = 0};
    for (size_t i = 0; i < count && met.count < HOME_MOST_PLACES; i++) {
        place_id above[MOST_LEVELS];
        size_t levels = gazetteer_ancestors(certain[i], above, MOST_LEVELS);
        add_once(&met, certain[i]);
        for (size_t k = 0; k < levels; k++)
            add_once(&met, above[k]);
    }
    v->articles += met.count > 0;
    for (size_t i = 0; i < met.count; i++)
        count_place(v, met.items[i]);
}

/* --- the decision --- */

/* The place of this kind in most articles, inside `outer` if that is one; NO_PLACE if in too few. */
static place_id winner(const home_votes *v, place_kind kind, place_id outer, uint32_t least_percent, uint32_t *articles)
{
    const home_vote *best = NULL;
    for (uint32_t i = 0; i < v->count; i++) {
        place p;
        const home_vote *vote = &v->votes[i];
        if (vote->articles < LEAST_ARTICLES || (uint64_t)vote->articles * 100 < (uint64_t)v->articles * least_percent)
            continue;
        bool better = !best || vote->articles > best->articles || (vote->articles == best->articles && vote->place < best->place);
        if (better && gazetteer_get(vote->place, &p) && p.kind == kind && (outer == NO_PLACE || gazetteer_contains(outer, p.id)))
            best = vote;
    }
    if (!best)
        return NO_PLACE;
    *articles = best->articles;
    return best->place;
}

source_home home_of(const home_votes *v)
{
    uint32_t met = 0;
    source_home h = {.articles = v->articles};
    h.country = winner(v, PLACE_COUNTRY, NO_PLACE, 60, &met);
    if (h.country != NO_PLACE)
        h.division = winner(v, PLACE_ADMIN1, h.country, 50, &met);
    if (h.division != NO_PLACE)
        h.county = winner(v, PLACE_ADMIN2, h.division, 33, &met);
    h.share = v->articles ? (uint32_t)((uint64_t)met * 100 / v->articles) : 0;
    return h;
}

/* --- on disk --- */

void home_votes_encode(const home_votes *v, buf *out)
{
    buf_put_varint(out, v->articles);
    buf_put_varint(out, v->count);
    for (uint32_t i = 0; i < v->count; i++) {
        buf_put_varint(out, v->votes[i].place);
        buf_put_varint(out, v->votes[i].articles);
    }
}

quoth_status home_votes_decode(str bytes, home_votes *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(bytes);
    uint64_t articles = read_varint(&r), count = read_varint(&r);
    *out = (home_votes){0};
    if (articles > UINT32_MAX || count > HOME_MOST_PLACES)
        return fail(err, QUOTH_CORRUPT, "a damaged row about a publication's home");
    out->articles = (uint32_t)articles;
    for (; out->count < count; out->count++) {
        uint64_t id = read_varint(&r), met = read_varint(&r);
        if (id > UINT32_MAX || met == 0 || met > articles)
            return fail(err, QUOTH_CORRUPT, "a damaged row about a publication's home");
        out->votes[out->count] = (home_vote){(place_id)id, (uint32_t)met};
    }
    return r.bad || r.at != r.end ? fail(err, QUOTH_CORRUPT, "a damaged row about a publication's home") : QUOTH_OK;
}
