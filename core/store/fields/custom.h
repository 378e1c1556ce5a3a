/* custom.h - custom fields: what the user calls the metadata of a source, and its values, as the archive keeps them */
#ifndef STORE_FIELDS_CUSTOM_H
#define STORE_FIELDS_CUSTOM_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/day.h"

/* A name: a small letter, then small letters, digits, "_" and "-", at most CUSTOM_NAME_BYTES; not that of a field of quoth. */
enum { CUSTOM_NAME_BYTES = 32 };
bool custom_name_is_good(str name);

/* The fields of one article: lines of name, tab, value, in the order in which they were found; "" for none. A value has no
 * control characters and no blanks at its ends and no two together. */
typedef struct custom_values {
    str text;
    size_t room, count;
} custom_values;

/* Adds a value unless it is there already or empty; of one longer than LIMIT_FIELD_VALUE_BYTES the beginning. False, and nothing
 * added, past LIMIT_FIELD_VALUES values or LIMIT_FIELDS_BYTES in all. `text` grows in `a`. */
bool custom_add(arena *a, custom_values *values, str name, str value);
/* Takes the first line off *rest; false at the end. */
bool custom_next(str *rest, str *name, str *value);
/* As values are compared: folded, and runs of blanks are one. In `a`. */
str custom_folded(arena *a, str value);
/* Whether the fields, folded by fold(), have this name (small letters) and, unless it is "", this folded value. */
bool custom_has(str folded_fields, str name, str folded_value);

/* The first value of a field, borrowed; "" without one. */
str custom_value(str fields, str name);
/* The day on which a page was captured, which its crawl gives as the value "captured" (ISO, also folded); NO_DAY when none is. */
day custom_captured(str fields);

/* Terms of the inverted index: Xtopics:earn says that an article has a value (folded), Ftopics that it has the field. */
void term_custom(buf *out, str name, str folded_value);
void term_custom_field(buf *out, str name);

#endif
