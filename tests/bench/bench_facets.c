/* bench_facets.c - what does it cost to count who, where, when and by whom are all the articles that match?
 *
 *     bench_facets ARCHIVE [QUERY...]     no query: all articles
 *
 * Each facet alone and six together, in one process, after one answer that is not counted. CPU of the process, not the clock.
 * Prints one JSON object a query and facet. Of a process of its own: perf stat -r 9 quoth facets -q QUERY */
#include <quoth.h>
#include <quoth/facet.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 41, FACETS = 6 };

static const quoth_facet_wanted wanted[FACETS] = {{QUOTH_FACET_SPEAKER, 20}, {QUOTH_FACET_PLACE, 10},    {QUOTH_FACET_SOURCE, 10},
                                                  {QUOTH_FACET_AUTHOR, 10},  {QUOTH_FACET_LANGUAGE, 10}, {QUOTH_FACET_MONTH, 10}};

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int less_first(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static int time_facets(quoth_archive *archive, const char *query_text, const char *name, const quoth_facet_wanted *list,
                       size_t count)
{
    double ms[ROUNDS];
    unsigned long long total = 0;
    for (int i = -1; i < ROUNDS; i++) {
        quoth_facets *facets;
        quoth_error err;
        double start = cpu_ms();
        if (quoth_facets_count(archive, query_text, 0, list, count, &facets, &err) != QUOTH_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 2;
        }
        total = quoth_facets_total(facets);
        quoth_facets_free(facets);
        if (i >= 0)
            ms[i] = cpu_ms() - start;
    }
    qsort(ms, ROUNDS, sizeof *ms, less_first);
    printf("{\"query\":\"%s\",\"facet\":\"%s\",\"articles\":%llu,\"median_ms\":%.2f,\"p90_ms\":%.2f}\n", query_text, name, total,
           ms[ROUNDS / 2], ms[ROUNDS * 9 / 10]);
    return 0;
}

static int time_query(quoth_archive *archive, const char *query_text)
{
    int status = time_facets(archive, query_text, "all", wanted, FACETS);
    for (size_t i = 0; i < FACETS && status == 0; i++)
        status = time_facets(archive, query_text, quoth_facet_name(wanted[i].kind), &wanted[i], 1);
    return status;
}

int main(int argc, char **argv)
{
    quoth_archive *archive = NULL;
    quoth_error err;
    int status = 0;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_facets ARCHIVE [QUERY...]\n");
        return 2;
    }
    if (quoth_archive_open(argv[1], &archive, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    for (int i = 2; i < argc && status == 0; i++)
        status = time_query(archive, argv[i]);
    if (argc == 2)
        status = time_query(archive, "");
    quoth_archive_close(archive);
    return status;
}
