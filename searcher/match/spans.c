/* spans.c - which runs of words are near each other? */
#include "searcher/match/spans.h"

#include <stdlib.h>

static int by_first(const void *left, const void *right)
{
    const span *x = left, *y = right;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static int by_end(const void *left, const void *right)
{
    const span *x = left, *y = right;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static bool is_sorted(const spans *s, int (*compare)(const void *, const void *))
{
    for (size_t i = 1; i < s->count; i++)
        if (compare(&s->items[i - 1], &s->items[i]) > 0)
            return false;
    return true;
}

void spans_sort(spans *s)
{
    if (s->count < 2)
        return;
    if (!is_sorted(s, by_first))
        qsort(s->items, s->count, sizeof *s->items, by_first);
    size_t kept = 1;
    for (size_t i = 1; i < s->count; i++)
        if (by_first(&s->items[kept - 1], &s->items[i]) != 0)
            s->items[kept++] = s->items[i];
    s->count = kept;
}

spans spans_join(arena *a, const spans *lists, size_t count)
{
    size_t total = 0, filled = 0, last = 0;
    for (size_t i = 0; i < count; i++) {
        total += lists[i].count;
        filled += lists[i].count > 0;
        last = lists[i].count > 0 ? i : last;
    }
    if (filled < 2)
        return filled ? lists[last] : (spans){0};
    spans out = {arena_alloc(a, total * sizeof *out.items), 0};
    for (size_t i = 0; i < count; i++)
        if (lists[i].count) {
            memcpy(out.items + out.count, lists[i].items, lists[i].count * sizeof *out.items);
            out.count += lists[i].count;
        }
    spans_sort(&out);
    return out;
}

spans spans_common(arena *a, spans x, spans y)
{
    size_t room = x.count < y.count ? x.count : y.count;
    spans out = {arena_alloc(a, (room + 1) * sizeof *out.items), 0};
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        int order = by_first(&x.items[i], &y.items[j]);
        if (order == 0)
            out.items[out.count++] = x.items[i];
        i += order <= 0;
        j += order >= 0;
    }
    return out;
}

void spans_keep_minimal(spans *s)
{
    /* From the back, each must end before all that begin later; among those with one beginning only the first can. */
    size_t kept = s->count;
    uint32_t earliest = UINT32_MAX;
    for (size_t i = s->count; i-- > 0;) {
        while (i > 0 && s->items[i - 1].first == s->items[i].first)
            i--;
        if (s->items[i].end < earliest) {
            earliest = s->items[i].end;
            s->items[--kept] = s->items[i];
        }
    }
    s->count -= kept;
    s->items += kept;
}

size_t spans_from(spans s, uint32_t word)
{
    size_t low = 0, high = s.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s.items[middle].first < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

spans spans_within(arena *a, spans s, span window)
{
    size_t from = spans_from(s, window.first), to = spans_from(s, window.end);
    if (from == to)
        return (spans){NULL, 0};
    spans part = {s.items + from, to - from};
    size_t i = 0;
    while (i < part.count && part.items[i].end <= window.end)
        i++;
    if (i == part.count)
        return part;
    spans out = {arena_alloc(a, part.count * sizeof *out.items), 0};
    for (i = 0; i < part.count; i++)
        if (part.items[i].end <= window.end)
            out.items[out.count++] = part.items[i];
    return out;
}

void spans_merge(spans *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (kept > 0 && s->items[i].first < s->items[kept - 1].end) {
            if (s->items[i].end > s->items[kept - 1].end)
                s->items[kept - 1].end = s->items[i].end;
        } else
            s->items[kept++] = s->items[i];
    }
    s->count = kept;
}

/* The unit in which `s` lies wholly; false when it lies in none. */
static bool unit_of(const units *u, span s, span *unit)
{
    size_t low = 0, high = u->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (u->starts[middle] <= s.first)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return false;
    *unit = (span){u->starts[low - 1], low < u->count ? u->starts[low] : u->end};
    return s.end <= unit->end;
}

static spans ordered_by_end(arena *a, spans s)
{
    if (is_sorted(&s, by_end))
        return s;
    spans out = {arena_alloc(a, s.count * sizeof *out.items), s.count};
    memcpy(out.items, s.items, s.count * sizeof *out.items);
    qsort(out.items, out.count, sizeof *out.items, by_end);
    return out;
}

static uint32_t furthest_first(span x, span unit, uint32_t words)
{
    return words == 0 || unit.end - x.end < words ? unit.end : x.end + words;
}

/* For each x the hull with that y after it, near enough, which ends first. The window of y's beginnings moves forward as x's
 * ends do, and a queue of y with rising ends gives its smallest (a sliding minimum). */
static void pair_forward(arena *a, spans x, spans y, nearness near, spans *out)
{
    spans xs = ordered_by_end(a, x);
    uint32_t *queue = arena_alloc(a, (y.count + 1) * sizeof *queue);
    size_t head = 0, tail = 0, next = 0;
    for (size_t i = 0; i < xs.count; i++) {
        span unit, s = xs.items[i];
        if (!unit_of(near.inside, s, &unit))
            continue;
        uint32_t limit = furthest_first(s, unit, near.words);
        for (; next < y.count && y.items[next].first < limit; next++) {
            while (tail > head && y.items[queue[tail - 1]].end >= y.items[next].end)
                tail--;
            queue[tail++] = (uint32_t)next;
        }
        while (head < tail && y.items[queue[head]].first < s.end)
            head++;
        if (head < tail && y.items[queue[head]].first < limit && y.items[queue[head]].end <= unit.end)
            out->items[out->count++] = (span){s.first, y.items[queue[head]].end};
    }
}

spans spans_near(arena *a, spans x, spans y, nearness near)
{
    if (x.count == 0 || y.count == 0)
        return (spans){0};
    spans out = {arena_alloc(a, (x.count + y.count) * sizeof *out.items), 0};
    pair_forward(a, x, y, near, &out);
    if (!near.ordered)
        pair_forward(a, y, x, near, &out);
    spans_sort(&out);
    spans_keep_minimal(&out);
    return out;
}

/* Number of values below `limit`. */
static size_t count_below(const uint32_t *values, size_t count, uint32_t limit)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool holds(spans s, span wanted)
{
    for (size_t i = spans_from(s, wanted.first); i < s.count && s.items[i].first == wanted.first; i++)
        if (s.items[i].end == wanted.end)
            return true;
    return false;
}

/* What lies within reach of `s`: its unit, cut to `words` on both sides. */
static span surroundings_of(span s, span unit, uint32_t words)
{
    if (words == 0)
        return unit;
    span w = {s.first - unit.first < words ? unit.first : s.first - words, furthest_first(s, unit, words)};
    return w;
}

spans spans_not_near(arena *a, spans x, spans y, nearness near)
{
    if (x.count == 0 || y.count == 0)
        return x;
    /* Of y count only those that lie in one unit; by their beginnings and, sorted apart, by their ends. */
    spans inside = {arena_alloc(a, y.count * sizeof *inside.items), 0};
    uint32_t *ends = arena_alloc(a, y.count * sizeof *ends);
    span unit;
    for (size_t i = 0; i < y.count; i++)
        if (unit_of(near.inside, y.items[i], &unit))
            inside.items[inside.count++] = y.items[i];
    spans y_by_end = ordered_by_end(a, inside);
    for (size_t i = 0; i < inside.count; i++)
        ends[i] = y_by_end.items[i].end;
    spans out = {arena_alloc(a, x.count * sizeof *out.items), 0};
    for (size_t i = 0; i < x.count; i++) {
        span s = x.items[i];
        bool alone = true;
        if (unit_of(near.inside, s, &unit)) {
            span w = surroundings_of(s, unit, near.words);
            /* Near are those that begin before w ends and end after w begins. */
            size_t close = spans_from(inside, w.end) - count_below(ends, inside.count, w.first + 1);
            alone = close == (size_t)holds(inside, s);
        }
        if (alone)
            out.items[out.count++] = s;
    }
    return out;
}

typedef VEC(span) span_list;

static void support_forward(arena *a, spans x, spans y, nearness near, span hull, span_list *of_x, span_list *of_y)
{
    span unit;
    if (!unit_of(near.inside, hull, &unit))
        return;
    for (size_t i = spans_from(x, hull.first); i < x.count && x.items[i].first == hull.first; i++) {
        span s = x.items[i];
        if (s.end > hull.end)
            break;
        uint32_t limit = furthest_first(s, unit, near.words);
        bool used = false;
        for (size_t j = spans_from(y, s.end); j < y.count && y.items[j].first < hull.end && y.items[j].first < limit; j++)
            if (y.items[j].end == hull.end) {
                vec_push(a, of_y, y.items[j]);
                used = true;
            }
        if (used)
            vec_push(a, of_x, s);
    }
}

void spans_support(arena *a, spans x, spans y, nearness near, spans used, spans *of_x, spans *of_y)
{
    span_list xs = {0}, ys = {0};
    for (size_t i = 0; i < used.count; i++) {
        support_forward(a, x, y, near, used.items[i], &xs, &ys);
        if (!near.ordered)
            support_forward(a, y, x, near, used.items[i], &ys, &xs);
    }
    *of_x = (spans){xs.items, xs.count};
    *of_y = (spans){ys.items, ys.count};
    spans_sort(of_x);
    spans_sort(of_y);
}
