/* list.c - the quotations that answer a query, in their order */
#include "searcher/quote/list.h"

#include "base/limits.h"
#include "searcher/quote/show.h"

#include <stdlib.h>

enum { FIRST_WINDOW = 64, WINDOW_GROWS = 4, MOST_WINDOW = 40000 /* some 30 MB of text and names */ };

typedef struct listing {
    ask *q;
    const quoth_quotes_options *options;
    quoth_quotes_totals *totals;

    found_quotation *best; /* a heap, the worst on top; then sorted */
    size_t count, room;
    bool after_best; /* the second walk: those that found no room among the best */
    found_quotation last_best;

    size_t skipped;
    arena scratch; /* of the open article */
    open_article open;
    uint32_t open_id;
    arena window; /* of quotations made ready before they are shown */
    bool stopped;
    quoth_error *err;
    quoth_status status;
} listing;

/* True when x comes before y in the answer: a total order, so that both walks agree. */
static bool before(const found_quotation *x, const found_quotation *y)
{
    if (x->score != y->score)
        return x->score > y->score;
    return x->article != y->article ? x->article < y->article : x->nth < y->nth;
}

/* --- showing --- */

static quoth_status open_for(listing *l, uint32_t article)
{
    if (l->open_id == article)
        return QUOTH_OK;
    arena_reset(&l->scratch);
    l->open_id = 0;
    TRY(open_article_begin(l->q->archive, &l->scratch, article, l->q->quote_sections, &l->open, l->err));
    l->open_id = article;
    return QUOTH_OK;
}

/* Strings of `out` in `a`. QUOTH_NOT_FOUND for one removed since the index was opened. */
static quoth_status make_ready(listing *l, arena *a, const found_quotation *found, quoth_said *out)
{
    spans highlights;
    const forward_mark *mark;
    const quotation *said;
    TRY(open_for(l, found->article));
    TRY(open_article_said(&l->open, l->q->archive, &l->scratch, found->nth, &mark, &said, l->err));
    ask_highlights(l->q, &l->scratch, &l->open.record, l->open.slot, mark, &highlights);
    *out = (quoth_said){.score = found->score};
    shown_words shown = {said->span, said->in_title, mark, said, &highlights};
    TRY(show_said(l->q->archive, a, &l->open, &shown, out, l->err));
    if (l->options->context_sentences || (l->options->whole_sentences && said->kind != QUOTE_DIRECT))
        show_context(a, &l->open, l->options->context_sentences, out);
    return QUOTH_OK;
}

static void hand_over(listing *l, quoth_said *said)
{
    said->rank = l->options->offset + ++l->totals->shown;
    l->stopped = !l->options->visit(l->options->context, said);
}

static quoth_status show(listing *l, const found_quotation *found)
{
    quoth_said said;
    if (l->skipped < l->options->offset) {
        l->skipped++;
        return QUOTH_OK;
    }
    arena_reset(&l->window);
    quoth_status status = make_ready(l, &l->window, found, &said);
    if (status == QUOTH_OK)
        hand_over(l, &said);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

static bool is_full(const listing *l)
{
    return l->stopped || (l->options->limit > 0 && l->totals->shown >= l->options->limit);
}

static bool show_at_once(void *context, const found_quotation *found)
{
    listing *l = context;
    if (l->after_best && !before(&l->last_best, found))
        return true;
    l->totals->quotations += !l->after_best;
    l->status = show(l, found);
    return l->status == QUOTH_OK && !is_full(l);
}

/* --- showing the best --- */

typedef struct numbered {
    uint32_t article;
    uint32_t at;
} numbered;

static int by_article(const void *x, const void *y)
{
    const numbered *a = x, *b = y;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* To open an article costs more than all else: those of a window are each opened once, then shown by rank. */
static quoth_status show_window(listing *l, const found_quotation *found, size_t count)
{
    arena_reset(&l->window);
    quoth_said *ready = ARENA_ARRAY(&l->window, quoth_said, count);
    numbered *order = ARENA_ARRAY(&l->window, numbered, count);
    for (size_t i = 0; i < count; i++)
        order[i] = (numbered){found[i].article, (uint32_t)i};
    qsort(order, count, sizeof *order, by_article);
    for (size_t i = 0; i < count; i++) {
        quoth_status status = make_ready(l, &l->window, &found[order[i].at], &ready[order[i].at]);
        if (status != QUOTH_NOT_FOUND)
            TRY(status);
    }
    for (size_t i = 0; i < count && !is_full(l); i++)
        if (ready[i].text)
            hand_over(l, &ready[i]);
    return QUOTH_OK;
}

/* Small windows first: who reads the first page only waits for no more. */
static quoth_status show_best(listing *l)
{
    size_t window = FIRST_WINDOW, from = l->options->offset < l->count ? l->options->offset : l->count, count;
    l->skipped = from;
    for (; from < l->count && !is_full(l); from += count, window *= WINDOW_GROWS) {
        count = window < MOST_WINDOW ? window : MOST_WINDOW;
        if (count > l->count - from)
            count = l->count - from;
        if (l->options->limit && count > l->options->limit - l->totals->shown)
            count = l->options->limit - l->totals->shown;
        TRY(show_window(l, l->best + from, count));
    }
    return QUOTH_OK;
}

/* --- keeping the best --- */

static void sink(listing *l, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1, right = left + 1;
        if (left < l->count && before(&l->best[worst], &l->best[left]))
            worst = left;
        if (right < l->count && before(&l->best[worst], &l->best[right]))
            worst = right;
        if (worst == at)
            return;
        found_quotation swap = l->best[at];
        l->best[at] = l->best[worst];
        l->best[worst] = swap;
        at = worst;
    }
}

static void rise(listing *l, size_t at)
{
    while (at > 0 && before(&l->best[(at - 1) / 2], &l->best[at])) {
        found_quotation swap = l->best[at];
        l->best[at] = l->best[(at - 1) / 2];
        l->best[(at - 1) / 2] = swap;
        at = (at - 1) / 2;
    }
}

static bool keep(void *context, const found_quotation *found)
{
    listing *l = context;
    l->totals->quotations++;
    if (l->count < l->room) {
        l->best[l->count++] = *found;
        rise(l, l->count - 1);
    } else if (before(found, &l->best[0])) {
        l->best[0] = *found;
        sink(l, 0);
    }
    return true;
}

static int compare_found(const void *x, const void *y)
{
    return before(x, y) ? -1 : before(y, x);
}

static quoth_status list_ranked(listing *l)
{
    size_t wanted = l->options->limit ? l->options->limit + l->options->offset : LIMIT_TOP_HITS;
    l->room = wanted < LIMIT_TOP_HITS ? wanted : LIMIT_TOP_HITS;
    l->best = mem_alloc(l->room * sizeof *l->best);
    TRY(ask_each(l->q, keep, l, l->err));
    qsort(l->best, l->count, sizeof *l->best, compare_found);
    TRY(show_best(l));
    if (is_full(l) || l->totals->quotations <= l->count)
        return QUOTH_OK;
    l->after_best = true;
    l->last_best = l->best[l->count - 1];
    TRY(ask_each(l->q, show_at_once, l, l->err));
    return l->status;
}

static quoth_status list_in_order(listing *l)
{
    TRY(ask_each(l->q, show_at_once, l, l->err));
    return l->status;
}

quoth_status list_quotations(ask *q, const quoth_quotes_options *options, quoth_quotes_totals *totals, quoth_error *err)
{
    listing l = {.q = q, .options = options, .totals = totals, .err = err};
    quoth_status status = q->everything ? list_in_order(&l) : list_ranked(&l);
    free(l.best);
    arena_release(&l.scratch);
    arena_release(&l.window);
    return status;
}
