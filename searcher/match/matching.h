/* matching.h - what the files of the matcher share; for no one else */
#ifndef MATCH_MATCHING_H
#define MATCH_MATCHING_H

#include "searcher/match/facts.h"
#include "searcher/match/match.h"
#include "store/forward/run.h"

struct lookup; /* scan.c */

typedef VEC(span) span_list;
typedef VEC(marked_span) marked_list;

/* The first items of a phrase that must be there: most candidates fail by this alone. */
typedef struct leaf_run {
    uint32_t leaves[RUN_ITEMS];
    uint32_t count; /* 2 or more */
} leaf_run;

/* Two words of which one must be near the other. */
typedef struct leaf_near {
    uint32_t leaves[2], most;
    bool ordered;
} leaf_near;

typedef struct cached {
    uint32_t stamp;
    spans spans;
} cached;

struct matcher {
    const query *q;
    arena own;                   /* as long as the matcher */
    arena scratch;               /* one record */
    struct lookup *lookups[256]; /* by language */
    bool *needed;                /* leaves that stand under a node that is not proved */
    struct lookup *verifying[256];
    span_list *found; /* by leaf, of this record */
    uint32_t *touched;
    uint32_t touched_count;
    cached *cache; /* by node */
    uint32_t stamp;
    unsigned sections_all, sections_needed;
    bool skip_proved;
    bool is_broken;       /* the words of this record cannot be read */
    bool wants_compounds; /* of records whose words are not decoded */

    VEC(leaf_run) runs;
    VEC(leaf_near) nears;
    bool runs_decide; /* whatever is not proved is one of these */

    bool is_side;             /* of a change: looks for the words of edit:, and no others */
    struct matcher *sides[2]; /* for edit: what was taken out, and what was put in; made when first needed */
    const bool *changed;      /* of such a one: the words that count */

    const article_facts *facts;
    const forward_record *record;
    span window; /* of the quotation looked at, or everything */
    const forward_mark *quotation;
    units parts, sentences, paragraphs;
    marked_list marked;
    marked_list evidence;
};

/* One record more. */
void matcher_start(matcher *m, const article_facts *facts, bool all);
bool matcher_node_holds(matcher *m, const node *n);
spans matcher_spans_of(matcher *m, const node *n);
nearness matcher_nearness_of(const matcher *m, const node *n);
/* NODE_EDIT and NODE_SIDE. */
bool matcher_edit_holds(matcher *m, const node *n);
bool matcher_side_holds(matcher *m, const node *n);
/* Of a positional node: has it a span with a word that counts? */
bool matcher_is_touched(matcher *m, const node *n);

/* Where each leaf stands in m->record, to m->found; `all`: also of leaves that the index has proved. Empties m->scratch. */
void matcher_scan(matcher *m, bool all);
/* Of the phrases and pairs that must be there, without decoding anything; `r` has FORWARD_CODED. */
run_presence matcher_runs_presence(matcher *m, const forward_record *r);
/* The words of title:, lead:, body:; of any other field all. */
span scope_of_field(const forward_record *r, field_id scope);

#endif
