/* matching.h - what the files of the matcher share; for no one else */
#ifndef MATCH_MATCHING_H
#define MATCH_MATCHING_H

#include "searcher/match/facts.h"
#include "searcher/match/match.h"

struct lookup; /* scan.c */

typedef VEC(span) span_list;
typedef VEC(marked_span) marked_list;

/* The first words of a phrase that must be there, each of one form: most candidates fail by this alone. */
enum { RUN_WORDS = 3 };
typedef struct run {
    uint32_t words[RUN_WORDS];
    uint32_t count; /* 2 or 3 */
} run;

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

    VEC(run) runs;

    const article_facts *facts;
    const forward_record *record;
    span window; /* of the quotation looked at, or everything */
    const forward_mark *quotation;
    units parts, sentences, paragraphs;
    marked_list marked;
    marked_list evidence;
};

/* Where each leaf stands in m->record, to m->found; `all`: also of leaves that the index has proved. Empties m->scratch. */
void matcher_scan(matcher *m, bool all);
/* The words of title:, lead:, body:; of any other field all. */
span scope_of_field(const forward_record *r, field_id scope);

#endif
