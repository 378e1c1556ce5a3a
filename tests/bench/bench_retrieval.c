/* bench_retrieval.c - which articles does quoth put first? Questions from stdin, a run for trec_eval on stdout
 *
 *     bench_retrieval ARCHIVE [--expand] <QUESTIONS
 *
 * A question a line: its id, a tab, its text. Prints "id Q0 article rank score quoth", 1,000 articles a question, named by their
 * source's own id; how long the answers took on stderr. Questions are asked as with --any. */
#include <quoth.h>

#include <stdio.h>
#include <string.h>

enum { LINE_ROOM = 1 << 16, DEPTH = 1000 };

typedef struct asked {
    quoth_archive *archive;
    quoth_search_options options;
    size_t count, failed;
    double milliseconds;
} asked;

static void print_run(const char *id, const quoth_result *result)
{
    for (size_t i = 0; i < quoth_result_count(result); i++) {
        const quoth_hit *hit = quoth_result_hit(result, i);
        printf("%s Q0 %s %zu %.9g quoth\n", id, hit->external_id, i + 1, (double)(DEPTH - i));
    }
}

static void ask(asked *a, char *line)
{
    line[strcspn(line, "\r\n")] = '\0';
    char *question = strchr(line, '\t');
    if (!question)
        return;
    *question++ = '\0';
    quoth_error err;
    quoth_result *result;
    a->count++;
    if (quoth_search(a->archive, question, &a->options, &result, &err) != QUOTH_OK) {
        fprintf(stderr, "question %s: %s\n", line, err.message);
        a->failed++;
        return;
    }
    print_run(line, result);
    a->milliseconds += quoth_result_milliseconds(result);
    quoth_result_free(result);
}

static int fail_usage(void)
{
    fputs("usage: bench_retrieval ARCHIVE [--expand] <QUESTIONS\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    static char line[LINE_ROOM];
    quoth_error err;
    asked a = {.options = {.limit = DEPTH, .any = 1, .no_snippets = 1}};
    if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "--expand") != 0))
        return fail_usage();
    a.options.expand = argc == 3;
    if (quoth_archive_open(argv[1], &a.archive, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    while (fgets(line, sizeof line, stdin))
        ask(&a, line);
    quoth_archive_close(a.archive);
    fprintf(stderr, "%zu questions, %zu failed, %.2f ms each\n", a.count, a.failed,
            a.milliseconds / (double)(a.count + !a.count));
    return a.failed > 0;
}
