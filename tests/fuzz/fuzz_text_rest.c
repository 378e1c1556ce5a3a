/* fuzz_text_rest.c - does every text come back from its words, and is what is no rest refused without reading past it? */
#include <stdint.h>
#include <stdlib.h>

#include "store/text/rest.h"
#include "text/analysis.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static text_place *cut(arena *a, str body, forward_record *record, text_words *words)
{
    analysis t;
    analyse(a, body, LANGUAGE_UNKNOWN, &t);
    uint8_t *cases = arena_alloc(a, t.token_count + 1);
    str *forms = arena_alloc(a, (t.token_count + 1) * sizeof *forms);
    forward_compound *compounds = arena_alloc(a, (t.compound_count + 1) * sizeof *compounds);
    forward_sentence *sentences = arena_alloc(a, (t.sentence_count + 1) * sizeof *sentences);
    text_place *places = arena_alloc(a, (t.token_count + 1) * sizeof *places);
    *record = (forward_record){.token_count = t.token_count, .cases = cases, .compounds = compounds, .sentences = sentences};
    for (uint32_t i = 0; i < t.token_count; i++) {
        cases[i] = t.tokens[i].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
        forms[i] = token_form(&t.tokens[i]);
        places[i] = (text_place){t.tokens[i].start, t.tokens[i].end};
    }
    for (; record->compound_count < t.compound_count; record->compound_count++) {
        const compound *c = &t.compounds[record->compound_count];
        compounds[record->compound_count] = (forward_compound){c->first, c->count, 0};
    }
    for (uint32_t i = 0; i < t.sentence_count; i++)
        if (t.sentences[i].token_count > 0)
            sentences[record->sentence_count++] = (forward_sentence){t.sentences[i].first_token, t.sentences[i].paragraph + 1};
    *words = (text_words){record, forms, false};
    return places;
}

/* The first half is a text; the second is taken for its rest. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    buf rest = {0};
    forward_record record;
    text_words words;
    str body = utf8_repair(&a, (str){(const char *)data, size / 2 + size % 2});
    text_place *places = cut(&a, body, &record, &words);
    char *back = malloc(body.len + 1);
    text_rest_encode(&words, places, body, &rest);
    for (int readable = 0; readable < 2; readable++) {
        words.are_readable = readable;
        if (!back || !text_rest_decode(&words, buf_str(&rest), back, body.len, NULL) || !str_equal((str){back, body.len}, body))
            abort();
        (void)text_rest_decode(&words, (str){(const char *)data + size / 2, size - size / 2}, back, body.len, NULL);
    }
    free(back);
    buf_release(&rest);
    arena_release(&a);
    return 0;
}
