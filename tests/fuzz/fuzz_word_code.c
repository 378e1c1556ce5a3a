/* fuzz_word_code.c - does every text come back, and is what is no code refused without reading past it? */
#include <stdint.h>
#include <stdlib.h>

#include "store/word_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static word_code *words_of(str text, bool encodes)
{
    buf learned = {0};
    word_code_learn(&text, 1, &learned);
    word_code *c = word_code_new(buf_str(&learned), encodes);
    if (!c)
        abort();
    buf_release(&learned);
    return c;
}

/* The words are learned from the first half, the whole is coded, and the second half is taken for a code. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST_DECODED = 4096 };
    str text = {(const char *)data, size}, half = str_slice(text, 0, size / 2);
    word_code *c = words_of(half, true);
    buf coded = {0};
    char *back = malloc(size + 1), to[MOST_DECODED];
    word_code_encode(c, text, &coded);
    if (!back || coded.len > 3 * size || !word_code_decode(c, buf_str(&coded), back, size) || memcmp(back, data, size) != 0)
        abort();
    (void)word_code_decode(c, str_slice(text, size / 2, size), to, size % MOST_DECODED);
    word_code *stranger = word_code_new(text, false);
    word_code_free(&stranger);
    word_code_free(&c);
    free(back);
    buf_release(&coded);
    return 0;
}
