/* copy_finder.h - of which earlier articles are these copies, and what hangs together? */
#ifndef WRITE_COPY_FINDER_H
#define WRITE_COPY_FINDER_H

#include "store/copies.h"
#include "store/forward/forward.h"

/* Two articles are candidates when they share COPIES_LEAST_SHARED_KEYS keys of their signatures. A key counts only for the
 * COPIES_WINDOW articles next before one that have it: what stands in thousands of articles, as an appeal to subscribe does,
 * tells nothing. Candidates are compared by all the shingles of their forward records. What is so found to be a copy is joined,
 * and a group is what hangs together. */
enum { COPIES_WINDOW = 16, COPIES_LEAST_SHARED_KEYS = 2, COPIES_AT_ONCE = 4096 };

typedef struct signed_article {
    uint32_t article;
    signature s;
} signed_article;

/* The keys of all, sorted, in `a`. */
copy_key *keys_of_signatures(arena *a, const signed_article *of, size_t count, size_t *key_count);

/* The articles next to one that have a key of its own. */
typedef struct copies_window {
    uint32_t nearest[COPIES_WINDOW]; /* nearest first */
    uint32_t count, all;             /* all: that have the key, this one too if it is still there */
} copies_window;
typedef struct copies_questions {
    copy_key *keys;
    copies_window *windows; /* of each key */
    size_t count;
    bool after;              /* later articles, not earlier ones */
    uint64_t met_themselves; /* keys that are in the index with their own article */
} copies_questions;
quoth_status copies_ask(catalogue *c, arena *a, const signed_article *of, size_t count, bool after, copies_questions *out,
                        quoth_error *err);

/* Where the finder has words from: a writer or a reader of the forward index. */
typedef quoth_status (*words_getter)(void *from, arena *a, uint32_t article, forward_record *out, quoth_error *err);

typedef struct copy_finder copy_finder;
/* `adopts`: what the catalogue has as one group hangs together too. */
copy_finder *copy_finder_new(catalogue *c, words_getter get, void *from, bool adopts);
void copy_finder_free(copy_finder **f);
/* At most COPIES_AT_ONCE articles, whose signatures are in the catalogue. Adds to what was found before. */
quoth_status copy_finder_look(copy_finder *f, const signed_article *of, size_t count, quoth_error *err);
/* How many of the articles' keys the index has: all, unless it is damaged. */
uint64_t copy_finder_keys_met(const copy_finder *f);
/* What changed goes into the catalogue (of a finder that adopts). */
quoth_status copy_finder_store(const copy_finder *f, quoth_error *err);
/* 0: no copies were found. */
uint32_t copy_finder_group(const copy_finder *f, uint32_t article);

#endif
