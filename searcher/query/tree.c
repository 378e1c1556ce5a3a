/* tree.c - how does a tree look when it is printed? */
#include "searcher/query/tree.h"

static const char *const mention_names[] = {"@person", "@speaker", "@place", "@date"};
static const char *const casing_names[] = {"", "CAPS", "ALLCAPS", "NOCAPS"};

static void write_word(const query_word *w, bool in_phrase, buf *out)
{
    if (w->how == HOW_FORM && !in_phrase)
        buf_put_byte(out, '=');
    buf_put_str(out, w->form);
    if (w->how == HOW_FUZZY)
        buf_printf(out, "~%u", w->edits);
}

static void write_words(const leaf *l, bool in_phrase, buf *out)
{
    bool alternatives = in_phrase && l->word_count > 1;
    if (alternatives)
        buf_put_byte(out, '(');
    for (uint32_t i = 0; i < l->word_count; i++) {
        if (i > 0)
            buf_put_byte(out, '|');
        write_word(&l->words[i], in_phrase, out);
    }
    if (alternatives)
        buf_put_byte(out, ')');
}

/* title: and CAPS( before words; what ends them. */
static void open_surroundings(const leaf *l, buf *out)
{
    if (l->scope != FIELD_NONE)
        buf_printf(out, "%s:", field_at(l->scope)->name);
    if (l->casing != CASING_ANY)
        buf_printf(out, "%s(", casing_names[l->casing]);
}

static void close_surroundings(const leaf *l, buf *out)
{
    if (l->casing != CASING_ANY)
        buf_put_byte(out, ')');
}

void leaf_write(const leaf *l, buf *out)
{
    open_surroundings(l, out);
    write_words(l, false, out);
    close_surroundings(l, out);
}

static bool is_stemmed(const query *q, const node *n)
{
    for (uint32_t i = 0; i < n->item_count; i++) {
        const leaf *l = &q->leaves[n->items[i].leaf];
        for (uint32_t w = 0; w < l->word_count; w++)
            if (l->words[w].how == HOW_STEM)
                return true;
    }
    return false;
}

static void write_phrase(const query *q, const node *n, buf *out)
{
    const leaf *first = &q->leaves[n->items[0].leaf]; /* all words have the same surroundings */
    open_surroundings(first, out);
    buf_put_str(out, is_stemmed(q, n) ? STR("~\"") : STR("\""));
    for (uint32_t i = 0; i < n->item_count; i++) {
        for (uint32_t g = 0; g < n->items[i].gap; g++)
            buf_put_str(out, STR(" *"));
        if (i > 0)
            buf_put_byte(out, ' ');
        write_words(&q->leaves[n->items[i].leaf], true, out);
    }
    buf_put_byte(out, '"');
    close_surroundings(first, out);
}

static void write_near(const node *n, buf *out)
{
    if (n->kind == NODE_NOT_NEAR)
        buf_put_str(out, STR("NOT "));
    buf_put_str(out, n->ordered ? STR("PRE/") : STR("W/"));
    switch (n->reach) {
    case REACH_WORDS: buf_printf(out, "%u", n->n); break;
    case REACH_SENTENCE: buf_put_byte(out, 'S'); break;
    case REACH_PARAGRAPH: buf_put_byte(out, 'P'); break;
    }
}

str node_field_name(const node *n)
{
    return n->field == FIELD_CUSTOM ? n->custom : str_from(field_at(n->field)->name);
}

static void write_value(const node *n, buf *out)
{
    if (n->kind == NODE_MENTION)
        buf_put_str(out, str_from(mention_names[n->mention]));
    else
        buf_put_str(out, node_field_name(n));
    if (n->value.len)
        buf_printf(out, ":\"%.*s\"", STR_ARG(n->value));
    if (n->surety)
        buf_printf(out, "@%u.%02u", n->surety / 100, n->surety % 100);
}

/* The operator of a node with kids, as it is written. */
static void write_operator(const node *n, buf *out)
{
    switch (n->kind) {
    case NODE_AND: buf_put_str(out, STR("AND")); break;
    case NODE_OR: buf_put_str(out, STR("OR")); break;
    case NODE_NOT: buf_put_str(out, STR("NOT")); break;
    case NODE_NEAR:
    case NODE_NOT_NEAR: write_near(n, out); break;
    case NODE_ATLEAST: buf_printf(out, "ATLEAST/%u", n->n); break;
    case NODE_QUORUM: buf_printf(out, "%uOF", n->n); break;
    case NODE_QUOTE: buf_put_str(out, STR("quote:")); break;
    case NODE_EDIT: buf_put_str(out, STR("edit:")); break;
    case NODE_SIDE:
        if (n->field != FIELD_NONE)
            buf_printf(out, "%s:", field_at(n->field)->name);
        break;
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_FIELD:
    case NODE_MENTION: break;
    }
}

static bool write_if_simple(const query *q, const node *n, buf *out)
{
    if (n->kind == NODE_WORD)
        leaf_write(&q->leaves[n->leaf], out);
    else if (n->kind == NODE_PHRASE)
        write_phrase(q, n, out);
    else if (n->kind == NODE_FIELD || n->kind == NODE_MENTION)
        write_value(n, out);
    else
        return false;
    return true;
}

void tree_write(const query *q, const node *n, buf *out)
{
    if (write_if_simple(q, n, out))
        return;
    bool before = n->kind == NODE_NOT || n->kind == NODE_ATLEAST || n->kind == NODE_QUORUM || n->kind == NODE_QUOTE ||
                  n->kind == NODE_EDIT || n->kind == NODE_SIDE;
    if (before)
        write_operator(n, out);
    buf_put_byte(out, '(');
    for (uint32_t i = 0; i < n->kid_count; i++) {
        if (i > 0) {
            buf_put_byte(out, ' ');
            if (!before) {
                write_operator(n, out);
                buf_put_byte(out, ' ');
            }
        }
        tree_write(q, n->kids[i], out);
    }
    buf_put_byte(out, ')');
}

void tree_write_head(const query *q, const node *n, buf *out)
{
    if (n->kind == NODE_SIDE && n->field == FIELD_NONE)
        buf_put_str(out, STR("either:"));
    else if (!write_if_simple(q, n, out))
        write_operator(n, out);
}
