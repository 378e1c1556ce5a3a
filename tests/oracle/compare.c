/* compare.c - one query: do the archive and the naive evaluator say the same of every article? */
#include <stdio.h>
#include <stdlib.h>

#include <quoth/why.h>

#include "compare.h"
#include "searcher/matches.h"
#include "searcher/rank/page.h"
#include "searcher/stored.h"
#include "searcher/why/why.h"

enum {
    MOST_HIGHLIGHTS_COMPARED = 4,
    MOST_WINDOWS = 9,
    EACH_BY_API = 16 /* one of so many queries; the others are planned once for ranking and once for counting */
};

static void describe(const trial *t, const oracle_article *art, const char *what)
{
    printf("DISAGREEMENT: %s\nquery: %s\n", what, t->query);
    if (!art)
        return;
    printf("article %llu (%.*s)\ntitle: %.*s\ntext: %.*s\n", (unsigned long long)art->id, STR_ARG(art->external_id),
           STR_ARG(art->title), STR_ARG(art->body));
    for (size_t i = 0; i < art->quotations.count; i++)
        printf("quotation by %.*s (%d): words %u to %u\n", STR_ARG(art->quotations.items[i].name), art->quotations.items[i].group,
               art->quotations.items[i].at.first, art->quotations.items[i].at.end);
}

static bool same_highlights(const oracle_article *art, const bounds_list *expected, const quoth_match *found, size_t count)
{
    if (count != expected->count)
        return false;
    for (size_t i = 0; i < count; i++) {
        bounds b = expected->items[i];
        if (found[i].span.start != art->start[b.first] || found[i].span.end != art->end[b.end - 1] ||
            !found[i].in_title != (b.first >= art->title_words))
            return false;
    }
    return true;
}

/* What quoth_matches does once it has planned. */
static quoth_status find_matches(trial *t, uint64_t id, quoth_match **found, size_t *count, quoth_error *err)
{
    stored_article stored;
    spans highlights;
    if (t->by_api)
        return quoth_matches(t->w->archive, id, t->query, found, count, err);
    TRY(stored_read(t->w->archive, &t->a, (uint32_t)id, true, &stored, err));
    TRY(stored_highlights(t->w->archive, &t->a, &stored, t->s.m, &highlights, err));
    *found = mem_zalloc((highlights.count + 1) * sizeof **found);
    *count = matches_of(&stored, &highlights, *found);
    return QUOTH_OK;
}

static bool compare_highlights(trial *t, const oracle_article *art, const bounds_list *expected)
{
    quoth_match *found;
    size_t count;
    quoth_error err;
    if (find_matches(t, art->id, &found, &count, &err) != QUOTH_OK) {
        describe(t, art, err.message);
        return false;
    }
    bool same = same_highlights(art, expected, found, count);
    if (!same) {
        describe(t, art, "highlights");
        for (size_t i = 0; i < expected->count; i++)
            printf("  expected words %u to %u, bytes %u to %u\n", expected->items[i].first, expected->items[i].end,
                   art->start[expected->items[i].first], art->end[expected->items[i].end - 1]);
        for (size_t i = 0; i < count; i++)
            printf("  found bytes %u to %u%s\n", found[i].span.start, found[i].span.end,
                   found[i].in_title ? " of the title" : "");
    }
    t->spans += count;
    quoth_matches_free(found);
    return same;
}

/* `quoth why` says the same of an article as a search. */
static bool compare_why(trial *t, const oracle_article *art, bool satisfied)
{
    quoth_why *why = NULL;
    why_list list = {0};
    quoth_error err;
    quoth_status status = t->by_api ? quoth_why_make(t->w->archive, art->id, t->query, 0, &why, &err)
                                    : why_make(&t->s, &t->a, (uint32_t)art->id, &list, &err);
    if (status != QUOTH_OK) {
        describe(t, art, err.message);
        return false;
    }
    const quoth_why_part *first = why ? quoth_why_at(why, 0) : list.parts.count > 0 ? &list.parts.items[0] : NULL;
    bool same = first && first->holds == satisfied && (!why || quoth_why_matches(why) == satisfied);
    if (!same)
        describe(t, art, "what why says");
    quoth_why_free(why);
    t->whys++;
    return same;
}

/* --- what is found --- */

typedef struct answer {
    uint32_t *articles; /* in the order of the answer */
    size_t count;
    uint64_t total;
    bool total_is_exact;
} answer;

static void take_result(trial *t, const quoth_result *r, answer *out)
{
    int exact;
    *out = (answer){.count = quoth_result_count(r), .total = quoth_result_total(r, &exact)};
    out->total_is_exact = exact;
    out->articles = ARENA_ARRAY(&t->a, uint32_t, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        out->articles[i] = (uint32_t)quoth_result_hit(r, i)->id;
}

static void take_page(trial *t, const page *p, answer *out)
{
    *out = (answer){.count = p->r.count, .total = p->r.total, .total_is_exact = p->r.total_is_exact};
    out->articles = ARENA_ARRAY(&t->a, uint32_t, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        out->articles[i] = p->r.hits[i].article;
}

static quoth_status ask(trial *t, const quoth_search_options *options, answer *out, quoth_error *err)
{
    quoth_result *r;
    page p;
    if (t->by_api) {
        TRY(quoth_search(t->w->archive, t->query, options, &r, err));
        take_result(t, r, out);
        quoth_result_free(r);
    } else {
        TRY(page_find(&t->s, options, &p, err));
        take_page(t, &p, out);
    }
    return QUOTH_OK;
}

static bool is_hit(const answer *r, uint64_t id)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->articles[i] == id)
            return true;
    return false;
}

static bool compare_answers(trial *t, const expression *e, const answer *r)
{
    size_t expected = 0, compared = 0;
    uint32_t asks_why = random_below(4);
    for (size_t i = 0; i < t->w->articles.count; i++) {
        const oracle_article *art = t->w->articles.items[i];
        bool satisfied = brute_satisfied(&t->a, t->w, art, e);
        expected += satisfied;
        if (satisfied != is_hit(r, art->id)) {
            describe(t, art, satisfied ? "not found" : "found, and should not");
            return false;
        }
        /* Also that what does not match has no highlights, now and then. */
        bool look = t->any ? false : satisfied ? compared < MOST_HIGHLIGHTS_COMPARED && random_below(2) : i % 97 == 0;
        bounds_list highlights = look && satisfied ? brute_highlights(&t->a, t->w, art, e) : (bounds_list){0};
        compared += look;
        if (look && !compare_highlights(t, art, &highlights))
            return false;
        if (look && asks_why-- == 0 && !compare_why(t, art, satisfied))
            return false;
    }
    t->answers += expected;
    if (r->total == expected && r->total_is_exact)
        return true;
    describe(t, NULL, "the total");
    printf("total %llu%s, expected %zu\n", (unsigned long long)r->total, r->total_is_exact ? "" : " (estimated)", expected);
    return false;
}

/* --- every hit, window by window --- */

typedef struct walked {
    size_t count, most;
    uint32_t *articles;
} walked;

static bool take_walked(void *context, const ranked_hit *hit, quoth_status *status)
{
    walked *w = context;
    *status = QUOTH_OK;
    if (w->count < w->most)
        w->articles[w->count] = hit->article;
    w->count++;
    return true;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static quoth_status walk(trial *t, const walk_wanted *wanted, uint64_t *total, bool *exact, quoth_error *err)
{
    session own;
    if (!t->by_api)
        return walk_hits(&t->s, wanted, total, exact, err);
    TRY(session_begin(&own, t->w->archive, &t->a, t->query, t->any, err));
    quoth_status status = walk_hits(&own, wanted, total, exact, err);
    session_end(&own);
    return status;
}

/* However small the windows: the same hits, and by date in the same order. */
static bool compare_walk(trial *t, quoth_sort sort, answer *r, size_t window)
{
    quoth_error err;
    uint64_t total = 0;
    bool exact = false;
    size_t count = r->count;
    walked w = {.most = count, .articles = ARENA_ARRAY(&t->a, uint32_t, count + 1)};
    walk_wanted wanted = {.window = window, .sort = sort, .context = &w, .visit = take_walked};
    if (window * MOST_WINDOWS < count)
        wanted.window = window = count / MOST_WINDOWS + window;
    quoth_status status = walk(t, &wanted, &total, &exact, &err);
    if (sort == QUOTH_BY_RELEVANCE) {
        qsort(w.articles, w.count < count ? w.count : count, sizeof *w.articles, by_number);
        qsort(r->articles, count, sizeof *r->articles, by_number);
    }
    if (status == QUOTH_OK && w.count == count && total == count && exact &&
        memcmp(w.articles, r->articles, count * sizeof *w.articles) == 0)
        return true;
    describe(t, NULL, status == QUOTH_OK ? "all hits in small windows" : err.message);
    printf("%zu found, %zu expected, windows of %zu\n", w.count, count, window);
    return false;
}

static quoth_status count_by_api(trial *t, uint64_t *out, quoth_error *err)
{
    quoth_result *r;
    quoth_search_options options = {.count_only = 1, .any = t->any};
    TRY(quoth_search(t->w->archive, t->query, &options, &r, err));
    *out = quoth_result_total(r, NULL);
    quoth_result_free(r);
    return QUOTH_OK;
}

/* Planned anew: counting needs not all that ranking does. */
static quoth_status count_alone(trial *t, uint64_t *out, quoth_error *err)
{
    session counting;
    if (t->by_api)
        return count_by_api(t, out, err);
    TRY(session_open_for(&counting, t->w->archive, &t->a, t->query, t->any, SESSION_COUNTS, err));
    quoth_status status = rank_count_articles(t->w->archive, &t->a, &counting.plan, counting.m, out, err);
    session_close(&counting);
    return status;
}

/* Counting alone finds as many. */
static bool compare_count(trial *t, const answer *all)
{
    quoth_error err;
    uint64_t counted = 0;
    quoth_status status = count_alone(t, &counted, &err);
    if (status == QUOTH_OK && counted == all->total)
        return true;
    describe(t, NULL, status == QUOTH_OK ? "the count" : err.message);
    printf("counted %llu, expected %llu\n", (unsigned long long)counted, (unsigned long long)all->total);
    return false;
}

static bool compare_asked(trial *t, const expression *e, unsigned long number, bool walk_too)
{
    quoth_error err;
    answer r;
    quoth_search_options options = {.limit = 100000, .count_exactly = 1, .no_snippets = 1, .any = t->any};
    options.sort = (quoth_sort)(number % 3);
    if (ask(t, &options, &r, &err) != QUOTH_OK) {
        describe(t, NULL, err.message);
        return false;
    }
    return compare_answers(t, e, &r) && compare_count(t, &r) && (!walk_too || compare_walk(t, options.sort, &r, 1 + number % 7));
}

bool compare_all(trial *t, const expression *e, unsigned long number, bool walk)
{
    quoth_error err;
    t->by_api = number % EACH_BY_API == 0;
    if (t->by_api)
        return compare_asked(t, e, number, walk);
    if (session_begin(&t->s, t->w->archive, &t->a, t->query, t->any, &err) != QUOTH_OK) {
        describe(t, NULL, err.message);
        return false;
    }
    bool same = compare_asked(t, e, number, walk);
    session_end(&t->s);
    return same;
}
