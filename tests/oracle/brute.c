/* brute.c - the definitions of searcher/match/README.md, word for word and without any haste */
#include "oracle.h"

#include <stdlib.h>

typedef struct brute {
    arena *a;
    const world *w;
    const oracle_article *art;
    const tagged *quotation;     /* inside quote: */
    const oracle_change *change; /* inside edit: */
    const bool *changed;         /* on one of its sides: the words that count */
} brute;

static bool is_same(bounds x, bounds y)
{
    return x.first == y.first && x.end == y.end;
}

static bool overlap(bounds x, bounds y)
{
    return x.first < y.end && y.first < x.end;
}

bool bounds_contain(bounds outer, bounds inner)
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

static void add_all(arena *a, bounds_list *l, bounds_list more)
{
    for (size_t i = 0; i < more.count; i++)
        add(a, l, more.items[i]);
}

static bool crosses(const oracle_article *art, bounds b)
{
    return b.first < art->title_words && b.end > art->title_words;
}

/* --- words --- */

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

static void add_choice(const brute *b, const expression *e, const word_choice *c, bounds_list *out)
{
    for (uint32_t i = c->first[b->art->number]; i < c->first[b->art->number + 1]; i++) {
        bounds at = b->art->units[c->units[i]].at;
        if (scope_fits(b->art, at, e->scope) && casing_fits(b->art, at, e->casing) &&
            (!b->quotation || bounds_contain(b->quotation->at, at)))
            add(b->a, out, at);
    }
}

/* The places where one step of a phrase (or a word) stands. */
static bounds_list step_spans(const brute *b, const expression *e, const step *s)
{
    bounds_list out = {0};
    for (size_t c = 0; c < s->choices.count; c++)
        add_choice(b, e, &s->choices.items[c], &out);
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

static bounds_list mention_spans(const brute *b, const expression *e)
{
    bounds_list out = {0};
    const tagged_list *tags = mentions_of(b->art, e);
    for (size_t i = 0; i < tags->count; i++) {
        const tagged *t = &tags->items[i];
        if (mention_fits(b->w, e, t) && scope_fits(b->art, t->at, e->scope) &&
            (!b->quotation || bounds_contain(b->quotation->at, t->at)))
            add(b->a, &out, t->at);
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

static bounds_list near_spans(const brute *b, const expression *e, bounds_list x, bounds_list y)
{
    bounds_list hulls = {0}, minimal = {0};
    for (size_t i = 0; i < x.count; i++)
        for (size_t j = 0; j < y.count; j++)
            if (is_near(b->art, e, x.items[i], y.items[j]))
                add(b->a, &hulls, hull_of(x.items[i], y.items[j]));
    for (size_t i = 0; i < hulls.count; i++) {
        bool holds_another = false;
        for (size_t j = 0; j < hulls.count; j++)
            if (j != i && bounds_contain(hulls.items[i], hulls.items[j]))
                holds_another = true;
        if (!holds_another)
            add(b->a, &minimal, hulls.items[i]);
    }
    return minimal;
}

static bounds_list lonely_spans(const brute *b, const expression *e, bounds_list x, bounds_list y)
{
    bounds_list out = {0};
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
    case IS_NEAR: return near_spans(b, e, spans_of(b, e->parts[0]), spans_of(b, e->parts[1]));
    case IS_NOT_NEAR: return lonely_spans(b, e, spans_of(b, e->parts[0]), spans_of(b, e->parts[1]));
    case IS_ATLEAST: out = spans_of(b, e->parts[0]); return out.count >= e->n ? out : (bounds_list){0};
    case IS_WITHIN: return spans_of(b, e->parts[0]);
    case IS_OR:
        for (size_t i = 0; i < e->part_count; i++)
            add_all(b->a, &out, spans_of(b, e->parts[i]));
        return out;
    case IS_AND:
    case IS_NOT:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_VALUES:
    case IS_QUOTE:
    case IS_EDIT:
    case IS_ANY:
    case IS_SIDE: break;
    }
    return out;
}

/* --- edit: --- */

/* Spans for which a word counts that was taken out or put in. */
static bounds_list touched(const brute *b, const expression *e)
{
    bounds_list out = {0}, all;
    switch (e->shape) {
    case IS_WORD:
    case IS_PHRASE:
        all = spans_of(b, e);
        for (size_t i = 0; i < all.count; i++)
            for (uint32_t w = all.items[i].first; w < all.items[i].end; w++)
                if (b->changed[w])
                    add(b->a, &out, all.items[i]);
        return out;
    case IS_OR:
        for (size_t i = 0; i < e->part_count; i++)
            add_all(b->a, &out, touched(b, e->parts[i]));
        return out;
    case IS_NEAR:
        add_all(b->a, &out, near_spans(b, e, touched(b, e->parts[0]), spans_of(b, e->parts[1])));
        add_all(b->a, &out, near_spans(b, e, spans_of(b, e->parts[0]), touched(b, e->parts[1])));
        return out;
    case IS_NOT_NEAR: return lonely_spans(b, e, touched(b, e->parts[0]), spans_of(b, e->parts[1]));
    case IS_ATLEAST: out = touched(b, e->parts[0]); return out.count >= e->n ? out : (bounds_list){0};
    case IS_WITHIN: return touched(b, e->parts[0]);
    case IS_MENTION:
    case IS_AND:
    case IS_NOT:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_VALUES:
    case IS_QUOTE:
    case IS_EDIT:
    case IS_ANY:
    case IS_SIDE: break;
    }
    return out;
}

/* --- satisfaction --- */

static bool satisfied(const brute *b, const expression *e);

static bool on_side(const brute *b, const expression *e, const char *side)
{
    brute inside = {.a = b->a, .w = b->w, .art = b->change->before, .changed = b->change->gone};
    if (e->field[0] && strcmp(e->field, side) != 0)
        return false;
    if (strcmp(side, "added") == 0) {
        inside.art = b->change->after;
        inside.changed = b->change->came;
    }
    return touched(&inside, e->parts[0]).count > 0;
}

static bool in_some_change(const brute *b, const expression *e)
{
    for (size_t i = 0; i < b->art->changes.count; i++) {
        brute inside = *b;
        inside.change = &b->art->changes.items[i];
        if (satisfied(&inside, e->parts[0]))
            return true;
    }
    return false;
}

static bool fits_any(const brute *b, const expression *e)
{
    size_t alternatives = 0, met = 0;
    for (size_t i = 0; i < e->part_count; i++) {
        shape s = e->parts[i]->shape;
        bool holds = satisfied(b, e->parts[i]), filters = s == IS_FIELD || s == IS_VALUES || s == IS_NOT;
        if (filters && !holds)
            return false;
        alternatives += !filters;
        met += !filters && holds;
    }
    return met > 0 || alternatives == 0;
}

static bool satisfied(const brute *b, const expression *e)
{
    size_t count = 0;
    switch (e->shape) {
    case IS_EDIT: return in_some_change(b, e);
    case IS_ANY: return fits_any(b, e);
    case IS_SIDE: return on_side(b, e, "removed") || on_side(b, e, "added");
    case IS_WORD:
    case IS_PHRASE:
    case IS_MENTION:
    case IS_NEAR:
    case IS_NOT_NEAR:
    case IS_ATLEAST: return spans_of(b, e).count > 0;
    case IS_FIELD: return field_holds(b->w, b->art, b->quotation, e);
    case IS_NOT: return !satisfied(b, e->parts[0]);
    case IS_WITHIN: return satisfied(b, e->parts[0]);
    case IS_AND:
    case IS_OR:
    case IS_VALUES:
    case IS_QUORUM:
        for (size_t i = 0; i < e->part_count; i++)
            count += satisfied(b, e->parts[i]);
        return e->shape == IS_AND ? count == e->part_count : e->shape == IS_QUORUM ? count >= e->n : count > 0;
    case IS_QUOTE:
        for (size_t i = 0; i < b->art->quotations.count; i++) {
            brute inside = *b;
            inside.quotation = &b->art->quotations.items[i];
            if (satisfied(&inside, e->parts[0]))
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
    case IS_WITHIN:
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
    case IS_VALUES:
    case IS_QUOTE:
    case IS_EDIT:
    case IS_ANY:
    case IS_SIDE: return;
    }
}

static void highlight(const brute *b, const expression *e, bounds_list *out)
{
    bounds_list spans = spans_of(b, e);
    bool boolean = e->shape == IS_AND || e->shape == IS_QUORUM || e->shape == IS_OR || e->shape == IS_WITHIN;
    if (!boolean)
        for (size_t i = 0; i < spans.count; i++)
            support(b, e, spans.items[i], out);
    for (size_t i = 0; boolean && i < e->part_count; i++)
        if (satisfied(b, e->parts[i]))
            highlight(b, e->parts[i], out);
    for (size_t i = 0; e->shape == IS_QUOTE && i < b->art->quotations.count; i++) {
        brute inside = *b;
        inside.quotation = &b->art->quotations.items[i];
        if (satisfied(&inside, e->parts[0]))
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

bool brute_satisfied(arena *a, const world *w, const oracle_article *art, const expression *e)
{
    brute b = {.a = a, .w = w, .art = art};
    return satisfied(&b, e);
}

bounds_list brute_highlights(arena *a, const world *w, const oracle_article *art, const expression *e)
{
    brute b = {.a = a, .w = w, .art = art};
    bounds_list out = {0};
    highlight(&b, e, &out);
    merge(&out);
    return out;
}
