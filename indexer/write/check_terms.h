/* check_terms.h - does the inverted index hold exactly the terms that the articles have? */
#ifndef WRITE_CHECK_TERMS_H
#define WRITE_CHECK_TERMS_H

#include "store/forward/forward.h"
#include "store/inverted/inverted.h"

/* What is expected, as one sum a term: the order of articles and terms does not matter, and no list is kept. 24 bytes a term. */
typedef struct term_sums term_sums;
term_sums *term_sums_new(void);
void term_sums_free(term_sums **s);
/* A live article has these terms (each once, or several times with wdfs that add up). */
void term_sums_expect(term_sums *s, arena *a, uint32_t article, const inverted_term *terms, size_t count);
/* Walks the whole index; articles without a forward slot are removed ones and do not count. `found` is told each difference, at
 * most some dozens. */
quoth_status term_sums_compare(term_sums *s, inverted_reader *index, const forward_reader *live,
                               void (*found)(void *context, const char *fault), void *context, quoth_error *err);

#endif
