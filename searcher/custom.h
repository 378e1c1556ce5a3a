/* custom.h - which fields of its own has this archive, and which values? */
#ifndef SEARCHER_CUSTOM_H
#define SEARCHER_CUSTOM_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* For the parser. */
custom_fields custom_fields_of(quoth_archive *archive);
/* A list of the fields' names, "topics, places"; "" when the archive has none. In `a`. */
str custom_field_names(quoth_archive *archive, arena *a);

/* Each field, or each folded value of a field, with how many articles have it, in the order of bytes. False stops. */
typedef bool (*custom_visitor)(void *context, str name_or_value, uint64_t articles);
quoth_status custom_each_field(quoth_archive *archive, custom_visitor visit, void *context, quoth_error *err);
quoth_status custom_each_value(quoth_archive *archive, str name, custom_visitor visit, void *context, quoth_error *err);

#endif
