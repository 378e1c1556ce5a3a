/* row.h - a row of a table as an article: its columns are read as the members of a JSON object are */
#ifndef INDEXER_SOURCE_ROW_H
#define INDEXER_SOURCE_ROW_H

#include "base/json.h"
#include "indexer/source/format.h"

/* Adds a member; in its name '.' and '[' become '_', so that a path of --map can name it. The name ends at a NUL. */
void row_put(json_writer *w, const char *name, str value);
/* The article of the finished object `json`, with the mappings and usual names that hold for JSON. */
quoth_status row_parse(arena *a, const raw_record *r, str json, article *out, quoth_error *err);

#endif
