/* copies.h - which articles are copies of each other, and the index of signatures that finds the next ones */
#ifndef STORE_COPIES_H
#define STORE_COPIES_H

#include "store/catalogue/catalogue.h"
#include "text/shingles.h"

/* All of it is derived from the texts, yet lies in the catalogue and changes in its transactions: a kill leaves the groups of one
 * commit or of the other. What is not said to be for readers needs an open transaction.
 *
 * The keys of all signatures are kept in sorted runs, a run in parts of some 16 KB. Each flush adds one run; RUNS_A_LEVEL runs of
 * a level are merged into one of the next, part by part. So a key is written log(articles) times, always in sequence, and looked
 * up in a few dozen parts at most; memory is a part a run. An article takes 70 bytes of keys and 75 of signature. */

typedef struct copy_key {
    uint32_t key, article;
} copy_key;
/* By key, then by article. */
int copy_key_compare(const void *x, const void *y);

/* Forgets all. */
quoth_status copies_clear(catalogue *c, quoth_error *err);

quoth_status copies_put_signature(catalogue *c, uint32_t article, const signature *s, quoth_error *err);
/* count 0 when there is none. For readers too. */
quoth_status copies_get_signature(catalogue *c, uint32_t article, signature *out, quoth_error *err);
quoth_status copies_remove_signature(catalogue *c, uint32_t article, quoth_error *err);

/* `sorted` by copy_key_compare. */
quoth_status copies_add_keys(catalogue *c, const copy_key *sorted, size_t count, quoth_error *err);
quoth_status copies_drop_keys(catalogue *c, const copy_key *sorted, size_t count, quoth_error *err);
/* Tells `visit` of each run the entries that have the key of a question: `same`, by article. For readers too. */
typedef void (*copies_visitor)(void *context, size_t question, const copy_key *same, size_t count);
quoth_status copies_look_up(catalogue *c, const copy_key *sorted, size_t count, copies_visitor visit, void *context,
                            quoth_error *err);

/* A group is named by its smallest article. Setting one's group to 0 takes it out. */
quoth_status copies_set_group(catalogue *c, uint32_t article, uint32_t group, quoth_error *err);
quoth_status copies_rename_group(catalogue *c, uint32_t from, uint32_t to, quoth_error *err);
/* For readers too: 0 when there are no copies of it; then the members, rising. */
quoth_status copies_group_of(catalogue *c, uint32_t article, uint32_t *group, quoth_error *err);
quoth_status copies_of_group(catalogue *c, arena *a, uint32_t group, uint32_t **articles, size_t *count, quoth_error *err);
typedef struct copies_totals {
    uint64_t groups, articles; /* articles in them */
} copies_totals;
quoth_status copies_totals_get(catalogue *c, copies_totals *out, quoth_error *err);
/* Signatures, and keys in the runs: as many as the signatures have. */
quoth_status copies_count_keys(catalogue *c, uint64_t *of_signatures, uint64_t *of_runs, quoth_error *err);

#endif
