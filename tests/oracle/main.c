/* main.c - do a real archive and the naive evaluator give the same answers and the same highlights?
 *
 * oracle FOLDER-FOR-ARCHIVE ARTICLES-FOLDER|- TREES SEED [INVENTED-ARTICLES] */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "oracle.h"
#include "searcher/rank/page.h"

enum { MOST_HIGHLIGHTS_COMPARED = 12 };

typedef struct trial {
    arena a;
    stemmers *stemmers;
    quoth_archive *archive;
    const article_list *articles;
    const char *query;
    uint64_t answers, spans;
} trial;

static void describe(const trial *t, const oracle_article *art, const char *what)
{
    printf("DISAGREEMENT: %s\nquery: %s\n", what, t->query);
    if (!art)
        return;
    printf("article %llu (%.*s)\ntitle: %.*s\ntext: %.*s\n", (unsigned long long)art->id, STR_ARG(art->external_id),
           STR_ARG(art->title), STR_ARG(art->body));
    for (size_t i = 0; i < art->quotations.count; i++)
        printf("quotation by %.*s: words %u to %u\n", STR_ARG(art->quotations.items[i].name), art->quotations.items[i].at.first,
               art->quotations.items[i].at.end);
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
    if (quoth_matches(t->archive, art->id, t->query, &found, &count, &err) != QUOTH_OK) {
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

static bool compare_answers(trial *t, const expression *e, const quoth_result *r)
{
    size_t expected = 0, compared = 0;
    int exact;
    for (size_t i = 0; i < t->articles->count; i++) {
        const oracle_article *art = t->articles->items[i];
        bounds_list highlights;
        bool satisfied = brute_satisfied(&t->a, t->stemmers, art, e, &highlights);
        expected += satisfied;
        if (satisfied != is_hit(r, art->id)) {
            describe(t, art, satisfied ? "not found" : "found, and should not");
            return false;
        }
        /* Also that what does not match has no highlights, now and then. */
        bool look = satisfied ? compared < MOST_HIGHLIGHTS_COMPARED : i % 97 == 0;
        compared += look;
        if (look && !compare_highlights(t, art, &highlights))
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
    if (session_begin(&s, t->archive, &t->a, t->query, false, &err) != QUOTH_OK)
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

static bool try_one(trial *t, unsigned depth, unsigned long number)
{
    DEFER(buf_release) buf query_text = {0};
    quoth_error err;
    quoth_result *r;
    quoth_search_options options = {.limit = 100000, .count_exactly = 1, .no_snippets = 1};
    size_t window = 1 + number % 7;
    options.sort = (quoth_sort)(number % 3);
    arena_reset(&t->a);
    expression *e = expression_random(&t->a, t->articles, depth);
    expression_write(e, &query_text);
    buf_put_byte(&query_text, '\0');
    t->query = query_text.data;
    quoth_status status = quoth_search(t->archive, t->query, &options, &r, &err);
    if (status != QUOTH_OK) {
        describe(t, NULL, err.message);
        return false;
    }
    bool same = compare_answers(t, e, r) && (depth != 2 || compare_walk(t, &options, r, window));
    quoth_result_free(r);
    return same;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: oracle FOLDER-FOR-ARCHIVE ARTICLES-FOLDER|- TREES SEED [INVENTED-ARTICLES]\n");
        return 2;
    }
    arena a = {0};
    article_list articles = {0};
    trial t = {.stemmers = stemmers_new(), .articles = &articles};
    quoth_error err;
    unsigned long trees = strtoul(argv[3], NULL, 10), seed = strtoul(argv[4], NULL, 10);
    if (folder_remove(argv[1], &err) != QUOTH_OK)
        return 2;
    random_seed(seed);
    uint64_t start = clock_ns();
    articles_make(&a, argv[1], strcmp(argv[2], "-") == 0 ? NULL : argv[2], argc > 5 ? (unsigned)atoi(argv[5]) : 60, &articles);
    if (quoth_archive_open(argv[1], &t.archive, &err) != QUOTH_OK || articles.count == 0) {
        fprintf(stderr, "oracle: %s\n", err.message);
        return 2;
    }
    printf("%zu articles, seed %lu, made in %.1f s\n", articles.count, seed, (double)(clock_ns() - start) / 1e9);
    bool same = true;
    unsigned long done = 0;
    for (; done < trees && same; done += same) {
        random_seed(seed + done * 1000003u);
        same = try_one(&t, (unsigned)(done % 5), done);
        if (!same)
            printf("tree %lu of seed %lu\n", done, seed);
    }
    printf("%lu trees, %llu answers, %llu highlighted spans agree, %.1f s\n", done, (unsigned long long)t.answers,
           (unsigned long long)t.spans, (double)(clock_ns() - start) / 1e9);
    quoth_archive_close(t.archive);
    stemmers_free(&t.stemmers);
    arena_release(&t.a);
    arena_release(&a);
    if (same) /* else it is looked at */
        (void)folder_remove(argv[1], NULL);
    return same ? 0 : 1;
}
