/* fuzz_tags_rest.c - are bytes that are no rest of tags refused, whatever the marks are? */
#include <stdint.h>
#include <stdlib.h>

#include "store/tags/rest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TOKENS = 40, TITLE_TOKENS = 5, WIDTH = 4, MARK_BYTES = 6, MOST_MARKS = 24 };

/* Some bytes make the marks of a text of short words; the others are taken for what those do not say. What is read as tags must
 * come back from them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    char text[TOKENS * WIDTH];
    text_place places[TOKENS];
    forward_mark marks[MOST_MARKS] = {0};
    for (uint32_t i = 0; i < TOKENS; i++) {
        memcpy(text + (size_t)i * WIDTH, i % 3 ? "ada " : "bob ", WIDTH);
        places[i] = (text_place){i * WIDTH, i * WIDTH + 3};
    }
    forward_record record = {.token_count = TOKENS, .title_tokens = TITLE_TOKENS, .lead_end = TOKENS, .marks = marks};
    while (size >= MARK_BYTES && record.mark_count < data[0] % (MOST_MARKS + 1u)) {
        forward_mark *m = &marks[record.mark_count++];
        m->first = data[1] % TOKENS;
        m->end = m->first + 1 + data[2] % 6;
        m->end = m->end > TOKENS ? TOKENS : m->end;
        m->kind = data[3] % (MARK_PERSON + 1);
        m->detail = data[3] / 5 % 4;
        m->confidence = data[4];
        m->value = data[5];
        m->value2 = data[5] / 3;
        data += MARK_BYTES - 1;
        size -= MARK_BYTES - 1;
    }
    tag_ground ground = {&record, {text, TITLE_TOKENS * WIDTH}, {text, sizeof text}, places, places};
    tags found, again;
    if (tags_rest_decode(&a, &ground, (str){(const char *)data, size}, &found, NULL) == QUOTH_OK) {
        buf rest = {0}, was = {0}, is = {0};
        tags_rest_encode(&found, &ground, &rest);
        if (tags_rest_decode(&a, &ground, buf_str(&rest), &again, NULL) != QUOTH_OK)
            abort();
        tags_encode(&found, &was);
        tags_encode(&again, &is);
        if (!str_equal(buf_str(&was), buf_str(&is)))
            abort();
        buf_release(&rest);
        buf_release(&was);
        buf_release(&is);
    }
    arena_release(&a);
    return 0;
}
