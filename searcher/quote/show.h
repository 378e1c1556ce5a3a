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
    const people_table *people;      /* until the next query */
    const forward_mark **quotations; /* of the record, in its order */
    uint32_t quotation_count;
    bool in_order;                   /* and the tags are as many, in that order */
    analysis piece;                  /* words of a part of the text: */
    uint32_t piece_first, piece_end; /* which words of the article */
    uint32_t piece_start;            /* byte of title or body */
} open_article;

/* Everything in `a`. QUOTH_NOT_FOUND when it has been removed. */
quoth_status open_article_read(quoth_archive *archive, arena *a, uint32_t article, open_article *out, quoth_error *err);
/* One that is read when it is first needed. */
typedef struct lazy_article {
    quoth_archive *archive;
    arena *a;
    uint32_t number;
    bool is_read;
    open_article open;
} lazy_article;
quoth_status lazy_article_open(lazy_article *l, const open_article **out, quoth_error *err);
/* As open_article_read, but the text is cut into words only where a quotation is shown, and of the record there are these
 * sections and the marks: for open_article_said and what it gives. */
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

/* What is shown of an article. */
typedef struct shown_words {
    text_span text; /* bytes of title or body */
    bool in_title;
    const forward_mark *mark; /* the quotation and its tag: who said it, how sure; both NULL for words outside of any */
    const quotation *said;
    const spans *highlights; /* may be NULL */
} shown_words;

/* Fills `out`, strings in `a`: the speaker is called what the whole archive calls him. Rank and score stay. */
quoth_status show_said(quoth_archive *archive, arena *a, const open_article *o, const shown_words *w, quoth_said *out,
                       quoth_error *err);
/* The rest of the sentence that show_said has shown a part of, and so many sentences around it. Cuts the article's text into
 * words once more; for the rest alone only the paragraph. */
void show_context(arena *a, const open_article *o, unsigned sentences, quoth_said *out);

#endif
