/* parser.c - the text of a query -> its tree, or an error with a column and a hint */
#include "searcher/query/parser.h"

#include "base/limits.h"
#include "searcher/query/lexer.h"
#include "searcher/query/value.h"
#include "searcher/query/words.h"
#include "text/classes.h"
#include "text/words.h"

#include <math.h>
#include <stdio.h>

typedef VEC(node *) node_list;
typedef VEC(leaf) leaf_list;

typedef struct parser {
    arena *a;
    lexer lx;
    lexeme next;
    const parse_options *options;
    query *q;
    leaf_list leaves;
    unsigned depth;
    quoth_error *err;
} parser;

/* What the place in the query imposes on the words that stand there. */
typedef struct surroundings {
    field_id scope;  /* inside title:( … ) */
    field_id values; /* inside date:( … ): words are values of this field */
    str custom;      /* the name of FIELD_CUSTOM there */
    casing casing;
    bool in_quote;
} surroundings;

static quoth_status parse_or(parser *p, surroundings here, node **out);

#define FAIL(p, lexeme, ...) fail_at((p)->err, (p)->lx.text, (lexeme)->start, (lexeme)->end, QUOTH_BAD_QUERY, __VA_ARGS__)

static quoth_status advance(parser *p)
{
    return lexer_next(&p->lx, &p->next);
}

/* --- making nodes --- */

static node *new_node(parser *p, node_kind kind, size_t start, size_t end)
{
    node *n = ARENA_NEW(p->a, node);
    n->kind = kind;
    n->id = p->q->node_count++;
    n->start = (uint32_t)start;
    n->end = (uint32_t)end;
    n->depth = 1;
    return n;
}

static quoth_status adopt(parser *p, node *n, node **kids, size_t count)
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
static quoth_status join(parser *p, node_kind kind, const node_list *kids, node **out)
{
    if (kids->count == 1) {
        *out = kids->items[0];
        return QUOTH_OK;
    }
    *out = new_node(p, kind, kids->items[0]->start, kids->items[kids->count - 1]->end);
    (*out)->positional = kind == NODE_OR && all_positional(kids->items, kids->count);
    return adopt(p, *out, kids->items, kids->count);
}

static quoth_status new_leaf(parser *p, surroundings here, const lexeme *at, const query_word *words, size_t count, uint32_t *out)
{
    if (p->leaves.count + count > LIMIT_QUERY_LEAVES)
        return fail_at(p->err, p->lx.text, at->start, at->end, QUOTH_LIMIT, "the query has more than %d words",
                       LIMIT_QUERY_LEAVES);
    *out = (uint32_t)p->leaves.count;
    vec_push(p->a, &p->leaves,
             (leaf){.words = words, .word_count = (uint32_t)count, .scope = (uint8_t)here.scope, .casing = (uint8_t)here.casing});
    return QUOTH_OK;
}

static quoth_status word_node(parser *p, surroundings here, const lexeme *at, const query_word *word, node **out)
{
    node *n = new_node(p, NODE_WORD, at->start, at->end);
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
static void drop_empty_words(const parser *p, node_list *words)
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
    drop_empty_words(p, &kids);
    return join(p, NODE_OR, &kids, out);
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
    node *n = new_node(p, items->count == 1 ? NODE_WORD : NODE_PHRASE, at->start, at->end);
    n->positional = true;
    n->leaf = items->items[0].leaf;
    n->items = items->items;
    n->item_count = (uint32_t)items->count;
    *out = n;
    return QUOTH_OK;
}

static word_how piece_how(const parser *p, str piece, word_how how)
{
    return words_have_wildcard(piece, !p->options->any) ? HOW_PATTERN : how;
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

static quoth_status parse_phrase(parser *p, surroundings here, const lexeme *at, node **out)
{
    item_list items = {0};
    uint32_t gap = 0;
    str text = at->text;
    if (p->options->any && !here.in_quote && is_passage(text))
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
        if (str_equal(at->text, str_from(operators[i])) && p->q->notes.count < 8)
            vec_push(p->a, &p->q->notes,
                     arena_printf(p->a, "\"%s\" in small letters is a word; the operator is written in capitals", operators[i]));
    if ((str_starts_with(at->text, STR("w/")) || str_starts_with(at->text, STR("near/"))) && p->q->notes.count < 8)
        vec_push(p->a, &p->q->notes, arena_printf(p->a, "\"%.*s\" in small letters is a word; write W/5", STR_ARG(at->text)));
}

/* `*out` stays NULL for mere punctuation when that may be left out. */
static quoth_status parse_word(parser *p, surroundings here, const lexeme *at, node **out)
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
    if (words_have_wildcard(text, !p->options->any)) {
        if (edits)
            return FAIL(p, at, "a word cannot have a wildcard and ~ at once");
        how = HOW_PATTERN;
    }
    query_words words;
    words_cut(p->a, text, how, &words);
    if (words.count == 0 && how == HOW_PATTERN) {
        quoth_status status = FAIL(p, at, "%.*s alone would match every word", STR_ARG(at->text));
        fail_hint(p->err, "a wildcard needs at least one letter: minist*");
        return status;
    }
    if (words.count == 0)
        return p->options->any ? QUOTH_OK : empty_phrase(p, at);
    note_small_operator(p, at);
    for (size_t i = 0; i < words.count; i++)
        words.items[i].edits = (uint8_t)edits;
    if (edits && words.count > 1)
        return FAIL(p, at, "~ takes a single word");
    if (p->options->any && how == HOW_STEM && !here.in_quote)
        return parse_plain_word(p, here, at, out);
    return words.count == 1 ? word_node(p, here, at, words.items, out) : several_words(p, here, at, &words, out);
}

/* --- fields --- */

static str in_small_letters(arena *a, str name)
{
    char *small = arena_zero_terminated(a, name);
    for (size_t i = 0; i < name.len; i++)
        small[i] = (char)(small[i] >= 'A' && small[i] <= 'Z' ? small[i] + 32 : small[i]);
    return (str){small, name.len};
}

/* A field's name for messages. */
static const char *name_of(parser *p, field_id id, str custom)
{
    return id == FIELD_CUSTOM ? arena_zero_terminated(p->a, custom) : field_at(id)->name;
}

/* Fields whose tags have a confidence. */
static bool has_surety(field_id id)
{
    return id == FIELD_SPEAKER || id == FIELD_BY || id == FIELD_PLACE || id == FIELD_NEAR || id == FIELD_ON;
}

/* "gallant@0.8" -> "gallant" and "0.8". A handle such as @name has nothing before it, or no number behind. */
static void cut_surety(str *value, str *surety)
{
    size_t at = value->len;
    while (at > 0 && value->data[at - 1] != '@')
        at--;
    char next = at < value->len ? value->data[at] : 0;
    if (at < 2 || !((next >= '0' && next <= '9') || next == '.'))
        return;
    *surety = str_slice(*value, at, value->len);
    value->len = at - 1;
}

/* Percent, rounded up: a tag of 80 is sure enough for 0.8, not for 0.801. */
static quoth_status read_surety(parser *p, node *n, const lexeme *value)
{
    str written = value->surety;
    double least = 0;
    if (value->kind == LEX_WORD && has_surety(n->field))
        cut_surety(&n->value, &written);
    if (written.data == NULL)
        return QUOTH_OK;
    const char *name = name_of(p, n->field, n->custom);
    if (!has_surety(n->field))
        return FAIL(p, value, "%s: has no confidence, so nothing can follow @", name);
    if (!str_to_double(written, &least) || !(least >= 0 && least <= 1)) {
        quoth_status status = FAIL(p, value, "%s: the confidence after @ is a number from 0 to 1", name);
        fail_hint(p->err, "speaker:gallant@0.8");
        return status;
    }
    n->surety = (uint8_t)ceil(least * 100 - 1e-6);
    return QUOTH_OK;
}

/* has:topics, where topics is a field of the archive's own. */
static bool has_custom(parser *p, node *n)
{
    const custom_fields *known = p->lx.custom;
    if (n->field != FIELD_HAS || value_is_has_word(n->value) || !known || !known->has || !known->has(known->context, n->value))
        return false;
    n->has = HAS_CUSTOM;
    n->custom = in_small_letters(p->a, n->value);
    return true;
}

static quoth_status value_node(parser *p, field_id id, str custom, const lexeme *value, size_t start, node **out)
{
    node *n = new_node(p, NODE_FIELD, start, value->end);
    n->field = id;
    n->custom = in_small_letters(p->a, custom);
    n->value = str_trim(value->text);
    *out = n;
    TRY(read_surety(p, n, value));
    if (p->q->node_count > 4 * LIMIT_QUERY_LEAVES)
        return fail_at(p->err, p->lx.text, n->start, n->end, QUOTH_LIMIT, "the query has more than %d parts",
                       4 * LIMIT_QUERY_LEAVES);
    quoth_status status = has_custom(p, n) ? QUOTH_OK : value_read(n, p->options->today, p->err);
    if (status != QUOTH_OK && p->err) {
        p->err->column = (unsigned)utf8_count(str_slice(p->lx.text, 0, start)) + 1;
        p->err->column_end = p->err->column + (unsigned)utf8_count(str_slice(p->lx.text, start, value->end));
    }
    return status;
}

static bool is_word_field(field_id id)
{
    return id == FIELD_TITLE || id == FIELD_LEAD || id == FIELD_BODY;
}

static bool is_quote_field(field_id id)
{
    return id == FIELD_BY || id == FIELD_ABOUT || id == FIELD_KIND;
}

static quoth_status check_field_place(parser *p, surroundings here, const lexeme *at)
{
    const char *name = name_of(p, at->field, at->custom);
    if (here.in_quote != is_quote_field(at->field) && !(here.in_quote && is_word_field(at->field))) {
        quoth_status status = here.in_quote ? FAIL(p, at, "%s: cannot stand inside quote:( … )", name)
                                            : FAIL(p, at, "%s: stands only inside quote:( … )", name);
        fail_hint(p->err, here.in_quote ? "inside: by:, about:, kind:, words, phrases, proximity"
                                        : "quote:(by:gallant \"humanitarian pause\")");
        return status;
    }
    if (here.scope != FIELD_NONE)
        return FAIL(p, at, "%s: cannot stand inside %s:( … )", name, field_at(here.scope)->name);
    if (here.casing != CASING_ANY && !is_word_field(at->field))
        return FAIL(p, at, "%s: has no words that could be in capitals", name);
    return QUOTH_OK;
}

static quoth_status parse_group(parser *p, surroundings here, node **out)
{
    lexeme open = p->next;
    if (++p->depth > LIMIT_QUERY_DEPTH)
        return fail_at(p->err, p->lx.text, open.start, open.end, QUOTH_LIMIT, "the query is nested deeper than %d levels",
                       LIMIT_QUERY_DEPTH);
    TRY(advance(p));
    if (p->next.kind == LEX_CLOSE) {
        quoth_status status = FAIL(p, &open, "nothing stands between the brackets");
        if (p->err)
            p->err->column_end++;
        return status;
    }
    TRY(parse_or(p, here, out));
    if (p->next.kind != LEX_CLOSE) {
        quoth_status status = FAIL(p, &open, "unclosed (");
        fail_hint(p->err, "close the group with )");
        return status;
    }
    p->depth--;
    return QUOTH_OK;
}

/* After the bracket that closes a group of values the outer lexing resumes before the next lexeme is read. */
static quoth_status parse_value_group(parser *p, surroundings here, const lexeme *at, node **out)
{
    here.values = at->field;
    here.custom = at->custom;
    p->lx.values = true;
    TRY(parse_group(p, here, out));
    p->lx.values = false;
    return advance(p);
}

static quoth_status parse_quote(parser *p, surroundings here, const lexeme *at, node **out)
{
    if (p->next.kind != LEX_OPEN) {
        quoth_status status = FAIL(p, at, "quote: needs brackets");
        fail_hint(p->err, "quote:(by:gallant \"humanitarian pause\")");
        return status;
    }
    here.in_quote = true;
    node **kid = ARENA_NEW(p->a, node *);
    TRY(parse_group(p, here, kid));
    *out = new_node(p, NODE_QUOTE, at->start, p->next.end);
    TRY(adopt(p, *out, kid, 1));
    return advance(p);
}

static quoth_status parse_primary(parser *p, surroundings here, node **out);

static bool group_opens(const parser *p)
{
    return p->lx.at < p->lx.text.len && p->lx.text.data[p->lx.at] == '(';
}

static quoth_status parse_field(parser *p, surroundings here, node **out)
{
    lexeme at = p->next;
    TRY(check_field_place(p, here, &at));
    if (is_word_field(at.field)) {
        here.scope = at.field;
        TRY(advance(p));
        if (p->next.kind == LEX_END || p->next.kind == LEX_CLOSE || p->next.kind == LEX_NOT)
            return FAIL(p, &at, "%s: has no value", field_at(at.field)->name);
        if (++p->depth > LIMIT_QUERY_DEPTH)
            return fail_at(p->err, p->lx.text, at.start, at.end, QUOTH_LIMIT, "the query is nested deeper than %d levels",
                           LIMIT_QUERY_DEPTH);
        TRY(parse_primary(p, here, out));
        p->depth--;
        return *out ? QUOTH_OK : FAIL(p, &at, "%s: has no value", field_at(at.field)->name);
    }
    if (at.field == FIELD_QUOTE) {
        TRY(advance(p));
        return parse_quote(p, here, &at, out);
    }
    if (group_opens(p)) {
        TRY(advance(p));
        return parse_value_group(p, here, &at, out);
    }
    lexeme value;
    TRY(lexer_value(&p->lx, &value));
    if (str_trim(value.text).len == 0) {
        quoth_status status = FAIL(p, &at, "%s: has no value", name_of(p, at.field, at.custom));
        fail_hint(p->err, "%s", field_at(at.field)->example);
        return status;
    }
    TRY(value_node(p, at.field, at.custom, &value, at.start, out));
    return advance(p);
}

/* --- operators before a group --- */

static const char *node_kind_name(const node *n)
{
    switch (n->kind) {
    case NODE_AND: return "AND";
    case NODE_OR: return "OR with a part that has no position";
    case NODE_NOT: return "NOT";
    case NODE_QUORUM: return "OF";
    case NODE_FIELD: return field_at(n->field)->name;
    case NODE_QUOTE: return "quote:";
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_NEAR:
    case NODE_NOT_NEAR:
    case NODE_ATLEAST:
    case NODE_MENTION: break;
    }
    return "this";
}

static quoth_status require_positions(parser *p, const node *n, const char *operator_name)
{
    if (n->positional)
        return QUOTH_OK;
    quoth_status status = fail_at(p->err, p->lx.text, n->start, n->end, QUOTH_BAD_QUERY,
                                  "%s cannot stand beside %s: it has no position", node_kind_name(n), operator_name);
    if (n->kind == NODE_AND)
        fail_hint(p->err, "join the words with W/P or W/S, or write the phrase in quotation marks");
    else if (n->kind == NODE_FIELD && n->field == FIELD_SPEAKER)
        fail_hint(p->err, "quote:(by:x y) finds a y that x said, @person:x %s y one near the name", operator_name);
    else if (n->kind == NODE_FIELD && n->field == FIELD_PLACE)
        fail_hint(p->err, "@place:x %s y finds a y near a mention of the place", operator_name);
    else if (n->kind == NODE_NOT)
        fail_hint(p->err, "a NOT W/5 b finds an a with no b within five words");
    return status;
}

static quoth_status parse_atleast(parser *p, surroundings here, node **out)
{
    lexeme at = p->next;
    TRY(advance(p));
    if (p->next.kind != LEX_OPEN) {
        quoth_status status = FAIL(p, &at, "ATLEAST/%u needs brackets", at.n);
        fail_hint(p->err, "ATLEAST/%u(ceasefire)", at.n);
        return status;
    }
    node **kid = ARENA_NEW(p->a, node *);
    TRY(parse_group(p, here, kid));
    TRY(require_positions(p, *kid, "ATLEAST/"));
    *out = new_node(p, NODE_ATLEAST, at.start, p->next.end);
    (*out)->n = at.n;
    (*out)->positional = true;
    TRY(adopt(p, *out, kid, 1));
    return advance(p);
}

/* 2OF(a b c): the brackets hold a list, whose members are what stands between blanks, or groups. */
static quoth_status parse_quorum(parser *p, surroundings here, node **out)
{
    lexeme at = p->next;
    node_list kids = {0};
    TRY(advance(p)); /* the bracket */
    if (++p->depth > LIMIT_QUERY_DEPTH)
        return fail_at(p->err, p->lx.text, at.start, at.end, QUOTH_LIMIT, "the query is nested deeper than %d levels",
                       LIMIT_QUERY_DEPTH);
    TRY(advance(p));
    while (p->next.kind != LEX_CLOSE) {
        node *kid = NULL;
        if (p->next.kind == LEX_END)
            return FAIL(p, &at, "unclosed (");
        TRY(parse_primary(p, here, &kid));
        if (kid)
            vec_push(p->a, &kids, kid);
    }
    p->depth--;
    if (at.n > kids.count)
        return FAIL(p, &at, "%u of only %zu", at.n, kids.count);
    *out = new_node(p, NODE_QUORUM, at.start, p->next.end);
    (*out)->n = at.n;
    TRY(adopt(p, *out, kids.items, kids.count));
    return advance(p);
}

static quoth_status parse_case(parser *p, surroundings here, node **out)
{
    here.casing = p->next.casing;
    TRY(advance(p));
    TRY(parse_group(p, here, out));
    return advance(p);
}

static quoth_status parse_mention(parser *p, surroundings here, node **out)
{
    lexeme at = p->next;
    if (here.casing != CASING_ANY || here.scope == FIELD_LEAD)
        return FAIL(p, &at, "a tagged mention cannot stand here");
    node *n = *out = new_node(p, NODE_MENTION, at.start, at.end);
    n->positional = true;
    n->mention = at.mention;
    n->value = str_trim(at.text);
    n->field = here.scope;
    if (at.mention == MENTION_OF_DATE && n->value.len) {
        quoth_status status = day_range_parse(n->value, p->options->today, &n->days, p->err);
        if (status != QUOTH_OK)
            return fail_at(p->err, p->lx.text, at.start, at.end, status, "@date: %s", p->err ? p->err->message : "");
    }
    return advance(p);
}

static quoth_status misplaced(parser *p, const lexeme *at)
{
    str written = str_slice(p->lx.text, at->start, at->end);
    if (at->kind == LEX_END)
        return FAIL(p, at, "the query ends where a word is expected");
    if (at->kind == LEX_CLOSE) {
        quoth_status status = FAIL(p, at, p->depth ? "a word is expected before )" : ") closes nothing");
        return status;
    }
    quoth_status status = FAIL(p, at, "%.*s has nothing before it", STR_ARG(written));
    fail_hint(p->err, "to find the word itself write \"%.*s\"", STR_ARG(written));
    return status;
}

static quoth_status parse_primary(parser *p, surroundings here, node **out)
{
    lexeme at = p->next;
    *out = NULL;
    switch (at.kind) {
    case LEX_WORD:
    case LEX_PHRASE:
        if (here.values)
            TRY(value_node(p, here.values, here.custom, &at, at.start, out));
        else if (at.kind == LEX_WORD)
            TRY(parse_word(p, here, &at, out));
        else
            TRY(parse_phrase(p, here, &at, out));
        return advance(p);
    case LEX_OPEN: TRY(parse_group(p, here, out)); return advance(p);
    case LEX_FIELD: return parse_field(p, here, out);
    case LEX_ATLEAST: return parse_atleast(p, here, out);
    case LEX_QUORUM: return parse_quorum(p, here, out);
    case LEX_CASE: return parse_case(p, here, out);
    case LEX_MENTION: return parse_mention(p, here, out);
    case LEX_NOT: {
        quoth_status status = FAIL(p, &at, "NOT cannot stand here");
        fail_hint(p->err, "a NOT W/5 b finds an a with no b within five words");
        return status;
    }
    case LEX_END:
    case LEX_CLOSE:
    case LEX_AND:
    case LEX_OR:
    case LEX_NEAR: break;
    }
    return misplaced(p, &at);
}

/* --- binary operators, the tightest first --- */

/* If `NOT W/5` stands at the current NOT, reads on to the W/5. */
static quoth_status not_near_follows(parser *p, bool *follows)
{
    lexer saved = p->lx;
    lexeme after;
    saved.err = NULL;
    *follows = str_equal(str_slice(p->lx.text, p->next.start, p->next.end), STR("NOT")) &&
               lexer_next(&saved, &after) == QUOTH_OK && after.kind == LEX_NEAR;
    return *follows ? advance(p) : QUOTH_OK;
}

static quoth_status near_node(parser *p, node *left, const lexeme *op, bool negated, surroundings here, node **out)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", STR_ARG(str_slice(p->lx.text, op->start, op->end)));
    node **kids = ARENA_ARRAY(p->a, node *, 2);
    kids[0] = left;
    TRY(parse_primary(p, here, &kids[1]));
    if (!kids[1])
        return FAIL(p, op, "%s needs a word after it", name);
    TRY(require_positions(p, kids[0], name));
    TRY(require_positions(p, kids[1], name));
    if (negated && op->ordered)
        return FAIL(p, op, "NOT goes with W/, not with %s", name);
    node *n = *out = new_node(p, negated ? NODE_NOT_NEAR : NODE_NEAR, left->start, kids[1]->end);
    n->n = op->n;
    n->reach = op->reach;
    n->ordered = op->ordered;
    n->positional = true;
    return adopt(p, n, kids, 2);
}

static quoth_status parse_near(parser *p, surroundings here, node **out)
{
    TRY(parse_primary(p, here, out));
    while (*out && (p->next.kind == LEX_NEAR || p->next.kind == LEX_NOT)) {
        bool negated = false;
        if (p->next.kind == LEX_NOT) {
            TRY(not_near_follows(p, &negated));
            if (!negated)
                return QUOTH_OK;
        }
        lexeme op = p->next;
        TRY(advance(p));
        TRY(near_node(p, *out, &op, negated, here, out));
    }
    return QUOTH_OK;
}

/* NOT binds looser than proximity; two of them cancel. */
static quoth_status parse_not(parser *p, surroundings here, node **out)
{
    size_t start = p->next.start;
    bool negated = false, any = false;
    for (; p->next.kind == LEX_NOT; any = true) {
        negated = !negated;
        TRY(advance(p));
    }
    TRY(parse_near(p, here, out));
    if (any && !*out)
        return fail_at(p->err, p->lx.text, start, p->next.start, QUOTH_BAD_QUERY, "NOT needs a word after it");
    if (!negated)
        return QUOTH_OK;
    node **kid = ARENA_NEW(p->a, node *);
    *kid = *out;
    *out = new_node(p, NODE_NOT, start, (*kid)->end);
    return adopt(p, *out, kid, 1);
}

/* With --any: words side by side are alternatives, what excludes or filters still does. */
static quoth_status join_any(parser *p, const node_list *runs, node **out)
{
    node_list words = {0}, all = {0};
    for (size_t i = 0; i < runs->count; i++) {
        bool filters = runs->items[i]->kind == NODE_NOT || runs->items[i]->kind == NODE_FIELD;
        if (filters)
            vec_push(p->a, &all, runs->items[i]);
        else
            vec_push(p->a, &words, runs->items[i]);
    }
    drop_empty_words(p, &words);
    if (words.count > 0) {
        node *either;
        TRY(join(p, NODE_OR, &words, &either));
        vec_push(p->a, &all, either);
    }
    return join(p, NODE_AND, &all, out);
}

static bool ends_run(lexeme_kind kind)
{
    return kind == LEX_END || kind == LEX_CLOSE || kind == LEX_OR;
}

static quoth_status parse_and(parser *p, surroundings here, node **out)
{
    node_list runs = {0}, run = {0};
    bool joined = false, any = p->options->any && !here.values && !here.in_quote;
    *out = NULL;
    for (;;) {
        node *n;
        TRY(parse_not(p, here, &n));
        if (n)
            vec_push(p->a, &run, n);
        joined = p->next.kind == LEX_AND;
        if (joined)
            TRY(advance(p));
        if (!joined && ends_run(p->next.kind))
            break;
        if (any && !joined && run.count) {
            TRY(join(p, NODE_AND, &run, &n));
            vec_push(p->a, &runs, n);
            run = (node_list){0};
        }
    }
    if (!any)
        return run.count ? join(p, NODE_AND, &run, out) : QUOTH_OK;
    node *last;
    if (run.count) {
        TRY(join(p, NODE_AND, &run, &last));
        vec_push(p->a, &runs, last);
    }
    return runs.count ? join_any(p, &runs, out) : QUOTH_OK;
}

static quoth_status parse_or(parser *p, surroundings here, node **out)
{
    node_list kids = {0};
    lexeme first = p->next;
    *out = NULL;
    for (;;) {
        node *n;
        TRY(parse_and(p, here, &n));
        if (n)
            vec_push(p->a, &kids, n);
        if (p->next.kind != LEX_OR)
            break;
        TRY(advance(p));
    }
    if (kids.count == 0)
        return fail_at(p->err, p->lx.text, first.start, p->next.start, QUOTH_BAD_QUERY, "there is no word to search for");
    return join(p, NODE_OR, &kids, out);
}

/* A line of capitals, as old collections and headlines have it, says nothing with AND; `NATO NOT UN` does. */
static bool is_shouted(str text)
{
    enum { FEW_WORDS = 5 };
    size_t words = 0;
    bool in_word = false;
    for (size_t at = 0; at < text.len;) {
        char_class class = class_of(utf8_next(text, &at));
        if (class == CLASS_LOWER)
            return false;
        words += class == CLASS_UPPER && !in_word;
        in_word = class == CLASS_UPPER;
    }
    return words > FEW_WORDS;
}

static quoth_status check_text(str text, quoth_error *err)
{
    if (text.len > LIMIT_QUERY_BYTES)
        return fail(err, QUOTH_LIMIT, "the query has %zu bytes, at most %d are read", text.len, LIMIT_QUERY_BYTES);
    if (!utf8_is_valid(text))
        return fail(err, QUOTH_BAD_QUERY, "the query is not valid UTF-8");
    if (str_trim(text).len == 0)
        return fail(err, QUOTH_BAD_QUERY, "the query is empty");
    return QUOTH_OK;
}

static quoth_status parse_text(arena *a, str text, const parse_options *options, bool plain, query *out, quoth_error *err)
{
    lexer lx = {
        .text = text, .custom = &options->custom, .plain = plain, .shouted = options->any && is_shouted(text), .err = err};
    parser p = {.a = a, .lx = lx, .options = options, .q = out, .err = err};
    TRY(advance(&p));
    TRY(parse_or(&p, (surroundings){0}, &out->root));
    if (p.next.kind == LEX_CLOSE)
        return misplaced(&p, &p.next);
    out->leaves = p.leaves.items;
    out->leaf_count = (uint32_t)p.leaves.count;
    return QUOTH_OK;
}

quoth_status query_parse(arena *a, str text, const parse_options *options, query *out, quoth_error *err)
{
    *out = (query){.text = text};
    TRY(check_text(text, err));
    quoth_status status = parse_text(a, text, options, false, out, err);
    if (status != QUOTH_BAD_QUERY || !options->any)
        return status;
    /* A question is no formula: what does not parse is read as its words, and the answer says so. */
    str note = arena_printf(a, "read as plain words: %s", err ? err->message : "");
    *out = (query){.text = text};
    vec_push(a, &out->notes, note);
    return parse_text(a, text, options, true, out, err);
}
