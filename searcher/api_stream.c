/* api_stream.c - every hit of a query, one after the other */
#include <quoth/search.h>

#include "base/clock.h"
#include "base/limits.h"
#include "searcher/hit.h"
#include "searcher/notes.h"
#include "searcher/rank/page.h"

typedef struct streaming {
    session s;
    const quoth_search_options *options;
    const quoth_search_visitor *visitor;
    quoth_search_totals *totals;
    size_t before;
    arena shown, scratch; /* of one hit */
    quoth_error *err;
} streaming;

static bool show(void *context, const ranked_hit *from, quoth_status *status)
{
    streaming *w = context;
    quoth_hit hit = {0};
    arena_reset(&w->shown);
    *status = hit_fill(&w->s, &w->shown, &w->scratch, from, w->options, &hit, w->err);
    if (*status == QUOTH_NOT_FOUND) { /* removed since the index was opened */
        *status = QUOTH_OK;
        return true;
    }
    if (*status != QUOTH_OK)
        return false;
    hit.rank = w->before + ++w->totals->shown;
    return w->visitor->hit(w->visitor->context, &hit);
}

static quoth_status show_page(streaming *w)
{
    page p;
    if (w->options->after && w->options->limit == 0)
        return fail(w->err, QUOTH_BAD_USAGE, "after a cursor there must be a limit");
    TRY(page_find(&w->s, w->options, &p, w->err));
    w->before = p.before;
    w->totals->matches = p.r.total;
    w->totals->exact = p.r.total_is_exact;
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < p.r.count && status == QUOTH_OK; i++)
        if (!show(w, &p.r.hits[i], &status))
            break;
    return status;
}

static quoth_status show_all(streaming *w)
{
    bool is_exact = false;
    walk_wanted wanted = {.offset = w->options->offset,
                          .limit = w->options->limit,
                          .window = LIMIT_TOP_HITS,
                          .sort = w->options->sort,
                          .count_exactly = w->options->count_exactly,
                          .any = w->options->any,
                          .expand = w->options->expand,
                          .recent_days = w->options->recent_days,
                          .context = w,
                          .visit = show};
    w->before = w->options->offset;
    TRY(walk_hits(&w->s, &wanted, &w->totals->matches, &is_exact, w->err));
    w->totals->exact = is_exact;
    return QUOTH_OK;
}

static quoth_status tell_why(streaming *w)
{
    note_list notes = {0};
    if (!w->visitor->note)
        return QUOTH_OK;
    TRY(notes_make(w->s.archive, w->s.a, &w->s.q, &w->s.plan, w->totals->shown == 0, &notes, w->err));
    for (size_t i = 0; i < notes.count; i++)
        w->visitor->note(w->visitor->context, notes.items[i]);
    return QUOTH_OK;
}

quoth_status quoth_search_each(quoth_archive *archive, const char *query_text, const quoth_search_options *options,
                               const quoth_search_visitor *visitor, quoth_search_totals *totals, quoth_error *err)
{
    static const quoth_search_options usual = {0};
    uint64_t start = clock_ns();
    quoth_search_totals unasked;
    streaming w = {.options = options ? options : &usual, .visitor = visitor, .totals = totals ? totals : &unasked, .err = err};
    *w.totals = (quoth_search_totals){0};
    arena a = {0};
    if (w.options->group)
        return fail(err, QUOTH_BAD_USAGE, "copies are folded on a page of hits, not in a stream of all");
    quoth_status status = session_begin(&w.s, archive, &a, query_text, w.options->any, err);
    if (status == QUOTH_OK) {
        status = w.options->after || w.options->sample ? show_page(&w) : show_all(&w);
        if (status == QUOTH_OK)
            status = tell_why(&w);
        session_end(&w.s);
    }
    arena_release(&w.shown);
    arena_release(&w.scratch);
    arena_release(&a);
    w.totals->milliseconds = (double)(clock_ns() - start) / 1e6;
    return status;
}
