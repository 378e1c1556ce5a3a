/* public.c - tags as store/tags.h keeps them -> the lists of <quoth/tag.h> */
#include "store/tags/public.h"

#include <stdlib.h>

#include "gazetteer/gazetteer.h"
#include "text/utf8.h"

/* --- names of rules --- */

static const char SPEAKER_RULES[] = "rules.speaker", PLACE_RULES[] = "rules.place", DATE_RULES[] = "rules.date";

static quoth_status store_names(catalogue *c, const char *setting, const char *(*name)(uint8_t), quoth_error *err)
{
    arena a = {0};
    buf lines = {0};
    str old = STR("");
    size_t used = 0; /* up to the last rule that has a name */
    for (unsigned rule = 0; name && rule <= UINT8_MAX; rule++) {
        str text = str_from(name((uint8_t)rule));
        buf_put_str(&lines, text);
        buf_put_byte(&lines, '\n');
        if (text.len > 0)
            used = lines.len;
    }
    lines.len = used;
    quoth_status status = catalogue_get_setting(c, &a, setting, &old, err);
    if (status == QUOTH_NOT_FOUND)
        status = QUOTH_OK;
    if (status == QUOTH_OK && !str_equal(old, buf_str(&lines)))
        status = catalogue_put_setting(c, setting, buf_str(&lines), err);
    buf_release(&lines);
    arena_release(&a);
    return status;
}

quoth_status rule_names_store(catalogue *c, const tags_lookup *names, quoth_error *err)
{
    TRY(store_names(c, SPEAKER_RULES, names->speaker_rule, err));
    TRY(store_names(c, PLACE_RULES, names->place_rule, err));
    return store_names(c, DATE_RULES, names->date_rule, err);
}

static quoth_status load_names(catalogue *c, arena *a, const char *setting, str *out, quoth_error *err)
{
    *out = STR("");
    quoth_status status = catalogue_get_setting(c, a, setting, out, err);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

quoth_status rule_names_load(catalogue *c, arena *a, rule_names *out, quoth_error *err)
{
    TRY(load_names(c, a, SPEAKER_RULES, &out->speaker, err));
    TRY(load_names(c, a, PLACE_RULES, &out->place, err));
    return load_names(c, a, DATE_RULES, &out->date, err);
}

/* --- the lists --- */

struct quoth_tags {
    arena a;
    quoth_quotation *quotations;
    quoth_place *places;
    quoth_timex *timexes;
    quoth_focus *focus;
    size_t focus_count, quotation_count, place_count, timex_count;
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
    rule_names stored;
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

/* The line of this number; the number itself where there is none. */
static const char *rule_of(const maker *m, const char *(*name)(uint8_t), str stored, uint8_t rule)
{
    if (name)
        return name(rule);
    for (unsigned line = 0; stored.len > 0; line++) {
        str text = str_cut(&stored, '\n');
        if (line == rule)
            return arena_zero_terminated(m->a, text);
    }
    return arena_printf(m->a, "%u", rule).data;
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
                             .rule = rule_of(m, m->lookup->speaker_rule, m->stored.speaker, q->rule),
                             .in_title = q->in_title,
                             .role = q->role.len ? arena_zero_terminated(m->a, q->role) : ""};
}

static quoth_place place_of(const maker *m, const place_mention *p)
{
    static const char *const kinds[] = {"name", "demonym", "dateline", "within"};
    place facts;
    if (!gazetteer_get(p->place, &facts))
        facts = (place){.name = STR("")};
    return (quoth_place){.span = span_of(m, p->span, p->in_title),
                         .text = text_of(m, p->span, p->in_title),
                         .name = arena_zero_terminated(m->a, facts.name),
                         .geonameid = p->place,
                         .lat = (double)facts.lat,
                         .lon = (double)facts.lon,
                         .country = arena_zero_terminated(m->a, str_from(facts.country)),
                         .kind = p->kind <= MENTION_WITHIN ? kinds[p->kind] : "",
                         .confidence = p->confidence / 100.0,
                         .rule = rule_of(m, m->lookup->place_rule, m->stored.place, p->rule),
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
                         .rule = rule_of(m, m->lookup->date_rule, m->stored.date, d->rule),
                         .in_title = d->in_title};
}

static void list_focus(quoth_tags *t, const focus_list *places)
{
    t->focus = ARENA_ARRAY(&t->a, quoth_focus, places->count + 1);
    for (size_t i = 0; i < places->count; i++) {
        const place_focus *f = &places->items[i];
        place p;
        if (f->is_focus && gazetteer_get(f->place, &p))
            t->focus[t->focus_count++] = (quoth_focus){.geonameid = p.id,
                                                       .name = arena_zero_terminated(&t->a, p.name),
                                                       .country = arena_zero_terminated(&t->a, str_from(p.country)),
                                                       .share = f->share / 100.0};
    }
}

quoth_tags *tags_public_new(const tags *found, const focus_list *places, str title, str body, const tags_lookup *lookup)
{
    quoth_tags *t = mem_zalloc(sizeof *t);
    maker m = {&t->a, offsets_of(&t->a, title), offsets_of(&t->a, body), lookup, {.speaker = STR("")}};
    if (lookup->stored)
        m.stored = *lookup->stored;
    list_focus(t, places);
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

size_t quoth_tags_focus(const quoth_tags *t, const quoth_focus **list)
{
    *list = t->focus;
    return t->focus_count;
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
