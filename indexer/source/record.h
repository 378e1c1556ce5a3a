/* record.h - the properties of an article, and where a mapping finds them in a JSON record */
#ifndef INDEXER_SOURCE_RECORD_H
#define INDEXER_SOURCE_RECORD_H

#include "indexer/source/source.h"

typedef enum property {
    PROPERTY_TITLE,
    PROPERTY_TEXT,
    PROPERTY_DATE,
    PROPERTY_ID,
    PROPERTY_URL,
    PROPERTY_SOURCE,
    PROPERTY_AUTHOR,
    PROPERTY_LANGUAGE,
    PROPERTY_LOCATOR,
    PROPERTY_COUNT
} property;

/* PROPERTY_COUNT when there is none of that name. */
property property_by_name(str name);
/* Where a property's value lies in `out`. */
str *property_of(article *out, property p);

/* One step down a JSON value: into an object's member, or (key.data NULL) into an array's element. */
typedef struct path_step {
    str key;
    int64_t index; /* -1: any element */
} path_step;
enum { MAX_PATH_STEPS = 16 };

/* ".meta.authors[0].name" as steps, borrowed from `path`; -1 if it is malformed or too long. "headline" is ".headline". */
int path_parse(str path, path_step steps[MAX_PATH_STEPS]);
/* QUOTH_BAD_USAGE for an unknown property, a bad name of a field or a malformed path. */
quoth_status mappings_check(const source_options *options, quoth_error *err);
/* A value of the custom field. */
void article_add_value(arena *a, article *out, str name, str value);
/* The path of a custom field as a plain name, for formats that have no paths: ".TOPICS" is "TOPICS". */
str path_as_name(str path);

#endif
