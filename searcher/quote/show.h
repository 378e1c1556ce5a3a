/* show.h - a quotation of the archive for the caller: text, speaker, article, exact position */
#ifndef SEARCHER_QUOTE_SHOW_H
#define SEARCHER_QUOTE_SHOW_H

#include <quoth/quote.h>

#include "searcher/identity/people.h"
#include "searcher/stored.h"

/* An article opened to show its quotations. */
typedef struct open_article {
    stored_article stored;
    forward_record record;
    const forward_slot *slot;
    const alias_book *aliases;       /* until the next query */
    const forward_mark **quotations; /* of the record, in its order */
    uint32_t quotation_count;
    bool in_order;                   /* and the tags are as many, in that order */
    analysis piece;                  /* words of a part of the text: */
    uint32_t piece_first, piece_end; /* which words of the article */
    uint32_t piece_start;            /* byte of title or body */
} open_article;

/* Everything in `a`. QUOTH_NOT_FOUND when it has been removed. */
quoth_status open_article_read(quoth_archive *archive, arena *a, uint32_t article, open_article *out, quoth_error *err);
/* The same, but the text is cut into words only where a quotation is shown, and of the record there are these sections and the
 * marks: for open_article_said and what it gives. */
quoth_status open_article_begin(quoth_archive *archive, arena *a, uint32_t article, unsigned sections, open_article *out,
                                quoth_error *err);
/* The nth quotation of the forward record and the tag it was made from, its words ready for show_said. QUOTH_CORRUPT when the
 * stores disagree. `a` as for open_article_begin. */
quoth_status open_article_said(open_article *o, quoth_archive *archive, arena *a, uint32_t nth, const forward_mark **mark,
                               const quotation **said, quoth_error *err);
/* The tag that a quotation of the forward record was made from, of an article read whole; NULL when the stores disagree. */
const quotation *open_article_quotation(const open_article *o, const forward_mark *mark);
/* Its words [first, end), as bytes of title or body. */
text_span open_article_bytes(const open_article *o, uint32_t first, uint32_t end, bool *in_title);

/* Fills `out`, strings in `a`: `text` is these bytes of the article; `said` (may be NULL) who, how sure. Rank and score stay. */
void show_said(arena *a, const open_article *o, text_span text, bool in_title, const quotation *said, const spans *highlights,
               quoth_said *out);
/* The sentences around what show_said has shown. Reads the article's text once more. */
void show_context(arena *a, const open_article *o, unsigned sentences, quoth_said *out);

#endif
