/* set.h - the articles that have any of very many terms, as one filter */
#ifndef SEARCHER_PLAN_SET_H
#define SEARCHER_PLAN_SET_H

#include "searcher/archive.h"

/* Reads the terms' lists once and marks their articles in a bitmap: an OR of hundreds of lists costs more in Xapian, which merges
 * them by a heap for each article. Weighs nothing. Lives in `a`, good until the archive is refreshed. */
quoth_status set_query(quoth_archive *archive, arena *a, xc_query_builder *b, const str *terms, size_t count, xc_query *out,
                       quoth_error *err);

/* The same of articles that are named. `articles` may be in any order. */
xc_query set_of_articles(quoth_archive *archive, arena *a, xc_query_builder *b, const uint32_t *articles, size_t count);

#endif
