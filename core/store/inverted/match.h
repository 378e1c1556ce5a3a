/* match.h - which articles answer a query of the index, and how much does each weigh?
 *
 * What xc_match finds, with the same weights, over the lists that quoth writes itself: those of a window of articles are unpacked
 * into arrays, joined as bits, and only what matches is weighed. Xapian goes article by article through a tree of iterators, and
 * unpacks the length of each anew. It stays the reference (tests/unit/store/test_inverted_match.c), and the way for shards and
 * queries that this one does not know. Windows of lists: T. Strohman and W. B. Croft, "Efficient document retrieval in main
 * memory" (SIGIR 2007). */
#ifndef STORE_INVERTED_MATCH_H
#define STORE_INVERTED_MATCH_H

#include "store/inverted/terms.h"

/* Parameters of BM25, as xc_match_parameters has them. */
typedef struct bm25 {
    double k1, b, min_length;
} bm25;

/* MATCH_WINDOW articles that follow each other. */
typedef struct match_window {
    uint32_t first;       /* article of the first bit */
    const uint64_t *bits; /* those that match */
    const double *scores; /* of those, by number of the bit; NULL where nothing is weighed */
} match_window;

/* False: enough. Windows come in order, those without a match are left out. */
typedef bool (*match_visitor)(void *context, const match_window *w);

/* `weights` NULL: nothing is weighed. *able false: shards or query are not such that this can be told without Xapian; nothing was
 * visited. The environment's QUOTH_MATCHER=xapian says so always (for tests). */
quoth_status inverted_match(inverted_reader *r, const xc_query_builder *b, xc_query query, const bm25 *weights,
                            match_visitor visit, void *context, bool *able, quoth_error *err);

#endif
