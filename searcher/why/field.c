/* field.c - which value has the article, where another was asked for? */
#include "searcher/why/looking.h"
#include "store/fields/custom.h"

#include "gazetteer/gazetteer.h"
#include "searcher/match/facts.h"
#include "searcher/plan/resolve.h"
#include "searcher/snippet/snippet.h"

enum { MOST_NAMES = 5, MOST_COUNTED = 256 };

/* --- lists of what the article has --- */

typedef struct seen_value {
    str name;
    size_t count;
} seen_value;

typedef VEC(seen_value) value_list;

static void count_value(looking *l, value_list *list, str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name)) {
            list->items[i].count++;
            return;
        }
    if (name.len && list->count < MOST_COUNTED)
        vec_push(l->a, list, (seen_value){name, 1});
}

/* "Ada Quist (3), Cork Council", the most frequent first. */
static str write_values(looking *l, value_list *list)
{
    str text = STR("");
    for (size_t i = 1; i < list->count; i++)
        for (size_t j = i; j > 0 && list->items[j].count > list->items[j - 1].count; j--) {
            seen_value v = list->items[j];
            list->items[j] = list->items[j - 1];
            list->items[j - 1] = v;
        }
    for (size_t i = 0; i < list->count && i < MOST_NAMES; i++) {
        const seen_value *v = &list->items[i];
        text = arena_printf(l->a, "%.*s%s%.*s", STR_ARG(text), i ? ", " : "", STR_ARG(v->name));
        if (v->count > 1)
            text = arena_printf(l->a, "%.*s (%zu)", STR_ARG(text), v->count);
    }
    if (list->count > MOST_NAMES)
        text = arena_printf(l->a, "%.*s and %zu more", STR_ARG(text), list->count - MOST_NAMES);
    return text;
}

static quoth_status speaker_name(looking *l, uint32_t number, str *out)
{
    *out = STR("");
    if (number == 0)
        return QUOTH_OK;
    quoth_status status = catalogue_speaker_name(l->s->archive->catalogue, l->a, number, out, l->err);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

static str day_text(looking *l, const forward_mark *m)
{
    char first[11], last[11];
    if ((int32_t)m->value == NO_DAY || (int32_t)m->value2 == DAY_OPEN_LAST)
        return STR("");
    day_format((int32_t)m->value, first);
    day_format((int32_t)m->value2, last);
    return m->value == m->value2 ? arena_copy(l->a, str_from(first)) : arena_printf(l->a, "%s..%s", first, last);
}

static quoth_status mark_name(looking *l, const forward_mark *m, str *out)
{
    place p;
    *out = STR("");
    switch ((mark_kind)m->kind) {
    case MARK_QUOTATION:
    case MARK_SPEAKER:
    case MARK_PERSON: return speaker_name(l, m->value, out);
    case MARK_PLACE: *out = gazetteer_get(m->value, &p) ? p.name : STR(""); break;
    case MARK_DATE: *out = day_text(l, m); break;
    }
    return QUOTH_OK;
}

static bool is_in_window(const looking *l, const forward_mark *m)
{
    span w = looking_window(l);
    return m->first >= w.first && m->end <= w.end && m->first < m->end;
}

/* What marks of this kind name, "" for none. */
static quoth_status list_marks(looking *l, mark_kind kind, str *out)
{
    value_list values = {0};
    for (uint32_t i = 0; i < l->record.mark_count; i++) {
        str name;
        if (l->record.marks[i].kind != kind || !is_in_window(l, &l->record.marks[i]))
            continue;
        TRY(mark_name(l, &l->record.marks[i], &name));
        count_value(l, &values, name);
    }
    *out = write_values(l, &values);
    return QUOTH_OK;
}

/* --- fields that stand in marks --- */

static bool mark_answers(const looking *l, const node *n, const forward_mark *m)
{
    return n->kind == NODE_MENTION ? facts_mark_is(n, l->record.article, m) : facts_mark_satisfies(n, l->record.article, m);
}

static quoth_status marks_hold(looking *l, const node *n, const char *what, reason *r)
{
    VEC(span) found = {0};
    value_list values = {0};
    for (uint32_t i = 0; i < l->record.mark_count; i++) {
        const forward_mark *m = &l->record.marks[i];
        str name;
        if (!is_in_window(l, m) || !mark_answers(l, n, m))
            continue;
        vec_push(l->a, &found, (span){m->first, m->end});
        TRY(mark_name(l, m, &name));
        count_value(l, &values, name);
    }
    str names = write_values(l, &values);
    r->because =
        arena_printf(l->a, "%s %.*s%s%.*s", what, STR_ARG(looking_times(l, found.count)), names.len ? ": " : "", STR_ARG(names));
    r->passages[0] = (spans){found.items, found.count};
    spans_sort(&r->passages[0]);
    r->passage_count = 1;
    r->one_each = true;
    return QUOTH_OK;
}

/* The surest tag that would do but for the confidence asked for; 0 where there is none. */
static unsigned surest(const looking *l, const node *n)
{
    node any = *n;
    unsigned best = 0;
    any.surety = 0;
    for (uint32_t i = 0; n->surety && i < l->record.mark_count; i++) {
        const forward_mark *m = &l->record.marks[i];
        if (facts_mark_satisfies(&any, l->record.article, m) && m->confidence > best)
            best = m->confidence;
    }
    return best;
}

static bool is_named(const looking *l, const node *n, mark_kind kind)
{
    for (uint32_t i = 0; i < l->record.mark_count; i++)
        for (size_t k = 0; l->record.marks[i].kind == kind && k < n->id_count; k++)
            if (l->record.marks[i].value == n->ids[k])
                return true;
    return false;
}

static bool is_unknown(const node *n)
{
    return resolve_needs_ids(n) && n->id_count + n->people_count == 0;
}

static quoth_status speaker_fails(looking *l, const node *n, reason *r)
{
    str names;
    TRY(list_marks(l, MARK_QUOTATION, &names));
    unsigned sure = surest(l, n);
    if (sure)
        r->because = arena_printf(l->a, "quoted, but no tag is surer than %u.%02u", sure / 100, sure % 100);
    else if (is_unknown(n))
        r->because = arena_printf(l->a, "nobody called %.*s is quoted in the archive; ", STR_ARG(n->value));
    else if (is_named(l, n, MARK_PERSON))
        r->because = STR("named, but not quoted; ");
    else
        r->because = STR("not quoted here; ");
    if (!sure)
        r->because = names.len ? arena_printf(l->a, "%.*squoted: %.*s", STR_ARG(r->because), STR_ARG(names))
                               : arena_printf(l->a, "%.*snobody is", STR_ARG(r->because));
    return QUOTH_OK;
}

static quoth_status place_fails(looking *l, const node *n, reason *r)
{
    str names;
    TRY(list_marks(l, MARK_PLACE, &names));
    unsigned sure = surest(l, n);
    if (sure)
        r->because = arena_printf(l->a, "named, but no tag is surer than %u.%02u", sure / 100, sure % 100);
    else if (is_unknown(n))
        r->because = arena_printf(l->a, "no place called %.*s is known", STR_ARG(n->value));
    else
        r->because = names.len ? arena_printf(l->a, "not named; places here: %.*s", STR_ARG(names)) : STR("no place is named");
    return QUOTH_OK;
}

static quoth_status on_fails(looking *l, const node *n, reason *r)
{
    str names;
    TRY(list_marks(l, MARK_DATE, &names));
    (void)n;
    r->because = names.len ? arena_printf(l->a, "not named; days here: %.*s", STR_ARG(names)) : STR("no day is named");
    return QUOTH_OK;
}

static quoth_status near_place_fails(looking *l, const node *n, reason *r)
{
    double best = -1;
    str name = STR("");
    for (uint32_t i = 0; i < l->record.mark_count; i++) {
        place p;
        if (l->record.marks[i].kind != MARK_PLACE || !gazetteer_get(l->record.marks[i].value, &p))
            continue;
        double km = gazetteer_km((float)n->lat, (float)n->lon, p.lat, p.lon);
        if (best < 0 || km < best) {
            best = km;
            name = p.name;
        }
    }
    r->because = best < 0 ? STR("no place is named")
                          : arena_printf(l->a, "the nearest place here is %.*s, %.0f km away; you asked for %.0f km",
                                         STR_ARG(name), best, n->km);
    return QUOTH_OK;
}

static quoth_status about_fails(looking *l, const node *n, reason *r)
{
    str places, people;
    TRY(list_marks(l, MARK_PLACE, &places));
    TRY(list_marks(l, MARK_PERSON, &people));
    const char *both = places.len && people.len ? ", " : "";
    (void)n;
    r->because = places.len + people.len
                     ? arena_printf(l->a, "not named in it; named: %.*s%s%.*s", STR_ARG(people), both, STR_ARG(places))
                     : STR("neither a person nor a place is named in it");
    return QUOTH_OK;
}

/* --- fields of the article, and of one quotation --- */

static quoth_status speaks(looking *l, const node *n, bool holds, reason *r)
{
    const forward_mark *q = matcher_quotation(l->m);
    str name = STR("");
    if (q)
        TRY(speaker_name(l, q->value, &name));
    if (is_unknown(n))
        r->because = arena_printf(l->a, "nobody called %.*s is quoted in the archive", STR_ARG(n->value));
    else
        r->because = name.len ? arena_printf(l->a, "spoken by %.*s", STR_ARG(name)) : STR("nobody is named as its speaker");
    if (q && !holds && n->surety && q->confidence < n->surety)
        r->because = arena_printf(l->a, "%.*s, with a confidence of %u.%02u", STR_ARG(r->because), q->confidence / 100,
                                  q->confidence % 100);
    return QUOTH_OK;
}

static str published(looking *l)
{
    char written[11];
    if (l->facts.slot->published_day == NO_DAY)
        return STR("the article has no date");
    return arena_printf(l->a, "published %s", day_format(l->facts.slot->published_day, written));
}

static str captured_on(looking *l)
{
    char written[11], last_written[11];
    str days = l->facts.value(l->facts.context, FIELD_CAPTURED);
    day first = NO_DAY, last = NO_DAY;
    size_t count = 0;
    for (; days.len > 0; count++) {
        day captured = day_parse(str_cut(&days, '\n'));
        first = count == 0 || captured < first ? captured : first;
        last = count == 0 || captured > last ? captured : last;
    }
    if (first == NO_DAY)
        return STR("it comes from no crawl");
    if (first == last)
        return arena_printf(l->a, "captured %s", day_format(first, written));
    return arena_printf(l->a, "captured on %zu days from %s to %s", count, day_format(first, written),
                        day_format(last, last_written));
}

static str own_value(looking *l, const char *name, str value)
{
    return value.len ? arena_printf(l->a, "its %s is %s", name, snippet_clean(l->a, value))
                     : arena_printf(l->a, "it has no %s", name);
}

/* Custom fields have several values. */
static str custom_values_of(looking *l, const node *n)
{
    value_list values = {0};
    str rest = l->art.row.fields, name, value;
    while (custom_next(&rest, &name, &value))
        if (str_equal_ascii_nocase(name, n->custom))
            count_value(l, &values, value);
    if (values.count == 0)
        return arena_printf(l->a, "it has no %.*s", STR_ARG(n->custom));
    str list = write_values(l, &values);
    return arena_printf(l->a, "its %.*s: %.*s", STR_ARG(n->custom), STR_ARG(list));
}

static str value_of(looking *l, const node *n)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    const catalogue_article *row = &l->art.row;
    const forward_mark *q = matcher_quotation(l->m);
    switch (n->field) {
    case FIELD_DATE:
    case FIELD_SINCE:
    case FIELD_UNTIL: return published(l);
    case FIELD_SOURCE: return own_value(l, "source", row->source);
    case FIELD_AUTHOR: return own_value(l, "byline", row->author);
    case FIELD_ID: return own_value(l, "id", row->external_id);
    case FIELD_URL: return own_value(l, "address", row->url);
    case FIELD_CAPTURED: return captured_on(l);
    case FIELD_LANG: return own_value(l, "language", language_code(row->lang));
    case FIELD_LENGTH: return arena_printf(l->a, "it has %u words", l->facts.slot->words);
    case FIELD_QUOTES: return arena_printf(l->a, "it has %u quotations", l->facts.slot->quotations);
    case FIELD_CUSTOM: return custom_values_of(l, n);
    case FIELD_KIND: return q && q->detail < 3 ? arena_printf(l->a, "it is %s", kinds[q->detail]) : STR("");
    case FIELD_NONE:
    case FIELD_TITLE:
    case FIELD_LEAD:
    case FIELD_BODY:
    case FIELD_SPEAKER:
    case FIELD_PLACE:
    case FIELD_ON:
    case FIELD_HAS:
    case FIELD_NEAR:
    case FIELD_LIKE:
    case FIELD_QUOTE:
    case FIELD_BY:
    case FIELD_ABOUT:
    case FIELD_EDIT:
    case FIELD_REMOVED:
    case FIELD_ADDED:
    case FIELD_COUNT: break;
    }
    return STR("");
}

/* A row for each field that is answered by marks. */
static const struct by_marks {
    field_id id;
    const char *what; /* "quoted" once */
    quoth_status (*fails)(looking *l, const node *n, reason *r);
} by_marks[] = {{FIELD_SPEAKER, "quoted", speaker_fails},
                {FIELD_PLACE, "named", place_fails},
                {FIELD_ON, "named", on_fails},
                {FIELD_NEAR, "named", near_place_fails},
                {FIELD_ABOUT, "named", about_fails}};

quoth_status why_field(looking *l, const node *n, bool holds, reason *r)
{
    for (size_t i = 0; i < sizeof by_marks / sizeof *by_marks; i++)
        if (by_marks[i].id == n->field)
            return holds ? marks_hold(l, n, by_marks[i].what, r) : by_marks[i].fails(l, n, r);
    if (n->field == FIELD_BY)
        return speaks(l, n, holds, r);
    if (n->field == FIELD_HAS)
        r->because = holds ? STR("it has") : STR("it has none");
    else
        r->because = value_of(l, n);
    return QUOTH_OK;
}

quoth_status why_mention(looking *l, const node *n, bool holds, reason *r)
{
    static const mark_kind kinds[] = {[MENTION_OF_PERSON] = MARK_PERSON,
                                      [MENTION_OF_SPEAKER] = MARK_SPEAKER,
                                      [MENTION_OF_PLACE] = MARK_PLACE,
                                      [MENTION_OF_DATE] = MARK_DATE};
    str names;
    if (holds)
        return marks_hold(l, n, "named", r);
    TRY(list_marks(l, kinds[n->mention], &names));
    r->because = names.len ? arena_printf(l->a, "not named; named: %.*s", STR_ARG(names)) : STR("none is named");
    return QUOTH_OK;
}

/* --- one quotation --- */

/* How much of an expression holds, 0 to 1. */
static double share_that_holds(looking *l, const node *n)
{
    double sum = 0, best = 0;
    if (matcher_holds(l->m, n))
        return 1;
    for (uint32_t i = 0; i < n->kid_count; i++) {
        double share = share_that_holds(l, n->kids[i]);
        sum += share;
        best = share > best ? share : best;
    }
    switch (n->kind) {
    case NODE_AND:
    case NODE_QUORUM: return sum / n->kid_count;
    case NODE_OR: return best * 0.99;
    case NODE_NEAR: return sum / 3;
    case NODE_ATLEAST:
    case NODE_NOT_NEAR: return best / 2;
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_NOT:
    case NODE_FIELD:
    case NODE_MENTION:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
    return 0;
}

quoth_status why_quote(looking *l, const node *n, bool holds, const forward_mark **nearest, reason *r)
{
    size_t count = 0;
    double best = -1;
    str name = STR("");
    *nearest = NULL;
    for (uint32_t i = 0; i < l->record.mark_count && best < 1; i++) {
        const forward_mark *m = &l->record.marks[i];
        if (m->kind != MARK_QUOTATION || m->first >= m->end)
            continue;
        count++;
        matcher_look_inside(l->m, m);
        double share = share_that_holds(l, n->kids[0]);
        if (share > best) {
            best = share;
            *nearest = m;
        }
    }
    matcher_look_inside(l->m, NULL);
    if (!*nearest) {
        r->because = STR("it has no quotation");
        return QUOTH_OK;
    }
    TRY(speaker_name(l, (*nearest)->value, &name));
    if (name.len == 0)
        name = STR("somebody who is not named");
    if (holds)
        r->because = arena_printf(l->a, "in a quotation of %.*s", STR_ARG(name));
    else
        r->because = count == 1 ? arena_printf(l->a, "its only quotation, of %.*s, does not", STR_ARG(name))
                                : arena_printf(l->a, "none of %zu quotations; the nearest, of %.*s:", count, STR_ARG(name));
    r->passages[0] = (spans){ARENA_NEW(l->a, span), 1};
    r->passages[0].items[0] = (span){(*nearest)->first, (*nearest)->end};
    r->passage_count = 1;
    r->one_each = true;
    return QUOTH_OK;
}
