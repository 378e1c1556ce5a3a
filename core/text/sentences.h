/* sentences.h - where does a sentence end? */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "text/tokens.h"

typedef VEC(sentence) sentence_list;

/* Cuts the paragraph text[start, end), whose words are those from `first_token` to the end of the list, into sentences. */
void sentences_add(const token_list *list, size_t start, size_t end, uint32_t first_token, uint32_t paragraph,
                   sentence_list *out);
/* Does text[start, end) end as a sentence does: with a full stop and its like, perhaps a closing quote behind it? */
bool ends_as_sentence(str text, size_t start, size_t end);

#endif
