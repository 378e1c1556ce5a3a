/* brute.c - the definitions of searcher/match/README.md, word for word and without any haste */
#include "gazetteer/gazetteer.h"
#include "oracle.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct brute {
    arena *a;
    stemmers *s;
    const oracle_article *art;
    const tagged *quotation; /* inside quote: */
} brute;

static bool is_same(bounds x, bounds y)
{
    return x.first == y.first && x.end == y.end;
}

static bool overlap(bounds x, bounds y)
{
    return x.first < y.end && y.first < x.end;
}

static bool contains(bounds outer, bounds inner)
{
    return outer.first <= inner.first && inner.end <= outer.end;
}

static bool in_list(const bounds_list *l, bounds b)
{
    for (size_t i = 0; i < l->count; i++)
        if (is_same(l->items[i], b))
            return true;
    return false;
}

static void add(arena *a, bounds_list *l, bounds b)
{
    if (!in_list(l, b))
        vec_push(a, l, b);
}

static bool crosses(const oracle_article *art, bounds b)
{
    return b.first < art->title_words && b.end > art->title_words;
}

/* --- words --- */

static bool wild_fits(str pattern, str form)
{
    if (pattern.len == 0)
        return form.len == 0;
    str rest = str_slice(pattern, 1, pattern.len);
    if (pattern.data[0] == '*') {
        for (size_t i = 0; i <= form.len; i++)
            if (wild_fits(rest, str_slice(form, i, form.len)))
                return true;
        return false;
    }
    if (form.len == 0)
        return false;
    size_t next = 0;
    utf8_next(form, &next);
    if (pattern.data[0] == '?')
        return wild_fits(rest, str_slice(form, next, form.len));
    return pattern.data[0] == form.data[0] && wild_fits(rest, str_slice(form, 1, form.len));
}

/* One edit (insert, delete, change, swap of neighbours) makes them equal. Letters are ASCII in what the oracle asks. */
static bool one_edit(str x, str y)
{
    size_t i = 0;
    while (i < x.len && i < y.len && x.data[i] == y.data[i])
        i++;
    str a = str_slice(x, i, x.len), b = str_slice(y, i, y.len);
    if (a.len + b.len == 0)
        return true;
    if (str_equal(str_slice(a, 1, a.len), b) || str_equal(a, str_slice(b, 1, b.len)))
        return true;
    if (a.len == b.len && str_equal(str_slice(a, 1, a.len), str_slice(b, 1, b.len)))
        return true;
    return a.len == b.len && a.len >= 2 && a.data[0] == b.data[1] && a.data[1] == b.data[0] &&
           str_equal(str_slice(a, 2, a.len), str_slice(b, 2, b.len));
}

static bool choice_fits(const brute *b, const word_choice *c, const written *w)
{
    switch (c->how) {
    case STEMMED: return str_equal(stem_word(b->s, b->art->lang, c->text), w->stem);
    case EXACT: return str_equal(c->text, w->form);
    case WILD: return wild_fits(c->text, w->form);
    case FUZZY: return one_edit(c->text, w->form);
    }
    return false;
}

static bool casing_fits(const oracle_article *art, bounds at, char casing)
{
    bool any_capital = false, all = true;
    for (uint32_t t = at.first; t < at.end; t++) {
        any_capital = any_capital || (art->flags[t] & TOKEN_CAPITAL);
        all = all && (art->flags[t] & TOKEN_ALL_CAPITALS);
    }
    if (casing == 'C')
        return art->flags[at.first] & TOKEN_CAPITAL;
    if (casing == 'A')
        return all;
    return casing != 'N' || !any_capital;
}

static bool scope_fits(const oracle_article *art, bounds at, char scope)
{
    if (scope == 't')
        return at.end <= art->title_words;
    if (scope == 'b')
        return at.first >= art->title_words;
    return scope != 'l' || (at.first >= art->title_words && at.end <= art->lead_end);
}

/* The places where one step of a phrase (or a word) stands. */
static bounds_list step_spans(const brute *b, const expression *e, const step *s)
{
    bounds_list out = {0};
    for (size_t u = 0; u < b->art->unit_count; u++) {
        const written *w = &b->art->units[u];
        if (!scope_fits(b->art, w->at, e->scope) || !casing_fits(b->art, w->at, e->casing))
            continue;
        if (b->quotation && !contains(b->quotation->at, w->at))
            continue;
        for (size_t c = 0; c < s->choices.count; c++)
            if (choice_fits(b, &s->choices.items[c], w)) {
                add(b->a, &out, w->at);
                break;
            }
    }
    return out;
}

static bounds_list phrase_spans(const brute *b, const expression *e)
{
    bounds_list so_far = step_spans(b, e, &e->steps.items[0]);
    for (size_t i = 1; i < e->steps.count; i++) {
        bounds_list next = step_spans(b, e, &e->steps.items[i]), longer = {0};
        for (size_t x = 0; x < so_far.count; x++)
            for (size_t y = 0; y < next.count; y++) {
                bounds whole = {so_far.items[x].first, next.items[y].end};
                if (next.items[y].first == so_far.items[x].end + e->steps.items[i].gap && !crosses(b->art, whole))
                    add(b->a, &longer, whole);
            }
        so_far = longer;
    }
    return so_far;
}

/* --- mentions --- */

static bool has_word(str name, str word)
{
    while (name.len) {
        size_t n = 0;
        while (n < name.len && name.data[n] != ' ' && name.data[n] != '-' && name.data[n] != '.' && name.data[n] != ',')
            n++;
        if (str_equal(str_slice(name, 0, n), word))
            return true;
        name = str_slice(name, n + 1, name.len);
    }
    return false;
}

/* The days of the millennium, century, decade, year, month or day (0 to 5) that `d` lies in. */
static day_range calendar_part(day d, int size)
{
    static const int years[] = {1000, 100, 10, 1};
    civil_date c = day_to_civil(d);
    if (size == 5)
        return (day_range){d, d};
    if (size == 4)
        return day_range_of_month(c.year, c.month);
    int first = c.year - c.year % years[size], last = first + years[size] - 1;
    return (day_range){day_from_civil((civil_date){first < 1 ? 1 : first, 1, 1}), day_from_civil((civil_date){last, 12, 31})};
}

/* Cut into the largest parts of the calendar, the mention has one that lies in the wanted days. */
static bool names_some_of(day first, day last, day_range wanted)
{
    day least = day_from_civil((civil_date){1, 1, 1}), most = day_from_civil((civil_date){9999, 12, 31});
    first = first < least ? least : first;
    last = last > most ? most : last;
    for (day d = first; d <= last;) {
        day_range part = calendar_part(d, 5);
        for (int size = 0; size < 5; size++) {
            day_range larger = calendar_part(d, size);
            if (larger.first >= first && larger.last <= last) {
                part = larger;
                break;
            }
        }
        if (part.first >= wanted.first && part.last <= wanted.last)
            return true;
        d = part.last + 1;
    }
    return false;
}

static bool tag_fits(const expression *e, const tagged *t)
{
    if (strcmp(e->field, "@place") == 0)
        return e->place == 0 || gazetteer_contains(e->place, t->place);
    return e->value.len == 0 || (t->first_day != NO_DAY && t->last_day != NO_DAY && t->last_day != DAY_OPEN_LAST &&
                                 names_some_of(t->first_day, t->last_day, (day_range){e->first_day, e->last_day}));
}

static bounds_list mention_spans(const brute *b, const expression *e)
{
    bounds_list out = {0};
    bool places = strcmp(e->field, "@place") == 0;
    const tagged *tags = places ? b->art->places.items : b->art->dates.items;
    size_t count = places ? b->art->places.count : b->art->dates.count;
    for (size_t i = 0; i < count; i++) {
        if (!tag_fits(e, &tags[i]) || tags[i].at.first >= tags[i].at.end)
            continue;
        if (!b->quotation || contains(b->quotation->at, tags[i].at))
            add(b->a, &out, tags[i].at);
    }
    return out;
}

/* --- proximity --- */

static bounds hull_of(bounds x, bounds y)
{
    return (bounds){x.first < y.first ? x.first : y.first, x.end > y.end ? x.end : y.end};
}

static bool in_one(const oracle_article *art, bounds b, char reach)
{
    if (reach == 'n')
        return !crosses(art, b);
    const uint32_t *units = reach == 'S' ? art->sentences : art->paragraphs;
    return units[b.first] == units[b.end - 1];
}

/* Near for W/n, W/S, W/P: without a common word. */
static bool is_near(const oracle_article *art, const expression *e, bounds x, bounds y)
{
    if (overlap(x, y) || (e->ordered && y.first < x.first))
        return false;
    uint32_t distance = 1 + (x.end <= y.first ? y.first - x.end : x.first - y.end);
    return in_one(art, hull_of(x, y), e->reach) && (e->reach != 'n' || distance <= e->n);
}

static bool disturbs(const oracle_article *art, const expression *e, bounds x, bounds y)
{
    if (is_same(x, y))
        return false;
    if (e->reach != 'n')
        return in_one(art, hull_of(x, y), e->reach);
    return overlap(x, y) || is_near(art, e, x, y);
}

static bounds_list spans_of(const brute *b, const expression *e);

static bounds_list near_spans(const brute *b, const expression *e)
{
    bounds_list x = spans_of(b, e->parts[0]), y = spans_of(b, e->parts[1]), hulls = {0}, minimal = {0};
    for (size_t i = 0; i < x.count; i++)
        for (size_t j = 0; j < y.count; j++)
            if (is_near(b->art, e, x.items[i], y.items[j]))
                add(b->a, &hulls, hull_of(x.items[i], y.items[j]));
    for (size_t i = 0; i < hulls.count; i++) {
        bool holds_another = false;
        for (size_t j = 0; j < hulls.count; j++)
            if (j != i && contains(hulls.items[i], hulls.items[j]))
                holds_another = true;
        if (!holds_another)
            add(b->a, &minimal, hulls.items[i]);
    }
    return minimal;
}

static bounds_list lonely_spans(const brute *b, const expression *e)
{
    bounds_list x = spans_of(b, e->parts[0]), y = spans_of(b, e->parts[1]), out = {0};
    for (size_t i = 0; i < x.count; i++) {
        bool disturbed = false;
        for (size_t j = 0; j < y.count; j++)
            disturbed = disturbed || disturbs(b->art, e, x.items[i], y.items[j]);
        if (!disturbed)
            add(b->a, &out, x.items[i]);
    }
    return out;
}

static bounds_list spans_of(const brute *b, const expression *e)
{
    bounds_list out = {0};
    switch (e->shape) {
    case IS_WORD:
    case IS_PHRASE: return phrase_spans(b, e);
    case IS_MENTION: return mention_spans(b, e);
    case IS_NEAR: return near_spans(b, e);
    case IS_NOT_NEAR: return lonely_spans(b, e);
    case IS_ATLEAST: out = spans_of(b, e->parts[0]); return out.count >= e->n ? out : (bounds_list){0};
    case IS_OR:
        for (size_t i = 0; i < e->part_count; i++) {
            bounds_list part = spans_of(b, e->parts[i]);
            for (size_t k = 0; k < part.count; k++)
                add(b->a, &out, part.items[k]);
        }
        return out;
    case IS_AND:
    case IS_NOT:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_QUOTE: break;
    }
    return out;
}

/* --- satisfaction --- */

static bool field_holds(const brute *b, const expression *e)
{
    const oracle_article *art = b->art;
    const char *f = e->field;
    if (strcmp(f, "date") == 0)
        return art->published != NO_DAY && art->published >= e->first_day && art->published <= e->last_day;
    if (strcmp(f, "source") == 0)
        return str_equal(art->source, e->value);
    if (strcmp(f, "has") == 0)
        return art->tags.count > 0;
    for (size_t i = 0; strcmp(f, "tags") == 0 && i < art->tags.count; i++)
        if (str_equal(art->tags.items[i], e->value))
            return true;
    if (strcmp(f, "author") == 0)
        return str_equal(art->author, e->value);
    if (strcmp(f, "id") == 0)
        return str_equal(art->external_id, e->value);
    if (strcmp(f, "lang") == 0)
        return str_equal(language_code(art->lang), e->value);
    if (strcmp(f, "length") == 0)
        return art->word_count >= e->least && art->word_count <= e->most;
    if (strcmp(f, "quotes") == 0)
        return art->quotations.count >= e->least && art->quotations.count <= e->most;
    if (strcmp(f, "by") == 0)
        return has_word(b->quotation->name, e->value) && b->quotation->confidence >= e->surety;
    for (size_t i = 0; strcmp(f, "speaker") == 0 && i < art->quotations.count; i++)
        if (art->quotations.items[i].at.first < art->quotations.items[i].at.end &&
            has_word(art->quotations.items[i].name, e->value) && art->quotations.items[i].confidence >= e->surety)
            return true;
    for (size_t i = 0; strcmp(f, "place") == 0 && i < art->places.count; i++)
        if (gazetteer_contains(e->place, art->places.items[i].place) && art->places.items[i].confidence >= e->surety)
            return true;
    for (size_t i = 0; strcmp(f, "on") == 0 && i < art->dates.count; i++) {
        expression any_day = *e;
        any_day.field = "@date";
        if (tag_fits(&any_day, &art->dates.items[i]))
            return true;
    }
    return false;
}

static bool satisfied(const brute *b, const expression *e)
{
    size_t count = 0;
    switch (e->shape) {
    case IS_WORD:
    case IS_PHRASE:
    case IS_MENTION:
    case IS_NEAR:
    case IS_NOT_NEAR:
    case IS_ATLEAST: return spans_of(b, e).count > 0;
    case IS_FIELD: return field_holds(b, e);
    case IS_NOT: return !satisfied(b, e->parts[0]);
    case IS_AND:
    case IS_OR:
    case IS_QUORUM:
        for (size_t i = 0; i < e->part_count; i++)
            count += satisfied(b, e->parts[i]);
        return e->shape == IS_AND ? count == e->part_count : e->shape == IS_OR ? count > 0 : count >= e->n;
    case IS_QUOTE:
        for (size_t i = 0; i < b->art->quotations.count; i++) {
            brute inside = *b;
            inside.quotation = &b->art->quotations.items[i];
            if (inside.quotation->at.first < inside.quotation->at.end && satisfied(&inside, e->parts[0]))
                return true;
        }
        return false;
    }
    return false;
}

/* --- highlights --- */

/* What supports the span `at` of e. */
static void support(const brute *b, const expression *e, bounds at, bounds_list *out)
{
    switch (e->shape) {
    case IS_WORD:
    case IS_PHRASE:
    case IS_MENTION: add(b->a, out, at); return;
    case IS_NOT_NEAR:
    case IS_ATLEAST: support(b, e->parts[0], at, out); return;
    case IS_OR:
        for (size_t i = 0; i < e->part_count; i++) {
            bounds_list part = spans_of(b, e->parts[i]);
            if (in_list(&part, at))
                support(b, e->parts[i], at, out);
        }
        return;
    case IS_NEAR: {
        bounds_list x = spans_of(b, e->parts[0]), y = spans_of(b, e->parts[1]);
        for (size_t i = 0; i < x.count; i++)
            for (size_t j = 0; j < y.count; j++)
                if (is_near(b->art, e, x.items[i], y.items[j]) && is_same(hull_of(x.items[i], y.items[j]), at)) {
                    support(b, e->parts[0], x.items[i], out);
                    support(b, e->parts[1], y.items[j], out);
                }
        return;
    }
    case IS_AND:
    case IS_NOT:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_QUOTE: return;
    }
}

static void highlight(const brute *b, const expression *e, bounds_list *out)
{
    bounds_list spans = spans_of(b, e);
    bool boolean = e->shape == IS_AND || e->shape == IS_QUORUM || (e->shape == IS_OR);
    if (!boolean)
        for (size_t i = 0; i < spans.count; i++)
            support(b, e, spans.items[i], out);
    for (size_t i = 0; boolean && i < e->part_count; i++)
        if (satisfied(b, e->parts[i]))
            highlight(b, e->parts[i], out);
    for (size_t i = 0; e->shape == IS_QUOTE && i < b->art->quotations.count; i++) {
        brute inside = *b;
        inside.quotation = &b->art->quotations.items[i];
        if (inside.quotation->at.first < inside.quotation->at.end && satisfied(&inside, e->parts[0]))
            highlight(&inside, e->parts[0], out);
    }
}

static int by_first(const void *x, const void *y)
{
    const bounds *a = x, *b = y;
    return a->first != b->first ? (a->first > b->first) - (a->first < b->first) : (a->end > b->end) - (a->end < b->end);
}

static void merge(bounds_list *l)
{
    size_t kept = 0;
    if (l->count > 1)
        qsort(l->items, l->count, sizeof *l->items, by_first);
    for (size_t i = 0; i < l->count; i++) {
        if (kept > 0 && overlap(l->items[kept - 1], l->items[i]))
            l->items[kept - 1] = hull_of(l->items[kept - 1], l->items[i]);
        else
            l->items[kept++] = l->items[i];
    }
    l->count = kept;
}

bool brute_satisfied(arena *a, stemmers *s, const oracle_article *art, const expression *e, bounds_list *highlights)
{
    brute b = {.a = a, .s = s, .art = art};
    *highlights = (bounds_list){0};
    if (!satisfied(&b, e))
        return false;
    highlight(&b, e, highlights);
    merge(highlights);
    return true;
}
