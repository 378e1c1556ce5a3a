/* bench_ask.c - how long does quoth take for each query, and how many articles does it find? For tests/bench/peers
 *
 *     bench_ask ARCHIVE QUERIES WARM [cpu]   QUERIES: one a line; WARM passes over them go before, untimed
 *
 * Prints "query mode milliseconds found" a line, by tabs: what engines.py prints for the peers. The modes: top 10 and top 1000
 * without snippets, count (exact, no hit), snippets (top 10 with them). With `cpu` the milliseconds are this thread's CPU, which
 * is all there is where the files are in memory, and does not depend on what else the machine does. */
#include <quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    const char *name;
    quoth_search_options options;
} modes[] = {
    {"top 10", {.limit = 10, .no_snippets = 1}},
    {"top 1000", {.limit = 1000, .no_snippets = 1}},
    {"count", {.count_only = 1}},
    {"snippets", {.limit = 10}},
};
enum { MODES = sizeof modes / sizeof *modes, COUNT = 2 };

static clockid_t measured = CLOCK_MONOTONIC;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(measured, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* One query in one mode; `number` < 0 is not printed. */
static void ask(quoth_archive *archive, const char *text, size_t mode, long number)
{
    quoth_result *result;
    quoth_error err;
    double start = now_ms();
    if (quoth_search(archive, text, &modes[mode].options, &result, &err) != QUOTH_OK) {
        fprintf(stderr, "%s: %s\n", text, err.message);
        exit(1);
    }
    double took = now_ms() - start;
    uint64_t found = mode == COUNT ? quoth_result_total(result, NULL) : quoth_result_count(result);
    if (number >= 0)
        printf("%ld\t%s\t%.4f\t%llu\n", number, modes[mode].name, took, (unsigned long long)found);
    quoth_result_free(result);
}

static void ask_file(quoth_archive *archive, FILE *file, int print)
{
    char *line = NULL;
    size_t room = 0;
    rewind(file);
    for (long number = 0; getline(&line, &room, file) >= 0; number++) {
        line[strcspn(line, "\n")] = '\0';
        for (size_t mode = 0; mode < MODES; mode++)
            ask(archive, line, mode, print ? number : -1);
    }
    free(line);
}

int main(int argc, char **argv)
{
    quoth_archive *archive;
    quoth_error err;
    if (argc < 4 || argc > 5 || (argc == 5 && strcmp(argv[4], "cpu") != 0)) {
        fprintf(stderr, "usage: bench_ask ARCHIVE QUERIES WARM [cpu]\n");
        return 2;
    }
    if (argc == 5)
        measured = CLOCK_THREAD_CPUTIME_ID;
    FILE *file = fopen(argv[2], "r");
    if (!file) {
        perror(argv[2]);
        return 2;
    }
    if (quoth_archive_open(argv[1], &archive, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    for (long warm = strtol(argv[3], NULL, 10); warm > 0; warm--)
        ask_file(archive, file, 0);
    ask_file(archive, file, 1);
    fclose(file);
    quoth_archive_close(archive);
    return 0;
}
