/* rest.h - what an article's words do not say of its text: the spaces, the marks, the unusual letters
 *
 * The forward record has a text's words as folded forms, and how each is capitalised; where sentences and paragraphs start; and
 * what is written as one. From these most of a text can be guessed: the rest is what guesses are corrected by. 6 KB of news
 * leave 600 bytes, 330 after zstd. */
#ifndef STORE_TEXT_REST_H
#define STORE_TEXT_REST_H

#include "base/buf.h"
#include "store/forward/forward.h"

/* The words of a body, in order. */
typedef struct text_words {
    const forward_record *record; /* with words, cases, compounds and sentences; the title's are skipped */
    const str *forms;             /* of each token of the body */
    bool are_readable;            /* FORM_READABLE bytes from where each form begins (text/analysis.h): it goes faster */
} text_words;

/* Where a token of the body is in it: bytes [start, end), rising, not overlapping. */
typedef struct text_place {
    uint32_t start, end;
} text_place;

/* Appends to `out` what makes `body` of its words: any bytes, in linear time, at most 4 for each byte and each word. */
void text_rest_encode(const text_words *words, const text_place *places, str body, buf *out);
/* Exactly `size` bytes to `to`, and where each token is to `places`, unless that is NULL; false where that is not what `rest` was
 * made of. Never writes behind `size`, takes time linear in `size`, `rest` and the words. */
bool text_rest_decode(const text_words *words, str rest, char *to, size_t size, text_place *places);

#endif
