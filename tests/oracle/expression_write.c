/* expression_write.c - an expression as a person would write it */
#include "oracle.h"

static void write_choice(const word_choice *c, bool in_phrase, buf *out)
{
    if (!in_phrase && c->how == EXACT)
        buf_put_byte(out, '=');
    buf_put_str(out, c->text);
    if (c->how == FUZZY)
        buf_printf(out, c->edits == 2 ? "~2" : random_below(2) ? "~1" : "~");
}

/* A wildcard says nothing about how the other words are meant. */
static bool is_stemmed(const expression *e)
{
    for (size_t i = 0; i < e->steps.count; i++)
        for (size_t c = 0; c < e->steps.items[i].choices.count; c++)
            if (e->steps.items[i].choices.items[c].how == STEMMED)
                return true;
    return false;
}

static void write_phrase(const expression *e, buf *out)
{
    if (is_stemmed(e))
        buf_put_byte(out, '~');
    buf_put_byte(out, '"');
    for (size_t i = 0; i < e->steps.count; i++) {
        const step *s = &e->steps.items[i];
        for (unsigned g = 0; g < s->gap; g++)
            buf_put_str(out, STR(" *"));
        buf_put_str(out, i ? STR(" ") : STR(""));
        buf_put_str(out, s->choices.count > 1 ? STR("(") : STR(""));
        for (size_t c = 0; c < s->choices.count; c++) {
            buf_put_str(out, c ? STR("|") : STR(""));
            write_choice(&s->choices.items[c], true, out);
        }
        buf_put_str(out, s->choices.count > 1 ? STR(")") : STR(""));
    }
    buf_put_byte(out, '"');
}

static void write_operator(const expression *e, buf *out)
{
    switch (e->shape) {
    case IS_AND: buf_put_str(out, random_below(2) ? STR(" AND ") : STR(" ")); break;
    case IS_OR:
    case IS_VALUES: buf_put_str(out, STR(" OR ")); break;
    case IS_NEAR:
    case IS_NOT_NEAR:
        buf_printf(out, " %s%s/", e->shape == IS_NOT_NEAR ? "NOT " : "", e->ordered ? "PRE" : random_below(4) ? "W" : "NEAR");
        if (e->reach == 'n')
            buf_printf(out, "%u ", e->n);
        else
            buf_printf(out, "%c ", e->reach);
        break;
    case IS_WORD:
    case IS_PHRASE:
    case IS_NOT:
    case IS_ATLEAST:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_WITHIN:
    case IS_MENTION:
    case IS_QUOTE:
    case IS_EDIT:
    case IS_ANY:
    case IS_SIDE: buf_put_byte(out, ' '); break;
    }
}

static void write_value(const expression *e, buf *out)
{
    bool plain = random_below(3) > 0 && !e->surety;
    for (size_t i = 0; i < e->value.len && plain; i++)
        plain = is_plain(str_slice(e->value, i, i + 1)) || (i > 0 && strchr(".,-/:", e->value.data[i]));
    buf_printf(out, plain ? "%.*s" : "\"%.*s\"", STR_ARG(e->value));
    if (e->surety)
        buf_printf(out, "@%u.%02u", e->surety / 100, e->surety % 100);
}

/* What stands before the brackets of a group. */
static void write_head(const expression *e, buf *out)
{
    static const char *const scopes[] = {"title:", "lead:", "body:"}, *const casings[] = {"CAPS", "ALLCAPS", "NOCAPS"};
    if (e->shape == IS_NOT)
        buf_put_str(out, random_below(2) ? STR("NOT ") : STR("-"));
    if (e->shape == IS_ATLEAST)
        buf_printf(out, "ATLEAST/%u", e->n);
    if (e->shape == IS_QUORUM)
        buf_printf(out, "%uOF", e->n);
    if (e->shape == IS_QUOTE)
        buf_put_str(out, STR("quote:"));
    if (e->shape == IS_EDIT)
        buf_put_str(out, STR("edit:"));
    if (e->shape == IS_VALUES || (e->shape == IS_SIDE && e->field[0]))
        buf_printf(out, "%s:", e->field);
    if (e->shape == IS_WITHIN && e->scope)
        buf_put_str(out, str_from(scopes[e->scope == 't' ? 0 : e->scope == 'l' ? 1 : 2]));
    if (e->shape == IS_WITHIN && e->casing)
        buf_put_str(out, str_from(casings[e->casing == 'C' ? 0 : e->casing == 'A' ? 1 : 2]));
}

static void write_part(const expression *e, const expression *part, buf *out)
{
    bool member = e->shape == IS_QUORUM && part->shape == IS_NOT;
    buf_put_str(out, member ? STR("(") : STR(""));
    if (e->shape == IS_VALUES)
        write_value(part, out);
    else
        expression_write(part, out);
    buf_put_str(out, member ? STR(")") : STR(""));
}

void expression_write(const expression *e, buf *out)
{
    if (e->shape == IS_WORD) {
        write_choice(&e->steps.items[0].choices.items[0], false, out);
    } else if (e->shape == IS_PHRASE) {
        write_phrase(e, out);
    } else if (e->like) {
        buf_printf(out, "like:%llu", (unsigned long long)e->like);
    } else if (e->shape == IS_FIELD || e->shape == IS_MENTION) {
        buf_put_str(out, str_from(e->field));
        buf_put_str(out, e->value.len ? STR(":") : STR(""));
        if (e->value.len)
            write_value(e, out);
    } else {
        write_head(e, out);
        if (e->shape != IS_ANY)
            buf_put_byte(out, '(');
        for (size_t i = 0; i < e->part_count; i++) {
            if (i > 0)
                write_operator(e, out);
            write_part(e, e->parts[i], out);
        }
        if (e->shape != IS_ANY)
            buf_put_byte(out, ')');
    }
}
