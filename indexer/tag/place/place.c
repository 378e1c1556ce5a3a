/* place.c - which places does an article speak of? Find, judge, resolve, judge again. */
#include "indexer/tag/place/place.h"
#include "indexer/tag/place/find.h"
#include "indexer/tag/place/judge.h"
#include "indexer/tag/place/resolve.h"
#include "indexer/tag/place/unlisted.h"

enum { DATELINE_BYTES = 120 };

typedef enum place_rule {
    RULE_NONE,
    RULE_COUNTRY,
    RULE_DIVISION,
    RULE_TOWN,
    RULE_OTHER,
    RULE_CONTAINED,
    RULE_CONTAINER,
    RULE_ABBREVIATION,
    RULE_DEMONYM,
    RULE_DATELINE,
    RULE_WITHIN,
    RULE_COUNT
} place_rule;

static const char *const rule_names[RULE_COUNT] = {
    [RULE_NONE] = "",
    [RULE_COUNTRY] = "country",
    [RULE_DIVISION] = "division",
    [RULE_TOWN] = "town",
    [RULE_OTHER] = "region or landmark",
    [RULE_CONTAINED] = "town with its state",
    [RULE_CONTAINER] = "says where",
    [RULE_ABBREVIATION] = "abbreviation",
    [RULE_DEMONYM] = "demonym",
    [RULE_DATELINE] = "dateline",
    [RULE_WITHIN] = "within, by a name not in the gazetteer",
};

const char *place_rule_name(uint8_t rule)
{
    return rule < RULE_COUNT ? rule_names[rule] : "";
}

bool place_rule_is_pinned(uint8_t rule)
{
    return rule == RULE_CONTAINED || rule == RULE_CONTAINER || rule == RULE_ABBREVIATION;
}

/* --- datelines: "GAZA CITY, Nov 5 (Reuters) - " --- */

/* "(dpa)": agencies that write themselves small. */
static bool is_small_agency(const analysis *body, uint32_t i)
{
    enum { LONGEST_AGENCY = 5 };
    return body->tokens[i].form_len <= LONGEST_AGENCY && str_ends_with(place_gap_before(body, i), STR(" (")) &&
           str_starts_with(place_gap_after(body, i), STR(")"));
}

/* Where the dateline at the head of the body ends, or 0. */
static size_t dateline_end(const analysis *body)
{
    static const char *const dashes[] = {" — ", " – ", " -- ", " - ", "— ", "—", ") ", "): "};
    str head = str_slice(body->text, 0, DATELINE_BYTES);
    size_t end = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(head, str_from(dashes[i]));
        if (at != SIZE_MAX && (end == 0 || at < end) &&
            (dashes[i][0] != ')' || str_find(str_slice(head, 0, at), STR("(")) != SIZE_MAX))
            end = at;
    }
    for (uint32_t i = 0; end > 0 && i < body->token_count && body->tokens[i].start < end; i++)
        if (!(body->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_DIGIT)) && !is_small_agency(body, i))
            return 0;
    return end;
}

static void mark_dateline(const tag_input *in, found *f)
{
    size_t end = dateline_end(in->body);
    bool first = true;
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        if (s->in_title || s->span.start >= end)
            continue;
        if (first && s->first > 0)
            return; /* a dateline begins with its place */
        first = false;
        s->is_dateline = !f->names.items[s->called].is_demonym;
    }
}

/* --- "DAMASCUS, Nov 5 (SANA) - ", "Damascus, SANA - ": who sent the report stands behind where from --- */

static bool is_in_capitals(const analysis *an, const spot *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (!(an->tokens[s->first + i].flags & TOKEN_ALL_CAPITALS))
            return false;
    return true;
}

static bool has_brackets(const analysis *an, const spot *s)
{
    return str_ends_with(place_gap_before(an, s->first), STR("(")) &&
           str_starts_with(place_gap_after(an, s->first + s->count - 1), STR(")"));
}

static bool joins(str gap)
{
    return str_equal(gap, STR(" ")) || str_equal(gap, STR("-"));
}

/* "(Radio France)", "(Interfax-Ukraine)": in brackets that were opened behind `where`, with another word of the same name. Not
 * "(R-Lake Elsinore)". */
static bool is_in_bracketed_name(const analysis *an, const spot *where, const spot *s)
{
    str before = str_slice(an->text, where->span.end, s->span.start);
    size_t open = str_find(before, STR("("));
    if (open == SIZE_MAX || str_find(str_slice(before, open, before.len), STR(")")) != SIZE_MAX)
        return false;
    bool behind_word = an->tokens[s->first - 1].form_len > 1 && joins(place_gap_before(an, s->first));
    return behind_word || joins(place_gap_after(an, s->first + s->count - 1));
}

/* One reading lies in a reading of the other. */
static bool may_contain(const called *outer, const called *inner)
{
    for (uint32_t o = 0; o < outer->reading_count; o++)
        for (uint32_t i = 0; i < inner->reading_count; i++)
            if (gazetteer_contains(outer->readings[o].place.id, inner->readings[i].place.id))
                return true;
    return false;
}

/* `where`: the place the dateline begins with. */
static bool is_agency(const analysis *body, const found *f, const spot *where, const spot *s)
{
    const called *name = &f->names.items[s->called], *origin = &f->names.items[where->called];
    bool acronym_behind = str_equal(place_gap_before(body, s->first), STR(", ")) && s->count == 1 && is_in_capitals(body, s) &&
                          !is_in_capitals(body, where);
    if (name->is_abbreviation || s->is_container || !(has_brackets(body, s) || acronym_behind))
        return false;
    for (uint32_t r = 0; r < name->reading_count; r++)
        if (name->readings[r].place.kind <= PLACE_COUNTRY)
            return false;
    return !may_contain(name, origin) && !may_contain(origin, name);
}

/* An acronym is the agency wherever the report has it so. */
static void mark_acronym(const tag_input *in, found *f, uint32_t acronym)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        s->is_agency |= s->called == acronym && s->container == NO_SPOT && !s->is_dateline &&
                        is_in_capitals(s->in_title ? in->title : in->body, s);
    }
}

static void mark_agencies(const tag_input *in, found *f)
{
    const spot *where = NULL;
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        if (!s->is_dateline)
            continue;
        if (!where) {
            where = s;
            continue;
        }
        bool in_name = is_in_bracketed_name(in->body, where, s);
        s->is_agency = in_name || is_agency(in->body, f, where, s);
        s->is_dateline = !s->is_agency;
        if (s->is_agency && !in_name && is_in_capitals(in->body, s))
            mark_acronym(in, f, s->called);
    }
}

/* --- the result --- */

static uint8_t rule_of(const called *name, const spot *s, place_kind kind)
{
    static const uint8_t by_kind[] = {
        [PLACE_CONTINENT] = RULE_OTHER, [PLACE_COUNTRY] = RULE_COUNTRY, [PLACE_ADMIN1] = RULE_DIVISION,
        [PLACE_ADMIN2] = RULE_DIVISION, [PLACE_CITY] = RULE_TOWN,       [PLACE_OTHER] = RULE_OTHER};
    if (name->is_demonym)
        return RULE_DEMONYM;
    if (s->is_dateline)
        return RULE_DATELINE;
    if (name->is_abbreviation)
        return RULE_ABBREVIATION;
    if (s->container != NO_SPOT)
        return RULE_CONTAINED;
    return s->is_container ? RULE_CONTAINER : by_kind[kind];
}

static place_mention mention_of(const found *f, const spot *s)
{
    const called *name = &f->names.items[s->called];
    uint32_t reading = s->pinned != NO_SPOT ? s->pinned : name->chosen;
    float sure = s->chance * (s->pinned != NO_SPOT ? 1 : .5f + .5f * name->certainty);
    return (place_mention){.span = s->span,
                           .place = name->readings[reading].place.id,
                           .kind = name->is_demonym ? MENTION_DEMONYM
                                   : s->is_dateline ? MENTION_DATELINE
                                                    : MENTION_NAME,
                           .confidence = (uint8_t)(sure * 100),
                           .rule = rule_of(name, s, name->readings[reading].place.kind),
                           .in_title = s->in_title};
}

void place_find(arena *a, const tag_input *in, const tags *tagged, found *out)
{
    place_find_spots(a, in, out);
    if (out->spots.count == 0)
        return;
    mark_dateline(in, out);
    place_judge_context(in, tagged, out);
    place_resolve_containers(in, out);
    mark_agencies(in, out);
    place_resolve_kinds(in, out);
    place_judge_chances(out);
    place_resolve_names(a, in, out, true);
    place_judge_article(out);
    place_judge_chances(out);
    place_resolve_names(a, in, out, false);
}

static place_mention mention_within(const unlisted *u)
{
    static const float GUESSED = .75f; /* as often are towns that are not told within 161 km of the right place */
    return (place_mention){.span = u->span,
                           .place = u->inside,
                           .kind = MENTION_WITHIN,
                           .confidence = (uint8_t)(u->chance * (u->is_told ? 1 : GUESSED) * 100),
                           .rule = RULE_WITHIN,
                           .in_title = u->in_title};
}

static bool stands_before(const unlisted *u, const spot *s)
{
    return u->in_title != s->in_title ? u->in_title : u->span.start < s->span.start;
}

void tag_places(arena *a, const tag_input *in, tags *out)
{
    found f;
    unlisted_list more;
    size_t next = 0;
    place_find(a, in, out, &f);
    place_find_unlisted(a, in, out, &f, &more);
    for (size_t i = 0; i <= f.spots.count; i++) {
        for (; next < more.count && (i == f.spots.count || stands_before(&more.items[next], &f.spots.items[i])); next++)
            if (more.items[next].chance >= PLACE_THRESHOLD && more.items[next].inside != NO_PLACE)
                vec_push(a, &out->places, mention_within(&more.items[next]));
        if (i < f.spots.count && f.spots.items[i].chance >= PLACE_THRESHOLD)
            vec_push(a, &out->places, mention_of(&f, &f.spots.items[i]));
    }
}
