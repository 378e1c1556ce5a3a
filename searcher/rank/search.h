/* search.h - which articles answer a plan, in which order? */
#ifndef SEARCHER_RANK_SEARCH_H
#define SEARCHER_RANK_SEARCH_H

#include "searcher/match/match.h"
#include "searcher/plan/plan.h"

typedef struct ranked_hit {
    uint32_t article;
    double score;
} ranked_hit;

/* For qsort: the higher score first; of equal ones the article added earlier. */
int ranked_hit_compare(const void *x, const void *y);

typedef struct ranking {
    ranked_hit *hits;
    size_t count;
    uint64_t total;
    bool total_is_exact;
    uint64_t candidates; /* that came into question: the index proposed them */
    uint64_t verified;   /* records that were opened */
    uint64_t accepted;   /* candidates that match */
    /* With wanted.timed, what took: opening and verifying candidates; counting what was not looked at for the list. */
    uint64_t verify_ns, count_ns;
} ranking;

typedef struct ranking_wanted {
    size_t offset, limit;
    quoth_sort sort;
    bool count_exactly;
    unsigned recent_days; /* by relevance: a score halves with so many days of age; 0: it does not */
    bool expand;          /* by relevance: weigh also by the words of the best hits */
    bool question;        /* by relevance: asked in plain words, any of which may answer */
    bool sample;          /* `limit` of all matches, drawn by `seed`, in no order */
    uint64_t seed;
    bool by_number;                                  /* by article number instead of `sort`; no scores */
    bool (*admits)(void *context, uint32_t article); /* which articles may be hits at all; NULL: every one */
    void *context;
    bool timed;
} ranking_wanted;

/* Everything in `a`. `m` is the matcher of the plan's query. */
quoth_status rank_articles(quoth_archive *archive, arena *a, const plan *p, matcher *m, const ranking_wanted *wanted,
                           ranking *out, quoth_error *err);

/* How many articles answer the plan, and all of them, each once, in rising order. Neither needs the plan's query for Xapian. */
quoth_status rank_count_articles(quoth_archive *archive, arena *a, const plan *p, matcher *m, uint64_t *out, quoth_error *err);
typedef void (*article_visitor)(void *context, uint32_t article);
quoth_status rank_each_article(quoth_archive *archive, arena *a, const plan *p, matcher *m, article_visitor visit, void *context,
                               quoth_error *err);

/* A row of the catalogue, read when a field needs it: the context of article_facts.value. */
typedef struct row_reader {
    quoth_archive *archive;
    arena *a;
    uint32_t article;
    bool loaded;
    catalogue_article row;
    quoth_error *err;
    quoth_status status;
} row_reader;
str row_reader_value(void *context, field_id id);
/* The same for article_facts.changes. */
size_t row_reader_changes(void *context, const article_change **out);

#endif
