/* fuzz_analysis.c - does text analysis keep its promises on any bytes? */
#undef NDEBUG
#include <assert.h>

#include "base/limits.h"
#include "text/analysis.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_folded(arena *a, str form)
{
    assert(str_equal(fold(a, form), form));
}

static void check_tokens(arena *a, const analysis *an)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < an->token_count; i++) {
        const token *t = &an->tokens[i];
        assert(t->start >= end && t->start < t->end && t->end <= an->text.len);
        assert(t->form_len >= 1 && t->form_len <= LIMIT_WORD_BYTES);
        assert(utf8_is_valid(str_slice(an->text, t->start, t->end)));
        check_folded(a, token_form(t));
        end = t->end;
    }
}

static void check_compounds(arena *a, const analysis *an)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < an->compound_count; i++) {
        const compound *c = &an->compounds[i];
        assert(c->first >= first && c->count >= 1 && c->first + c->count <= an->token_count);
        assert(c->form_len >= 1 && c->form_len <= LIMIT_WORD_BYTES);
        assert(c->start <= an->tokens[c->first].start && c->end >= an->tokens[c->first + c->count - 1].end);
        assert(c->end <= an->text.len);
        check_folded(a, compound_form(c));
        first = c->first;
    }
}

static void check_sentences(const analysis *an)
{
    uint32_t token_count = 0, end = 0, paragraph = 0;
    for (uint32_t i = 0; i < an->sentence_count; i++) {
        const sentence *s = &an->sentences[i];
        assert(s->start >= end && s->start < s->end && s->end <= an->text.len);
        assert(s->first_token == token_count && s->token_count >= 1);
        assert(s->paragraph == paragraph || (i > 0 && s->paragraph == paragraph + 1));
        token_count += s->token_count;
        assert(an->tokens[s->first_token].start >= s->start && an->tokens[token_count - 1].end <= s->end);
        end = s->end;
        paragraph = s->paragraph;
    }
    assert(token_count == an->token_count);
    assert(an->paragraph_count == (an->sentence_count ? paragraph + 1 : 0));
}

static void check_stems(const analysis *an, language lang)
{
    stemmers *s = stemmers_new();
    for (uint32_t i = 0; i < an->token_count && i < 200; i++) {
        char first[1024];
        str stem = stem_word(s, lang, token_form(&an->tokens[i]));
        assert(stem.len > 0 && stem.len <= sizeof first);
        memcpy(first, stem.data, stem.len);
        assert(str_equal(stem_word(s, lang, token_form(&an->tokens[i])), (str){first, stem.len}));
    }
    stemmers_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    language lang = (language)(data[0] % language_count());
    arena a = {0};
    str text = utf8_repair(&a, (str){(const char *)data + 1, size - 1});
    assert(utf8_is_valid(text) && (text.len == 0 || !memchr(text.data, 0, text.len)));
    str folded = fold(&a, text);
    assert(utf8_is_valid(folded));
    check_folded(&a, folded);
    double confidence;
    assert(language_detect(text, &confidence) < language_count() && confidence >= 0 && confidence <= 1);
    analysis an;
    analyse(&a, text, lang, &an);
    check_tokens(&a, &an);
    check_compounds(&a, &an);
    check_sentences(&an);
    check_stems(&an, lang);
    arena_release(&a);
    return 0;
}
