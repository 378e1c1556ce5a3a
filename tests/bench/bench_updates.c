/* bench_updates.c - how long until an article that is added is found? For tests/bench/updates.py
 *
 *     bench_updates ARCHIVE ARTICLES BATCH      ARTICLES: title, tab, text a line; BATCH: articles a commit
 *
 * Prints "open milliseconds", then for each commit "commit milliseconds found cpu": from the first call to add its articles until
 * the commit has returned (synced, and merged where that was due), and until a search in an archive that was open all the time
 * has found the last of them; and the milliseconds of CPU of both. */
#include <quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double clock_ms(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

static void must(quoth_status status, const quoth_error *err)
{
    if (status == QUOTH_OK)
        return;
    fprintf(stderr, "bench_updates: %s\n", err->message);
    exit(1);
}

static void find(quoth_archive *archive, const char *id)
{
    char query[64];
    quoth_result *result;
    quoth_error err;
    quoth_search_options options = {.limit = 1, .no_snippets = 1};
    snprintf(query, sizeof query, "id:%s", id);
    must(quoth_search(archive, query, &options, &result, &err), &err);
    if (quoth_result_count(result) != 1) {
        fprintf(stderr, "bench_updates: %s was committed and is not found\n", id);
        exit(1);
    }
    quoth_result_free(result);
}

/* Adds the article of a line; its id goes to `id`. */
static void add(quoth_writer *writer, char *line, unsigned number, char id[32])
{
    quoth_error err;
    char *text = strchr(line, '\t');
    snprintf(id, 32, "u%d-%u", (int)getpid(), number);
    if (text)
        *text++ = '\0';
    quoth_article_input in = {.id = id, .title = line, .text = text ? text : line, .language = "en"};
    must(quoth_writer_add(writer, &in, NULL, &err), &err);
}

int main(int argc, char **argv)
{
    FILE *articles = argc == 4 ? fopen(argv[2], "r") : NULL;
    long batch = argc == 4 ? atol(argv[3]) : 0;
    quoth_writer *writer;
    quoth_archive *archive;
    quoth_error err;
    char *line = NULL, id[32];
    size_t room = 0;
    if (!articles || batch < 1) {
        fputs("usage: bench_updates ARCHIVE ARTICLES BATCH\n", stderr);
        return 2;
    }
    must(quoth_archive_open(argv[1], &archive, &err), &err);
    double start = now_ms();
    must(quoth_writer_open(argv[1], 0, &writer, &err), &err);
    printf("open\t%.3f\n", now_ms() - start);
    for (unsigned number = 0; getline(&line, &room, articles) > 0;) {
        double cpu_start = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        start = now_ms();
        add(writer, line, number++, id);
        for (long i = 1; i < batch && getline(&line, &room, articles) > 0; i++)
            add(writer, line, number++, id);
        must(quoth_writer_commit(writer, &err), &err);
        double committed = now_ms();
        find(archive, id);
        double cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
        printf("commit\t%.3f\t%.3f\t%.3f\n", committed - start, now_ms() - start, cpu);
    }
    quoth_writer_close(writer);
    quoth_archive_close(archive);
    free(line);
    fclose(articles);
    return 0;
}
