/* parser.c - the text of a query -> its tree, or an error with a column and a hint */
#include "searcher/query/parser.h"

#include "searcher/query/parsing.h"
#include "searcher/query/running_text.h"
#include "searcher/query/value.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>

static quoth_status parse_or(parser *p, surroundings here, node **out);

static quoth_status advance(parser *p)
{
    return lexer_next(&p->lx, &p->next);
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

/* speaker:="Jane Roe", the same as speaker:"=Jane Roe": the one who is called exactly so. */
static bool is_exact_name(const parser *p, field_id id, const lexeme *value)
{
    return (id == FIELD_SPEAKER || id == FIELD_BY || id == FIELD_ABOUT || id == FIELD_AUTHOR || id == FIELD_SOURCE) &&
           value->kind == LEX_PHRASE && p->lx.text.data[value->start] == '=';
}

static quoth_status value_node(parser *p, field_id id, str custom, const lexeme *value, size_t start, node **out)
{
    node *n = parser_node(p, NODE_FIELD, start, value->end);
    n->field = id;
    n->custom = in_small_letters(p->a, custom);
    n->value = str_trim(value->text);
    if (is_exact_name(p, id, value))
        n->value = arena_printf(p->a, "=%.*s", STR_ARG(n->value));
    *out = n;
    TRY(read_surety(p, n, value));
    if (p->q->node_count > 4 * LIMIT_QUERY_LEAVES)
        return fail_at(p->err, p->lx.text, n->start, n->end, QUOTH_LIMIT, "the query has more than %d parts",
                       4 * LIMIT_QUERY_LEAVES);
    quoth_status status = has_custom(p, n) ? QUOTH_OK : value_read(n, p->options->today, p->err);
    if (status != QUOTH_OK)
        fail_stands_at(p->err, p->lx.text, start, value->end);
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
    TRY(parser_check_edit(p, here, at));
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
    *out = parser_node(p, NODE_QUOTE, at->start, p->next.end);
    TRY(parser_adopt(p, *out, kid, 1));
    return advance(p);
}

static quoth_status parse_primary(parser *p, surroundings here, node **out);

quoth_status parser_behind_field(parser *p, surroundings here, const lexeme *at, node **out)
{
    const char *name = field_at(at->field)->name;
    TRY(advance(p));
    if (p->next.kind == LEX_END || p->next.kind == LEX_CLOSE || p->next.kind == LEX_NOT)
        return FAIL(p, at, "%s: has no value", name);
    if (++p->depth > LIMIT_QUERY_DEPTH)
        return fail_at(p->err, p->lx.text, at->start, at->end, QUOTH_LIMIT, "the query is nested deeper than %d levels",
                       LIMIT_QUERY_DEPTH);
    TRY(parse_primary(p, here, out));
    p->depth--;
    return *out ? QUOTH_OK : FAIL(p, at, "%s: has no value", name);
}

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
        return parser_behind_field(p, here, &at, out);
    }
    if (at.field == FIELD_EDIT || at.field == FIELD_REMOVED || at.field == FIELD_ADDED)
        return parser_edit(p, here, &at, out);
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

static const char *node_kind_name(parser *p, const node *n)
{
    switch (n->kind) {
    case NODE_AND: return "AND";
    case NODE_OR: return "OR with a part that has no position";
    case NODE_NOT: return "NOT";
    case NODE_QUORUM: return "OF";
    case NODE_FIELD: return arena_printf(p->a, "%s:", name_of(p, n->field, n->custom)).data;
    case NODE_QUOTE: return "quote:";
    case NODE_EDIT: return "edit:";
    case NODE_SIDE: return n->field == FIELD_NONE ? "this" : field_at(n->field)->name;
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
                                  "%s cannot stand beside %s: it has no position", node_kind_name(p, n), operator_name);
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
    *out = parser_node(p, NODE_ATLEAST, at.start, p->next.end);
    (*out)->n = at.n;
    (*out)->positional = true;
    TRY(parser_adopt(p, *out, kid, 1));
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
    *out = parser_node(p, NODE_QUORUM, at.start, p->next.end);
    (*out)->n = at.n;
    TRY(parser_adopt(p, *out, kids.items, kids.count));
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
    if (here.casing != CASING_ANY || here.scope == FIELD_LEAD || here.in_edit)
        return FAIL(p, &at, "a tagged mention cannot stand here");
    node *n = *out = parser_node(p, NODE_MENTION, at.start, at.end);
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
            TRY(parser_word(p, here, &at, out));
        else
            TRY(parser_phrase(p, here, &at, out));
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
    node *n = *out = parser_node(p, negated ? NODE_NOT_NEAR : NODE_NEAR, left->start, kids[1]->end);
    n->n = op->n;
    n->reach = op->reach;
    n->ordered = op->ordered;
    n->positional = true;
    return parser_adopt(p, n, kids, 2);
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
    *out = parser_node(p, NODE_NOT, start, (*kid)->end);
    return parser_adopt(p, *out, kid, 1);
}

/* A field, several of one (source:(a OR b)), or what is excluded. */
static bool filters(const node *n)
{
    if (n->kind != NODE_OR && n->kind != NODE_AND)
        return n->kind == NODE_NOT || n->kind == NODE_FIELD || n->kind == NODE_EDIT;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!filters(n->kids[i]))
            return false;
    return true;
}

/* With --any: words side by side are alternatives, what excludes or filters still does. */
static quoth_status join_any(parser *p, const node_list *runs, node **out)
{
    node_list words = {0}, all = {0};
    for (size_t i = 0; i < runs->count; i++) {
        if (filters(runs->items[i]))
            vec_push(p->a, &all, runs->items[i]);
        else
            vec_push(p->a, &words, runs->items[i]);
    }
    parser_drop_empty_words(p, &words);
    if (words.count > 0) {
        node *either;
        TRY(parser_join(p, NODE_OR, &words, &either));
        vec_push(p->a, &all, either);
    }
    return parser_join(p, NODE_AND, &all, out);
}

static bool ends_run(lexeme_kind kind)
{
    return kind == LEX_END || kind == LEX_CLOSE || kind == LEX_OR;
}

static quoth_status parse_and(parser *p, surroundings here, node **out)
{
    node_list runs = {0}, run = {0};
    bool joined = false, any = p->options->any && !here.values && !is_inside(here);
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
            TRY(parser_join(p, NODE_AND, &run, &n));
            vec_push(p->a, &runs, n);
            run = (node_list){0};
        }
    }
    if (!any)
        return run.count ? parser_join(p, NODE_AND, &run, out) : QUOTH_OK;
    node *last;
    if (run.count) {
        TRY(parser_join(p, NODE_AND, &run, &last));
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
    return parser_join(p, NODE_OR, &kids, out);
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
        .text = text, .custom = &options->custom, .plain = plain, .shouted = options->any && text_is_shouted(text), .err = err};
    bool final_marks = !options->any && !text_is_question(&lx);
    parser p = {.a = a, .lx = lx, .options = options, .final_marks = final_marks, .q = out, .err = err};
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
    *out = (query){.text = text, .any = options->any};
    TRY(check_text(text, err));
    quoth_status status = parse_text(a, text, options, false, out, err);
    if (status != QUOTH_BAD_QUERY || !options->any)
        return status;
    /* A question is no formula: what does not parse is read as its words, and the answer says so. */
    str note = arena_printf(a, "read as plain words: %s", err ? err->message : "");
    *out = (query){.text = text, .any = options->any};
    vec_push(a, &out->readings, note);
    return parse_text(a, text, options, true, out, err);
}
