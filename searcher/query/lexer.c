/* lexer.c - where does each part of a query begin and end? */
#include "searcher/query/lexer.h"

#include "store/fields/custom.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { LARGEST_NUMBER = 10000 };

void fail_stands_at(quoth_error *err, str text, size_t start, size_t end)
{
    if (!err)
        return;
    err->column = (unsigned)utf8_count(str_slice(text, 0, start)) + 1;
    err->column_end = err->column + (unsigned)utf8_count(str_slice(text, start, end));
}

quoth_status fail_at(quoth_error *err, str text, size_t start, size_t end, quoth_status status, const char *format, ...)
{
    if (!err)
        return status;
    char message[sizeof err->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    fail(err, status, "%s", message);
    fail_stands_at(err, text, start, end);
    return status;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_quotation_mark(uint32_t c)
{
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t peek(const lexer *lx, size_t at, size_t *after)
{
    size_t next = at;
    uint32_t c = at < lx->text.len ? utf8_next(lx->text, &next) : 0;
    if (after)
        *after = next;
    return c;
}

static void skip_space(lexer *lx)
{
    size_t after;
    while (lx->at < lx->text.len && is_space(peek(lx, lx->at, &after)))
        lx->at = after;
}

/* Whether a word or value goes on at `at`. */
static bool ends_word(const lexer *lx, size_t at)
{
    if (at >= lx->text.len)
        return true;
    uint32_t c = peek(lx, at, NULL);
    return is_space(c) || c == '(' || c == ')' || is_quotation_mark(c);
}

static bool at_end_or_space(const lexer *lx, size_t at)
{
    return at >= lx->text.len || is_space(peek(lx, at, NULL));
}

static bool quotation_follows(const lexer *lx, size_t at)
{
    return at < lx->text.len && is_quotation_mark(peek(lx, at, NULL));
}

static quoth_status read_phrase(lexer *lx, size_t start, word_how how, lexeme *out)
{
    size_t inside, at;
    peek(lx, lx->at, &inside);
    for (at = inside; at < lx->text.len;) {
        size_t after;
        if (is_quotation_mark(peek(lx, at, &after))) {
            *out =
                (lexeme){.kind = LEX_PHRASE, .start = start, .end = after, .text = str_slice(lx->text, inside, at), .how = how};
            lx->at = after;
            return QUOTH_OK;
        }
        at = after;
    }
    quoth_status status = fail_at(lx->err, lx->text, start, lx->text.len, QUOTH_BAD_QUERY, "unclosed quotation mark");
    fail_hint(lx->err, "close the phrase with \"");
    return status;
}

/* "a phrase"~3, as other engines have it. */
static quoth_status check_no_slop(const lexer *lx, const lexeme *phrase)
{
    size_t at = phrase->end;
    if (at >= lx->text.len || lx->text.data[at] != '~' || quotation_follows(lx, at + 1))
        return QUOTH_OK;
    do
        at++;
    while (at < lx->text.len && is_digit(lx->text.data[at]));
    str sign = str_slice(lx->text, phrase->end, at);
    quoth_status status =
        fail_at(lx->err, lx->text, phrase->start, at, QUOTH_BAD_QUERY, "%.*s cannot stand behind a phrase", STR_ARG(sign));
    fail_hint(lx->err, "words within 5 of each other are a W/5 b; ~\"…\" is the phrase by stem");
    return status;
}

/* A value in quotation marks may say how sure its tag must be: "yoav gallant"@0.8 */
static quoth_status read_quoted_value(lexer *lx, size_t start, word_how how, lexeme *out)
{
    TRY(read_phrase(lx, start, how, out));
    if (lx->at >= lx->text.len || lx->text.data[lx->at] != '@')
        return QUOTH_OK;
    while (!ends_word(lx, lx->at))
        peek(lx, lx->at, &lx->at);
    out->surety = str_slice(lx->text, out->end + 1, lx->at);
    out->end = lx->at;
    return QUOTH_OK;
}

/* A number from 1 to LARGEST_NUMBER, or an error that names `what`. */
static quoth_status read_number(const lexer *lx, size_t start, str digits, const char *what, uint32_t *out)
{
    uint64_t n = 0;
    if (digits.len == 0 || !str_to_u64(digits, &n)) {
        quoth_status status = fail_at(lx->err, lx->text, start, lx->at, QUOTH_BAD_QUERY, "%s needs a number: %s5", what, what);
        if (what[0] == 'W')
            fail_hint(lx->err, "W/5 within five words, W/S in one sentence, W/P in one paragraph; a word such as \"w/out\" goes "
                               "in quotation marks");
        return status;
    }
    if (n < 1 || n > LARGEST_NUMBER) {
        quoth_status status =
            fail_at(lx->err, lx->text, start, lx->at, QUOTH_BAD_QUERY, "%s takes a number from 1 to %d", what, LARGEST_NUMBER);
        if (n == 0 && what[0] == 'O')
            fail_hint(lx->err, "none of a list is in every article: leave it out, or write NOT (a OR b)");
        else if (n == 0 && what[0] != 'A')
            fail_hint(lx->err, "words next to each other are %s1 apart", what);
        return status;
    }
    *out = (uint32_t)n;
    return QUOTH_OK;
}

static const struct near_word {
    const char *written;
    bool ordered;
} near_words[] = {{"W/", false}, {"NEAR/", false}, {"PRE/", true}};

static const struct fixed_word {
    const char *written;
    lexeme_kind kind;
} fixed_words[] = {{"AND", LEX_AND}, {"OR", LEX_OR}, {"NOT", LEX_NOT}};

static const struct case_word {
    const char *written;
    casing casing;
} case_words[] = {{"CAPS", CASING_CAPITAL}, {"ALLCAPS", CASING_ALL_CAPITALS}, {"NOCAPS", CASING_SMALL}};

static const struct mention_word {
    const char *written;
    mention mention;
    bool takes_value;
} mention_words[] = {{"@person", MENTION_OF_PERSON, true},
                     {"@speaker", MENTION_OF_SPEAKER, true},
                     {"@place", MENTION_OF_PLACE, true},
                     {"@date", MENTION_OF_DATE, true}};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static quoth_status classify_near(const lexer *lx, lexeme *out, const struct near_word *near, str rest)
{
    out->kind = LEX_NEAR;
    out->ordered = near->ordered;
    if (str_equal(rest, STR("S")) || str_equal(rest, STR("P"))) {
        out->reach = rest.data[0] == 'S' ? REACH_SENTENCE : REACH_PARAGRAPH;
        return QUOTH_OK;
    }
    out->reach = REACH_WORDS;
    return read_number(lx, out->start, rest, near->written, &out->n);
}

/* AND, W/5, ATLEAST/5, 2OF, CAPS: words in capitals that are operators; false leaves it a word. */
static quoth_status classify_operator(const lexer *lx, lexeme *out)
{
    str w = out->text;
    bool group_follows = lx->at < lx->text.len && lx->text.data[lx->at] == '(';
    for (size_t i = 0; i < COUNT(fixed_words) && !lx->shouted; i++)
        if (str_equal(w, str_from(fixed_words[i].written)))
            out->kind = fixed_words[i].kind;
    for (size_t i = 0; i < COUNT(near_words); i++) {
        str written = str_from(near_words[i].written);
        if (str_starts_with(w, written))
            return classify_near(lx, out, &near_words[i], str_slice(w, written.len, w.len));
    }
    if (str_starts_with(w, STR("ATLEAST/"))) {
        out->kind = LEX_ATLEAST;
        return read_number(lx, out->start, str_slice(w, 8, w.len), "ATLEAST/", &out->n);
    }
    for (size_t i = 0; group_follows && i < COUNT(case_words); i++)
        if (str_equal(w, str_from(case_words[i].written))) {
            out->kind = LEX_CASE;
            out->casing = case_words[i].casing;
        }
    if (group_follows && w.len > 2 && str_ends_with(w, STR("OF")) && is_digit(w.data[0])) {
        out->kind = LEX_QUORUM;
        return read_number(lx, out->start, str_slice(w, 0, w.len - 2), "OF", &out->n);
    }
    return QUOTH_OK;
}

/* @place and @place:gaza; other words that begin with @ are words. */
static bool classify_mention(lexeme *out)
{
    for (size_t i = 0; i < COUNT(mention_words); i++) {
        str written = str_from(mention_words[i].written);
        if (!str_starts_with(out->text, written))
            continue;
        str rest = str_slice(out->text, written.len, out->text.len);
        if (rest.len > 0 && rest.data[0] != ':')
            continue;
        out->kind = LEX_MENTION;
        out->mention = mention_words[i].mention;
        out->text = rest.len ? str_slice(rest, 1, rest.len) : rest;
        return true;
    }
    return false;
}

/* The name of a field that the archive has; unlike ours it may have digits and hyphens. */
static bool read_custom(lexer *lx, size_t start, lexeme *out)
{
    size_t at = start;
    while (at < lx->text.len && at - start <= CUSTOM_NAME_BYTES &&
           (is_letter(lx->text.data[at]) || strchr("0123456789_-", lx->text.data[at])))
        at++;
    str name = str_slice(lx->text, start, at);
    if (at >= lx->text.len || lx->text.data[at] != ':' || at_end_or_space(lx, at + 1) || !lx->custom || !lx->custom->has ||
        !lx->custom->has(lx->custom->context, name))
        return false;
    *out = (lexeme){.kind = LEX_FIELD, .start = start, .end = at + 1, .field = FIELD_CUSTOM, .custom = name};
    lx->at = at + 1;
    return true;
}

/* name: in front of a word. Sets *is_field. */
static quoth_status read_field(lexer *lx, size_t start, lexeme *out, bool *is_field)
{
    size_t at = start;
    *is_field = false;
    while (at < lx->text.len && is_letter(lx->text.data[at]))
        at++;
    if (at == start)
        return QUOTH_OK;
    if (at >= lx->text.len || lx->text.data[at] != ':') {
        *is_field = read_custom(lx, start, out);
        return QUOTH_OK;
    }
    str name = str_slice(lx->text, start, at);
    const field *f = field_named(name);
    if (!f && read_custom(lx, start, out)) {
        *is_field = true;
        return QUOTH_OK;
    }
    if (at_end_or_space(lx, at + 1)) {
        if (!f)
            return QUOTH_OK; /* a colon after a word, as in running text */
        quoth_status status = fail_at(lx->err, lx->text, start, at + 1, QUOTH_BAD_QUERY, "%s: has no value", f->name);
        fail_hint(lx->err, "no space after the colon: %s", f->example);
        return status;
    }
    if (!f) {
        quoth_status status = fail_at(lx->err, lx->text, start, at + 1, QUOTH_BAD_QUERY, "unknown field %.*s:", STR_ARG(name));
        if (str_starts_with(str_slice(lx->text, at, lx->text.len), STR("://")))
            fail_hint(lx->err, "for an address write url:\"…\"");
        else
            fail_hint(lx->err, "did you mean %s: ? A colon inside a word goes in quotation marks", field_nearest(name)->name);
        return status;
    }
    *out = (lexeme){.kind = LEX_FIELD, .start = start, .end = at + 1, .field = f->id};
    lx->at = at + 1;
    *is_field = true;
    return QUOTH_OK;
}

static void read_word(lexer *lx, lexeme *out)
{
    size_t start = lx->at;
    while (!ends_word(lx, lx->at))
        peek(lx, lx->at, &lx->at);
    *out = (lexeme){.kind = LEX_WORD, .start = start, .end = lx->at, .text = str_slice(lx->text, start, lx->at)};
}

/* "…", ~"…", ="…" */
static bool phrase_prefix(const lexer *lx, word_how *how, size_t *skip)
{
    char c = lx->text.data[lx->at];
    *skip = (c == '~' || c == '=') ? 1 : 0;
    *how = c == '~' ? HOW_STEM : HOW_FORM;
    return quotation_follows(lx, lx->at + *skip);
}

/* A @mention's value may be quoted: @place:"tel aviv" */
static quoth_status finish_mention(lexer *lx, lexeme *out)
{
    if (out->text.len > 0 || lx->text.data[lx->at - 1] != ':' || !quotation_follows(lx, lx->at))
        return QUOTH_OK;
    lexeme value;
    TRY(read_phrase(lx, lx->at, HOW_FORM, &value));
    out->text = value.text;
    out->end = value.end;
    return QUOTH_OK;
}

/* What is no word's is passed over: brackets and quotation marks. */
static void next_plain(lexer *lx, lexeme *out)
{
    while (lx->at < lx->text.len && ends_word(lx, lx->at))
        peek(lx, lx->at, &lx->at);
    *out = (lexeme){.kind = LEX_END, .start = lx->at, .end = lx->at};
    if (lx->at < lx->text.len)
        read_word(lx, out);
}

quoth_status lexer_next(lexer *lx, lexeme *out)
{
    if (lx->plain) {
        next_plain(lx, out);
        return QUOTH_OK;
    }
    skip_space(lx);
    size_t start = lx->at;
    *out = (lexeme){.kind = LEX_END, .start = start, .end = start};
    if (start >= lx->text.len)
        return QUOTH_OK;
    char c = lx->text.data[start];
    if (c == '(' || c == ')') {
        *out = (lexeme){.kind = c == '(' ? LEX_OPEN : LEX_CLOSE, .start = start, .end = start + 1};
        lx->at++;
        return QUOTH_OK;
    }
    word_how how;
    size_t skip;
    if (phrase_prefix(lx, &how, &skip)) {
        lx->at += skip;
        if (lx->values)
            return read_quoted_value(lx, start, how, out);
        TRY(read_phrase(lx, start, how, out));
        return check_no_slop(lx, out);
    }
    if (c == '-' && (!ends_word(lx, start + 1) || quotation_follows(lx, start + 1) ||
                     (start + 1 < lx->text.len && lx->text.data[start + 1] == '('))) {
        *out = (lexeme){.kind = LEX_NOT, .start = start, .end = start + 1};
        lx->at++;
        return QUOTH_OK;
    }
    bool is_field = false;
    if (!lx->values)
        TRY(read_field(lx, start, out, &is_field));
    if (is_field)
        return QUOTH_OK;
    read_word(lx, out);
    if (!lx->values && classify_mention(out))
        return finish_mention(lx, out);
    return classify_operator(lx, out);
}

quoth_status lexer_value(lexer *lx, lexeme *out)
{
    size_t start = lx->at, mark = start + (start < lx->text.len && lx->text.data[start] == '=');
    if (quotation_follows(lx, mark)) {
        lx->at = mark;
        return read_quoted_value(lx, start, HOW_FORM, out);
    }
    for (unsigned open = 0; lx->at < lx->text.len;) {
        size_t after;
        uint32_t c = peek(lx, lx->at, &after);
        if (is_space(c) || is_quotation_mark(c) || (c == ')' && open == 0))
            break;
        open += c == '(';
        open -= c == ')';
        lx->at = after;
    }
    *out = (lexeme){.kind = LEX_WORD, .start = start, .end = lx->at, .text = str_slice(lx->text, start, lx->at)};
    return QUOTH_OK;
}
