/* parser.h - the text of a query -> its tree, or an error with a column and a hint */
#ifndef SEARCHER_QUERY_PARSER_H
#define SEARCHER_QUERY_PARSER_H

#include "base/fail.h"
#include "searcher/query/tree.h"

typedef struct parse_options {
    bool any;             /* words without an operator between them: OR; a `?` at a word's end is punctuation */
    day today;            /* for date:"last week" */
    custom_fields custom; /* has NULL: none */
} parse_options;

/* Reads the whole of QUERY.md. The tree and everything in it live in `a` and borrow from `text`.
 * QUOTH_BAD_QUERY with column, column_end and often a hint; QUOTH_LIMIT for what is longer, deeper or wider than
 * base/limits.h allows. Linear in the text. Any thread. */
quoth_status query_parse(arena *a, str text, const parse_options *options, query *out, quoth_error *err);

#endif
