/* cursor.h - after which hit does the next page of an answer begin?
 *
 * "r20.4711.c013a3d70a3d70a4.1f0a93bb": order, rank and article of the last hit shown, its place, a hash of the query. */
#ifndef SEARCHER_RANK_CURSOR_H
#define SEARCHER_RANK_CURSOR_H

#include <quoth/search.h>

#include "base/arena.h"

typedef struct cursor {
    quoth_sort sort;
    uint64_t rank;
    uint32_t article;
    double place; /* what the hits are in order of; larger comes first */
    uint32_t query;
} cursor;

str cursor_write(arena *a, const cursor *c);
/* False for what cursor_write does not write. */
bool cursor_read(str text, cursor *out);

#endif
