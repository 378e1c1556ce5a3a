/* show.c - a quotation of the archive for the caller: text, speaker, article, exact position */
#include "searcher/quote/show.h"
#include "searcher/page.h"

#include "names/byline.h"
#include "searcher/snippet/snippet.h"
#include "text/utf8.h"

quoth_status open_article_read(quoth_archive *archive, arena *a, uint32_t article, open_article *out, quoth_error *err)
{
    *out = (open_article){.slot = forward_reader_slot(archive->forward, article)};
    if (!out->slot)
        return fail(err, QUOTH_NOT_FOUND, "no article %u", article);
    TRY(people_of(archive, &out->people, err));
    TRY(stored_read(archive, a, article, true, &out->stored, err));
    TRY(forward_reader_get(archive->forward, a, article, FORWARD_ALL, &out->record, err));
    if (out->record.token_count != out->stored.title_words.token_count + out->stored.body_words.token_count)
        return fail(err, QUOTH_CORRUPT, "article %u has %u words in the forward index and %u in its text", article,
                    out->record.token_count, out->stored.title_words.token_count + out->stored.body_words.token_count);
    return QUOTH_OK;
}

quoth_status lazy_article_open(lazy_article *l, const open_article **out, quoth_error *err)
{
    if (!l->is_read)
        TRY(open_article_read(l->archive, l->a, l->number, &l->open, err));
    l->is_read = true;
    *out = &l->open;
    return QUOTH_OK;
}

/* --- without cutting the whole text --- */

enum { LONGEST_PIECE = 16384 }; /* bytes */

static bool follows(const quotation *before, const quotation *q)
{
    return before->in_title != q->in_title ? before->in_title : before->span.start < q->span.start;
}

static void list_quotations_of(open_article *o, arena *a)
{
    const forward_record *r = &o->record;
    o->quotations = ARENA_ARRAY(a, const forward_mark *, r->mark_count + 1);
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == MARK_QUOTATION)
            o->quotations[o->quotation_count++] = &r->marks[i];
    o->in_order = o->quotation_count == o->stored.found.quotations.count;
    for (uint32_t i = 1; i < o->quotation_count && o->in_order; i++)
        o->in_order = follows(&o->stored.found.quotations.items[i - 1], &o->stored.found.quotations.items[i]);
}

quoth_status open_article_begin(quoth_archive *archive, arena *a, uint32_t article, unsigned sections, open_article *out,
                                quoth_error *err)
{
    *out = (open_article){.slot = forward_reader_slot(archive->forward, article)};
    if (!out->slot)
        return fail(err, QUOTH_NOT_FOUND, "no article %u", article);
    TRY(people_of(archive, &out->people, err));
    TRY(stored_read(archive, a, article, false, &out->stored, err));
    TRY(forward_reader_get(archive->forward, a, article, sections | FORWARD_MARKS, &out->record, err));
    list_quotations_of(out, a);
    return QUOTH_OK;
}

/* Marks are sorted by their first word: one that has its first word for itself is the tag of the same number. */
static const quotation *tag_of_number(const open_article *o, uint32_t nth)
{
    const forward_mark *m = o->quotations[nth];
    if (!o->in_order || (nth > 0 && o->quotations[nth - 1]->first == m->first) ||
        (nth + 1 < o->quotation_count && o->quotations[nth + 1]->first == m->first))
        return NULL;
    const quotation *q = &o->stored.found.quotations.items[nth];
    return q->kind == m->detail && q->confidence == m->confidence ? q : NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where words end depends on nothing beyond blanks; false where the piece turns out other words than the mark has. */
static bool cut_piece(open_article *o, arena *a, const forward_mark *m, const quotation *q)
{
    str text = q->in_title ? o->stored.row.title : o->stored.body;
    size_t start = q->span.start, end = q->span.end;
    if (end > text.len || start > end)
        return false;
    while (start > 0 && !is_blank(text.data[start - 1]))
        start--;
    while (end < text.len && !is_blank(text.data[end]))
        end++;
    if (end - start > LONGEST_PIECE)
        return false;
    analyse(a, str_slice(text, start, end), o->stored.row.lang, &o->piece);
    uint32_t before = 0, inside = 0;
    for (uint32_t i = 0; i < o->piece.token_count; i++) {
        before += o->piece.tokens[i].end + start <= q->span.start;
        inside += o->piece.tokens[i].end + start > q->span.start && o->piece.tokens[i].start + start < q->span.end;
    }
    if (inside != m->end - m->first || before > m->first)
        return false;
    o->piece_first = m->first - before;
    o->piece_end = o->piece_first + o->piece.token_count;
    o->piece_start = (uint32_t)start;
    return true;
}

quoth_status open_article_said(open_article *o, quoth_archive *archive, arena *a, uint32_t nth, const forward_mark **mark,
                               const quotation **said, quoth_error *err)
{
    uint32_t article = o->record.article;
    *mark = nth < o->quotation_count ? o->quotations[nth] : NULL;
    *said = *mark && !o->stored.is_cut ? tag_of_number(o, nth) : NULL;
    if (*said && cut_piece(o, a, *mark, *said))
        return QUOTH_OK;
    if (*mark && !o->stored.is_cut)
        TRY(stored_read(archive, a, article, true, &o->stored, err));
    o->piece_first = o->piece_end = 0;
    *said = *mark ? open_article_quotation(o, *mark) : NULL;
    if (!*said)
        return fail(err, QUOTH_CORRUPT, "article %u has a quotation in the forward index that the catalogue does not know",
                    article);
    return QUOTH_OK;
}

/* --- with all words --- */

/* The token that ends behind, and the one that begins at `byte` or behind it: as the indexer cut the marks. */
static uint32_t token_at(const analysis *text, uint32_t byte, bool ending)
{
    uint32_t low = 0, high = text->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool reached = ending ? text->tokens[middle].end > byte : text->tokens[middle].start >= byte;
        if (reached)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool covers(const open_article *o, const quotation *q, const forward_mark *m)
{
    const analysis *text = q->in_title ? &o->stored.title_words : &o->stored.body_words;
    uint32_t from = q->in_title ? 0 : o->stored.title_words.token_count;
    return from + token_at(text, q->span.start, true) == m->first && from + token_at(text, q->span.end, false) == m->end;
}

const quotation *open_article_quotation(const open_article *o, const forward_mark *mark)
{
    const quotation *found = NULL;
    for (size_t i = 0; i < o->stored.found.quotations.count; i++) {
        const quotation *q = &o->stored.found.quotations.items[i];
        if (!covers(o, q, mark))
            continue;
        if (q->kind == mark->detail && q->confidence == mark->confidence)
            return q;
        found = q;
    }
    return found;
}

text_span open_article_bytes(const open_article *o, uint32_t first, uint32_t end, bool *in_title)
{
    uint32_t title = o->record.title_tokens;
    *in_title = end <= title;
    if (first >= o->piece_first && end <= o->piece_end) {
        const token *piece = o->piece.tokens - o->piece_first;
        return (text_span){piece[first].start + o->piece_start, piece[end - 1].end + o->piece_start};
    }
    const token *tokens = *in_title ? o->stored.title_words.tokens : o->stored.body_words.tokens - title;
    if (!*in_title && first < title)
        first = title;
    return (text_span){tokens[first].start, tokens[end - 1].end};
}

static void show_matches(arena *a, const open_article *o, const spans *highlights, quoth_said *out)
{
    utf8_cursor cursor = {.text = str_from(out->text)};
    quoth_span *matches = ARENA_ARRAY(a, quoth_span, highlights->count + 1);
    for (size_t i = 0; i < highlights->count; i++) {
        bool in_title;
        text_span at = open_article_bytes(o, highlights->items[i].first, highlights->items[i].end, &in_title);
        if (in_title != (bool)out->in_title || at.start < out->span.start || at.end > out->span.end)
            continue;
        uint32_t start = at.start - out->span.start, end = at.end - out->span.start;
        uint32_t start_cp = (uint32_t)utf8_cursor_at(&cursor, start);
        matches[out->match_count++] = (quoth_span){start, end, start_cp, (uint32_t)utf8_cursor_at(&cursor, end)};
    }
    out->matches = matches;
}

static const char *kind_name(uint8_t kind)
{
    switch ((quote_kind)kind) {
    case QUOTE_DIRECT: return "direct";
    case QUOTE_MIXED: return "mixed";
    case QUOTE_INDIRECT: return "indirect";
    }
    return "";
}

static void show_article(arena *a, const catalogue_article *row, quoth_said *out)
{
    char date[11] = "";
    if (row->published_day != NO_DAY)
        day_format(row->published_day, date);
    out->article = row->id;
    out->external_id = arena_zero_terminated(a, row->external_id);
    out->title = arena_zero_terminated(a, row->title);
    out->date = arena_zero_terminated(a, str_from(date));
    out->source = arena_zero_terminated(a, row->source);
    out->author = arena_zero_terminated(a, row->author);
    out->authors = byline_list(a, row->author, &out->author_count);
    out->url = arena_zero_terminated(a, row->url);
    out->language = arena_zero_terminated(a, language_code(row->lang));
    out->locator = arena_zero_terminated(a, row->locator);
}

/* As the archive calls whoever the article names so; "" for nobody, and for one who is hidden. */
static quoth_status show_speaker(quoth_archive *archive, arena *a, const open_article *o, const forward_mark *mark,
                                 quoth_said *out, quoth_error *err)
{
    str name;
    TRY(people_name(archive, a, o->people, people_meant(o->people, mark->value, o->record.article), &name, err));
    out->speaker = arena_zero_terminated(a, name);
    return QUOTH_OK;
}

quoth_status show_said(quoth_archive *archive, arena *a, const open_article *o, const shown_words *w, quoth_said *out,
                       quoth_error *err)
{
    str whole = w->in_title ? o->stored.row.title : o->stored.body;
    show_article(a, &o->stored.row, out);
    str before = str_slice(whole, 0, w->text.start), shown = str_slice(whole, w->text.start, w->text.end);
    uint32_t start_cp = (uint32_t)utf8_count(before);
    out->span = (quoth_span){w->text.start, w->text.end, start_cp, start_cp + (uint32_t)utf8_count(shown)};
    out->in_title = w->in_title;
    out->page = w->in_title ? 0 : page_of(whole, w->text.start);
    out->text = arena_zero_terminated(a, shown);
    out->speaker = out->speaker_mention = out->kind = "";
    out->confidence = 0;
    if (w->said) {
        TRY(show_speaker(archive, a, o, w->mark, out, err));
        out->speaker_mention = arena_zero_terminated(a, str_slice(whole, w->said->speaker.start, w->said->speaker.end));
        out->kind = kind_name(w->said->kind);
        out->confidence = w->said->confidence / 100.0;
    }
    out->matches = NULL;
    out->match_count = 0;
    out->before = out->after = "";
    if (w->highlights)
        show_matches(a, o, w->highlights, out);
    return QUOTH_OK;
}

/* The paragraph around these bytes, or what is near of a long one: sentences end with it at the latest. */
static text_span paragraph_around(str text, text_span inner)
{
    enum { FARTHEST = 2000 /* bytes to either side */ };
    uint32_t start = inner.start, end = inner.end;
    uint32_t first = start > FARTHEST ? start - FARTHEST : 0,
             last = text.len - end > FARTHEST ? end + FARTHEST : (uint32_t)text.len;
    while (start > first && text.data[start - 1] != '\n')
        start--;
    while (end < last && text.data[end] != '\n')
        end++;
    while (start < inner.start && start > 0 && !is_blank(text.data[start - 1]))
        start++; /* not in the middle of a word */
    while (end > inner.end && end < text.len && !is_blank(text.data[end]))
        end--;
    return (text_span){start, end};
}

void show_context(arena *a, const open_article *o, unsigned sentences, quoth_said *out)
{
    str title = o->stored.row.title;
    if (out->in_title) {
        out->before = snippet_clean(a, str_slice(title, 0, out->span.start));
        out->after = snippet_clean(a, str_slice(title, out->span.end, title.len));
        return;
    }
    text_span whole = {0, (uint32_t)o->stored.body.len}, inner = {(uint32_t)out->span.start, (uint32_t)out->span.end};
    analysis text = o->stored.body_words;
    if (sentences == 0)
        whole = paragraph_around(o->stored.body, inner);
    if (sentences == 0 || !o->stored.is_cut)
        analyse(a, str_slice(o->stored.body, whole.start, whole.end), o->stored.row.lang, &text);
    out->before = snippet_before(a, &text, inner.start - whole.start, sentences);
    out->after = snippet_after(a, &text, inner.end - whole.start, sentences);
}
