/* ask.h - a query for quotations, made ready: which articles may have one, and which quotations of an article satisfy it? */
#ifndef SEARCHER_QUOTE_ASK_H
#define SEARCHER_QUOTE_ASK_H

#include "searcher/match/match.h"
#include "searcher/plan/plan.h"
#include "searcher/quote/split.h"

typedef struct ask {
    quoth_archive *archive;
    arena *a;
    split_query split;
    bool everything; /* a blank query: q and plan are not there */
    query q, of_article, of_quote;
    plan plan;
    matcher *article, *quote; /* NULL: nothing to verify of it */
    unsigned article_sections, quote_sections;
    double *weights;     /* of each node, for scores */
    double usual_length; /* of a quotation, in words */
} ask;

/* The archive must have been entered. ask_end gives back what is not in `a`; due after success only. */
quoth_status ask_begin(ask *q, quoth_archive *archive, arena *a, str query_text, quoth_error *err);
void ask_end(ask *q);

/* A quotation that satisfies the query: number `nth` among those of its article, in the order of the forward record. */
typedef struct found_quotation {
    uint32_t article, nth;
    double score;
} found_quotation;
/* Return false to stop. */
typedef bool (*found_visitor)(void *context, const found_quotation *found);

/* Calls `visit` for each quotation that satisfies the query: articles in rising order, in each the order of its record. */
quoth_status ask_each(ask *q, found_visitor visit, void *context, quoth_error *err);
/* The words of a quotation that satisfied the query, as words of the article; valid until the next use of `q` or `a`.
 * `record` must have q->quote_sections. */
bool ask_highlights(ask *q, arena *a, const forward_record *record, const forward_slot *slot, const forward_mark *quotation,
                    spans *out);

#endif
