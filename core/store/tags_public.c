/* tags_public.c - tags as store/tags.h keeps them -> the lists of <quoth/tag.h> */
#include "store/tags_public.h"

#include <stdlib.h>

#include "text/utf8.h"

struct quoth_tags {
    arena a;
    quoth_quotation *quotations;
    quoth_place *places;
    quoth_timex *timexes;
    size_t quotation_count, place_count, timex_count;
};

/* Byte offset -> code points before it, in any order: counted once at every STEP bytes. */
enum { STEP = 64 };
typedef struct offsets {
    str text;
    uint32_t *counts;
} offsets;

static size_t starts_in(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return n;
}

static offsets offsets_of(arena *a, str text)
{
    offsets o = {text, arena_alloc(a, (text.len / STEP + 1) * sizeof *o.counts)};
    uint32_t count = 0;
    for (size_t i = 0; i <= text.len / STEP; i++) {
        o.counts[i] = count;
        count += (uint32_t)starts_in(str_slice(text, i * STEP, (i + 1) * STEP));
    }
    return o;
}

static uint32_t code_points_before(const offsets *o, uint32_t byte)
{
    size_t at = byte < o->text.len ? byte : o->text.len;
    return o->counts[at / STEP] + (uint32_t)starts_in(str_slice(o->text, at / STEP * STEP, at));
}

typedef struct maker {
    arena *a;
    offsets title, body;
    const tags_lookup *lookup;
} maker;

static quoth_span span_of(const maker *m, text_span s, bool in_title)
{
    const offsets *o = in_title ? &m->title : &m->body;
    return (quoth_span){s.start, s.end, code_points_before(o, s.start), code_points_before(o, s.end)};
}

static const char *text_of(const maker *m, text_span s, bool in_title)
{
    return arena_zero_terminated(m->a, str_slice(in_title ? m->title.text : m->body.text, s.start, s.end));
}

static const char *rule_of(const maker *m, const char *(*name)(uint8_t), uint8_t rule)
{
    return name ? name(rule) : arena_printf(m->a, "%u", rule).data;
}

static quoth_quotation quotation_of(const maker *m, const quotation *q)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    return (quoth_quotation){.span = span_of(m, q->span, q->in_title),
                             .kind = q->kind < 3 ? kinds[q->kind] : "",
                             .speaker = span_of(m, q->speaker, q->in_title),
                             .speaker_text = text_of(m, q->speaker, q->in_title),
                             .name = arena_zero_terminated(m->a, q->name),
                             .cue = span_of(m, q->cue, q->in_title),
                             .confidence = q->confidence / 100.0,
                             .rule = rule_of(m, m->lookup->speaker_rule, q->rule),
                             .in_title = q->in_title};
}

static quoth_place place_of(const maker *m, const place_mention *p)
{
    static const char *const kinds[] = {"name", "demonym", "dateline"};
    place_facts facts = {.name = STR("")};
    if (m->lookup->place && !m->lookup->place(p->place, &facts))
        facts = (place_facts){.name = STR("")};
    return (quoth_place){.span = span_of(m, p->span, p->in_title),
                         .text = text_of(m, p->span, p->in_title),
                         .name = arena_zero_terminated(m->a, facts.name),
                         .geonameid = p->place,
                         .lat = facts.lat,
                         .lon = facts.lon,
                         .country = arena_zero_terminated(m->a, str_from(facts.country)),
                         .kind = p->kind < 3 ? kinds[p->kind] : "",
                         .confidence = p->confidence / 100.0,
                         .rule = rule_of(m, m->lookup->place_rule, p->rule),
                         .in_title = p->in_title};
}

static const char *day_text(const maker *m, day d)
{
    char text[11];
    return d == NO_DAY || d == DAY_OPEN_LAST ? "" : arena_zero_terminated(m->a, str_from(day_format(d, text)));
}

static quoth_timex timex_of(const maker *m, const date_mention *d)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    return (quoth_timex){.span = span_of(m, d->span, d->in_title),
                         .type = d->type < 4 ? types[d->type] : "",
                         .value = arena_zero_terminated(m->a, d->value),
                         .first_day = day_text(m, d->days.first),
                         .last_day = day_text(m, d->days.last),
                         .confidence = d->confidence / 100.0,
                         .rule = rule_of(m, m->lookup->date_rule, d->rule),
                         .in_title = d->in_title};
}

quoth_tags *tags_public_new(const tags *found, str title, str body, const tags_lookup *lookup)
{
    quoth_tags *t = mem_zalloc(sizeof *t);
    maker m = {&t->a, offsets_of(&t->a, title), offsets_of(&t->a, body), lookup};
    t->quotation_count = found->quotations.count;
    t->place_count = found->places.count;
    t->timex_count = found->dates.count;
    t->quotations = ARENA_ARRAY(&t->a, quoth_quotation, t->quotation_count + 1);
    t->places = ARENA_ARRAY(&t->a, quoth_place, t->place_count + 1);
    t->timexes = ARENA_ARRAY(&t->a, quoth_timex, t->timex_count + 1);
    for (size_t i = 0; i < t->quotation_count; i++)
        t->quotations[i] = quotation_of(&m, &found->quotations.items[i]);
    for (size_t i = 0; i < t->place_count; i++)
        t->places[i] = place_of(&m, &found->places.items[i]);
    for (size_t i = 0; i < t->timex_count; i++)
        t->timexes[i] = timex_of(&m, &found->dates.items[i]);
    return t;
}

size_t quoth_tags_quotations(const quoth_tags *t, const quoth_quotation **list)
{
    *list = t->quotations;
    return t->quotation_count;
}

size_t quoth_tags_places(const quoth_tags *t, const quoth_place **list)
{
    *list = t->places;
    return t->place_count;
}

size_t quoth_tags_timexes(const quoth_tags *t, const quoth_timex **list)
{
    *list = t->timexes;
    return t->timex_count;
}

void quoth_tags_free(quoth_tags *t)
{
    if (!t)
        return;
    arena_release(&t->a);
    free(t);
}
