/* bench_query.c - how long does an answer take? Queries by class, in one process, median and 99th percentile
 *
 *     bench_query ARCHIVE [FILE.jsonl]     FILE: {"query": "+a +b", "tags": ["intersection", …]} a line, as in ../shared/queries
 *
 * Besides the file's queries: 300 phrases, 300 W/n and 100 W/S of words that stand there in the archive's own articles. Each
 * query is asked once before it is timed; top 10, with and without snippets. Prints one JSON object a class. */
#include <quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_QUERIES = 4096, QUERY_ROOM = 512, CLASS_ROOM = 40 };

typedef struct timed_query {
    char text[QUERY_ROOM], class[CLASS_ROOM];
    double bare_ms, full_ms; /* without and with snippets */
    uint64_t total;
} timed_query;

typedef struct bench {
    quoth_archive *archive;
    timed_query *queries;
    size_t count;
    uint64_t random;
} bench;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static uint32_t random_below(bench *b, uint32_t limit)
{
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(b->random >> 33) % limit;
}

static timed_query *add_query(bench *b, const char *class_name)
{
    if (b->count == MOST_QUERIES)
        return NULL;
    timed_query *q = &b->queries[b->count++];
    memset(q, 0, sizeof *q);
    snprintf(q->class, sizeof q->class, "%s", class_name);
    return q;
}

/* --- queries of a file --- */

/* The string after "key": in a line of JSON, unescaped as far as \" goes. */
static int string_after(const char *line, const char *key, char *out, size_t room)
{
    const char *at = strstr(line, key);
    size_t len = 0;
    at = at ? strchr(at + strlen(key), '"') : NULL;
    if (!at)
        return 0;
    for (at++; *at && *at != '"' && len + 1 < room; at++) {
        if (*at == '\\' && at[1])
            at++;
        out[len++] = *at;
    }
    out[len] = '\0';
    return 1;
}

/* Web style: +a means a, words without a sign are alternatives. */
static void translate(const char *web, char *out, size_t room)
{
    size_t len = 0;
    int must = strchr(web, '+') != NULL, in_quotes = 0;
    for (; *web && len + 5 < room; web++) {
        in_quotes ^= *web == '"';
        if (*web == '+' && !in_quotes)
            continue;
        if (*web == ' ' && !in_quotes && !must) {
            memcpy(out + len, " OR ", 4);
            len += 4;
        } else
            out[len++] = *web;
    }
    out[len] = '\0';
}

static void read_queries(bench *b, const char *path)
{
    char *line = NULL, web[QUERY_ROOM], tag[CLASS_ROOM];
    size_t room = 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    while (getline(&line, &room, file) >= 0) {
        if (!string_after(line, "\"query\":", web, sizeof web) || !string_after(line, "\"tags\":", tag, sizeof tag))
            continue;
        timed_query *q = add_query(b, tag);
        if (q)
            translate(web, q->text, sizeof q->text);
    }
    free(line);
    fclose(file);
}

/* --- queries from the archive itself --- */

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* `count` plain words that stand side by side from about `at` on; fewer where punctuation is in between. */
static int words_at(const char *text, size_t at, int count, char words[][24])
{
    int found = 0;
    while (at > 0 && is_letter(text[at - 1]))
        at--;
    while (found < count && is_letter(text[at])) {
        size_t len = 0;
        while (is_letter(text[at + len]))
            len++;
        if (len > 20)
            break;
        memcpy(words[found], text + at, len);
        words[found++][len] = '\0';
        at += len;
        if (text[at] != ' ')
            break;
        at++;
    }
    return found;
}

static int random_words(bench *b, const quoth_stats *stats, int count, char words[][24])
{
    for (int tries = 0; tries < 1000; tries++) {
        const quoth_article *article;
        if (quoth_article_get(b->archive, 1 + random_below(b, (uint32_t)stats->articles), &article, NULL) != QUOTH_OK)
            continue;
        int found =
            article->text_bytes > 200 ? words_at(article->text, random_below(b, (uint32_t)article->text_bytes), count, words) : 0;
        quoth_article_free(article);
        if (found == count)
            return 1;
    }
    return 0;
}

static void draw_queries(bench *b, const quoth_stats *stats)
{
    char w[6][24];
    timed_query *q;
    for (int i = 0; i < 300 && random_words(b, stats, 2 + i % 3, w) && (q = add_query(b, "drawn phrase")); i++)
        snprintf(q->text, sizeof q->text,
                 i % 3 == 0   ? "\"%s %s\""
                 : i % 3 == 1 ? "\"%s %s %s\""
                              : "\"%s %s %s %s\"",
                 w[0], w[1], w[2], w[3]);
    for (int i = 0; i < 300 && random_words(b, stats, 5, w) && (q = add_query(b, "drawn W/n")); i++)
        snprintf(q->text, sizeof q->text, "=%s W/%u =%s", w[0], 1 + random_below(b, 10), w[1 + random_below(b, 4)]);
    for (int i = 0; i < 100 && random_words(b, stats, 6, w) && (q = add_query(b, "drawn W/S")); i++)
        snprintf(q->text, sizeof q->text, "=%s W/S =%s", w[0], w[1 + random_below(b, 5)]);
}

/* --- timing --- */

static double ask(bench *b, timed_query *q, int no_snippets)
{
    quoth_result *r;
    quoth_error err;
    quoth_search_options options = {.limit = 10, .no_snippets = no_snippets};
    double start = now_ms();
    if (quoth_search(b->archive, q->text, &options, &r, &err) != QUOTH_OK) {
        fprintf(stderr, "%s: %s\n", q->text, err.message);
        return 0;
    }
    double took = now_ms() - start;
    q->total = quoth_result_total(r, NULL);
    quoth_result_free(r);
    return took;
}

static void ask_all(bench *b)
{
    for (size_t i = 0; i < b->count; i++) {
        ask(b, &b->queries[i], 0);
        b->queries[i].bare_ms = ask(b, &b->queries[i], 1);
        b->queries[i].full_ms = ask(b, &b->queries[i], 0);
    }
}

static int compare_times(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void print_class(const bench *b, const char *class_name)
{
    static double bare[MOST_QUERIES], full[MOST_QUERIES];
    size_t n = 0, slowest = 0;
    for (size_t i = 0; i < b->count; i++) {
        if (class_name && strcmp(b->queries[i].class, class_name) != 0)
            continue;
        if (n == 0 || b->queries[i].full_ms > b->queries[slowest].full_ms)
            slowest = i;
        bare[n] = b->queries[i].bare_ms;
        full[n++] = b->queries[i].full_ms;
    }
    qsort(bare, n, sizeof *bare, compare_times);
    qsort(full, n, sizeof *full, compare_times);
    printf("{\"class\": \"%s\", \"queries\": %zu, \"median_ms\": %.3f, \"p99_ms\": %.3f, \"bare_median_ms\": %.3f, "
           "\"bare_p99_ms\": %.3f, \"slowest_ms\": %.3f}\n",
           class_name ? class_name : "all", n, full[n / 2], full[n * 99 / 100], bare[n / 2], bare[n * 99 / 100], full[n - 1]);
    fprintf(stderr, "slowest of %s: %s\n", class_name ? class_name : "all", b->queries[slowest].text);
}

static void print_classes(const bench *b)
{
    for (size_t i = 0; i < b->count; i++) {
        size_t first = 0;
        while (strcmp(b->queries[first].class, b->queries[i].class) != 0)
            first++;
        if (first == i)
            print_class(b, b->queries[i].class);
    }
    print_class(b, NULL);
}

int main(int argc, char **argv)
{
    bench b = {.random = 42};
    quoth_stats stats;
    quoth_error err;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_query ARCHIVE [QUERIES.jsonl]\n");
        return 2;
    }
    if (quoth_archive_open(argv[1], &b.archive, &err) != QUOTH_OK || quoth_stats_get(b.archive, &stats, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    b.queries = calloc(MOST_QUERIES, sizeof *b.queries);
    if (!b.queries)
        return 2;
    if (argc > 2)
        read_queries(&b, argv[2]);
    draw_queries(&b, &stats);
    ask_all(&b);
    print_classes(&b);
    free(b.queries);
    quoth_archive_close(b.archive);
    return 0;
}
