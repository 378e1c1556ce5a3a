/* resolve.c - which of the places of its name is meant? */
#include "indexer/tag/place/resolve.h"

#include <math.h>

#include "indexer/tag/place/weights.h"
#include "text/fold.h"
#include "text/words.h"

enum { MAX_VOTED = 32, MAX_ANCHORS = 16, ROUNDS = 2 };

/* --- "Paris, Texas" --- */

static bool lies_in(const place_reading *inner, const place_reading *outer)
{
    place_id id = outer->place.id;
    return inner->place.id != id && (inner->division_id == id || inner->country_id == id || inner->place.parent == id);
}

/* Of a list ("Canada, Mexico"; "Boston, New York") no town in the second one is meant, nor of a name said twice, but for "New
 * York, New York". */
static bool may_lie_in(const called *inner, const place_reading *in, const called *outer, const place_reading *out)
{
    enum { BORE_ITS_STATE = 100000, TIMES_LARGER = 20 };
    const place_reading *usual = &inner->readings[0], *beside = &outer->readings[0];
    if (inner == outer)
        return in->place.population >= BORE_ITS_STATE;
    if (usual->place.kind == PLACE_CITY && beside->place.kind == PLACE_CITY && usual->country_id == beside->country_id &&
        usual->place.population >= TIMES_LARGER * in->place.population)
        return false;
    return !(out->place.kind == PLACE_COUNTRY && in->place.kind != PLACE_COUNTRY &&
             inner->readings[0].place.kind == PLACE_COUNTRY);
}

/* The first, that is most prominent, reading of `inner` within one of `outer`'s; of the weak ones only if there is no other. */
static bool find_containment(const called *inner, const called *outer, bool weak, uint32_t *inner_reading,
                             uint32_t *outer_reading)
{
    for (uint32_t i = 0; i < inner->reading_count; i++) {
        for (uint32_t o = 0; o < outer->reading_count; o++) {
            const place_reading *in = &inner->readings[i], *out = &outer->readings[o];
            if (in->is_weak != weak || out->place.kind > PLACE_ADMIN2 || !lies_in(in, out) || !may_lie_in(inner, in, outer, out))
                continue;
            *inner_reading = i;
            *outer_reading = o;
            return true;
        }
    }
    return !weak && find_containment(inner, outer, true, inner_reading, outer_reading);
}

static bool says_where(str gap)
{
    static const char *const gaps[] = {", ", " (", ",\n", " in ", ", in "};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (word_is_this(gap, gaps[i]))
            return true;
    return false;
}

/* "Elizabeth Warren (Mass.)", of a member of parliament. */
static bool is_persons_state(const spot *s, const called *state, str gap)
{
    return state->is_abbreviation && word_is_this(gap, " (") &&
           (feature_has(s, F_PREV_GIVEN) || feature_has(s, F_PREV_HONORIFIC) || feature_has(s, F_IN_PERSON));
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
        if (gap.len > 5 || !says_where(gap) || is_persons_state(inner, around, gap) ||
            !find_containment(inside, around, false, &inner_reading, &outer_reading))
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

/* --- "New York state" --- */

static const struct {
    const char *word;
    place_kind kind;
} kind_words[] = {{"state", PLACE_ADMIN1},  {"province", PLACE_ADMIN1}, {"oblast", PLACE_ADMIN1}, {"governorate", PLACE_ADMIN1},
                  {"county", PLACE_ADMIN2}, {"city", PLACE_CITY},       {"town", PLACE_CITY},     {"village", PLACE_CITY}};

static bool kind_of_word(str form, place_kind *kind)
{
    for (size_t i = 0; i < sizeof kind_words / sizeof *kind_words; i++) {
        if (word_is_this(form, kind_words[i].word)) {
            *kind = kind_words[i].kind;
            return true;
        }
    }
    return false;
}

/* The word behind a name, or the one before its "of", says what kind of place it is. */
static bool kind_beside(const analysis *an, const spot *s, place_kind *kind)
{
    uint32_t last = s->first + s->count - 1;
    if (last + 1 < an->token_count && str_equal(place_gap_after(an, last), STR(" ")) &&
        kind_of_word(token_form(&an->tokens[last + 1]), kind))
        return true;
    return s->first >= 2 && str_equal(token_form(&an->tokens[s->first - 1]), STR("of")) &&
           str_equal(place_gap_before(an, s->first - 1), STR(" ")) && kind_of_word(token_form(&an->tokens[s->first - 2]), kind);
}

void place_resolve_kinds(const tag_input *in, found *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        const called *name = &f->names.items[s->called];
        place_kind kind;
        if (s->pinned != NO_SPOT || name->reading_count < 2 || !kind_beside(s->in_title ? in->title : in->body, s, &kind))
            continue;
        uint32_t only = NO_SPOT, count = 0;
        for (uint32_t r = 0; r < name->reading_count; r++) {
            if (name->readings[r].place.kind == kind && !name->readings[r].is_weak) {
                only = r;
                count++;
            }
        }
        if (count == 1) {
            s->pinned = only;
            s->pinned_alone = true;
        }
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
    bool is_division;
} anchor;

struct ballot {
    vote countries[MAX_VOTED], divisions[MAX_VOTED];
    size_t country_count, division_count;
    float country_sum, division_sum, division_most;
    anchor anchors[MAX_ANCHORS];
    size_t anchor_count;
    char hint[3]; /* country of the source's domain or home, or "" */
    str host;     /* of the article's address, or its source where it has none; small letters */
    source_home home;
};

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

/* exp(-km/100), summed over the other anchors, at most 1. Flat-earth distances: only near ones count. A state lies where its
 * middle is: that the judge learned to make something of, but it speaks for no town there (London, Ohio). */
static float nearness(const struct ballot *b, const place_reading *r, uint32_t self, bool to_divisions)
{
    float sum = 0;
    for (size_t i = 0; i < b->anchor_count; i++) {
        const anchor *n = &b->anchors[i];
        float dlat = n->lat - r->place.lat, dlon = (n->lon - r->place.lon) * n->shrink;
        float squared = dlat * dlat + dlon * dlon;
        if (n->name != self && squared < 25 && (to_divisions || !n->is_division))
            sum += n->weight * expf(-sqrtf(squared) * 1.1f);
    }
    return sum < 1 ? sum : 1;
}

/* What the article's other names say for this reading; the name's own vote is left out. */
static void count_support(const struct ballot *b, const called *name, const place_reading *r, uint32_t self, float *x)
{
    const place_reading *now = name->chosen < name->reading_count ? &name->readings[name->chosen] : NULL;
    float own = now ? name->weight * name->certainty : 0;
    float country = votes_for(b->countries, b->country_count, r->country_id);
    float division = votes_for(b->divisions, b->division_count, r->division_id);
    float own_country = now && now->country_id != NO_PLACE ? own : 0,
          own_division = now && now->division_id != NO_PLACE ? own : 0;
    if (now && now->country_id == r->country_id && country > 0)
        country -= own;
    if (now && now->division_id == r->division_id && division > 0)
        division -= own;
    x[R_COUNTRY_SHARE] = country / (b->country_sum - own_country + 1);
    x[R_DIVISION_SHARE] = division / (b->division_sum - own_division + 1);
    x[R_COUNTRY_VOTED] = country > .5f;
    x[R_DIVISION_VOTED] = division > .5f;
    x[R_NEARNESS] = nearness(b, r, self, false);
    x[R_CAPITAL_UNVOTED] = r->is_capital && country <= .5f && !name->has_division;
    x[R_PEOPLE_UNVOTED] = country <= .5f ? x[R_CITY_PEOPLE] : 0;
    x[R_IN_TOP_DIVISION] = division > .5f && division >= b->division_most - own;
}

/* Washington the state beside the capital, Aleppo the province beside its city. */
static void note_namesakes(const called *name, const place_reading *division, float *x)
{
    for (uint32_t i = 0; i < name->reading_count; i++) {
        const place_reading *r = &name->readings[i];
        if (r->place.kind != PLACE_CITY || r->is_weak)
            continue;
        if (r->is_capital && r->country_id == division->country_id)
            x[R_HAS_CAPITAL_NAMESAKE] = 1;
        else if ((division->place.kind == PLACE_ADMIN2 && r->place.parent == division->place.id) ||
                 (r->is_seat && r->division_id == division->place.id))
            x[R_HAS_CITY_NAMESAKE] = 1;
    }
}

enum { KNOWN_ABROAD = 150000, TIMES_LARGER = 8, KNOWN_ALONE = 100000, TIMES_LARGER_CAPITAL = 5 }; /* people */

bool place_may_overshadow(const place_reading *great)
{
    if (great->is_weak)
        return false;
    if (great->place.kind == PLACE_OTHER)
        return great->country_id == NO_PLACE;
    return great->place.kind == PLACE_CITY && (great->is_capital || great->place.population >= KNOWN_ABROAD);
}

/* Whether everybody thinks of the first one, which may overshadow others, when it hears the name of both: an ocean, a capital, or
 * a city of the world. Within a land its people tell the Columbus of Nebraska from the one of Ohio. */
static bool overshadows(const place_reading *great, const place_reading *small)
{
    uint64_t people = small->place.population, others = great->place.population;
    if (great->place.kind == PLACE_OTHER)
        return true;
    if (great->is_capital)
        return others >= TIMES_LARGER_CAPITAL * people;
    return great->country_id != small->country_id && people < KNOWN_ALONE && others >= TIMES_LARGER * people;
}

/* Whoever writes of Washington, Illinois, or of Paris, Texas, says so (then it is pinned), or speaks of what lies around it, or
 * writes for a newspaper that bears its name. Everybody else means the great one, however often Illinois is mentioned. */
static void note_overshadowed(const struct ballot *b, const called *name, const place_reading *r, float *x)
{
    if ((r->place.kind != PLACE_CITY && r->place.kind != PLACE_ADMIN2) || r->is_capital)
        return;
    bool is_in_host = name->great && str_find(b->host, name->key) != SIZE_MAX;
    for (uint32_t left = name->great; left; left &= left - 1) {
        const place_reading *other = &name->readings[__builtin_ctz(left)];
        bool is_abroad = other->country_id != r->country_id;
        if (other->place.id != r->place.id && overshadows(other, r) && !(is_abroad && is_in_host))
            x[is_abroad ? R_LESSER_ABROAD : R_LESSER_IN_LAND] = 1 - x[R_NEARNESS];
    }
}

static bool is_home(place_id home, const place_reading *r)
{
    return home != NO_PLACE && (r->place.id == home || r->place.parent == home || r->division_id == home);
}

void place_reading_features(const found *f, uint32_t number, uint32_t reading, float x[R_COUNT])
{
    static const reading_feature kinds[] = {R_CONTINENT, R_COUNTRY, R_ADMIN1, R_ADMIN2, R_CITY, R_OTHER};
    const called *name = &f->names.items[number];
    const place_reading *r = &name->readings[reading];
    memset(x, 0, R_COUNT * sizeof *x);
    x[kinds[r->place.kind]] = 1;
    if (r->place.kind != PLACE_CONTINENT && r->place.kind != PLACE_OTHER)
        x[r->place.kind == PLACE_CITY ? R_CITY_PEOPLE : R_LAND_PEOPLE] = name->people[reading];
    x[R_CAPITAL] = r->is_capital;
    x[R_SEAT] = r->is_seat;
    x[R_SECTION] = r->is_section;
    x[R_WEAK] = r->is_weak;
    x[R_FIRST] = reading == 0;
    x[R_HINT] = f->votes->hint[0] && strcmp(f->votes->hint, r->place.country) == 0;
    x[R_HOME_DIVISION] = is_home(f->votes->home.division, r);
    x[R_HOME_COUNTY] = is_home(f->votes->home.county, r);
    count_support(f->votes, name, r, number, x);
    if (!x[R_HOME_DIVISION] && !x[R_HOME_COUNTY])
        note_overshadowed(f->votes, name, r, x);
    if (r->place.kind == PLACE_ADMIN2 || (r->place.kind == PLACE_ADMIN1 && !x[R_DIVISION_VOTED]))
        note_namesakes(name, r, x);
    if (r->place.kind != PLACE_OTHER && r->place.kind != PLACE_COUNTRY)
        x[R_HAS_LANDMARK_NAMESAKE] = name->has_landmark; /* the Red Sea is known better than the province of that name */
}

static float score_reading(const found *f, uint32_t number, uint32_t reading)
{
    float x[R_COUNT], sum = 0;
    place_reading_features(f, number, reading, x);
    for (unsigned i = 0; i < R_COUNT; i++)
        sum += x[i] * reading_weights[i];
    return sum;
}

/* Scores all readings, takes the best; certainty is its share of the odds. */
static void choose(found *f, uint32_t number)
{
    called *name = &f->names.items[number];
    uint32_t best = 0;
    float sum = 0;
    for (uint32_t i = 0; i < name->reading_count; i++)
        name->scores[i] = name->reading_count > 1 ? score_reading(f, number, i) : 0;
    for (uint32_t i = 1; i < name->reading_count; i++)
        if (name->scores[i] > name->scores[best])
            best = i;
    for (uint32_t i = 0; i < name->reading_count; i++)
        sum += expf(name->scores[i] - name->scores[best]);
    name->chosen = best;
    name->certainty = 1 / sum;
}

static void add_anchor(struct ballot *b, const called *name, uint32_t number)
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
    b->anchors[at] = (anchor){p->lat, p->lon, cosf(p->lat * (float)M_PI / 180), weight, number, p->kind == PLACE_ADMIN1};
}

static void count_votes(struct ballot *b, const found *f)
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
    b->division_most = 0;
    for (size_t i = 0; i < b->division_count; i++)
        b->division_most = fmaxf(b->division_most, b->divisions[i].weight);
}

/* A name that is pinned somewhere has that sense everywhere. */
static void apply_pins(found *f)
{
    for (size_t i = f->spots.count; i-- > 0;) {
        const spot *s = &f->spots.items[i];
        if (s->pinned == NO_SPOT || s->pinned_alone ||
            (s->is_container && s->container == NO_SPOT && f->names.items[s->called].contained))
            continue;
        f->names.items[s->called].chosen = s->pinned;
        f->names.items[s->called].certainty = 1;
    }
}

/* --- the source's own country --- */

/* In `a`. */
static str host_of_source(arena *a, const tag_input *in)
{
    str host = in->art->url;
    size_t scheme = str_find(host, STR("://"));
    if (scheme != SIZE_MAX)
        host = str_slice(host, scheme + 3, host.len);
    host = str_cut(&host, '/');
    return fold(a, host.len ? host : in->art->source);
}

static void hint_of_source(const tag_input *in, str host, char out[3])
{
    static const struct {
        const char *suffix, *country;
    } rows[] = {{".uk", "GB"}, {".au", "AU"}, {".ca", "CA"}, {".ie", "IE"}, {".nz", "NZ"}, {".in", "IN"},
                {".za", "ZA"}, {".pk", "PK"}, {".ke", "KE"}, {".ng", "NG"}, {".il", "IL"}, {".ph", "PH"},
                {".sg", "SG"}, {".my", "MY"}, {".jp", "JP"}, {".cn", "CN"}, {".de", "DE"}, {".fr", "FR"},
                {".us", "US"}, {".lb", "LB"}, {".eg", "EG"}, {".jm", "JM"}, {".gh", "GH"}, {".bd", "BD"}};
    place country;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_ends_with(host, str_from(rows[i].suffix)))
            memcpy(out, rows[i].country, 3);
    if (!out[0] && in->home.country != NO_PLACE && gazetteer_get(in->home.country, &country))
        memcpy(out, country.country, 3);
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

static void set_features(const struct ballot *b, found *f)
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
        float near = nearness(b, r, s->called, true);
        feature_set(s, near > .4f ? F_NEAR_50 : near > .1f ? F_NEAR_200 : F_FAR);
    }
}

void place_resolve_names(arena *a, const tag_input *in, found *f, bool features)
{
    struct ballot *b = f->votes ? f->votes : ARENA_NEW(a, struct ballot);
    f->votes = b;
    b->host = host_of_source(a, in);
    hint_of_source(in, b->host, b->hint);
    b->home = in->home;
    weigh_names(f);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < f->names.count; i++) {
            if (round == 0)
                f->names.items[i].chosen = MAX_READINGS; /* not chosen yet: no votes of its own to leave out */
            choose(f, i);
        }
        apply_pins(f);
        count_votes(b, f);
    }
    if (features)
        set_features(b, f);
}
