/* spans.h - runs of words, and the operators over sorted lists of them (defined in README.md) */
#ifndef SEARCHER_MATCH_SPANS_H
#define SEARCHER_MATCH_SPANS_H

#include "base/arena.h"

/* Words [first, end) of an article. */
typedef struct span {
    uint32_t first, end;
} span;

/* By first, then end; no two equal. Items live in the arena of whoever made them. */
typedef struct spans {
    span *items;
    size_t count;
} spans;

/* Where two spans may be joined: the title and the body, each sentence, each paragraph. Unit i is the words
 * [starts[i], starts[i+1]), the last one ends at `end`. */
typedef struct units {
    const uint32_t *starts;
    size_t count;
    uint32_t end;
} units;

/* How near is near? */
typedef struct nearness {
    const units *inside; /* both must lie in one of these */
    uint32_t words;      /* and at most this far apart; 0: anywhere in it */
    bool ordered;
} nearness;

void spans_sort(spans *s); /* sorts and drops equal ones */
spans spans_join(arena *a, const spans *lists, size_t count);
spans spans_common(arena *a, spans x, spans y);
/* Drops spans that hold another one. */
void spans_keep_minimal(spans *s);
/* Index of the first that begins at `word` or later. */
size_t spans_from(spans s, uint32_t word);
/* Those wholly in [first, end). Borrowed from `s` where nothing is dropped in between, else in `a`. */
spans spans_within(arena *a, spans s, span window);
/* Merges spans that share a word. */
void spans_merge(spans *s);

/* a W/n b, a W/S b. */
spans spans_near(arena *a, spans x, spans y, nearness near);
/* a NOT W/n b. */
spans spans_not_near(arena *a, spans x, spans y, nearness near);
/* The spans of x and of y that support the hulls in `used`. */
void spans_support(arena *a, spans x, spans y, nearness near, spans used, spans *of_x, spans *of_y);

#endif
