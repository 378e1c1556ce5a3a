/* split.c - which clauses of a query speak of the quotation, and which of its article? */
#include "searcher/quote/split.h"

#include "searcher/query/lexer.h"
#include "text/utf8.h"

/* Each part is as long as the query, with blanks for what belongs to the other: so columns in errors stay right. */
typedef struct splitter {
    arena *a;
    lexer lx;
    lexeme next;
    char *of_article, *of_quote;
    bool has_article, has_quote;
    size_t or_start, or_end; /* the first OR outside of brackets; or_end 0: none */
    quoth_error *err;
} splitter;

static quoth_status step(splitter *s)
{
    return lexer_next(&s->lx, &s->next);
}

static bool speaks_of_quotations(field_id id)
{
    return id == FIELD_BY || id == FIELD_ABOUT || id == FIELD_KIND || id == FIELD_SPEAKER || id == FIELD_QUOTE;
}

static bool has_words(field_id id)
{
    return id == FIELD_TITLE || id == FIELD_LEAD || id == FIELD_BODY || id == FIELD_QUOTE || id == FIELD_EDIT ||
           id == FIELD_REMOVED || id == FIELD_ADDED;
}

static bool group_opens(const splitter *s)
{
    return s->lx.at < s->lx.text.len && s->lx.text.data[s->lx.at] == '(';
}

/* Behind what is next; a field and its value are one. */
static quoth_status step_inside(splitter *s)
{
    lexeme value;
    if (s->next.kind == LEX_FIELD && !has_words(s->next.field) && !group_opens(s))
        TRY(lexer_value(&s->lx, &value));
    return step(s);
}

static void take(splitter *s, size_t start, size_t end, bool article)
{
    memcpy((article ? s->of_article : s->of_quote) + start, s->lx.text.data + start, end - start);
    *(article ? &s->has_article : &s->has_quote) = true;
}

/* In the quotation's part speaker: is by:, and quote: is not needed. */
static void rename_field(splitter *s, const lexeme *at)
{
    if (at->field == FIELD_SPEAKER || at->field == FIELD_QUOTE)
        memset(s->of_quote + at->start, ' ', at->end - at->start);
    if (at->field == FIELD_SPEAKER)
        memcpy(s->of_quote + at->end - 3, "by:", 3);
}

static quoth_status unpaired(splitter *s, const lexeme *at, const char *what)
{
    return fail_at(s->err, s->lx.text, at->start, at->end, QUOTH_BAD_QUERY, "%s", what);
}

/* From an opening bracket, which is next, to behind its partner. */
static quoth_status skip_group(splitter *s, bool *names_article_fields, size_t *end)
{
    lexeme open = s->next;
    size_t depth = 0;
    do {
        if (s->next.kind == LEX_END)
            return unpaired(s, &open, "unclosed (");
        if (s->next.kind == LEX_OPEN)
            depth++;
        if (s->next.kind == LEX_CLOSE)
            depth--;
        if (s->next.kind == LEX_FIELD)
            *names_article_fields |= !speaks_of_quotations(s->next.field);
        *end = s->next.end;
        if (depth > 0)
            TRY(step_inside(s));
    } while (depth > 0);
    return QUOTH_OK;
}

/* speaker: inside a group that was taken for the quotation. */
static quoth_status rename_inside(splitter *s, size_t start, size_t end)
{
    lexer saved = s->lx;
    s->lx.at = start;
    TRY(step(s));
    while (s->next.kind != LEX_END && s->next.start < end) {
        if (s->next.kind == LEX_FIELD)
            rename_field(s, &s->next);
        TRY(step_inside(s));
    }
    s->lx = saved;
    return QUOTH_OK;
}

static quoth_status skip_value(splitter *s, const lexeme *named, size_t *end)
{
    bool ignored = false;
    if (group_opens(s) || has_words(named->field)) {
        TRY(step(s));
        while (s->next.kind == LEX_FIELD && has_words(s->next.field)) /* edit:removed:title:x */
            TRY(step(s));
        s->lx.values = !has_words(named->field);
        *end = s->next.end;
        quoth_status status = s->next.kind == LEX_OPEN ? skip_group(s, &ignored, end) : QUOTH_OK;
        s->lx.values = false;
        return status;
    }
    lexeme value;
    TRY(lexer_value(&s->lx, &value));
    *end = value.end;
    return QUOTH_OK;
}

/* A clause outside of brackets, from `start`, where its NOT may stand. */
static quoth_status take_clause(splitter *s, size_t start)
{
    lexeme at = s->next;
    size_t end = at.end;
    bool article = false;
    if (at.kind == LEX_FIELD) {
        article = !speaks_of_quotations(at.field);
        TRY(skip_value(s, &at, &end));
    } else if (at.kind == LEX_OPEN) {
        TRY(skip_group(s, &article, &end));
    }
    take(s, start, end, article);
    if (article)
        return QUOTH_OK;
    if (at.kind == LEX_FIELD)
        rename_field(s, &at);
    return at.kind == LEX_OPEN || at.field == FIELD_QUOTE ? rename_inside(s, at.end, end) : QUOTH_OK;
}

static quoth_status take_all(splitter *s)
{
    for (;;) {
        TRY(step(s));
        size_t start = s->next.start;
        while (s->next.kind == LEX_NOT)
            TRY(step(s));
        switch (s->next.kind) {
        case LEX_END:
            if (start < s->next.start)
                take(s, start, s->next.start, false); /* a NOT of nothing: the parser will say so */
            return QUOTH_OK;
        case LEX_AND: break; /* what stands side by side is joined so */
        case LEX_OR:
            if (s->or_end == 0) {
                s->or_start = s->next.start;
                s->or_end = s->next.end;
            }
            break;
        case LEX_CLOSE: return unpaired(s, &s->next, "there is no ( for this )");
        case LEX_OPEN:
        case LEX_WORD:
        case LEX_PHRASE:
        case LEX_NOT:
        case LEX_NEAR:
        case LEX_ATLEAST:
        case LEX_QUORUM:
        case LEX_CASE:
        case LEX_FIELD:
        case LEX_MENTION: TRY(take_clause(s, start)); break;
        }
    }
}

static quoth_status place_or(splitter *s)
{
    if (s->or_end == 0)
        return QUOTH_OK;
    if (s->has_article && s->has_quote) {
        quoth_status status = fail_at(s->err, s->lx.text, s->or_start, s->or_end, QUOTH_BAD_QUERY,
                                      "OR cannot join what an article has with what a quotation says");
        fail_hint(s->err, "put brackets around the part that belongs together: (gaza OR lebanon) date:2023");
        return status;
    }
    /* All is of one kind: then every operator stays. */
    memcpy(s->has_article ? s->of_article : s->of_quote, s->lx.text.data, s->lx.text.len);
    if (!s->has_article) {
        s->lx.at = 0;
        return rename_inside(s, 0, s->lx.text.len);
    }
    return QUOTH_OK;
}

/* One blank for each character that was left out, not for each of its bytes: columns are counted in characters. */
static int drop_halves(str written, char *part)
{
    int kept = 0;
    for (size_t i = 0; i < written.len; i++)
        if (part[i] != ' ' || ((unsigned char)written.data[i] & 0xC0) != 0x80)
            part[kept++] = part[i];
    return kept;
}

static void assemble(splitter *s, split_query *out)
{
    int article_bytes = drop_halves(s->lx.text, s->of_article), quote_bytes = drop_halves(s->lx.text, s->of_quote);
    unsigned columns = (unsigned)utf8_count(s->lx.text);
    out->has_article = s->has_article;
    out->has_quote = s->has_quote;
    if (s->has_article && s->has_quote) {
        out->text = arena_printf(s->a, "(%.*s) quote:(%.*s)", article_bytes, s->of_article, quote_bytes, s->of_quote);
        out->article_shift = 1;
        out->quote_shift = columns + 10; /* what stands before the second part: "(…) quote:(" */
        out->quote_from = out->quote_shift + 1;
    } else if (s->has_quote) {
        out->text = arena_printf(s->a, "quote:(%.*s)", quote_bytes, s->of_quote);
        out->quote_shift = 7;
        out->quote_from = 8;
    } else if (s->has_article) {
        out->text = arena_copy(s->a, (str){s->of_article, (size_t)article_bytes});
    }
}

quoth_status split_quotes_query(arena *a, str written, const custom_fields *custom, split_query *out, quoth_error *err)
{
    *out = (split_query){.text = STR("")};
    splitter s = {.a = a, .lx = {.text = written, .custom = custom, .err = err}, .err = err};
    if (!utf8_is_valid(written))
        return fail(err, QUOTH_BAD_QUERY, "the query is not valid UTF-8");
    s.of_article = arena_alloc(a, written.len + 1);
    s.of_quote = arena_alloc(a, written.len + 1);
    memset(s.of_article, ' ', written.len + 1);
    memset(s.of_quote, ' ', written.len + 1);
    TRY(take_all(&s));
    TRY(place_or(&s));
    assemble(&s, out);
    return QUOTH_OK;
}

void split_restore_columns(const split_query *s, quoth_error *err)
{
    if (!err || err->column == 0)
        return;
    unsigned shift = s->quote_from && err->column >= s->quote_from ? s->quote_shift : s->article_shift;
    unsigned width = err->column_end > err->column ? err->column_end - err->column : 0;
    err->column = err->column > shift ? err->column - shift : 1;
    err->column_end = width ? err->column + width : 0;
}
