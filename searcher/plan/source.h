/* source.h - which publications does the value of source: name? */
#ifndef SEARCHER_PLAN_SOURCE_H
#define SEARCHER_PLAN_SOURCE_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

typedef VEC(str) source_list;

/* Folds n->value and fills n->values: itself where it begins with = or a publication is called so, else all in whose names it
 * stands as whole words; itself when there are none. */
quoth_status source_resolve(quoth_archive *archive, arena *a, node *n, quoth_error *err);
/* Folded names, in byte order, that hold these words side by side and something else; reads all names of the archive. */
quoth_status source_each_holding(quoth_archive *archive, arena *a, str wanted, source_list *out, quoth_error *err);
/* Whether a publication that is called so, folded, is meant. */
bool source_is_meant(const node *n, str name);

#endif
