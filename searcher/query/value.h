/* value.h - what does the value of a field say? */
#ifndef SEARCHER_QUERY_VALUE_H
#define SEARCHER_QUERY_VALUE_H

#include "base/fail.h"
#include "searcher/query/tree.h"

#define VALUE_NEAR_HINT "near:31.5,34.46,50km, near:\"tel aviv,30mi\""
/* Reads n->value as n->field wants it into days, least and most, lat, lon or where, km, has or quote_kind. Leaves the column to
 * the caller. */
quoth_status value_read(node *n, day today, quoth_error *err);
bool value_is_has_word(str value);
/* The words has: knows, "speaker, quote, …". Static. */
const char *value_has_list(void);

#endif
