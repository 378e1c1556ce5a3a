/* cue.c - which words inside a quotation are the reporter's? */
#include "searcher/quote/cue.h"

#include "text/utf8.h"

enum { LONGEST_CUE = 400 }; /* bytes */

static bool is_of_word(char c)
{
    return (c & 0x80) || (unsigned)((c | 32) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

/* A single mark between two letters is an apostrophe. The character `c` stands in body[start, end). */
static bool is_quotation_mark(str body, size_t start, size_t end, uint32_t c)
{
    if (c == '\'' || c == 0x2018 || c == 0x2019)
        return start == 0 || end >= body.len || !is_of_word(body.data[start - 1]) || !is_of_word(body.data[end]);
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

/* The nearest quotation marks around the speaker's name: what stands between them is the cue. */
static bool marks_around(str body, text_span name, text_span *out)
{
    size_t left = name.start, right = name.end, least = left > LONGEST_CUE ? left - LONGEST_CUE : 0;
    bool opened = false, closed = false;
    while (left > least && !opened) {
        size_t end = left;
        uint32_t c = utf8_previous(body, &left);
        opened = is_quotation_mark(body, left, end, c);
    }
    while (right < body.len && right < name.end + LONGEST_CUE && !closed) {
        size_t start = right;
        uint32_t c = utf8_next(body, &right);
        closed = is_quotation_mark(body, start, right, c);
    }
    *out = (text_span){(uint32_t)left, (uint32_t)right};
    return opened && closed;
}

/* A speaker is named between the occurrence's words. */
static bool is_inside(const forward_record *r, const occurrence *o, const forward_mark *m)
{
    return m->kind == MARK_SPEAKER && m->first > o->first && m->end < o->end && m->first >= r->title_tokens;
}

static bool may_have_cue(const forward_record *r, const occurrence *o)
{
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (is_inside(r, o, &r->marks[i]))
            return true;
    return false;
}

/* The words of the cue of a quotation that the occurrence lies in; of several the first. */
static bool find_cue(const open_article *open, occurrence *o)
{
    const forward_record *r = &open->record;
    const token *tokens = open->stored.body_words.tokens;
    uint32_t title = r->title_tokens;
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        text_span between;
        if (!is_inside(r, o, m) ||
            !marks_around(open->stored.body, (text_span){tokens[m->first - title].start, tokens[m->end - 1 - title].end},
                          &between))
            continue;
        o->cue_first = m->first;
        o->cue_end = m->end;
        while (o->cue_first > o->first && tokens[o->cue_first - 1 - title].start >= between.start)
            o->cue_first--;
        while (o->cue_end < o->end && tokens[o->cue_end - title].end <= between.end)
            o->cue_end++;
        return true;
    }
    return false;
}

quoth_status cue_leave_out(lazy_article *article, const asked_text *text, occurrence *o, quoth_error *err)
{
    const open_article *open;
    forward_record record;
    occurrence tried = *o;
    occurrence_row row;
    alignment at;
    TRY(forward_reader_get(article->archive->forward, article->a, o->article, FORWARD_MARKS, &record, err));
    if (!may_have_cue(&record, o))
        return QUOTH_OK;
    TRY(lazy_article_open(article, &open, err));
    if (!find_cue(open, &tried))
        return QUOTH_OK;
    occurrence_row_of(article->a, text, &open->record, &tried, &row);
    if (!align_best(article->a, text->sought, text->count, row.words, row.count, &at) || at.cost >= o->cost)
        return QUOTH_OK;
    tried.cost = at.cost;
    tried.first = row.tokens[at.first];
    tried.end = row.tokens[at.end - 1] + 1;
    *o = tried;
    return QUOTH_OK;
}
