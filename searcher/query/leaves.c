/* leaves.c - which words does a word or a phrase of a query stand for? */
#include "searcher/query/parsing.h"
#include "searcher/query/words.h"
#include "text/words.h"

#include <stdio.h>

enum { MOST_REMARKS = 8 }; /* of a kind, on one query */

/* --- making nodes --- */

node *parser_node(parser *p, node_kind kind, size_t start, size_t end)
{
    node *n = ARENA_NEW(p->a, node);
    n->kind = kind;
    n->id = p->q->node_count++;
    n->start = (uint32_t)start;
    n->end = (uint32_t)end;
    n->depth = 1;
    return n;
}

quoth_status parser_adopt(parser *p, node *n, node **kids, size_t count)
{
    n->kids = kids;
    n->kid_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        if (kids[i]->depth >= n->depth)
            n->depth = kids[i]->depth + 1;
    if (n->depth > LIMIT_QUERY_DEPTH)
        return fail_at(p->err, p->lx.text, n->start, n->end, QUOTH_LIMIT, "the query is nested deeper than %d levels",
                       LIMIT_QUERY_DEPTH);
    return QUOTH_OK;
}

static bool all_positional(node *const *kids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!kids[i]->positional)
            return false;
    return true;
}

/* AND, OR or quorum of `kids`; a single kid stands for itself. */
quoth_status parser_join(parser *p, node_kind kind, const node_list *kids, node **out)
{
    if (kids->count == 1) {
        *out = kids->items[0];
        return QUOTH_OK;
    }
    *out = parser_node(p, kind, kids->items[0]->start, kids->items[kids->count - 1]->end);
    (*out)->positional = kind == NODE_OR && all_positional(kids->items, kids->count);
    return parser_adopt(p, *out, kids->items, kids->count);
}

static quoth_status new_leaf(parser *p, surroundings here, const lexeme *at, const query_word *words, size_t count, uint32_t *out)
{
    if (p->leaves.count + count > LIMIT_QUERY_LEAVES)
        return fail_at(p->err, p->lx.text, at->start, at->end, QUOTH_LIMIT, "the query has more than %d words",
                       LIMIT_QUERY_LEAVES);
    *out = (uint32_t)p->leaves.count;
    vec_push(p->a, &p->leaves,
             (leaf){.words = words,
                    .word_count = (uint32_t)count,
                    .scope = (uint8_t)here.scope,
                    .casing = (uint8_t)here.casing,
                    .in_past = here.in_edit});
    return QUOTH_OK;
}

static quoth_status word_node(parser *p, surroundings here, const lexeme *at, const query_word *word, node **out)
{
    node *n = parser_node(p, NODE_WORD, at->start, at->end);
    n->positional = true;
    *out = n;
    return new_leaf(p, here, at, word, 1, &n->leaf);
}

/* --- running text --- */

/* What a question has for grammar; what is all in capitals among other words is a name (WHO, US, IT). */
static bool is_empty_word(const parser *p, const node *n, language lang)
{
    if (n->kind != NODE_WORD || p->leaves.items[n->leaf].word_count != 1)
        return false;
    const query_word *w = &p->leaves.items[n->leaf].words[0];
    str written = str_slice(p->lx.text, n->start, n->end);
    bool capitals = written.len > 1 && !p->lx.shouted && written.data[0] >= 'A' && written.data[0] <= 'Z' &&
                    written.data[1] >= 'A' && written.data[1] <= 'Z';
    return w->how == HOW_STEM && !capitals && word_is_empty(lang, w->form);
}

/* The language whose empty words are most. One alone is no sign of any but English: "die" is a word, "la" a city. */
static language language_of_words(const parser *p, const node_list *words)
{
    language best = LANGUAGE_ENGLISH;
    size_t most = 1;
    for (language lang = LANGUAGE_ENGLISH; lang < language_count(); lang++) {
        size_t count = 0;
        for (size_t i = 0; i < words->count; i++)
            count += is_empty_word(p, words->items[i], lang);
        if (count > most) {
            most = count;
            best = lang;
        }
    }
    return best;
}

/* Unless there are only such. */
void parser_drop_empty_words(const parser *p, node_list *words)
{
    language lang = language_of_words(p, words);
    size_t kept = 0, empty = 0;
    for (size_t i = 0; i < words->count; i++)
        empty += is_empty_word(p, words->items[i], lang);
    if (empty == words->count)
        return;
    for (size_t i = 0; i < words->count; i++)
        if (!is_empty_word(p, words->items[i], lang))
            words->items[kept++] = words->items[i];
    words->count = kept;
}

/* With --any the parts of `high-speed` count as well as the whole. */
static quoth_status any_of_words(parser *p, surroundings here, const lexeme *at, const query_words *words, node **out)
{
    node_list kids = {0};
    for (size_t i = 0; i < words->count; i++) {
        node *n;
        TRY(word_node(p, here, at, &words->items[i], &n));
        vec_push(p->a, &kids, n);
    }
    parser_drop_empty_words(p, &kids);
    return parser_join(p, NODE_OR, &kids, out);
}

/* Words of running text: nothing in them is an operator. */
static quoth_status parse_plain_word(parser *p, surroundings here, const lexeme *at, node **out)
{
    query_words words;
    words_cut_loose(p->a, at->text, &words);
    return words.count ? any_of_words(p, here, at, &words, out) : QUOTH_OK;
}

/* --- phrases --- */

typedef VEC(phrase_item) item_list;

static quoth_status empty_phrase(parser *p, const lexeme *at)
{
    return FAIL(p, at, "there is no word in %.*s", STR_ARG(str_slice(p->lx.text, at->start, at->end)));
}

static quoth_status finish_phrase(parser *p, const lexeme *at, const item_list *items, node **out)
{
    if (items->count == 0)
        return empty_phrase(p, at);
    if (items->count > LIMIT_PHRASE_WORDS)
        return fail_at(p->err, p->lx.text, at->start, at->end, QUOTH_LIMIT, "the phrase has %zu words, at most %d are read",
                       items->count, LIMIT_PHRASE_WORDS);
    node *n = parser_node(p, items->count == 1 ? NODE_WORD : NODE_PHRASE, at->start, at->end);
    n->positional = true;
    n->leaf = items->items[0].leaf;
    n->items = items->items;
    n->item_count = (uint32_t)items->count;
    *out = n;
    return QUOTH_OK;
}

static bool is_in_a_form(const query_words *words, char c)
{
    for (size_t i = 0; i < words->count; i++)
        if (memchr(words->items[i].form.data, c, words->items[i].form.len))
            return true;
    return false;
}

static str forms_of(arena *a, const query_words *words)
{
    if (words->count == 1)
        return words->items[0].form;
    str all = STR("\"");
    for (size_t i = 0; i < words->count; i++)
        all = arena_printf(a, "%.*s%s%.*s", STR_ARG(all), i ? " " : "", STR_ARG(words->items[i].form));
    return arena_printf(a, "%.*s\"", STR_ARG(all));
}

/* What other engines take for an operator (+must, boosted^2, c++) and here is neither that nor part of the words. */
static void note_lost_operator(parser *p, str written, const query_words *words)
{
    static const char operators[] = "+^|&#~!";
    for (const char *c = operators; *c && !p->options->any && words->count && p->q->readings.count < MOST_REMARKS; c++) {
        const char *at = memchr(written.data, *c, written.len);
        if (!at || (*c == '!' && at != written.data) || is_in_a_form(words, *c))
            continue;
        str forms = forms_of(p->a, words);
        vec_push(p->a, &p->q->readings,
                 arena_printf(p->a, "%.*s is read as %.*s: %c means nothing there", STR_ARG(written), STR_ARG(forms), *c));
    }
}

static word_how piece_how(const parser *p, str piece, word_how how)
{
    return words_have_wildcard(piece, p->final_marks) ? HOW_PATTERN : how;
}

/* One word between blanks of a phrase: its parts one after the other. */
static quoth_status add_piece(parser *p, surroundings here, const lexeme *at, str piece, uint32_t *gap, item_list *items)
{
    if (str_equal(piece, STR("*"))) {
        if (items->count == 0)
            return FAIL(p, at, "a phrase cannot begin with *");
        ++*gap;
        return QUOTH_OK;
    }
    query_words words;
    words_cut(p->a, piece, piece_how(p, piece, at->how), &words);
    note_lost_operator(p, piece, &words);
    for (size_t i = 0; i < words.count; i++) {
        phrase_item item = {.gap = *gap};
        TRY(new_leaf(p, here, at, &words.items[i], 1, &item.leaf));
        vec_push(p->a, items, item);
        *gap = 0;
    }
    return QUOTH_OK;
}

/* (ceasefire|truce) inside a phrase; `inside` is what stands between the brackets. */
static quoth_status add_alternatives(parser *p, surroundings here, const lexeme *at, str inside, uint32_t *gap, item_list *items)
{
    query_words all = {0};
    for (bool more = true; more;) {
        more = str_find(inside, STR("|")) != SIZE_MAX;
        str piece = str_trim(str_cut(&inside, '|'));
        query_words words;
        words_cut(p->a, piece, piece_how(p, piece, at->how), &words);
        if (words.count != 1) {
            quoth_status status = FAIL(p, at, "an alternative in a phrase is one word, \"%.*s\" is not", STR_ARG(piece));
            fail_hint(p->err, "write \"(ceasefire|truce) talks\", or (\"a b\" OR \"c d\")");
            return status;
        }
        vec_push(p->a, &all, words.items[0]);
    }
    phrase_item item = {.gap = *gap};
    TRY(new_leaf(p, here, at, all.items, all.count, &item.leaf));
    vec_push(p->a, items, item);
    *gap = 0;
    return QUOTH_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Who pastes a whole sentence with --any wants what is like it. */
static bool is_passage(str text)
{
    enum { LONGEST_PHRASE = 8 };
    size_t words = 0;
    for (size_t i = 0; i < text.len; i++)
        words += !is_blank(text.data[i]) && (i == 0 || is_blank(text.data[i - 1]));
    return words > LONGEST_PHRASE;
}

quoth_status parser_phrase(parser *p, surroundings here, const lexeme *at, node **out)
{
    item_list items = {0};
    uint32_t gap = 0;
    str text = at->text;
    if (p->options->any && !is_inside(here) && is_passage(text))
        return parse_plain_word(p, here, at, out);
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        if (is_blank(text.data[i])) {
            i++;
        } else if (text.data[i] == '(') {
            size_t close = str_find(str_slice(text, i, text.len), STR(")"));
            if (close == SIZE_MAX)
                return FAIL(p, at, "unclosed ( in the phrase");
            i += close + 1;
            TRY(add_alternatives(p, here, at, str_slice(text, start + 1, i - 1), &gap, &items));
        } else {
            while (i < text.len && !is_blank(text.data[i]) && text.data[i] != '(')
                i++;
            TRY(add_piece(p, here, at, str_slice(text, start, i), &gap, &items));
        }
    }
    if (gap > 0)
        return FAIL(p, at, "a phrase cannot end with *");
    return finish_phrase(p, at, &items, out);
}

/* --- words --- */

/* word~ word~1 word~2: cuts the mark off `text`. */
static quoth_status cut_edits(parser *p, const lexeme *at, str *text, unsigned *edits)
{
    size_t tilde = text->len;
    while (tilde > 0 && text->data[tilde - 1] >= '0' && text->data[tilde - 1] <= '9')
        tilde--;
    *edits = 0;
    if (tilde < 2 || text->data[tilde - 1] != '~')
        return QUOTH_OK;
    uint64_t n = 1;
    str digits = str_slice(*text, tilde, text->len);
    if (digits.len && (!str_to_u64(digits, &n) || n < 1 || n > 2))
        return FAIL(p, at, "a word may be 1 or 2 edits away, not %.*s", STR_ARG(digits));
    *edits = (unsigned)n;
    text->len = tilde - 1;
    return QUOTH_OK;
}

static quoth_status several_words(parser *p, surroundings here, const lexeme *at, const query_words *words, node **out)
{
    item_list items = {0};
    for (size_t i = 0; i < words->count; i++) {
        phrase_item item = {0};
        TRY(new_leaf(p, here, at, &words->items[i], 1, &item.leaf));
        vec_push(p->a, &items, item);
    }
    return finish_phrase(p, at, &items, out);
}

static void note_small_operator(parser *p, const lexeme *at)
{
    static const char *const operators[] = {"and", "or", "not"};
    for (size_t i = 0; i < 3; i++)
        if (str_equal(at->text, str_from(operators[i])) && p->q->notes.count < MOST_REMARKS)
            vec_push(p->a, &p->q->notes,
                     arena_printf(p->a, "\"%s\" in small letters is a word; the operator is written in capitals", operators[i]));
    if ((str_starts_with(at->text, STR("w/")) || str_starts_with(at->text, STR("near/"))) && p->q->notes.count < MOST_REMARKS)
        vec_push(p->a, &p->q->notes, arena_printf(p->a, "\"%.*s\" in small letters is a word; write W/5", STR_ARG(at->text)));
}

static bool is_mark_of_question(const parser *p, str text)
{
    return !p->final_marks && str_equal(text, STR("?"));
}

/* Whoever meant a wildcard is told how to have it. */
static void note_mark_of_question(parser *p, const lexeme *at, word_how how)
{
    if (p->options->any || p->final_marks || how != HOW_STEM || !words_have_wildcard(at->text, true) ||
        p->q->readings.count >= MOST_REMARKS)
        return;
    str written = at->text;
    vec_push(p->a, &p->q->readings,
             arena_printf(p->a, "the ? of %.*s is read as a question mark; where it stands for a letter write \"%.*s\"",
                          STR_ARG(written), STR_ARG(written)));
}

/* `*out` stays NULL for mere punctuation when that may be left out. */
quoth_status parser_word(parser *p, surroundings here, const lexeme *at, node **out)
{
    str text = at->text;
    word_how how = HOW_STEM;
    unsigned edits = 0;
    if (p->lx.plain)
        return parse_plain_word(p, here, at, out);
    if (text.len > 1 && text.data[0] == '=') {
        how = HOW_FORM;
        text = str_slice(text, 1, text.len);
    }
    TRY(cut_edits(p, at, &text, &edits));
    if (edits)
        how = HOW_FUZZY;
    if (words_have_wildcard(text, p->final_marks)) {
        if (edits)
            return FAIL(p, at, "a word cannot have a wildcard and ~ at once");
        how = HOW_PATTERN;
    }
    query_words words;
    words_cut(p->a, text, how, &words);
    if (words.count == 0 && how == HOW_PATTERN) {
        quoth_status status = FAIL(p, at, "%.*s alone would match every word", STR_ARG(at->text));
        fail_hint(p->err, "a wildcard needs at least one letter: minist*; whole questions are asked with --any");
        return status;
    }
    if (words.count == 0)
        return p->options->any || is_mark_of_question(p, text) ? QUOTH_OK : empty_phrase(p, at);
    note_mark_of_question(p, at, how);
    note_lost_operator(p, text, &words);
    note_small_operator(p, at);
    for (size_t i = 0; i < words.count; i++)
        words.items[i].edits = (uint8_t)edits;
    if (edits && words.count > 1)
        return FAIL(p, at, "~ takes a single word");
    if (p->options->any && how == HOW_STEM && !is_inside(here))
        return parse_plain_word(p, here, at, out);
    return words.count == 1 ? word_node(p, here, at, words.items, out) : several_words(p, here, at, &words, out);
}
