/* edit.h - which articles may have a change as edit: asks for? */
#ifndef SEARCHER_PLAN_EDIT_H
#define SEARCHER_PLAN_EDIT_H

#include "searcher/archive.h"
#include "searcher/plan/lexicon.h"
#include "searcher/query/tree.h"

/* For a NODE_EDIT: a filter that matches all articles with such a change, by the stems that their changes took out and put in
 * (versions.h), and perhaps more. `leaves` are the expanded ones of the query. Lives in `a`, good until the archive is refreshed.
 */
quoth_status edit_query(quoth_archive *archive, arena *a, xc_query_builder *b, const leaf_plan *leaves, const node *n,
                        xc_query *out, quoth_error *err);
/* The same as numbers, rising, in `a`. */
quoth_status edit_articles(quoth_archive *archive, arena *a, const leaf_plan *leaves, const node *n, const uint32_t **out,
                           size_t *count, quoth_error *err);

#endif
