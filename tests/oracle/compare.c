/* compare.c - one query: do the archive and the naive evaluator say the same of every article? */
#include <stdio.h>
#include <stdlib.h>

#include <quoth/why.h>

#include "compare.h"
#include "searcher/rank/page.h"

enum { MOST_HIGHLIGHTS_COMPARED = 4 };

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

static bool compare_highlights(trial *t, const oracle_article *art, const bounds_list *expected)
{
    quoth_match *found;
    size_t count;
    quoth_error err;
    if (quoth_matches(t->w->archive, art->id, t->query, &found, &count, &err) != QUOTH_OK) {
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

static bool is_hit(const quoth_result *r, uint64_t id)
{
    for (size_t i = 0; i < quoth_result_count(r); i++)
        if (quoth_result_hit(r, i)->id == id)
            return true;
    return false;
}

/* `quoth why` says the same of an article as a search. */
static bool compare_why(trial *t, const oracle_article *art, bool satisfied)
{
    quoth_why *why;
    quoth_error err;
    if (quoth_why_make(t->w->archive, art->id, t->query, 0, &why, &err) != QUOTH_OK) {
        describe(t, art, err.message);
        return false;
    }
    bool same = quoth_why_matches(why) == satisfied && quoth_why_count(why) > 0 && quoth_why_at(why, 0)->holds == satisfied;
    if (!same)
        describe(t, art, "what why says");
    quoth_why_free(why);
    t->whys++;
    return same;
}

static bool compare_answers(trial *t, const expression *e, const quoth_result *r)
{
    size_t expected = 0, compared = 0;
    uint32_t asks_why = random_below(4);
    int exact;
    for (size_t i = 0; i < t->w->articles.count; i++) {
        const oracle_article *art = t->w->articles.items[i];
        bounds_list highlights;
        bool satisfied = brute_satisfied(&t->a, t->w, art, e, &highlights);
        expected += satisfied;
        if (satisfied != is_hit(r, art->id)) {
            describe(t, art, satisfied ? "not found" : "found, and should not");
            return false;
        }
        /* Also that what does not match has no highlights, now and then. */
        bool look = t->any ? false : satisfied ? compared < MOST_HIGHLIGHTS_COMPARED && random_below(2) : i % 97 == 0;
        compared += look;
        if (look && !compare_highlights(t, art, &highlights))
            return false;
        if (look && asks_why-- == 0 && !compare_why(t, art, satisfied))
            return false;
    }
    t->answers += expected;
    if (quoth_result_total(r, &exact) == expected && exact)
        return true;
    describe(t, NULL, "the total");
    printf("total %llu%s, expected %zu\n", (unsigned long long)quoth_result_total(r, NULL), exact ? "" : " (estimated)",
           expected);
    return false;
}

/* --- every hit, window by window --- */

typedef struct walked {
    quoth_result *r;
    size_t count;
    uint32_t *articles;
} walked;

static bool take_walked(void *context, const ranked_hit *hit, quoth_status *status)
{
    walked *w = context;
    *status = QUOTH_OK;
    if (w->count <= quoth_result_count(w->r))
        w->articles[w->count] = hit->article;
    w->count++;
    return true;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* However small the windows: the same hits, and by date in the same order. */
static bool compare_walk(trial *t, const quoth_search_options *options, quoth_result *r, size_t window)
{
    session s;
    quoth_error err;
    uint64_t total = 0;
    bool exact = false;
    size_t count = quoth_result_count(r);
    uint32_t *found = ARENA_ARRAY(&t->a, uint32_t, count + 1), *expected = ARENA_ARRAY(&t->a, uint32_t, count + 1);
    walked w = {.r = r, .articles = found};
    walk_wanted wanted = {.window = window, .sort = options->sort, .context = &w, .visit = take_walked};
    if (session_begin(&s, t->w->archive, &t->a, t->query, t->any, &err) != QUOTH_OK)
        return false;
    quoth_status status = walk_hits(&s, &wanted, &total, &exact, &err);
    session_end(&s);
    for (size_t i = 0; i < count; i++)
        expected[i] = (uint32_t)quoth_result_hit(r, i)->id;
    if (options->sort == QUOTH_BY_RELEVANCE) {
        qsort(found, w.count < count ? w.count : count, sizeof *found, by_number);
        qsort(expected, count, sizeof *expected, by_number);
    }
    if (status == QUOTH_OK && w.count == count && total == count && exact && memcmp(found, expected, count * sizeof *found) == 0)
        return true;
    describe(t, NULL, "all hits in small windows");
    printf("%zu found, %zu expected, windows of %zu\n", w.count, count, window);
    return false;
}

/* Counting alone finds as many. */
static bool compare_count(trial *t, const quoth_result *all)
{
    quoth_error err;
    quoth_result *r;
    quoth_search_options options = {.count_only = 1, .any = t->any};
    if (quoth_search(t->w->archive, t->query, &options, &r, &err) != QUOTH_OK) {
        describe(t, NULL, err.message);
        return false;
    }
    uint64_t counted = quoth_result_total(r, NULL), expected = quoth_result_total(all, NULL);
    bool same = counted == expected && quoth_result_count(r) == 0;
    if (!same) {
        describe(t, NULL, "the count");
        printf("counted %llu, expected %llu\n", (unsigned long long)counted, (unsigned long long)expected);
    }
    quoth_result_free(r);
    return same;
}

bool compare_all(trial *t, const expression *e, unsigned long number, bool walk)
{
    quoth_error err;
    quoth_result *r;
    quoth_search_options options = {.limit = 100000, .count_exactly = 1, .no_snippets = 1, .any = t->any};
    options.sort = (quoth_sort)(number % 3);
    if (quoth_search(t->w->archive, t->query, &options, &r, &err) != QUOTH_OK) {
        describe(t, NULL, err.message);
        return false;
    }
    bool same = compare_answers(t, e, r) && compare_count(t, r) && (!walk || compare_walk(t, &options, r, 1 + number % 7));
    quoth_result_free(r);
    return same;
}
