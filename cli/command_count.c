/* command_count.c - how many articles match? quoth count */
#include "asking.h"
#include "hits.h"

static void count(asking *q, bool any)
{
    quoth_search_options options = {.any = any, .count_only = 1};
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
