/* command_quotes.c - which quotations are in the archive? quoth quotes */
#include "asking.h"
#include "said.h"

static int take(void *context, const quoth_said *said)
{
    return answer_print(context, said);
}

static void take_note(void *context, const char *note)
{
    answer_note(context, note);
}

static void list(asking *q, quoth_quotes_options *options, answer *out)
{
    quoth_quotes_totals found;
    quoth_error err;
    options->context = out;
    options->visit = take;
    options->note = take_note;
    if (quoth_quotes(q->archive, q->query, options, &found, &err) != QUOTH_OK) {
        asking_failed(q, &err);
        return;
    }
    quoth_search_totals totals = {found.quotations, 1, found.shown, found.milliseconds};
    answer_end(out, &totals, NULL);
    if (out->printed == 0)
        q->status = EXIT_NOTHING;
}

int command_quotes(int argc, char **argv)
{
    asking q;
    long limit = 10, offset = 0, context = 0;
    form_options form = {0};
    template lines = {0};
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many (default: 10; 0: all)"},
        {"offset", 0, OPTION_NUMBER, &offset, "N", "leave out the first N"},
        {"context", 'C', OPTION_NUMBER, &context, "N", "N sentences of the article on both sides of each"},
        FORM_ROWS(form, "quotation"),
        {0},
    };
    asking_read_any(&q, argc, argv, rows);
    form_template(argv[0], &form, &kind_of_quotations, &lines);
    answer out = {
        .kind = &kind_of_quotations, .form = form_of(argv[0], &form), .query = q.query, .lines = &lines, .quiet = q.common.quiet};
    quoth_quotes_options options = {.limit = (size_t)limit,
                                    .offset = (size_t)offset,
                                    .context_sentences = (unsigned)context,
                                    .whole_sentences = out.form == FORM_TEXT || out.form == FORM_HTML};
    if (asking_open(&q))
        list(&q, &options, &out);
    template_release(&lines);
    return asking_end(&q);
}
