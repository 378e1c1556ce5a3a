/* match.h - does this article satisfy the query, and which of its words do? (README.md defines both) */
#ifndef SEARCHER_MATCH_MATCH_H
#define SEARCHER_MATCH_MATCH_H

#include "searcher/match/spans.h"
#include "searcher/query/tree.h"
#include "store/forward/forward.h"

/* The words of an article before or after a change, and which of them it took out or put in. */
typedef struct changed_text {
    forward_record record; /* without marks */
    const bool *changed;   /* by number of the word */
} changed_text;
typedef struct article_change {
    changed_text side[2]; /* by edit_side */
} article_change;

/* What is known of an article besides its words. */
typedef struct article_facts {
    const forward_record *record;
    const forward_slot *slot;
    void *context;
    /* FIELD_SOURCE folded, FIELD_AUTHOR as byline_keys, FIELD_ID, FIELD_URL; FIELD_CAPTURED: ISO days, one a line; FIELD_CUSTOM:
     * all of them folded (custom.h): read only where a query needs it. */
    str (*value)(void *context, field_id id);
    /* How it was changed: read only where a query has edit:. NULL: nobody knows, and edit: does not hold. */
    size_t (*changes)(void *context, const article_change **out);
} article_facts;

/* A query made ready for records. One thread. */
typedef struct matcher matcher;

/* The leaves' forms and the fields' ids must be filled in. Lives in `a`; release gives back what it took besides. */
matcher *matcher_new(arena *a, const query *q);
/* Another one for the same query, for another thread. */
matcher *matcher_twin(arena *a, const matcher *m);
void matcher_release(matcher *m);
/* Sections of the forward record that must be decoded; `all`: also for nodes that are proved. Without `all` a few words are found
 * in the record's bytes, which must then stay where they are: FORWARD_CODED instead of FORWARD_WORDS. */
unsigned matcher_sections(const matcher *m, bool all);
/* The last record looked at was broken: what was said of it means nothing. */
bool matcher_is_broken(const matcher *m);
/* Whether there is a phrase or a pair of words near each other that must be there; and what matcher_accepts is going to say, as
 * far as these tell. `r` needs FORWARD_CODED alone. */
typedef enum matcher_verdict { MATCHER_REJECTS, MATCHER_UNSURE, MATCHER_ACCEPTS } matcher_verdict;
bool matcher_has_runs(const matcher *m);
matcher_verdict matcher_judge(matcher *m, const forward_record *r);
/* Takes proved nodes for true. */
bool matcher_accepts(matcher *m, const article_facts *facts);
/* The words that satisfied the query, in order, merged; valid until the next call. False (none) when it is not satisfied. */
bool matcher_highlights(matcher *m, const article_facts *facts, spans *out);
/* The highlights one by one, before merging, each with the leaf-like node that it belongs to. For choosing sentences. */
typedef struct marked_span {
    span at;
    uint32_t node;
} marked_span;
size_t matcher_marked(const matcher *m, const marked_span **out);
/* What satisfied the query and is not highlighted: the quotations of speaker: and of quote:( … ), the mentions of place:, on:,
 * near: and about:, each with its node. For choosing sentences. */
size_t matcher_evidence(const matcher *m, const marked_span **out);

/* --- looking at single nodes, to explain (searcher/why) --- */
/* Makes this the article that is looked at, wholly, until the matcher's next use; what the following give lives as long. */
void matcher_look(matcher *m, const article_facts *facts);
/* From now on only what lies in this quotation; NULL: the whole article again. */
void matcher_look_inside(matcher *m, const forward_mark *quotation);
const forward_mark *matcher_quotation(const matcher *m);
bool matcher_holds(matcher *m, const node *n);
/* The first change, from 1, in which an edit: holds; 0: none. */
size_t matcher_which_change(matcher *m, const node *n);
/* Of a positional node. */
spans matcher_spans(matcher *m, const node *n);
/* Of a phrase: where its items from number `from` on stand one after the other, as many as can: items [from, *end). */
spans matcher_run(matcher *m, const node *n, uint32_t from, uint32_t *end);
/* A leaf's words wherever and however written, quotation, scope and casing apart. */
spans matcher_leaf_anywhere(matcher *m, uint32_t leaf);
/* What W/n, W/S or W/P of the node means here; and what W/most (0: any distance) would mean. */
nearness matcher_nearness(const matcher *m, const node *n);
nearness matcher_words_apart(const matcher *m, uint32_t most, bool ordered);
arena *matcher_scratch(matcher *m);

#endif
