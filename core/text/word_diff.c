/* word_diff.c - which words were taken out of a text, and which were put in?
 *
 * E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986), in the linear-space form of section 4b:
 * paths grow from both ends until they meet on a diagonal; what lies before and behind that point is compared in the same way. */
#include "text/word_diff.h"

#include <stdlib.h>

#include "base/hash.h"

/* --- symbols --- */

typedef struct differ {
    const uint64_t *x, *y;
    bool *x_changed, *y_changed;
    int64_t *forward, *backward; /* by diagonal x - y: how far in x the paths from the two ends have come */
    uint64_t steps;
    bool gave_up;
} differ;

/* Parts [x, x_end) of the one and [y, y_end) of the other. */
typedef struct stretch {
    int64_t x, x_end, y, y_end;
} stretch;

/* The diagonals that one end's paths have reached. */
typedef struct reach_of_paths {
    int64_t *at;
    int64_t low, high;
} reach_of_paths;

/* One more diagonal on each side where there is one; `unreached` stands beyond. */
static void widen(reach_of_paths *r, int64_t least, int64_t most, int64_t unreached)
{
    if (r->low > least)
        r->at[--r->low - 1] = unreached;
    else
        r->low++;
    if (r->high < most)
        r->at[++r->high + 1] = unreached;
    else
        r->high--;
}

static bool is_within(const reach_of_paths *r, int64_t diagonal)
{
    return r->low <= diagonal && diagonal <= r->high;
}

static bool step_forward(differ *d, const stretch *s, reach_of_paths *own, const reach_of_paths *other, bool may_meet,
                         int64_t *x_out, int64_t *y_out)
{
    for (int64_t k = own->high; k >= own->low; k -= 2) {
        int64_t left = own->at[k - 1], right = own->at[k + 1], x = left < right ? right : left + 1, y = x - k;
        while (x < s->x_end && y < s->y_end && d->x[x] == d->y[y])
            x++, y++;
        own->at[k] = x;
        *x_out = x;
        *y_out = y;
        if (may_meet && is_within(other, k) && other->at[k] <= x)
            return true;
    }
    return false;
}

static bool step_backward(differ *d, const stretch *s, reach_of_paths *own, const reach_of_paths *other, bool may_meet,
                          int64_t *x_out, int64_t *y_out)
{
    for (int64_t k = own->high; k >= own->low; k -= 2) {
        int64_t left = own->at[k - 1], right = own->at[k + 1], x = left < right ? left : right - 1, y = x - k;
        while (x > s->x && y > s->y && d->x[x - 1] == d->y[y - 1])
            x--, y--;
        own->at[k] = x;
        *x_out = x;
        *y_out = y;
        if (may_meet && is_within(other, k) && x <= other->at[k])
            return true;
    }
    return false;
}

/* A point of a shortest path, about in its middle; false when the steps are spent. */
static bool middle_of(differ *d, const stretch *s, int64_t *x, int64_t *y)
{
    int64_t least = s->x - s->y_end, most = s->x_end - s->y, start = s->x - s->y, end = s->x_end - s->y_end;
    reach_of_paths fore = {d->forward, start, start}, back = {d->backward, end, end};
    bool odd = (start - end) & 1;
    d->forward[start] = s->x;
    d->backward[end] = s->x_end;
    while (d->steps <= DIFF_MOST_STEPS) {
        widen(&fore, least, most, -1);
        if (step_forward(d, s, &fore, &back, odd, x, y))
            return true;
        widen(&back, least, most, INT64_MAX);
        if (step_backward(d, s, &back, &fore, !odd, x, y))
            return true;
        d->steps += (uint64_t)(fore.high - fore.low + back.high - back.low + 4) / 2;
    }
    return false;
}

static void mark_all(differ *d, const stretch *s)
{
    for (int64_t i = s->x; i < s->x_end; i++)
        d->x_changed[i] = true;
    for (int64_t i = s->y; i < s->y_end; i++)
        d->y_changed[i] = true;
}

/* Each half has half the changes of the whole: some 30 levels at most. */
static void compare(differ *d, stretch s) /* NOLINT(misc-no-recursion) */
{
    int64_t x, y;
    while (s.x < s.x_end && s.y < s.y_end && d->x[s.x] == d->y[s.y])
        s.x++, s.y++;
    while (s.x < s.x_end && s.y < s.y_end && d->x[s.x_end - 1] == d->y[s.y_end - 1])
        s.x_end--, s.y_end--;
    if (s.x == s.x_end || s.y == s.y_end) {
        mark_all(d, &s);
    } else if (!middle_of(d, &s, &x, &y)) {
        d->gave_up = true;
        mark_all(d, &s);
    } else {
        compare(d, (stretch){s.x, x, s.y, y});
        compare(d, (stretch){x, s.x_end, y, s.y_end});
    }
}

bool sequence_diff(arena *a, const uint64_t *x, size_t x_count, const uint64_t *y, size_t y_count, bool *x_changed,
                   bool *y_changed)
{
    /* Diagonals from -y_count to x_count, and one beyond on either side. */
    size_t diagonals = x_count + y_count + 3;
    differ d = {.x = x, .y = y, .x_changed = x_changed, .y_changed = y_changed};
    d.forward = (int64_t *)arena_alloc(a, diagonals * sizeof *d.forward) + y_count + 1;
    d.backward = (int64_t *)arena_alloc(a, diagonals * sizeof *d.backward) + y_count + 1;
    memset(x_changed, 0, x_count * sizeof *x_changed);
    memset(y_changed, 0, y_count * sizeof *y_changed);
    compare(&d, (stretch){0, (int64_t)x_count, 0, (int64_t)y_count});
    return !d.gave_up;
}

/* --- units --- */

typedef struct unit_maker {
    arena *a;
    str text;
    VEC(text_unit) list;
    VEC(uint64_t) symbols;
} unit_maker;

static void add_unit(unit_maker *m, uint32_t start, uint32_t end, uint32_t word)
{
    text_unit unit = {start, end, word, false};
    vec_push(m->a, &m->list, unit);
    vec_push(m->a, &m->symbols, hash_bytes(str_slice(m->text, start, end), 0));
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What stands between two words, cut at white space. */
static void add_marks(unit_maker *m, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end;) {
        uint32_t from = i;
        while (i < end && !is_white(m->text.data[i]))
            i++;
        if (i > from)
            add_unit(m, from, i, NO_TOKEN);
        else
            i++;
    }
}

static void make_units(unit_maker *m, const analysis *text)
{
    uint32_t at = 0;
    m->text = text->text;
    for (uint32_t i = 0; i < text->token_count; i++) {
        const token *t = &text->tokens[i];
        if (t->start < at) /* a second word of the same letters */
            continue;
        add_marks(m, at, t->start);
        add_unit(m, t->start, t->end, i);
        at = t->end;
    }
    add_marks(m, at, (uint32_t)text->text.len);
}

static void take_changes(unit_maker *m, const bool *changed, text_units *out)
{
    *out = (text_units){m->list.items, m->list.count, 0};
    for (size_t i = 0; i < m->list.count; i++) {
        m->list.items[i].is_changed = changed[i];
        out->changed += changed[i];
    }
}

void word_diff(arena *a, const analysis *before, const analysis *after, text_units *gone, text_units *came)
{
    unit_maker x = {.a = a}, y = {.a = a};
    make_units(&x, before);
    make_units(&y, after);
    bool *x_changed = arena_alloc(a, x.list.count + 1), *y_changed = arena_alloc(a, y.list.count + 1);
    (void)sequence_diff(a, x.symbols.items, x.list.count, y.symbols.items, y.list.count, x_changed, y_changed);
    take_changes(&x, x_changed, gone);
    take_changes(&y, y_changed, came);
}

bool *units_changed_tokens(arena *a, const text_units *units, uint32_t count)
{
    bool *changed = ARENA_ARRAY(a, bool, (size_t)count + 1);
    for (size_t i = 0; i < units->count; i++)
        if (units->items[i].token != NO_TOKEN)
            changed[units->items[i].token] = units->items[i].is_changed;
    return changed;
}
