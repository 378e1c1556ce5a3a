/* expression_field.c - random fields and mentions: values that some article has, written in their several ways */
#include "gazetteer/gazetteer.h"
#include "names/byline.h"
#include "oracle.h"
#include "store/fields/custom.h"
#include "text/fold.h"

#define SOME_OF(table) (table)[random_below(sizeof(table) / sizeof *(table))]

static const tagged *some_tag(const tagged_list *list)
{
    return list->count ? &list->items[random_below((uint32_t)list->count)] : NULL;
}

/* A value that can stand between quotation marks. */
static void take_value(const making *m, expression *e, str value)
{
    if (str_find(value, STR("\"")) == SIZE_MAX && str_find(value, STR("\\")) == SIZE_MAX)
        e->value = value;
    e->sought = custom_folded(m->a, e->value);
}

/* --- days --- */

static str date_text(const making *m, day d, int parts)
{
    char text[11];
    return arena_printf(m->a, "%.*s", parts, day_format(d, text));
}

enum { DAY_LETTERS = 10, MONTH_LETTERS = 7, YEAR_LETTERS = 4 };

static void set_whole(const making *m, expression *e, day d)
{
    civil_date c = day_to_civil(d);
    day_range ranges[] = {{d, d}, day_range_of_month(c.year, c.month), day_range_of_year(c.year)};
    static const int letters[] = {DAY_LETTERS, MONTH_LETTERS, YEAR_LETTERS};
    unsigned which = random_below(3);
    e->value = date_text(m, d, letters[which]);
    e->first_day = ranges[which].first;
    e->last_day = ranges[which].last;
}

/* A day, month or year, or a range of days that may be open. */
static void set_days(const making *m, expression *e, day d)
{
    bool from = random_below(4) > 0, to = !from || random_below(4) > 0;
    if (random_below(3) == 0) {
        set_whole(m, e, d);
        return;
    }
    e->first_day = from ? d - (day)random_below(20) : DAY_OPEN_FIRST;
    e->last_day = to ? d + (day)random_below(40) : DAY_OPEN_LAST;
    e->value = arena_printf(m->a, "%.*s..%.*s", STR_ARG(from ? date_text(m, e->first_day, DAY_LETTERS) : STR("")),
                            STR_ARG(to ? date_text(m, e->last_day, DAY_LETTERS) : STR("")));
}

static void set_published(const making *m, expression *e, day d)
{
    e->field = SOME_OF(((const char *[]){"date", "date", "since", "until"}));
    if (e->field[0] == 'd') {
        set_days(m, e, d);
        return;
    }
    set_whole(m, e, d);
    if (e->field[0] == 's')
        e->last_day = DAY_OPEN_LAST;
    else
        e->first_day = DAY_OPEN_FIRST;
}

/* --- numbers --- */

static void set_numbers(const making *m, expression *e, unsigned about)
{
    unsigned n = random_below(about), more = random_below(about);
    e->least = 0;
    e->most = UINT64_MAX;
    switch (random_below(8)) {
    case 0: e->least = n + 1, e->value = arena_printf(m->a, ">%u", n); break;
    case 1: e->least = n, e->value = arena_printf(m->a, ">=%u", n); break;
    case 2: e->most = n, e->value = arena_printf(m->a, "<%u", n + 1); break;
    case 3: e->most = n, e->value = arena_printf(m->a, "<=%u", n); break;
    case 4: e->least = e->most = n, e->value = arena_printf(m->a, "%u", n); break;
    case 5: e->least = n, e->value = arena_printf(m->a, "%u..", n); break;
    case 6: e->most = n, e->value = arena_printf(m->a, "..%u", n); break;
    default: e->least = n, e->most = n + more, e->value = arena_printf(m->a, "%u..%u", n, n + more);
    }
}

/* --- names --- */

/* One or two words of a name, or exactly this name. */
static void set_name(const making *m, expression *e, str name)
{
    if (name.len && random_below(6) == 0 && str_find(name, STR("\"")) == SIZE_MAX) {
        e->whole = true;
        e->sought = custom_folded(m->a, name);
        e->value = arena_printf(m->a, "=%.*s", STR_ARG(name));
        return;
    }
    str kept = STR("");
    unsigned count = 1 + (random_below(3) == 0);
    while (name.len) {
        str word = str_cut(&name, ' ');
        if (!is_plain(word) || (kept.len && random_below(2) == 0))
            continue;
        kept = kept.len && count > 1 ? arena_printf(m->a, "%.*s %.*s", STR_ARG(kept), STR_ARG(word)) : word;
    }
    e->value = e->sought = kept;
}

static void resolve_places(const making *m, expression *e)
{
    str value = e->value;
    for (size_t i = 0; i < m->w->place_names.count; i++)
        if (str_equal(m->w->place_names.items[i].folded, fold(m->a, value)))
            value = m->w->place_names.items[i].meant;
    e->place_count = gazetteer_resolve_query(value, e->places, MOST_MEANT_PLACES, NULL);
    if (e->place_count > MOST_MEANT_PLACES)
        e->place_count = MOST_MEANT_PLACES;
}

/* Which one of several is meant, the archive tells (tests/golden/places.txt). */
static bool is_of_several(str name)
{
    place_id readings[64];
    size_t usual, count = gazetteer_query_readings(name, readings, 64, &usual);
    return gazetteer_keep_related(readings, usual ? usual : count) < (usual ? usual : count);
}

/* By number, by name, or by a name that a rule gives it. */
static void set_place(const making *m, expression *e, const tagged *t)
{
    place p;
    if (random_below(12) == 0 && m->w->place_names.count)
        e->value = STR("zubrow CITY");
    else if (t && random_below(2) && gazetteer_get(t->place, &p))
        take_value(m, e, p.name);
    else if (t)
        e->value = arena_printf(m->a, "%u", t->place);
    if (t && is_of_several(e->value))
        e->value = arena_printf(m->a, "%u", t->place);
    if (e->value.len)
        resolve_places(m, e);
}

static void set_near(const making *m, expression *e, const tagged *t)
{
    place p;
    if (!t || !gazetteer_get(t->place, &p))
        return;
    double lat = (double)p.lat + random_below(200) / 100.0 - 1;
    e->lat = lat > 90 ? 90 : lat < -90 ? -90 : lat;
    e->lon = (double)p.lon;
    double distance = 1 + random_below(random_below(2) ? 100 : 3000);
    bool miles = random_below(3) == 0;
    e->km = miles ? distance * 1.609344 : distance;
    e->value = arena_printf(m->a, "%.3f,%.3f,%.0f%s", e->lat, e->lon, distance, miles ? "mi" : random_below(2) ? "km" : "");
    str rest = e->value;
    str_to_double(str_cut(&rest, ','), &e->lat);
    str_to_double(str_cut(&rest, ','), &e->lon);
}

/* Half of all take any tag. */
static unsigned some_surety(void)
{
    return random_below(2) ? 0 : 50 + random_below(51);
}

/* --- addresses --- */

static str some_address(const making *m, str url)
{
    size_t scheme = str_find(url, STR("://")), cut;
    str page = scheme == SIZE_MAX ? url : str_slice(url, scheme + 3, url.len);
    if (random_below(4) == 0)
        return url;
    cut = str_find(page, STR(":"));
    if (cut != SIZE_MAX || (cut = str_find(page, STR("?"))) != SIZE_MAX)
        page = str_slice(page, 0, cut);
    for (unsigned i = random_below(4); i > 0 && str_find(page, STR("/")) != SIZE_MAX; i--)
        while (page.len && page.data[--page.len] != '/') {
        }
    if (random_below(4) == 0 && str_find(page, STR("/")) == SIZE_MAX)
        str_cut(&page, '.');
    return random_below(5) ? page : arena_printf(m->a, "%.*s/", STR_ARG(page));
}

/* --- fields --- */

static void set_has(const making *m, expression *e)
{
    (void)m;
    e->value = str_from(SOME_OF(
        ((const char *[]){"speaker", "quote", "place", "on", "date", "title", "source", "author", "url", "tags", "desk"})));
}

static void set_own(const making *m, expression *e, const oracle_article *art)
{
    const own_value *v = art->fields.count ? &art->fields.items[random_below((uint32_t)art->fields.count)] : NULL;
    if (!v || str_equal(v->name, STR("captured")))
        return;
    e->field = arena_zero_terminated(m->a, v->name);
    take_value(m, e, v->value);
}

typedef enum field_kind {
    SOME_PUBLISHED,
    SOME_SOURCE,
    SOME_AUTHOR,
    SOME_LANG,
    SOME_ID,
    SOME_URL,
    SOME_LENGTH,
    SOME_QUOTES,
    SOME_SPEAKER,
    SOME_PLACE,
    SOME_NEAR,
    SOME_ON,
    SOME_CAPTURED,
    SOME_HAS,
    SOME_OWN,
    FIELD_KINDS
} field_kind;

static void set_mentioned_days(const making *m, expression *e, const tagged *t)
{
    if (t && t->first_day != NO_DAY && t->first_day > 0)
        set_days(m, e, t->first_day);
}

/* One of the authors, by one name or the whole name, or all. */
static void set_author(const making *m, expression *e, str keys)
{
    e->field = "author";
    str one = keys, name;
    for (uint32_t skipped = random_below(3); skipped > 0 && str_find(one, STR("; ")) != SIZE_MAX; skipped--)
        one = str_slice(one, str_find(one, STR("; ")) + 2, one.len);
    one = str_trim(str_cut(&one, ';'));
    name = one;
    switch (random_below(5)) {
    case 0: take_value(m, e, keys); break;
    case 1: take_value(m, e, one); break;
    case 2: take_value(m, e, arena_printf(m->a, "=%.*s", STR_ARG(one))); break;
    case 3: take_value(m, e, str_cut(&name, ' ')); break;
    default: (void)str_cut(&name, ' '), take_value(m, e, name); break;
    }
    e->sought = byline_wanted(m->a, e->value);
}

/* The whole name, or some of its words side by side. */
static void set_source(const making *m, expression *e, str name)
{
    e->field = "source";
    if (name.len > 0 && random_below(5) == 0) {
        take_value(m, e, name);
        e->value = arena_printf(m->a, "=%.*s", STR_ARG(e->value));
        e->whole = true;
        return;
    }
    for (uint32_t skipped = random_below(3); skipped > 0 && str_find(name, STR(" ")) != SIZE_MAX; skipped--)
        (void)str_cut(&name, ' ');
    for (uint32_t left = random_below(2); left > 0 && str_find(name, STR(" ")) != SIZE_MAX; left--)
        name = str_cut(&name, ' ');
    take_value(m, e, name);
}

/* Fills in a field of this kind with what the article has; without a value where it has nothing. */
static void set_field(const making *m, expression *e, field_kind kind, const oracle_article *art)
{
    const tagged *quoted = some_tag(&art->quotations), *named = some_tag(&art->places);
    switch (kind) {
    case SOME_PUBLISHED: set_published(m, e, art->published != NO_DAY ? art->published : 19600); return;
    case SOME_SOURCE: set_source(m, e, art->source); return;
    case SOME_AUTHOR: set_author(m, e, art->author); return;
    case SOME_LANG:
        e->field = "lang",
        e->value = art->lang == LANGUAGE_UNKNOWN || random_below(2) ? language_code(art->lang) : language_name(art->lang);
        return;
    case SOME_ID: e->field = "id", take_value(m, e, art->external_id); return;
    case SOME_URL: e->field = "url", take_value(m, e, art->url.len ? some_address(m, art->url) : STR("")); return;
    case SOME_LENGTH: e->field = "length", set_numbers(m, e, 400); return;
    case SOME_QUOTES: e->field = "quotes", set_numbers(m, e, 5); return;
    case SOME_SPEAKER: e->field = "speaker", set_name(m, e, quoted ? quoted->name : STR("")); break;
    case SOME_PLACE: e->field = "place", set_place(m, e, named); break;
    case SOME_NEAR: e->field = "near", set_near(m, e, named); break;
    case SOME_ON: e->field = "on", set_mentioned_days(m, e, some_tag(&art->dates)); return;
    case SOME_CAPTURED:
        e->field = "captured",
        set_days(m, e, art->capture_count ? art->captured[random_below((uint32_t)art->capture_count)] : 19600);
        return;
    case SOME_HAS: e->field = "has", set_has(m, e); return;
    case SOME_OWN: set_own(m, e, art); return;
    case FIELD_KINDS: return;
    }
    e->surety = some_surety(); /* of tags */
}

/* field:(a OR b) */
static expression *some_values(const making *m, field_kind kind)
{
    expression *e = new_expression(m, IS_VALUES, 2);
    for (size_t i = 0; i < e->part_count; i++) {
        e->parts[i] = new_expression(m, IS_FIELD, 0);
        set_field(m, e->parts[i], kind, some_article(m));
        e->parts[i]->surety = 0;
        if (!e->parts[i]->value.len)
            return NULL;
    }
    e->field = e->parts[0]->field;
    return strcmp(e->field, e->parts[1]->field) == 0 ? e : NULL;
}

static expression *some_quote_field(const making *m)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    expression *e = new_expression(m, IS_FIELD, 0);
    const oracle_article *art = some_article(m);
    const tagged *quoted = some_tag(&art->quotations), *named = some_tag(&art->persons);
    switch (random_below(4)) {
    case 0:
        e->field = "kind";
        e->n = random_below(3);
        e->value = str_from(kinds[e->n]);
        return e;
    case 1:
        e->field = "about";
        set_place(m, e, some_tag(&art->places));
        e->sought = fold(m->a, e->value);
        break;
    case 2:
        e->field = "about";
        set_name(m, e, named ? named->name : STR(""));
        if (is_of_several(e->value))
            e->value = STR("");
        resolve_places(m, e);
        break;
    default:
        e->field = "by";
        set_name(m, e, quoted ? quoted->name : STR(""));
        e->surety = some_surety();
    }
    return e->value.len ? e : NULL;
}

expression *some_field(const making *m)
{
    field_kind kind = (field_kind)random_below(FIELD_KINDS);
    if (m->in_quote)
        return some_quote_field(m);
    if (random_below(8) == 0)
        return some_values(m, kind);
    expression *e = new_expression(m, IS_FIELD, 0);
    set_field(m, e, kind, some_article(m));
    return e->value.len ? e : NULL;
}

expression *some_mention(const making *m)
{
    expression *e = new_expression(m, IS_MENTION, 0);
    const oracle_article *art = some_article(m);
    e->field = SOME_OF(((const char *[]){"@person", "@speaker", "@place", "@date"}));
    const tagged *t = some_tag(mentions_of(art, e));
    if (!t || random_below(2))
        return e;
    if (e->field[2] == 'l')
        set_place(m, e, t);
    else if (e->field[2] == 'a')
        set_mentioned_days(m, e, t);
    else
        set_name(m, e, t->name);
    return e;
}
