/* split.h - which clauses of a query speak of the quotation, and which of its article? */
#ifndef SEARCHER_QUOTE_SPLIT_H
#define SEARCHER_QUOTE_SPLIT_H

#include "base/arena.h"
#include "base/fail.h"
#include "searcher/query/tree.h"

/* The query of `quoth quotes` as one that `quoth search` would take: (article clauses) quote:( quotation clauses ). */
typedef struct split_query {
    str text;                    /* "" for a blank query */
    bool has_article, has_quote; /* clauses of either kind */
    unsigned quote_from;         /* column in `text` of the first character of the quotation clauses; 0 without */
    unsigned quote_shift;        /* columns to take off there, and */
    unsigned article_shift;      /* elsewhere, to have those of the query as it was written */
} split_query;

/* Linear. QUOTH_BAD_QUERY where OR would join the two kinds, and for brackets without partner. */
quoth_status split_quotes_query(arena *a, str written, const custom_fields *custom, split_query *out, quoth_error *err);
/* Moves the columns of an error about out->text to where they are in the query as it was written. */
void split_restore_columns(const split_query *s, quoth_error *err);

#endif
