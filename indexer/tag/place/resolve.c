/* resolve.c - which of the places of its name is meant? */
#include "indexer/tag/place/resolve.h"

#include <math.h>

enum { MAX_VOTED = 32, MAX_ANCHORS = 16, ROUNDS = 3 };

/* Measured on annotated news: what a reading's prominence, its country, its division and its neighbours are worth. */
static const float COUNTRY_VOTE = 3.0f, DIVISION_VOTE = 4.0f, NEAR_VOTE = 3.0f, WEAK_NAME = 2.5f, HINT = 1.5f;

/* --- "Paris, Texas" --- */

static bool lies_in(const place_reading *inner, const place_reading *outer)
{
    place_id id = outer->place.id;
    return inner->place.id != id && (inner->division_id == id || inner->country_id == id || inner->place.parent == id);
}

/* The first, that is most prominent, reading of `inner` within one of `outer`'s. */
static bool find_containment(const called *inner, const called *outer, uint32_t *inner_reading, uint32_t *outer_reading)
{
    for (uint32_t i = 0; i < inner->reading_count; i++) {
        for (uint32_t o = 0; o < outer->reading_count; o++) {
            if (outer->readings[o].place.kind > PLACE_ADMIN2 || !lies_in(&inner->readings[i], &outer->readings[o]))
                continue;
            *inner_reading = i;
            *outer_reading = o;
            return true;
        }
    }
    return false;
}

static bool says_where(str gap)
{
    static const char *const gaps[] = {", ", " (", ",\n", " in ", ", in "};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (str_equal(gap, str_from(gaps[i])))
            return true;
    return false;
}

void place_resolve_containers(const tag_input *in, found *f)
{
    for (size_t i = f->spots.count; i-- > 1;) {
        spot *inner = &f->spots.items[i - 1], *outer = &f->spots.items[i];
        called *inside = &f->names.items[inner->called], *around = &f->names.items[outer->called];
        if (inner->in_title != outer->in_title || inside->is_demonym || around->is_demonym || inner->span.end > outer->span.start)
            continue;
        str text = inner->in_title ? in->art->title : in->art->body, gap = str_slice(text, inner->span.end, outer->span.start);
        uint32_t inner_reading, outer_reading;
        if (gap.len > 5 || !says_where(gap) || !find_containment(inside, around, &inner_reading, &outer_reading))
            continue;
        inner->container = (uint32_t)i;
        inner->pinned = inner_reading;
        inside->contained++;
        around->says_where = true;
        outer->is_container = true;
        if (outer->pinned == NO_SPOT)
            outer->pinned = outer_reading;
    }
}

/* --- voting --- */

typedef struct vote {
    place_id id;
    float weight;
} vote;

typedef struct anchor {
    float lat, lon, shrink, weight; /* shrink: how much shorter a degree of longitude is there */
    uint32_t name;
} anchor;

typedef struct ballot {
    vote countries[MAX_VOTED], divisions[MAX_VOTED];
    size_t country_count, division_count;
    float country_sum, division_sum;
    anchor anchors[MAX_ANCHORS];
    size_t anchor_count;
    char hint[3]; /* country of the source's domain, or "" */
} ballot;

static void add_vote(vote *votes, size_t *count, place_id id, float weight)
{
    if (id == NO_PLACE)
        return;
    for (size_t i = 0; i < *count; i++) {
        if (votes[i].id == id) {
            votes[i].weight += weight;
            return;
        }
    }
    if (*count < MAX_VOTED)
        votes[(*count)++] = (vote){id, weight};
}

static float votes_for(const vote *votes, size_t count, place_id id)
{
    for (size_t i = 0; i < count; i++)
        if (votes[i].id == id)
            return votes[i].weight;
    return 0;
}

static float prominence(const place_reading *r)
{
    static const float by_kind[] = {[PLACE_CONTINENT] = 16, [PLACE_COUNTRY] = 4, [PLACE_ADMIN1] = 1,
                                    [PLACE_ADMIN2] = -2.5f, [PLACE_CITY] = 0,    [PLACE_OTHER] = 11};
    float people = r->place.kind == PLACE_CONTINENT || r->place.kind == PLACE_OTHER ? 1 : fmaxf((float)r->place.population, 500);
    return .6f * (logf(people) + by_kind[r->place.kind] + 2 * r->is_capital + .7f * r->is_seat - 1.5f * r->is_section) -
           WEAK_NAME * r->is_weak;
}

/* exp(-km/100), summed over the other anchors, at most 1. Flat-earth distances: only near ones count. */
static float nearness(const ballot *b, const place_reading *r, uint32_t self)
{
    float sum = 0;
    for (size_t i = 0; i < b->anchor_count; i++) {
        const anchor *n = &b->anchors[i];
        float dlat = n->lat - r->place.lat, dlon = (n->lon - r->place.lon) * n->shrink;
        float squared = dlat * dlat + dlon * dlon;
        if (n->name != self && squared < 25)
            sum += n->weight * expf(-sqrtf(squared) * 1.1f);
    }
    return sum < 1 ? sum : 1;
}

static float score_reading(const ballot *b, const called *name, uint32_t number, uint32_t self)
{
    const place_reading *r = &name->readings[number];
    float own = name->chosen == number ? name->weight * name->certainty : 0;
    float score = prominence(r);
    float country = votes_for(b->countries, b->country_count, r->country_id);
    float division = votes_for(b->divisions, b->division_count, r->division_id);
    bool own_country = name->chosen < name->reading_count && name->readings[name->chosen].country_id == r->country_id;
    bool own_division = name->chosen < name->reading_count && name->readings[name->chosen].division_id == r->division_id;
    own = name->chosen < name->reading_count ? name->weight * name->certainty : 0;
    if (own_country)
        country -= own;
    if (own_division && r->division_id != NO_PLACE)
        division -= own;
    score += COUNTRY_VOTE * country / (b->country_sum - own + 1);
    score += DIVISION_VOTE * division / (b->division_sum - own + 1);
    score += NEAR_VOTE * nearness(b, r, self);
    if (b->hint[0] && strcmp(b->hint, r->place.country) == 0)
        score += HINT;
    return score;
}

/* Scores all readings, takes the best; certainty is its share of the odds. */
static void choose(const ballot *b, called *name, uint32_t self)
{
    uint32_t best = 0;
    float sum = 0;
    for (uint32_t i = 0; i < name->reading_count; i++)
        name->scores[i] = score_reading(b, name, i, self);
    for (uint32_t i = 1; i < name->reading_count; i++)
        if (name->scores[i] > name->scores[best])
            best = i;
    for (uint32_t i = 0; i < name->reading_count; i++)
        sum += expf(name->scores[i] - name->scores[best]);
    name->chosen = best;
    name->certainty = 1 / sum;
}

static void add_anchor(ballot *b, const called *name, uint32_t number)
{
    const place *p = &name->readings[name->chosen].place;
    float weight = fminf(name->weight, 2) * name->certainty * .5f;
    size_t at = 0;
    if (p->kind == PLACE_CONTINENT || p->kind == PLACE_COUNTRY || weight < .1f)
        return;
    if (b->anchor_count == MAX_ANCHORS) {
        for (size_t i = 1; i < MAX_ANCHORS; i++)
            if (b->anchors[i].weight < b->anchors[at].weight)
                at = i;
        if (b->anchors[at].weight >= weight)
            return;
    } else {
        at = b->anchor_count++;
    }
    b->anchors[at] = (anchor){p->lat, p->lon, cosf(p->lat * (float)M_PI / 180), weight, number};
}

static void count_votes(ballot *b, const found *f)
{
    b->country_count = b->division_count = b->anchor_count = 0;
    b->country_sum = b->division_sum = 0;
    for (uint32_t i = 0; i < f->names.count; i++) {
        const called *name = &f->names.items[i];
        const place_reading *r = &name->readings[name->chosen];
        float weight = name->weight * name->certainty;
        if (weight <= 0)
            continue;
        add_vote(b->countries, &b->country_count, r->country_id, weight);
        add_vote(b->divisions, &b->division_count, r->division_id, weight);
        b->country_sum += r->country_id != NO_PLACE ? weight : 0;
        b->division_sum += r->division_id != NO_PLACE ? weight : 0;
        add_anchor(b, name, i);
    }
}

/* A name that is pinned somewhere has that sense everywhere. */
static void apply_pins(found *f)
{
    for (size_t i = f->spots.count; i-- > 0;) {
        const spot *s = &f->spots.items[i];
        if (s->pinned == NO_SPOT || (s->is_container && s->container == NO_SPOT && f->names.items[s->called].contained))
            continue;
        f->names.items[s->called].chosen = s->pinned;
        f->names.items[s->called].certainty = 1;
    }
}

/* --- the source's own country --- */

static void hint_of_domain(const article *art, char out[3])
{
    static const struct {
        const char *suffix, *country;
    } rows[] = {{".uk", "GB"}, {".au", "AU"}, {".ca", "CA"}, {".ie", "IE"}, {".nz", "NZ"}, {".in", "IN"},
                {".za", "ZA"}, {".pk", "PK"}, {".ke", "KE"}, {".ng", "NG"}, {".il", "IL"}, {".ph", "PH"},
                {".sg", "SG"}, {".my", "MY"}, {".jp", "JP"}, {".cn", "CN"}, {".de", "DE"}, {".fr", "FR"},
                {".us", "US"}, {".lb", "LB"}, {".eg", "EG"}, {".jm", "JM"}, {".gh", "GH"}, {".bd", "BD"}};
    str host = art->url;
    size_t scheme = str_find(host, STR("://"));
    if (scheme != SIZE_MAX)
        host = str_slice(host, scheme + 3, host.len);
    host = str_cut(&host, '/');
    if (host.len == 0)
        host = art->source;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_ends_with(host, str_from(rows[i].suffix)))
            memcpy(out, rows[i].country, 3);
}

/* --- all together --- */

static void weigh_names(found *f)
{
    for (size_t i = 0; i < f->names.count; i++)
        f->names.items[i].weight = 0;
    for (size_t i = 0; i < f->spots.count; i++) {
        called *name = &f->names.items[f->spots.items[i].called];
        if (f->spots.items[i].chance > .3f && name->weight < 3)
            name->weight += f->spots.items[i].chance;
    }
}

static void set_features(const ballot *b, found *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        const called *name = &f->names.items[s->called];
        const place_reading *r = &name->readings[s->pinned != NO_SPOT ? s->pinned : name->chosen];
        float own = name->weight * name->certainty;
        if (votes_for(b->divisions, b->division_count, r->division_id) - own > .8f)
            feature_set(s, F_SAME_DIVISION);
        if (votes_for(b->countries, b->country_count, r->country_id) - own > .8f)
            feature_set(s, F_SAME_COUNTRY);
        float near = nearness(b, r, s->called);
        feature_set(s, near > .4f ? F_NEAR_50 : near > .1f ? F_NEAR_200 : F_FAR);
    }
}

void place_resolve_names(arena *a, const tag_input *in, found *f, bool features)
{
    ballot *b = ARENA_NEW(a, ballot);
    hint_of_domain(in->art, b->hint);
    weigh_names(f);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < f->names.count; i++) {
            if (round == 0)
                f->names.items[i].chosen = MAX_READINGS; /* not chosen yet: no votes of its own to leave out */
            choose(b, &f->names.items[i], i);
        }
        apply_pins(f);
        count_votes(b, f);
    }
    if (features)
        set_features(b, f);
}
