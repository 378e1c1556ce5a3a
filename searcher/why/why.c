/* why.c - why does this article match a query, or not? */
#include "searcher/why/why.h"

#include "searcher/snippet/snippet.h"
#include "searcher/why/looking.h"
#include "text/utf8.h"

enum { MOST_PASSAGES = 3, MOST_TEXT = 200 };

static const char *const kind_names[] = {
    [NODE_WORD] = "word",     [NODE_PHRASE] = "phrase", [NODE_AND] = "all",           [NODE_OR] = "any",
    [NODE_NOT] = "not",       [NODE_NEAR] = "near",     [NODE_NOT_NEAR] = "not near", [NODE_ATLEAST] = "at least",
    [NODE_QUORUM] = "quorum", [NODE_FIELD] = "field",   [NODE_MENTION] = "mention",   [NODE_QUOTE] = "quote",
    [NODE_EDIT] = "edit",     [NODE_SIDE] = "side"};

/* --- passages --- */

static void place_passage(const looking *l, const analysis *text, span at, quoth_why_passage *p)
{
    uint32_t first = p->in_title ? 0 : l->art.title_words.token_count;
    utf8_cursor cursor = {.text = text->text};
    const sentence *s = &text->sentences[snippet_sentence_of(text, at.first - first)];
    p->span.start = text->tokens[at.first - first].start;
    p->span.end = text->tokens[at.end - 1 - first].end;
    p->span.start_cp = (uint32_t)utf8_cursor_at(&cursor, p->span.start);
    p->span.end_cp = (uint32_t)utf8_cursor_at(&cursor, p->span.end);
    p->paragraph = p->in_title ? 0 : s->paragraph + 1;
    p->sentence = p->in_title ? 0 : (unsigned)(s - text->sentences) + 1;
}

typedef VEC(quoth_why_passage) passage_list;

/* Marks of title and body are two passages: a pair may stand in both. */
static void add_passage(looking *l, spans marks, bool in_title, passage_list *list)
{
    uint32_t border = l->art.title_words.token_count;
    spans mine = {ARENA_ARRAY(l->a, span, marks.count + 1), 0};
    for (size_t i = 0; i < marks.count; i++)
        if ((marks.items[i].first < border) == in_title)
            mine.items[mine.count++] = marks.items[i];
    spans_sort(&mine);
    spans_merge(&mine);
    if (mine.count == 0 || list->count >= MOST_PASSAGES)
        return;
    const analysis *text = in_title ? &l->art.title_words : &l->art.body_words;
    shown_text shown;
    snippet_passage(l->a, text, in_title ? 0 : border, &mine, &shown);
    quoth_why_passage p = {
        .text = shown.text.data, .matches = shown.matches, .match_count = shown.match_count, .in_title = in_title};
    place_passage(l, text, mine.items[0], &p);
    vec_push(l->a, list, p);
}

static uint32_t sentence_number(const looking *l, span at)
{
    uint32_t border = l->art.title_words.token_count;
    return at.first < border ? UINT32_MAX : snippet_sentence_of(&l->art.body_words, at.first - border);
}

/* Marks of one sentence are shown together. */
static void add_each(looking *l, spans marks, passage_list *list)
{
    for (size_t i = 0, next; i < marks.count && list->count < MOST_PASSAGES; i = next) {
        uint32_t here = sentence_number(l, marks.items[i]);
        for (next = i + 1; next < marks.count && sentence_number(l, marks.items[next]) == here; next++) {
        }
        add_passage(l, (spans){&marks.items[i], next - i}, here == UINT32_MAX, list);
    }
}

static void add_passages(looking *l, const reason *r, quoth_why_part *part)
{
    passage_list list = {0};
    for (size_t i = 0; i < r->passage_count; i++) {
        if (r->one_each) {
            add_each(l, r->passages[i], &list);
            continue;
        }
        add_passage(l, r->passages[i], true, &list);
        add_passage(l, r->passages[i], false, &list);
    }
    part->passages = list.items;
    part->passage_count = list.count;
}

/* --- parts --- */

static str count_of_kids(looking *l, const node *n)
{
    size_t held = 0;
    for (uint32_t i = 0; i < n->kid_count; i++)
        held += matcher_holds(l->m, n->kids[i]);
    if (n->kind == NODE_QUORUM)
        return arena_printf(l->a, "%zu of %u %s; you asked for %u", held, n->kid_count, held == 1 ? "holds" : "hold", n->n);
    if (held == 0)
        return arena_printf(l->a, "none of %u holds", n->kid_count);
    if (held == n->kid_count)
        return n->kid_count == 2 ? STR("both hold") : arena_printf(l->a, "all %u hold", n->kid_count);
    return arena_printf(l->a, "%zu of %u %s", held, n->kid_count, held == 1 ? "holds" : "hold");
}

static void why_edit(looking *l, const node *n, bool holds, reason *r)
{
    const article_change *changes;
    size_t count = row_reader_changes(&l->row, &changes);
    if (count == 0)
        r->because = STR("it was never changed");
    else if (holds)
        r->because = arena_printf(l->a, "in change %zu of %zu", matcher_which_change(l->m, n), count);
    else
        r->because = arena_printf(l->a, "in none of its %zu %s", count, count == 1 ? "change" : "changes");
}

static quoth_status reason_of(looking *l, const node *n, bool holds, const forward_mark **inside, reason *r)
{
    switch (n->kind) {
    case NODE_WORD: return why_word(l, n, holds, r);
    case NODE_PHRASE: return why_phrase(l, n, holds, r);
    case NODE_NEAR: why_near(l, n, holds, r); break;
    case NODE_NOT_NEAR: why_not_near(l, n, holds, r); break;
    case NODE_ATLEAST: why_atleast(l, n, holds, r); break;
    case NODE_FIELD: return why_field(l, n, holds, r);
    case NODE_MENTION: return why_mention(l, n, holds, r);
    case NODE_QUOTE: return why_quote(l, n, holds, inside, r);
    case NODE_EDIT: why_edit(l, n, holds, r); break;
    case NODE_SIDE: break;
    case NODE_NOT: r->because = holds ? STR("what is excluded is not here") : STR("what is excluded is here"); break;
    case NODE_AND:
    case NODE_OR:
    case NODE_QUORUM: r->because = count_of_kids(l, n); break;
    }
    return QUOTH_OK;
}

static bool all_kids_hold(looking *l, const node *n)
{
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!matcher_holds(l->m, n->kids[i]))
            return false;
    return true;
}

/* Whether the parts of a part tell anything that it does not. */
static bool goes_on(looking *l, const node *n, bool holds)
{
    switch (n->kind) {
    case NODE_NOT: return !holds;
    case NODE_NEAR:
    case NODE_NOT_NEAR:
    case NODE_ATLEAST: return !holds && !all_kids_hold(l, n);
    case NODE_AND:
    case NODE_OR:
    case NODE_QUORUM:
    case NODE_QUOTE: return true;
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_FIELD:
    case NODE_MENTION:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
    return false;
}

static quoth_status explain(looking *l, const node *n, unsigned depth, bool excluded, why_list *out)
{
    const forward_mark *inside = NULL;
    reason r = {.because = STR("")};
    bool holds = matcher_holds(l->m, n);
    TRY(reason_of(l, n, holds, &inside, &r));
    quoth_why_part part = {.text = arena_zero_terminated(l->a, looking_written(l, n)),
                           .kind = kind_names[n->kind],
                           .depth = depth,
                           .holds = holds,
                           .is_excluded = excluded,
                           .because = arena_zero_terminated(l->a, r.because)};
    add_passages(l, &r, &part);
    vec_push(l->a, &out->parts, part);
    if (!goes_on(l, n, holds) || (n->kind == NODE_QUOTE && !inside))
        return QUOTH_OK;
    if (inside)
        matcher_look_inside(l->m, inside);
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(explain(l, n->kids[i], depth + 1, excluded != (n->kind == NODE_NOT), out));
    if (inside)
        matcher_look_inside(l->m, NULL);
    return QUOTH_OK;
}

/* --- the whole --- */

/* A part that begins or ends with a group does not know the group's brackets: to be added where they are missing, with what is
 * written right before them (title:, CAPS, 2OF). */
static str with_brackets(str all, size_t start, size_t end)
{
    size_t missing = 0, open = 0;
    for (size_t i = start; i < end; i++) {
        open += all.data[i] == '(';
        missing += all.data[i] == ')' && open == 0;
        open -= all.data[i] == ')' && open > 0;
    }
    for (size_t most = MOST_TEXT; (missing || open) && most > 0; most--) {
        if (missing && start > 0)
            missing -= all.data[--start] == '(';
        else if (open && end < all.len)
            open -= all.data[end++] == ')';
    }
    if (start < end && all.data[start] == '(')
        while (start > 0 && all.data[start - 1] > ' ' && all.data[start - 1] != '(')
            start--;
    return str_slice(all, start, end);
}

static str cut_long(looking *l, str text)
{
    size_t end = MOST_TEXT;
    if (text.len <= MOST_TEXT)
        return text;
    while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end--;
    return arena_printf(l->a, "%.*s…", STR_ARG(str_slice(text, 0, end)));
}

str looking_written(looking *l, const node *n)
{
    const leaf *asked = n->kind == NODE_WORD ? &l->s->q.leaves[n->leaf] : NULL;
    bool is_of_like = asked && str_find(str_slice(l->s->q.text, n->start, n->end), STR(":")) != SIZE_MAX;
    bool is_value = n->kind == NODE_FIELD || n->kind == NODE_MENTION;
    /* title:( … ), like: and CAPS( … ) stand outside of the word. */
    if (!is_value && (!asked || (asked->scope == FIELD_NONE && asked->casing == CASING_ANY && !is_of_like))) {
        bool is_short = n->end - n->start <= MOST_TEXT;
        return cut_long(l, is_short ? with_brackets(l->s->q.text, n->start, n->end) : str_slice(l->s->q.text, n->start, n->end));
    }
    DEFER(buf_release) buf written = {0};
    tree_write(&l->s->q, n, &written);
    return cut_long(l, arena_copy(l->a, buf_str(&written)));
}

str looking_times(const looking *l, size_t count)
{
    return count == 1 ? STR("once") : count == 2 ? STR("twice") : arena_printf(l->a, "%zu times", count);
}

str looking_text(const looking *l, span at)
{
    uint32_t border = l->art.title_words.token_count;
    const analysis *text = at.first < border ? &l->art.title_words : &l->art.body_words;
    uint32_t first = at.first < border ? 0 : border;
    return str_slice(text->text, text->tokens[at.first - first].start, text->tokens[at.end - 1 - first].end);
}

span looking_window(const looking *l)
{
    const forward_mark *q = matcher_quotation(l->m);
    return q ? (span){q->first, q->end} : (span){0, l->record.token_count};
}

static quoth_status look_at(looking *l, uint32_t article)
{
    quoth_archive *archive = l->s->archive;
    const forward_slot *slot = forward_reader_slot(archive->forward, article);
    if (!slot)
        return fail(l->err, QUOTH_NOT_FOUND, "no article %u", article);
    TRY(stored_read(archive, l->s->a, article, true, &l->art, l->err));
    TRY(forward_reader_get(archive->forward, l->s->a, article, FORWARD_ALL, &l->record, l->err));
    if (l->record.token_count != l->art.title_words.token_count + l->art.body_words.token_count)
        return fail(l->err, QUOTH_CORRUPT, "article %u has %u words in the forward index and %u in its text", article,
                    l->record.token_count, l->art.title_words.token_count + l->art.body_words.token_count);
    l->row = (row_reader){.archive = archive, .a = l->s->a, .article = article, .loaded = true, .row = l->art.row, .err = l->err};
    l->facts = (article_facts){
        .record = &l->record, .slot = slot, .context = &l->row, .value = row_reader_value, .changes = row_reader_changes};
    matcher_look(l->m, &l->facts);
    return QUOTH_OK;
}

quoth_status why_make(session *s, arena *a, uint32_t article, why_list *out, quoth_error *err)
{
    looking l = {.s = s, .m = s->m, .a = a, .err = err};
    *out = (why_list){0};
    TRY(look_at(&l, article));
    out->title = arena_copy(a, l.art.row.title);
    return explain(&l, s->q.root, 0, false, out);
}
