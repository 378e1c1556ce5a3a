/* words.c - how is what a query writes cut into words? */
#include "searcher/query/words.h"

#include "base/limits.h"
#include "text/analysis.h"
#include "text/fold.h"

static bool is_ascii_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static bool is_wildcard(char c)
{
    return c == '*' || c == '?';
}

bool words_have_wildcard(str piece, bool final_marks)
{
    while (!final_marks && piece.len && is_ascii_punctuation(piece.data[piece.len - 1]) && piece.data[piece.len - 1] != '*')
        piece.len--;
    for (size_t i = 0; i < piece.len; i++)
        if (is_wildcard(piece.data[i]))
            return true;
    return false;
}

static bool is_mere_punctuation(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_ascii_punctuation(s.data[i]))
            return false;
    return true;
}

static void cut_pattern(arena *a, str piece, query_words *out)
{
    str form = fold(a, piece);
    while (form.len && is_ascii_punctuation(form.data[0]) && !is_wildcard(form.data[0]))
        form = str_slice(form, 1, form.len);
    while (form.len && is_ascii_punctuation(form.data[form.len - 1]) && !is_wildcard(form.data[form.len - 1]))
        form.len--;
    if (is_mere_punctuation(form))
        return;
    /* ** is *: a run of stars would only cost time. */
    char *kept = arena_alloc(a, form.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < form.len; i++)
        if (form.data[i] != '*' || len == 0 || kept[len - 1] != '*')
            kept[len++] = form.data[i];
    vec_push(a, out, (query_word){.form = {kept, len}, .how = HOW_PATTERN});
}

/* The compound that begins at token `t` and is written longest; NULL when there is none. */
static const compound *longest_compound(const analysis *an, uint32_t t, uint32_t *next)
{
    const compound *best = NULL;
    while (*next < an->compound_count && an->compounds[*next].first < t)
        ++*next;
    for (uint32_t i = *next; i < an->compound_count && an->compounds[i].first == t; i++)
        if (!best || an->compounds[i].count > best->count ||
            (an->compounds[i].count == best->count && an->compounds[i].form_len > best->form_len))
            best = &an->compounds[i];
    return best;
}

void words_cut(arena *a, str piece, word_how how, query_words *out)
{
    *out = (query_words){0};
    if (how == HOW_PATTERN) {
        cut_pattern(a, piece, out);
        return;
    }
    analysis an;
    analyse(a, piece, LANGUAGE_UNKNOWN, &an);
    for (uint32_t t = 0, next = 0; t < an.token_count;) {
        const compound *c = longest_compound(&an, t, &next);
        str form = c ? compound_form(c) : token_form(&an.tokens[t]);
        vec_push(a, out, (query_word){.form = arena_copy(a, form), .how = (uint8_t)how});
        t += c && c->count > 0 ? c->count : 1;
    }
}

static bool is_single_letter(const analysis *an, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (an->tokens[first + i].form_len < 2)
            return true;
    return false;
}

void words_cut_loose(arena *a, str piece, query_words *out)
{
    analysis an;
    *out = (query_words){0};
    analyse(a, piece, LANGUAGE_UNKNOWN, &an);
    for (uint32_t t = 0, next = 0; t < an.token_count;) {
        const compound *c = longest_compound(&an, t, &next);
        uint32_t count = c && c->count > 0 ? c->count : 1;
        bool whole = c && count > 1;
        if (whole)
            vec_push(a, out, (query_word){.form = arena_copy(a, compound_form(c)), .how = HOW_STEM});
        for (uint32_t i = t; i < t + count && !(whole && is_single_letter(&an, t, count)); i++)
            vec_push(a, out, (query_word){.form = arena_copy(a, token_form(&an.tokens[i])), .how = HOW_STEM});
        t += count;
    }
}
