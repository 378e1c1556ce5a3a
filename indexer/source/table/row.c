/* row.c - how does a row of a table become an article? As the JSON object that has its columns as members */
#include "indexer/source/table/row.h"

enum { LONGEST_NAME = 256 };

void row_put(json_writer *w, const char *name, str value)
{
    char key[LONGEST_NAME];
    size_t len = 0;
    for (; name[len] && len + 1 < sizeof key; len++)
        key[len] = name[len];
    key[len] = '\0';
    for (char *c = key; (c = strpbrk(c, ".["));)
        *c = '_';
    json_put_string(w, key, value);
}

quoth_status row_parse(arena *a, const raw_record *r, str json, article *out, quoth_error *err)
{
    raw_record row = *r;
    row.bytes = arena_copy(a, json); /* the article's slices point into it */
    return format_jsonl.parse(a, &row, out, err);
}
