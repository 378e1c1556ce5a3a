/* place.c - which places does an article speak of? Find, judge, resolve, judge again. */
#include "indexer/tag/place/place.h"
#include "indexer/tag/place/find.h"
#include "indexer/tag/place/judge.h"
#include "indexer/tag/place/resolve.h"

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

/* Where the dateline at the head of the body ends, or 0. */
static size_t dateline_end(const analysis *body)
{
    static const char *const dashes[] = {" — ", " – ", " -- ", " - ", "— ", "—", ") "};
    str head = str_slice(body->text, 0, DATELINE_BYTES);
    size_t end = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(head, str_from(dashes[i]));
        if (at != SIZE_MAX && (end == 0 || at < end) &&
            (dashes[i][0] != ')' || str_find(str_slice(head, 0, at), STR("(")) != SIZE_MAX))
            end = at;
    }
    for (uint32_t i = 0; end > 0 && i < body->token_count && body->tokens[i].start < end; i++)
        if (!(body->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_DIGIT)))
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
    place_resolve_kinds(in, out);
    place_judge_chances(out);
    place_resolve_names(a, in, out, true);
    place_judge_article(out);
    place_judge_chances(out);
    place_resolve_names(a, in, out, false);
}

void tag_places(arena *a, const tag_input *in, tags *out)
{
    found f;
    place_find(a, in, out, &f);
    for (size_t i = 0; i < f.spots.count; i++)
        if (f.spots.items[i].chance >= PLACE_THRESHOLD)
            vec_push(a, &out->places, mention_of(&f, &f.spots.items[i]));
}
