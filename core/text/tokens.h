/* tokens.h - cuts one paragraph into words and what is written as one */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H

#include "text/analysis.h"

typedef struct token_list {
    arena *a;
    str text;
    language lang;
    VEC(token) tokens;
    VEC(compound) compounds;
    char *room, *room_end; /* where folded forms go */
} token_list;

/* Adds the words of text[start, end) to the list. */
void tokens_add(token_list *list, size_t start, size_t end);

#endif
