/* like.h - which articles are like this one? like:42 becomes a query for its significant words */
#ifndef SEARCHER_PLAN_LIKE_H
#define SEARCHER_PLAN_LIKE_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* So many significant words at most, and the part of them that an article needs. */
enum { LIKE_WORDS = 25, LIKE_PERCENT = 30 };

/* Replaces each like: of the tree by nOF(its words), before leaves are expanded. Everything in `a`. QUOTH_BAD_QUERY where the
 * several articles are called so, QUOTH_NOT_FOUND where none is, QUOTH_LIMIT past LIMIT_QUERY_LEAVES. */
quoth_status like_replace(quoth_archive *archive, arena *a, query *q, quoth_error *err);

#endif
