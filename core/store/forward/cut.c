/* cut.c - what of a forward record does an article's text alone decide? */
#include "store/forward/cut.h"

static void cut_sentences(arena *a, const analysis *title, const analysis *body, forward_record *r)
{
    uint32_t count = 0;
    forward_sentence *s = arena_alloc(a, ((size_t)title->sentence_count + body->sentence_count + 1) * sizeof *s);
    r->lead_end = title->token_count;
    for (uint32_t i = 0; i < title->sentence_count; i++)
        if (title->sentences[i].token_count > 0)
            s[count++] = (forward_sentence){title->sentences[i].first_token, 0};
    for (uint32_t i = 0; i < body->sentence_count; i++) {
        const sentence *from = &body->sentences[i];
        if (from->token_count == 0)
            continue;
        s[count++] = (forward_sentence){title->token_count + from->first_token, from->paragraph + 1};
        if (from->paragraph == 0)
            r->lead_end = title->token_count + from->first_token + from->token_count;
    }
    r->sentences = s;
    r->sentence_count = count;
}

static void cut_cases(const analysis *text, uint8_t *cases)
{
    for (uint32_t i = 0; i < text->token_count; i++)
        cases[i] = text->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
}

void forward_cut(arena *a, const analysis *title, const analysis *body, forward_record *r)
{
    size_t count = (size_t)title->token_count + body->token_count;
    uint8_t *cases = arena_alloc(a, count + 1);
    cut_cases(title, cases);
    cut_cases(body, cases + title->token_count);
    r->cases = cases;
    r->token_count = (uint32_t)count;
    r->title_tokens = title->token_count;
    cut_sentences(a, title, body, r);
}
