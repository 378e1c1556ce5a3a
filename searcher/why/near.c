/* near.c - how far apart are the two sides of a proximity, and how many are there? */
#include "searcher/why/looking.h"

/* The smallest distance at which the evaluator finds a hull of the two, with the hulls; 0 where it finds none at any. */
static uint32_t least_distance(const looking *l, spans x, spans y, bool ordered, spans *hulls)
{
    arena *a = matcher_scratch(l->m);
    uint32_t low = 1, high = l->record.token_count + 1;
    if (spans_near(a, x, y, matcher_words_apart(l->m, 0, ordered)).count == 0)
        return 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (spans_near(a, x, y, matcher_words_apart(l->m, middle, ordered)).count > 0)
            high = middle;
        else
            low = middle + 1;
    }
    *hulls = spans_near(a, x, y, matcher_words_apart(l->m, low, ordered));
    return low;
}

/* The two spans of the first hull. */
static void show_pair(looking *l, spans x, spans y, nearness near, spans hulls, reason *r)
{
    spans of_x, of_y, first = {hulls.items, 1};
    spans_support(matcher_scratch(l->m), x, y, near, first, &of_x, &of_y);
    spans both[2] = {of_x, of_y};
    r->passages[r->passage_count++] = spans_join(matcher_scratch(l->m), both, 2);
}

static const char *unit_name(reach within)
{
    switch (within) {
    case REACH_SENTENCE: return "sentence";
    case REACH_PARAGRAPH: return "paragraph";
    case REACH_WORDS: break;
    }
    return "";
}

static str asked_for(looking *l, const node *n)
{
    const char *order = n->ordered ? ", in this order" : "";
    if (n->reach == REACH_WORDS)
        return arena_printf(l->a, "you asked for %u%s", n->n, order);
    return arena_printf(l->a, "you asked for one %s%s", unit_name(n->reach), order);
}

/* One side is not here at all: its own line says why. */
static bool say_who_lacks(looking *l, const node *n, spans x, spans y, reason *r)
{
    if (x.count > 0 && y.count > 0)
        return false;
    str left = looking_written(l, n->kids[0]), right = looking_written(l, n->kids[1]);
    if (x.count == 0 && y.count == 0)
        r->because = STR("neither side is here");
    else
        r->because = arena_printf(l->a, "%.*s is not here", STR_ARG(x.count ? right : left));
    return true;
}

static void near_fails(looking *l, const node *n, reason *r)
{
    spans x = matcher_spans(l->m, n->kids[0]), y = matcher_spans(l->m, n->kids[1]), hulls = {0};
    if (say_who_lacks(l, n, x, y, r))
        return;
    str asked = asked_for(l, n);
    nearness free_order = matcher_nearness(l->m, n);
    free_order.ordered = false;
    spans other_way = n->ordered ? spans_near(matcher_scratch(l->m), x, y, free_order) : (spans){0};
    if (other_way.count > 0) {
        r->because = arena_printf(l->a, "both are here and near enough, but the other way round; %.*s", STR_ARG(asked));
        show_pair(l, x, y, free_order, other_way, r);
        return;
    }
    uint32_t apart = least_distance(l, x, y, n->ordered, &hulls);
    if (apart == 0) {
        apart = n->ordered ? least_distance(l, x, y, false, &hulls) : 0;
        r->because = apart
                         ? arena_printf(l->a, "both are here, but the other way round and %u apart; %.*s", apart, STR_ARG(asked))
                         : STR("both are here, but never apart from each other in the title or in the text");
    } else
        r->because =
            arena_printf(l->a, "both are here, %u apart%s%s; %.*s", apart, n->reach == REACH_WORDS ? "" : " in different ",
                         n->reach == REACH_WORDS      ? ""
                         : n->reach == REACH_SENTENCE ? "sentences"
                                                      : "paragraphs",
                         STR_ARG(asked));
    if (apart)
        show_pair(l, x, y, matcher_words_apart(l->m, apart, false), hulls, r);
}

void why_near(looking *l, const node *n, bool holds, reason *r)
{
    if (!holds) {
        near_fails(l, n, r);
        return;
    }
    spans x = matcher_spans(l->m, n->kids[0]), y = matcher_spans(l->m, n->kids[1]), hulls = matcher_spans(l->m, n), nearest = {0};
    uint32_t apart = least_distance(l, x, y, n->ordered, &nearest);
    r->because = arena_printf(l->a, "%.*s; the nearest are %u apart", STR_ARG(looking_times(l, hulls.count)), apart);
    for (size_t i = 0; i < hulls.count && i < 2; i++)
        show_pair(l, x, y, matcher_nearness(l->m, n), (spans){&hulls.items[i], 1}, r);
}

void why_not_near(looking *l, const node *n, bool holds, reason *r)
{
    spans x = matcher_spans(l->m, n->kids[0]), y = matcher_spans(l->m, n->kids[1]), alone = matcher_spans(l->m, n);
    str left = looking_written(l, n->kids[0]), right = looking_written(l, n->kids[1]);
    if (holds) {
        r->because = alone.count == x.count ? arena_printf(l->a, "%.*s never stands so near", STR_ARG(right))
                                            : arena_printf(l->a, "%zu of %zu stand apart", alone.count, x.count);
        r->passages[r->passage_count++] = alone;
        r->one_each = true;
        return;
    }
    if (x.count == 0) {
        r->because = arena_printf(l->a, "%.*s is not here", STR_ARG(left));
        return;
    }
    r->because = x.count == 1 ? arena_printf(l->a, "the only %.*s has %.*s near it", STR_ARG(left), STR_ARG(right))
                              : arena_printf(l->a, "each of %zu %.*s has %.*s near it", x.count, STR_ARG(left), STR_ARG(right));
    nearness near = matcher_nearness(l->m, n);
    near.ordered = false;
    spans pairs = spans_near(matcher_scratch(l->m), x, y, near);
    if (pairs.count)
        show_pair(l, x, y, near, pairs, r);
}

void why_atleast(looking *l, const node *n, bool holds, reason *r)
{
    spans found = matcher_spans(l->m, n->kids[0]);
    str times = found.count ? looking_times(l, found.count) : STR("not here");
    r->because = arena_printf(l->a, "%.*s; you asked for %u", STR_ARG(times), n->n);
    if (holds)
        r->because = times;
    if (holds || found.count) {
        r->passages[r->passage_count++] = found;
        r->one_each = true;
    }
}
