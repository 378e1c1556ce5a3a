/* looking.h - one article under one query: what the explanations of single parts have in common */
#ifndef SEARCHER_WHY_LOOKING_H
#define SEARCHER_WHY_LOOKING_H

#include "searcher/rank/search.h"
#include "searcher/session.h"
#include "searcher/stored.h"
#include "searcher/why/why.h"

typedef struct looking {
    session *s;
    matcher *m;
    arena *a; /* of the answer */
    stored_article art;
    forward_record record;
    row_reader row;
    article_facts facts;
    quoth_error *err;
} looking;

/* What is said of one part. */
typedef struct reason {
    str because;
    /* Passages to show; each is a set of marks in one part of the article. */
    spans passages[3];
    size_t passage_count;
    bool one_each; /* passages[0] holds spans that are shown one by one, at most three */
} reason;

/* "a", "2 times" … */
str looking_times(const looking *l, size_t count);
/* The written form of a span: "Humanitarian pause". */
str looking_text(const looking *l, span at);
/* The part of the query as written. */
str looking_written(looking *l, const node *n);
/* All words of the quotation looked at, or of the article. */
span looking_window(const looking *l);

/* --- one file a kind of part --- */
quoth_status why_word(looking *l, const node *n, bool holds, reason *out);
quoth_status why_phrase(looking *l, const node *n, bool holds, reason *out);
void why_near(looking *l, const node *n, bool holds, reason *out);
void why_not_near(looking *l, const node *n, bool holds, reason *out);
void why_atleast(looking *l, const node *n, bool holds, reason *out);
quoth_status why_field(looking *l, const node *n, bool holds, reason *out);
quoth_status why_mention(looking *l, const node *n, bool holds, reason *out);
/* The quotation that satisfies quote:( … ), else the one that comes nearest; NULL when there is none. */
quoth_status why_quote(looking *l, const node *n, bool holds, const forward_mark **nearest, reason *out);

#endif
