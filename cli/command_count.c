/* command_count.c - how many articles match, and how is the query understood? quoth count, quoth explain */
#include <string.h>

#include "asking.h"
#include "hits.h"

static void count(asking *q, bool any)
{
    quoth_search_options options = {.limit = 1, .any = any, .count_exactly = 1, .no_snippets = 1};
    quoth_result *result = NULL;
    quoth_error err;
    const char *note;
    if (quoth_search(q->archive, q->query, &options, &result, &err) != QUOTH_OK) {
        asking_failed(q, &err);
        return;
    }
    quoth_search_totals totals = {.matches = quoth_result_total(result, NULL), .exact = 1};
    answer out = {.kind = &kind_of_hits, .form = FORM_COUNT, .quiet = q->common.quiet};
    for (size_t i = 0; (note = quoth_result_note(result, i)); i++)
        answer_note(&out, note);
    answer_end(&out, &totals, NULL);
    q->status = totals.matches ? EXIT_FOUND : EXIT_NOTHING;
    quoth_result_free(result);
}

int command_count(int argc, char **argv)
{
    asking q;
    bool any = false;
    const option_row rows[] = {{"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"}, {0}};
    asking_read(&q, argc, argv, rows);
    if (asking_open(&q))
        count(&q, any);
    return asking_end(&q);
}

static void explain(asking *q, bool any)
{
    quoth_search_options options = {.any = any};
    char *text = NULL;
    quoth_error err;
    if (quoth_explain(q->archive, q->query, &options, &text, &err) != QUOTH_OK)
        asking_failed(q, &err);
    else
        print_safely(text, strlen(text));
    quoth_text_free(text);
}

int command_explain(int argc, char **argv)
{
    asking q;
    bool any = false;
    const option_row rows[] = {{"any", 0, OPTION_FLAG, &any, NULL, "as search --any understands it"}, {0}};
    asking_read(&q, argc, argv, rows);
    if (asking_open(&q))
        explain(&q, any);
    return asking_end(&q);
}
