/* page.c - which part of an answer is wanted: its beginning, what follows a cursor, a sample? */
#include "searcher/rank/page.h"

#include "base/hash.h"
#include "base/limits.h"
#include "searcher/rank/cursor.h"

#include <stdlib.h>

enum { USUAL_LIMIT = 10 };

/* --- order --- */

/* Where a hit stands: by score, or by day. Larger comes first. */
static double place_of(const session *s, quoth_sort sort, const ranked_hit *hit)
{
    if (sort == QUOTH_BY_RELEVANCE)
        return hit->score;
    const forward_slot *slot = forward_reader_slot(s->archive->forward, hit->article);
    if (!slot || slot->published_day == NO_DAY)
        return -1e12; /* after every day, in either order */
    return sort == QUOTH_BY_DATE ? -(double)slot->published_day : slot->published_day;
}

typedef struct placed {
    double place;
    ranked_hit hit;
} placed;

static int compare_placed(const void *x, const void *y)
{
    const placed *a = x, *b = y;
    if (a->place != b->place)
        return a->place > b->place ? -1 : 1;
    return a->hit.article < b->hit.article ? -1 : a->hit.article > b->hit.article;
}

static void put_in_order(session *s, quoth_sort sort, ranking *r)
{
    placed *list = ARENA_ARRAY(s->a, placed, r->count + 1);
    for (size_t i = 0; i < r->count; i++)
        list[i] = (placed){place_of(s, sort, &r->hits[i]), r->hits[i]};
    qsort(list, r->count, sizeof *list, compare_placed);
    for (size_t i = 0; i < r->count; i++)
        r->hits[i] = list[i].hit;
}

/* --- cursors --- */

static uint32_t query_mark(const session *s)
{
    return (uint32_t)hash_bytes(s->q.text, 0);
}

static quoth_status cursor_of(const session *s, const quoth_search_options *options, cursor *out, quoth_error *err)
{
    const char *what = NULL;
    if (!cursor_read(str_from(options->after), out))
        what = "is not one";
    else if (out->query != query_mark(s))
        what = "belongs to another query";
    else if (out->sort != options->sort)
        what = "belongs to another order";
    if (!what)
        return QUOTH_OK;
    quoth_status status = fail(err, QUOTH_BAD_USAGE, "the cursor %.60s %s", options->after, what);
    fail_hint(err, "give the \"next\" of the answer before, with the same query and --sort");
    return status;
}

/* The first hit after the cursor: after its article, or where that is no more, after where it stood. */
static size_t position_after(const session *s, const ranking *r, const cursor *c)
{
    size_t at = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->hits[i].article == c->article)
            return i + 1;
    placed last = {c->place, {c->article, 0}};
    for (; at < r->count; at++) {
        placed here = {place_of(s, c->sort, &r->hits[at]), r->hits[at]};
        if (compare_placed(&here, &last) > 0)
            break;
    }
    return at;
}

/* --- pages --- */

static ranking_wanted wanted_of(const quoth_search_options *options)
{
    return (ranking_wanted){.offset = options->offset,
                            .limit = options->limit ? options->limit : USUAL_LIMIT,
                            .sort = options->sort,
                            .count_exactly = options->count_exactly,
                            .expand = options->expand && options->sort == QUOTH_BY_RELEVANCE,
                            .question = options->any,
                            .recent_days = options->recent_days};
}

/* Articles that were added since move the cursor's down by as many ranks at most. */
static quoth_status find_after(session *s, const quoth_search_options *options, page *out, quoth_error *err)
{
    enum { SLACK = 100 };
    cursor c = {0};
    TRY(cursor_of(s, options, &c, err));
    ranking_wanted wanted = wanted_of(options);
    size_t limit = wanted.limit, at, room = c.rank + limit + SLACK;
    if (limit > LIMIT_TOP_HITS || c.rank > LIMIT_TOP_HITS - limit)
        return fail(err, QUOTH_LIMIT, "a cursor leads at most %d hits deep: --limit=0 gives all", LIMIT_TOP_HITS);
    for (;; room *= 2) {
        wanted.offset = 0;
        wanted.limit = room < LIMIT_TOP_HITS ? room : LIMIT_TOP_HITS;
        TRY(rank_articles(s->archive, s->a, &s->plan, s->m, &wanted, &out->r, err));
        at = position_after(s, &out->r, &c);
        if (at + limit <= out->r.count || out->r.count < wanted.limit || wanted.limit == LIMIT_TOP_HITS)
            break;
    }
    out->before = at;
    out->r.hits += at;
    out->r.count = out->r.count - at < limit ? out->r.count - at : limit;
    return QUOTH_OK;
}

static quoth_status find_sample(session *s, const quoth_search_options *options, page *out, quoth_error *err)
{
    ranking_wanted wanted = {.limit = options->sample, .sample = true, .seed = options->seed, .count_exactly = true};
    TRY(rank_articles(s->archive, s->a, &s->plan, s->m, &wanted, &out->r, err));
    put_in_order(s, options->sort, &out->r);
    return QUOTH_OK;
}

static void set_next(const session *s, const quoth_search_options *options, page *p)
{
    const ranking *r = &p->r;
    size_t limit = options->limit ? options->limit : USUAL_LIMIT;
    if (options->sample || r->count < limit || (r->total_is_exact && p->before + r->count >= r->total))
        return;
    const ranked_hit *last = &r->hits[r->count - 1];
    p->next = cursor_write(
        s->a, &(cursor){options->sort, p->before + r->count, last->article, place_of(s, options->sort, last), query_mark(s)});
}

quoth_status page_find(session *s, const quoth_search_options *options, page *out, quoth_error *err)
{
    *out = (page){.before = options->offset};
    if ((options->after != NULL) + (options->sample > 0) + (options->offset > 0) > 1)
        return fail(err, QUOTH_BAD_USAGE, "an offset, a cursor and a sample exclude each other");
    if (options->group && (options->after || options->sample))
        return fail(err, QUOTH_BAD_USAGE, "copies cannot be folded in a sample or after a cursor");
    ranking_wanted wanted = wanted_of(options);
    wanted.timed = s->timed;
    if (options->group)
        return rank_groups(s, &wanted, options->lead, &out->r, &out->groups, err);
    if (options->after)
        TRY(find_after(s, options, out, err));
    else if (options->sample)
        TRY(find_sample(s, options, out, err));
    else
        TRY(rank_articles(s->archive, s->a, &s->plan, s->m, &wanted, &out->r, err));
    set_next(s, options, out);
    return QUOTH_OK;
}

/* --- all hits --- */

typedef struct walking {
    session *s;
    const walk_wanted *wanted;
    size_t shown;
    uint32_t *ranked; /* articles of the first window by relevance, sorted */
    size_t ranked_count;
    placed last;
    bool stopped;
} walking;

static int compare_numbers(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* In the windows after the first: what has not been shown. */
static bool is_left(void *context, uint32_t article)
{
    const walking *w = context;
    if (w->wanted->sort == QUOTH_BY_RELEVANCE)
        return article > w->last.hit.article &&
               !bsearch(&article, w->ranked, w->ranked_count, sizeof *w->ranked, compare_numbers);
    ranked_hit hit = {article, 0};
    placed here = {place_of(w->s, w->wanted->sort, &hit), hit};
    return compare_placed(&here, &w->last) > 0;
}

static quoth_status show_window(walking *w, const ranking *r, size_t skip)
{
    quoth_status status = QUOTH_OK;
    for (size_t i = skip; i < r->count && !w->stopped && status == QUOTH_OK; i++) {
        w->stopped = !w->wanted->visit(w->wanted->context, &r->hits[i], &status);
        w->shown++;
        if (w->wanted->limit > 0 && w->shown >= w->wanted->limit)
            w->stopped = true;
    }
    return status;
}

static void remember(walking *w, const ranking *r)
{
    const ranked_hit *last = &r->hits[r->count - 1];
    w->last = (placed){place_of(w->s, w->wanted->sort, last), *last};
    if (w->wanted->sort != QUOTH_BY_RELEVANCE || w->ranked)
        return;
    w->last = (placed){0};
    w->ranked = ARENA_ARRAY(w->s->a, uint32_t, r->count);
    w->ranked_count = r->count;
    for (size_t i = 0; i < r->count; i++)
        w->ranked[i] = r->hits[i].article;
    qsort(w->ranked, w->ranked_count, sizeof *w->ranked, compare_numbers);
}

quoth_status walk_hits(session *s, const walk_wanted *wanted, uint64_t *total, bool *is_exact, quoth_error *err)
{
    walking w = {.s = s, .wanted = wanted};
    arena scratch = {0};
    ranking r;
    ranking_wanted part = {.limit = wanted->window,
                           .sort = wanted->sort,
                           .count_exactly = wanted->count_exactly,
                           .expand = wanted->expand && wanted->sort == QUOTH_BY_RELEVANCE,
                           .question = wanted->any,
                           .recent_days = wanted->recent_days,
                           .context = &w};
    size_t skip = wanted->offset, needed = wanted->limit + wanted->offset;
    if (wanted->limit > 0 && needed < part.limit)
        part.limit = needed;
    quoth_status status = rank_articles(s->archive, &scratch, &s->plan, s->m, &part, &r, err);
    if (status == QUOTH_OK) {
        *total = r.total;
        *is_exact = r.total_is_exact;
    }
    while (status == QUOTH_OK && r.count > 0) {
        status = show_window(&w, &r, skip < r.count ? skip : r.count);
        skip -= skip < r.count ? skip : r.count;
        if (w.stopped || status != QUOTH_OK || r.count < part.limit)
            break;
        remember(&w, &r);
        part.admits = is_left;
        part.expand = false;
        part.by_number = wanted->sort == QUOTH_BY_RELEVANCE;
        part.count_exactly = false;
        arena_reset(&scratch);
        status = rank_articles(s->archive, &scratch, &s->plan, s->m, &part, &r, err);
    }
    if (status == QUOTH_OK && !w.stopped) {
        *total = wanted->offset + w.shown;
        *is_exact = true;
    }
    arena_release(&scratch);
    return status;
}
