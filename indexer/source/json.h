/* json.h - the two halves of the JSON reader: cutting records off, and reading one */
#ifndef INDEXER_SOURCE_JSON_H
#define INDEXER_SOURCE_JSON_H

#include "indexer/source/format.h"

/* source_format.cut: one object a line, objects over several lines, or one array of objects, by how the file starts. */
quoth_status json_cut(cutter *c, arena *a, raw_record *out, quoth_error *err);
/* Is this one of the names that crawlers and archives give to an article's title, text, date …? Letter case does not matter, and
 * "publication date" or "publication-date" is "publication_date". */
bool json_is_usual_key(str name);
/* Is it one of those that hold its title or text? */
bool json_names_text(str name);

#endif
