/* api_quote.c - the quotations of an archive themselves */
#include <quoth/quote.h>

#include "base/clock.h"
#include "searcher/notes.h"
#include "searcher/quote/list.h"

/* --- lists --- */

static quoth_status tell_why(ask *q, const quoth_quotes_options *options, quoth_error *err)
{
    note_list notes = {0};
    if (q->everything || !options->note)
        return QUOTH_OK;
    TRY(notes_make(q->archive, q->a, &q->q, &q->plan, &notes, err));
    for (size_t i = 0; i < notes.count; i++)
        options->note(options->context, notes.items[i]);
    return QUOTH_OK;
}

quoth_status quoth_quotes(quoth_archive *archive, const char *query_text, const quoth_quotes_options *options,
                          quoth_quotes_totals *totals, quoth_error *err)
{
    uint64_t start = clock_ns();
    quoth_quotes_totals counted = {0};
    arena a = {0};
    ask q;
    TRY(archive_enter(archive, err));
    quoth_status status = ask_begin(&q, archive, &a, str_from(query_text), err);
    if (status == QUOTH_OK) {
        status = list_quotations(&q, options, &counted, err);
        if (status == QUOTH_OK && counted.quotations == 0)
            status = tell_why(&q, options, err);
        ask_end(&q);
    }
    archive_leave(archive);
    arena_release(&a);
    counted.milliseconds = (double)(clock_ns() - start) / 1e6;
    if (totals)
        *totals = counted;
    return status;
}
