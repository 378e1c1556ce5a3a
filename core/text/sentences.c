/* sentences.c - is this full stop the end of a sentence? */
#include "text/sentences.h"

#include "text/classes.h"
#include "text/words.h"

/* What stands between two words. */
typedef struct gap {
    size_t end;      /* of the sentence, if it ends here: after marks and closing quotes */
    unsigned dots;   /* full stops; an ellipsis counts three */
    bool strong;     /* ! ? */
    bool final;      /* a mark that needs no space after it: 。 । */
    bool quote;      /* a closing quote or bracket behind the mark */
    bool space;      /* white space behind it */
    bool opening;    /* a quote or bracket opens before the next word */
    bool dash;       /* a dash stands there */
    bool comma;      /* , ; : behind the mark */
    bool possessive; /* 's stands before the mark: no abbreviation */
} gap;

static bool is_strong(uint32_t c)
{
    return c == '!' || c == '?' || c == 0x203C || c == 0x203D || (c >= 0x2047 && c <= 0x2049) || c == 0x61F || c == 0x37E ||
           c == 0x55E || c == 0x55C || c == 0x1367;
}

static bool is_final(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0xFF61 || c == 0x964 || c == 0x965 || c == 0x6D4 ||
           c == 0x589 || c == 0x1362 || c == 0x17D4 || c == 0x104B || c == 0x0F0D;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A ||
           (c >= 0x300C && c <= 0x300F) || c == 0xFF02;
}

static bool is_closing_bracket(uint32_t c)
{
    return c == ')' || c == ']' || c == '}' || c == 0xFF09 || c == 0x3011;
}

static bool is_opening_bracket(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0xFF08 || c == 0x3010;
}

static bool has_mark(const gap *g)
{
    return g->dots > 0 || g->strong || g->final;
}

static void see_mark(gap *g, uint32_t c, size_t end)
{
    g->dots += c == '.' ? 1u : c == 0x2026 ? 3u : 0u;
    g->strong = g->strong || is_strong(c);
    g->final = g->final || is_final(c);
    g->end = end;
    g->space = g->opening = g->quote = false;
}

/* A closing » may stand after a space (French), any other closing quote touches what it closes; and “ that touches
 * the next word opens. */
static void see_quote(gap *g, str text, uint32_t c, size_t end, bool french)
{
    bool opens = (c == 0x201C || c == 0x2018 || c == 0xAB) && is_word(glyph_at(text, end).class);
    if (has_mark(g) && !opens && (!g->space || (french && c == 0xBB && !g->opening))) {
        g->quote = true;
        g->end = end;
    } else {
        g->opening = true;
    }
}

static bool is_language(language lang, str code)
{
    return str_equal(language_code(lang), code);
}

static gap read_gap(str text, size_t at, size_t end, language lang)
{
    gap g = {.end = at};
    while (at < end) {
        glyph c = glyph_at(text, at);
        at += c.size;
        uint32_t p = c.code_point;
        if (p == '.' || p == 0x2026 || is_strong(p) || is_final(p) || (p == ';' && is_language(lang, STR("el")))) {
            see_mark(&g, p, at);
            g.strong = g.strong || p == ';';
        } else if (is_quote(p)) {
            see_quote(&g, text, p, at, is_language(lang, STR("fr")));
        } else if (is_closing_bracket(p)) {
            if (has_mark(&g) && !g.space)
                see_quote(&g, text, p, at, false);
        } else if (c.class == CLASS_SPACE) {
            g.space = true;
        } else if (is_opening_bracket(p)) {
            g.opening = true;
        } else if (p == '-' || p == '_' || (p >= 0x2010 && p <= 0x2015)) {
            g.dash = g.dash || has_mark(&g);
        } else if (p == ',' || p == ';' || p == ':') {
            g.comma = g.comma || (has_mark(&g) && !g.space);
        } else if (is_word(c.class)) {
            g = (gap){.end = at, .possessive = true}; /* D.C.'s: what was seen stands inside a word */
        } else if (c.class == CLASS_EXTEND && has_mark(&g) && !g.space) {
            g.end = at;
        }
    }
    return g;
}

/* The words around a gap: before it token `i`, in a sentence that starts with token `first`; after it token i + 1. */
typedef struct junction {
    const token_list *list;
    uint32_t first, i;
    gap g;
} junction;

static const token *before(const junction *j)
{
    return &j->list->tokens.items[j->i];
}

static const token *after(const junction *j)
{
    return &j->list->tokens.items[j->i + 1];
}

static unsigned first_class(const junction *j, const token *t)
{
    return glyph_at(j->list->text, t->start).class;
}

static bool next_is_starter(const junction *j)
{
    return word_starts_sentence(j->list->lang, token_form(after(j)));
}

/* Letters joined by dots: U.S., a.m., Ph.D. */
static bool ends_acronym(const junction *j)
{
    const token *t = before(j);
    return j->i > j->first && t->form_len <= 2 && t->start > 0 && j->list->text.data[t->start - 1] == '.' &&
           j->list->tokens.items[j->i - 1].end + 1 == t->start;
}

static bool is_initial(const junction *j)
{
    const token *t = before(j);
    glyph g = glyph_at(j->list->text, t->start);
    return g.class == CLASS_UPPER && t->end - t->start == g.size &&
           !(g.code_point == 'I' && t->form_len == 1 && next_is_starter(j));
}

static bool is_number(const token *t)
{
    for (size_t i = 0; i < t->form_len; i++)
        if (t->form[i] < '0' || t->form[i] > '9')
            return false;
    return true;
}

/* "1. First", "am 7. Oktober", "im 19. Jahrhundert": a short number whose dot is not a full stop. */
static bool is_ordinal(const junction *j)
{
    const token *t = before(j);
    if (!is_number(t) || t->form_len > 3)
        return false;
    if (j->i == j->first)
        return true;
    if (t->form_len > 2)
        return false;
    if (word_is_month(j->list->lang, token_form(after(j))))
        return j->list->lang > LANGUAGE_ENGLISH;
    return is_language(j->list->lang, STR("de")) && !next_is_starter(j);
}

/* Smith said, after "Stop!" */
static bool is_attribution(const junction *j)
{
    enum { LONGEST_NAME = 5 };
    const token_list *l = j->list;
    uint32_t last = (uint32_t)l->tokens.count - 1;
    for (uint32_t t = j->i + 1; t <= last && t <= j->i + LONGEST_NAME; t++) {
        const token *word = &l->tokens.items[t];
        if (word_is_saying(l->lang, token_form(word)))
            return true;
        bool is_name = first_class(j, word) == CLASS_UPPER || word_abbreviation(l->lang, token_form(word)) == BEFORE_NAME;
        if (!is_name && t > j->i + 1)
            return false;
    }
    return false;
}

/* Is the next word a letter with a dot, as the K. in J. K.? */
static bool next_is_initial(const junction *j)
{
    const token *t = after(j);
    glyph g = glyph_at(j->list->text, t->start);
    return g.class == CLASS_UPPER && t->end == t->start + g.size && glyph_at(j->list->text, t->end).class == CLASS_DOT;
}

/* "WASHINGTON, D.C. - The" is a dateline, and "A. I did" starts with the letter of a list or an answer. */
static bool joins_by_abbreviation(const junction *j)
{
    bool next_is_number = first_class(j, after(j)) == CLASS_DIGIT;
    bool undecided = j->g.dash || !next_is_starter(j);
    if (is_initial(j) && (j->i == j->first || next_is_initial(j)))
        return true;
    if (ends_acronym(j) || is_initial(j))
        return undecided;
    switch (word_abbreviation(j->list->lang, token_form(before(j)))) {
    case NOT_ABBREVIATED: return false;
    case BEFORE_NAME: return true;
    case BEFORE_NUMBER: return next_is_number;
    case EITHER: return undecided;
    }
    return false;
}

static bool ends_without_space(const junction *j)
{
    const token *t = before(j), *next = after(j);
    if (j->g.final)
        return true;
    bool is_sentence = first_class(j, next) == CLASS_UPPER && next->end - next->start > 1 && !(next->flags & TOKEN_ALL_CAPITALS);
    return is_sentence && j->g.end == next->start && t->end - t->start > 1 && !(t->flags & TOKEN_DIGIT);
}

static bool ends_sentence(const junction *j)
{
    const gap *g = &j->g;
    if (!has_mark(g) || g->comma)
        return false;
    if (!g->space && !g->opening)
        return ends_without_space(j);
    unsigned next = first_class(j, after(j));
    if (next == CLASS_LOWER && (glyph_at(j->list->text, after(j)->start).code_point < 0x530) && !g->final)
        return false; /* Latin, Greek, Cyrillic: a sentence starts with a capital */
    if (g->strong)
        return !(g->quote && next == CLASS_UPPER && is_attribution(j));
    if (g->final)
        return true;
    if (g->dots > 1)
        return !str_equal(token_form(after(j)), STR("i"));
    if (g->quote)
        return true;
    return g->possessive || (!is_ordinal(j) && !joins_by_abbreviation(j));
}

static size_t skip_space(str text, size_t at, size_t end)
{
    while (at < end && glyph_at(text, at).class == CLASS_SPACE)
        at += glyph_at(text, at).size;
    return at;
}

static size_t trim_end(str text, size_t start, size_t end)
{
    while (end > start) {
        size_t before_it = end;
        utf8_previous(text, &before_it);
        if (glyph_at(text, before_it).class != CLASS_SPACE)
            break;
        end = before_it;
    }
    return end;
}

void sentences_add(const token_list *l, size_t start, size_t end, uint32_t first_token, uint32_t paragraph, sentence_list *out)
{
    uint32_t first = first_token, count = (uint32_t)l->tokens.count;
    size_t from = skip_space(l->text, start, end);
    if (first == count)
        return;
    for (uint32_t i = first_token; i + 1 < count; i++) {
        const token *t = &l->tokens.items[i];
        if (t[1].start - t[0].end <= 1 && (t[0].end == t[1].start || l->text.data[t[0].end] == ' '))
            continue; /* most gaps are one space */
        if (t[1].start - t[0].end == 2 && l->text.data[t[0].end] == ',' && l->text.data[t[0].end + 1] == ' ')
            continue; /* and most others this */
        junction j = {l, first, i, read_gap(l->text, t[0].end, t[1].start, l->lang)};
        if (!ends_sentence(&j))
            continue;
        vec_push(l->a, out, (sentence){(uint32_t)from, (uint32_t)j.g.end, first, i + 1 - first, paragraph});
        first = i + 1;
        from = skip_space(l->text, j.g.end, end);
    }
    size_t to = trim_end(l->text, from, end);
    vec_push(l->a, out, (sentence){(uint32_t)from, (uint32_t)to, first, count - first, paragraph});
}

bool ends_as_sentence(str text, size_t start, size_t end)
{
    while (end > start) {
        uint32_t c = utf8_previous(text, &end);
        if (c == '.' || c == 0x2026 || is_strong(c) || is_final(c))
            return true;
        if (!is_quote(c) && !is_closing_bracket(c) && class_of(c) != CLASS_SPACE)
            return false;
    }
    return false;
}
