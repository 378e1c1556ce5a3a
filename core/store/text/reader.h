/* reader.h - an article's text and tags, put together from its record, the word list and its row */
#ifndef STORE_TEXT_READER_H
#define STORE_TEXT_READER_H

#include "store/catalogue/catalogue.h"
#include "store/forward/forward.h"
#include "store/tags/tags.h"

/* Reads through one catalogue, in its thread; keeps the parts of the word list that it has met, at most some MB of them. */
typedef struct text_reader text_reader;
text_reader *text_reader_new(catalogue *c);
void text_reader_free(text_reader **t);

typedef struct stored_text {
    str body;
    tags found;
    packed_text kept; /* what the row has of both */
} stored_text;

/* The text and tags of `row`, whose record is `record`, with all sections, exactly as it was indexed; in `a`. QUOTH_CORRUPT where
 * it is not, by its length and hash. 25 us for 6 KB. */
quoth_status text_reader_get(text_reader *t, arena *a, const catalogue_article *row, const forward_record *record,
                             stored_text *out, quoth_error *err);
/* The same; finds the record, also where a writer was killed before its slot was written. QUOTH_NOT_FOUND when the article was
 * removed since `row` was read. */
quoth_status text_reader_find(text_reader *t, arena *a, const catalogue_article *row, const forward_reader *records,
                              stored_text *out, quoth_error *err);

#endif
