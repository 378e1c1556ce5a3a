/* api_quote.c - the quotations of an archive themselves */
#include <quoth/quote.h>

#include "base/clock.h"
#include "searcher/notes.h"
#include "searcher/quote/answer.h"
#include "searcher/quote/count.h"
#include "searcher/quote/list.h"
#include "text/fold.h"

#include <stdlib.h>

/* --- lists --- */

static quoth_status tell_why(ask *q, const quoth_quotes_options *options, bool nothing_found, quoth_error *err)
{
    note_list notes = {0};
    if (q->everything || !options->note)
        return QUOTH_OK;
    TRY(notes_make(q->archive, q->a, &q->q, &q->plan, nothing_found, &notes, err));
    for (size_t i = 0; i < notes.count; i++) {
        bool together = str_ends_with(str_from(notes.items[i]), STR("no article has them together"));
        options->note(options->context, together ? "every part of the query is in the archive, but no quotation has them together"
                                                 : notes.items[i]);
    }
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
        if (status == QUOTH_OK)
            status = tell_why(&q, options, counted.quotations == 0, err);
        ask_end(&q);
    }
    archive_leave(archive);
    arena_release(&a);
    counted.milliseconds = (double)(clock_ns() - start) / 1e6;
    if (totals)
        *totals = counted;
    return status;
}

/* --- was this said? --- */

typedef struct whole_verification {
    quoth_verification shown; /* first: what the caller holds */
    arena a;
} whole_verification;

/* Whether the second finding is nearer to its text than the first to its own. */
static bool is_nearer(const finding *x, const asked_text *of_x, const finding *y, const asked_text *of_y)
{
    bool x_exact = x->verdict == QUOTH_SAID_EXACTLY, y_exact = y->verdict == QUOTH_SAID_EXACTLY;
    if (x_exact != y_exact)
        return y_exact;
    if (!x->found || !y->found)
        return y->found;
    return (uint64_t)y->same.items[0].cost * of_x->total_weight < (uint64_t)x->same.items[0].cost * of_y->total_weight;
}

/* A text, and what was found of it. */
typedef struct attempt {
    asked_text asked;
    finding found;
} attempt;

/* What looks like a cue may be what the tagger took into the quotation: the text is looked for without it, then with it. */
static quoth_status verify_as_written(quoth_archive *archive, arena *a, str text, str by, attempt *best, quoth_error *err)
{
    attempt whole;
    TRY(asked_read(archive, a, text, false, &best->asked, err));
    TRY(verify_text(archive, a, &best->asked, by, &best->found, err));
    if (!best->asked.has_cue || best->found.verdict == QUOTH_SAID_EXACTLY)
        return QUOTH_OK;
    TRY(asked_read(archive, a, text, true, &whole.asked, err));
    TRY(verify_text(archive, a, &whole.asked, by, &whole.found, err));
    if (is_nearer(&best->found, &best->asked, &whole.found, &whole.asked))
        *best = whole;
    return QUOTH_OK;
}

static bool is_by_somebody_asked_for(const finding *f)
{
    return f->found && f->same.items[0].wanted;
}

static quoth_status note_name(quoth_archive *archive, whole_verification *w, const finding *found, str by, quoth_error *err)
{
    str name = str_trim(fold(&w->a, by));
    if (!found->nobody_of_name || is_by_somebody_asked_for(found))
        return QUOTH_OK;
    const char **notes = ARENA_ARRAY(&w->a, const char *, 1);
    TRY(notes_of_speaker(archive, &w->a, name, &notes[0], err));
    w->shown.notes = notes;
    w->shown.note_count = 1;
    return QUOTH_OK;
}

/* "We're ready" was said where "we are ready" is quoted. A text of few words has too few in common with that one for it to be
 * found among the altered ones, so it is looked for as it may be written otherwise. */
static quoth_status verify_entered(quoth_archive *archive, whole_verification *w, arena *a, str text, str by, quoth_error *err)
{
    attempt best, other;
    TRY(verify_as_written(archive, a, text, by, &best, err));
    const asked_text asked = best.asked;
    for (int way = 0; way < CONTRACTION_WAYS && !verify_finds_contracted(&asked) && best.found.verdict != QUOTH_SAID_EXACTLY;
         way++) {
        if (asked.otherwise[way].len == 0)
            continue;
        TRY(asked_read(archive, a, asked.otherwise[way], true, &other.asked, err));
        TRY(verify_words(archive, a, &other.asked, by, &other.found, err));
        if (other.found.verdict == QUOTH_SAID_EXACTLY) {
            best = other;
            best.found.same.items[0].contracted = true;
        }
    }
    TRY(note_name(archive, w, &best.found, by, err));
    return answer_verification(archive, &w->a, &best.asked, &best.found, &w->shown, err);
}

quoth_status quoth_verify(quoth_archive *archive, const char *text, const char *by, quoth_verification **verification,
                          quoth_error *err)
{
    uint64_t start = clock_ns();
    arena a = {0};
    TRY(archive_enter(archive, err));
    whole_verification *w = mem_zalloc(sizeof *w);
    quoth_status status = verify_entered(archive, w, &a, str_from(text), str_from(by ? by : ""), err);
    archive_leave(archive);
    arena_release(&a);
    w->shown.milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *verification = &w->shown;
    else
        quoth_verification_free(&w->shown);
    return status;
}

void quoth_verification_free(quoth_verification *verification)
{
    whole_verification *w = (whole_verification *)verification;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}

const char *quoth_verdict_name(quoth_verdict verdict)
{
    switch (verdict) {
    case QUOTH_SAID_EXACTLY: return "exact";
    case QUOTH_SAID_ALTERED: return "altered";
    case QUOTH_SAID_BY_OTHER: return "other_speaker";
    case QUOTH_NO_RECORD: return "no_record";
    }
    return "";
}

/* --- who speaks, and which places? --- */

quoth_status quoth_each_speaker(quoth_archive *archive, const char *prefix,
                                int (*visit)(void *context, const quoth_speaker *speaker), void *context, quoth_error *err)
{
    arena a = {0};
    quoth_speaker *list;
    size_t count = 0;
    TRY(archive_enter(archive, err));
    quoth_status status = count_speakers(archive, &a, str_from(prefix), &list, &count, err);
    archive_leave(archive);
    for (size_t i = 0; status == QUOTH_OK && i < count; i++)
        if (!visit(context, &list[i]))
            break;
    arena_release(&a);
    return status;
}

quoth_status quoth_each_place(quoth_archive *archive, const char *prefix,
                              int (*visit)(void *context, const quoth_place_count *place), void *context, quoth_error *err)
{
    arena a = {0};
    quoth_place_count *list;
    size_t count = 0;
    TRY(archive_enter(archive, err));
    quoth_status status = count_places(archive, &a, &list, &count, err);
    archive_leave(archive);
    str begins = str_trim(fold(&a, str_from(prefix)));
    for (size_t i = 0; status == QUOTH_OK && i < count; i++)
        if (count_name_place(&a, begins, &list[i]) && !visit(context, &list[i]))
            break;
    arena_release(&a);
    return status;
}
