/* answer.c - what was found of a text, for the caller: the closest quotation, what differs, the first, the sources */
#include "searcher/quote/answer.h"

#include "searcher/quote/meaning.h"
#include "searcher/quote/show.h"

enum { MOST_SOURCES = 100 };

typedef struct answering {
    quoth_archive *archive;
    arena *a, scratch;
    const asked_text *text;
    quoth_error *err;
    open_article open;
    const forward_mark *first_mark;
} answering;

/* --- one occurrence --- */

/* The quotations that it lies in; for words outside of any, their sentences. */
static text_span span_of(answering *w, const occurrence *o, bool *in_title, const quotation **said)
{
    const forward_record *r = &w->open.record;
    *said = NULL;
    if (o->quoted) {
        uint32_t first = o->first_mark, last = o->last_mark;
        while (first < last && (r->marks[first].kind != MARK_QUOTATION || r->marks[first].end <= o->first))
            first++;
        while (last > first && (r->marks[last].kind != MARK_QUOTATION || r->marks[last].first >= o->end))
            last--;
        w->first_mark = &r->marks[first];
        *said = open_article_quotation(&w->open, w->first_mark);
        const quotation *end = open_article_quotation(&w->open, &r->marks[last]);
        if (*said && end) {
            *in_title = (*said)->in_title;
            uint32_t most = (*said)->span.end > end->span.end ? (*said)->span.end : end->span.end;
            return (text_span){(*said)->span.start, most};
        }
    }
    uint32_t first = o->first, end = o->end;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        uint32_t from = r->sentences[i].first_token;
        uint32_t to = i + 1 < r->sentence_count ? r->sentences[i + 1].first_token : r->token_count;
        if (o->first >= from && o->first < to)
            first = from;
        if (o->end > from && o->end <= to)
            end = to;
    }
    return open_article_bytes(&w->open, first, end, in_title);
}

/* Runs of equal words, for the matches. */
static spans same_spans(arena *a, const occurrence_row *row, const align_step *steps, size_t count)
{
    VEC(span) list = {0};
    for (size_t i = 0; i < count; i++) {
        if (steps[i].op != ALIGN_SAME)
            continue;
        uint32_t word = row->tokens[steps[i].row];
        if (list.count && list.items[list.count - 1].end == word)
            list.items[list.count - 1].end++;
        else
            vec_push(a, &list, (span){word, word + 1});
    }
    return (spans){list.items, list.count};
}

static size_t align_again(answering *w, const occurrence *o, occurrence_row *row, align_step **steps)
{
    alignment whole;
    occurrence_row_of(&w->scratch, w->text, &w->open.record, o, row);
    whole = (alignment){0, 0, row->count};
    return align_steps(&w->scratch, w->text->sought, w->text->count, row->words, &whole, steps);
}

static quoth_status show(answering *w, const occurrence *o, quoth_said *out)
{
    shown_words shown = {.highlights = NULL};
    occurrence_row row;
    align_step *steps;
    arena_reset(&w->scratch);
    TRY(open_article_read(w->archive, &w->scratch, o->article, &w->open, w->err));
    shown.text = span_of(w, o, &shown.in_title, &shown.said);
    shown.mark = shown.said ? w->first_mark : NULL;
    size_t count = align_again(w, o, &row, &steps);
    spans same = same_spans(&w->scratch, &row, steps, count);
    double similarity = 1 - (double)o->cost / (w->text->total_weight ? w->text->total_weight : 1);
    *out = (quoth_said){.score = similarity};
    shown.highlights = &same;
    TRY(show_said(w->archive, w->a, &w->open, &shown, out, w->err));
    if (shown.said && shown.said->kind != QUOTE_DIRECT)
        show_context(w->a, &w->open, 0, out);
    return QUOTH_OK;
}

/* --- the diff --- */

typedef VEC(quoth_diff) diff_list;

static quoth_diff_op op_of(uint32_t op)
{
    return op == ALIGN_IN_ROW ? QUOTH_DIFF_REMOVED : op == ALIGN_IN_TEXT ? QUOTH_DIFF_ADDED : QUOTH_DIFF_SAME;
}

/* The words of steps [from, to), as they are written where they stand. */
static const char *text_of(answering *w, const occurrence_row *row, const align_step *steps, size_t from, size_t to)
{
    buf text = {0};
    for (size_t i = from; i < to;) {
        size_t end = i + 1;
        str piece;
        if (i > from)
            buf_put_str(&text, STR(" … "));
        if (steps[i].op == ALIGN_IN_TEXT) {
            while (end < to && steps[end].sought == steps[end - 1].sought + 1)
                end++;
            const token *t = w->text->words.tokens;
            piece = str_slice(w->text->words.text, t[steps[i].sought].start, t[steps[end - 1].sought].end);
        } else {
            bool in_title;
            while (end < to && row->tokens[steps[end].row] == row->tokens[steps[end - 1].row] + 1)
                end++;
            text_span at =
                open_article_bytes(&w->open, row->tokens[steps[i].row], row->tokens[steps[end - 1].row] + 1, &in_title);
            piece = str_slice(in_title ? w->open.stored.row.title : w->open.stored.body, at.start, at.end);
        }
        buf_put_str(&text, piece);
        i = end;
    }
    const char *kept = arena_zero_terminated(w->a, buf_str(&text));
    buf_release(&text);
    return kept;
}

/* Of words that stand for others the removed come first, all together: "[-tight noose-] {+tightened rope+}". */
static void order_changes(align_step *steps, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && (steps[end].op == ALIGN_IN_ROW || steps[end].op == ALIGN_IN_TEXT))
            end++;
        for (size_t k = i + 1; k < end; k++)
            for (size_t m = k; m > i && steps[m].op == ALIGN_IN_ROW && steps[m - 1].op == ALIGN_IN_TEXT; m--) {
                align_step swap = steps[m];
                steps[m] = steps[m - 1];
                steps[m - 1] = swap;
            }
        i = end > i ? end : i + 1;
    }
}

static str form_of_row(const answering *w, uint32_t word)
{
    uint32_t title = w->open.record.title_tokens;
    const analysis *title_words = &w->open.stored.title_words, *body_words = &w->open.stored.body_words;
    return token_form(word < title ? &title_words->tokens[word] : &body_words->tokens[word - title]);
}

/* Place by place: "never" taken from here and put in there turns both. */
static void judge_meaning(answering *w, const occurrence_row *row, const align_step *steps, size_t count, quoth_verification *out)
{
    str *there = ARENA_ARRAY(&w->scratch, str, count + 1), *here = ARENA_ARRAY(&w->scratch, str, count + 1);
    differing_words of_row = {there, 0}, of_text = {here, 0};
    for (size_t i = 0; i <= count; i++) {
        if (i < count && steps[i].op == ALIGN_IN_ROW) {
            there[of_row.count++] = form_of_row(w, row->tokens[steps[i].row]);
        } else if (i < count && steps[i].op == ALIGN_IN_TEXT) {
            here[of_text.count++] = token_form(&w->text->words.tokens[steps[i].sought]);
        } else if (of_row.count + of_text.count > 0) {
            out->negation_differs |= meaning_negation_differs(of_row, of_text);
            out->number_differs |= meaning_number_differs(&w->scratch, of_row, of_text);
            of_row.count = of_text.count = 0;
        }
    }
}

static void show_diff(answering *w, const occurrence *o, quoth_verification *out)
{
    occurrence_row row;
    align_step *steps;
    diff_list list = {0};
    size_t count = align_again(w, o, &row, &steps), end;
    order_changes(steps, count);
    for (size_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count && steps[end].op == steps[i].op; end++) {
        }
        const char *text = steps[i].op == ALIGN_LEFT_OUT ? "…" : text_of(w, &row, steps, i, end);
        vec_push(w->a, &list, (quoth_diff){op_of(steps[i].op), text});
    }
    if (o->cost > 0)
        judge_meaning(w, &row, steps, count, out);
    out->diff = list.items;
    out->diff_count = list.count;
}

/* --- the whole --- */

/* Whether somebody goes on with this word, of one sentence with the next one: no quotation mark between them opens or closes. */
static bool goes_on(const answering *w, const occurrence *o, uint32_t word)
{
    static const char *const marks[] = {"\"", "'", "“", "”", "‘", "’", "«", "»", "„"};
    bool in_title;
    text_span left = open_article_bytes(&w->open, word, word + 1, &in_title);
    text_span right = open_article_bytes(&w->open, word + 1, word + 2, &in_title);
    str between = str_slice(in_title ? w->open.stored.row.title : w->open.stored.body, left.end, right.start);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_find(between, str_from(marks[i])) != SIZE_MAX)
            return false;
    return occurrence_says(&w->open.record, o, word) && occurrence_says(&w->open.record, o, word + 1);
}

/* The first or the last words of a sentence of the quotation are not asked about. */
static bool is_part_of_sentence(const answering *w, const occurrence *o)
{
    const forward_record *r = &w->open.record;
    uint32_t first = o->first, end = o->end;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        uint32_t from = r->sentences[i].first_token;
        uint32_t to = i + 1 < r->sentence_count ? r->sentences[i + 1].first_token : r->token_count;
        first = o->first >= from && o->first < to ? from : first;
        end = o->end > from && o->end <= to ? to : end;
    }
    return (first < o->first && goes_on(w, o, o->first - 1)) || (end > o->end && goes_on(w, o, o->end - 1));
}

static const char *explain_exact(const answering *w, const occurrence *o)
{
    if (is_part_of_sentence(w, o))
        return o->contracted ? "quoted in these words, some contracted otherwise, as part of a longer sentence"
                             : "quoted in these words, as part of a longer sentence";
    return o->contracted ? "quoted in these words, some contracted otherwise" : "quoted in these words";
}

static const char *explain(const finding *f)
{
    const occurrence *o = f->found ? &f->same.items[0] : NULL;
    if (!o)
        return "no quotation of this archive comes near";
    if (!o->quoted)
        return o->cost ? "like words stand in an article, but not in a quotation"
                       : "these words stand in an article, but not in a quotation";
    switch (f->verdict) {
    case QUOTH_SAID_EXACTLY: break; /* the article tells: explain_exact */
    case QUOTH_SAID_ALTERED: return "quoted in other words";
    case QUOTH_SAID_BY_OTHER:
        return o->cost ? "someone else is quoted with like words" : "someone else is quoted with these words";
    case QUOTH_NO_RECORD: break;
    }
    return o->cost ? "like words are quoted, but no speaker is named" : "these words are quoted, but no speaker is named";
}

static quoth_status show_sources(answering *w, const finding *f, quoth_verification *out)
{
    size_t count = f->same.count - 1;
    if (count > MOST_SOURCES)
        count = MOST_SOURCES;
    quoth_said *list = ARENA_ARRAY(w->a, quoth_said, count + 1);
    for (size_t i = 0; i < count; i++) {
        quoth_status status = show(w, &f->same.items[i + 1], &list[out->source_count]);
        if (status == QUOTH_NOT_FOUND) /* removed since the index was opened */
            continue;
        TRY(status);
        list[out->source_count].rank = out->source_count + 1;
        if (!out->first && !occurrence_is_nameless_headline(&f->same.items[i + 1]))
            out->first = &list[out->source_count];
        out->source_count++;
    }
    out->sources = list;
    if (!out->first && out->source_count)
        out->first = &list[0];
    return QUOTH_OK;
}

static quoth_status answer(answering *w, const finding *f, quoth_verification *out)
{
    TRY(show_sources(w, f, out));
    quoth_said *closest = ARENA_NEW(w->a, quoth_said);
    TRY(show(w, &f->same.items[0], closest));
    closest->rank = 1;
    show_diff(w, &f->same.items[0], out);
    if (f->verdict == QUOTH_SAID_EXACTLY)
        out->explanation = explain_exact(w, &f->same.items[0]);
    out->closest = closest;
    out->closest_is_quoted = f->same.items[0].quoted;
    out->similarity = closest->score;
    return QUOTH_OK;
}

quoth_status answer_verification(quoth_archive *archive, arena *a, const asked_text *text, const finding *found,
                                 quoth_verification *out, quoth_error *err)
{
    answering w = {.archive = archive, .a = a, .text = text, .err = err};
    out->verdict = found->verdict;
    out->explanation = explain(found);
    quoth_status status = found->found ? answer(&w, found, out) : QUOTH_OK;
    arena_release(&w.scratch);
    return status;
}
