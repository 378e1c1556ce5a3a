/* json.h - writes JSON: one object a line, nothing more than is asked for */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "buf.h"

/* Writes into `out`, places commas itself. Start with (json_writer){.out = &b}. Depth at most 32.
 * Strings must be UTF-8; what is not becomes U+FFFD. Nothing is written that JSON forbids (NaN becomes null). */
typedef struct json_writer {
    buf *out;
    unsigned depth;
    uint32_t has_member; /* one bit a level */
    bool after_key;
} json_writer;

/* libjansson exports functions of these four names: ours are called otherwise to the linker, or each would be taken for
 * the other. A file that needs both includes <jansson.h> first and sees these. */
#define json_object quoth_json_object
#define json_array quoth_json_array
#define json_string quoth_json_string
#define json_null quoth_json_null

void json_object(json_writer *w);
void json_object_end(json_writer *w);
void json_array(json_writer *w);
void json_array_end(json_writer *w);
void json_key(json_writer *w, const char *key);
void json_string(json_writer *w, str s);
void json_int(json_writer *w, int64_t value);
/* `decimals` digits after the point. */
void json_double(json_writer *w, double value, int decimals);
void json_bool(json_writer *w, bool value);
void json_null(json_writer *w);

/* key and value in one go */
void json_put_string(json_writer *w, const char *key, str value);
void json_put_int(json_writer *w, const char *key, int64_t value);
void json_put_double(json_writer *w, const char *key, double value, int decimals);
void json_put_bool(json_writer *w, const char *key, bool value);

#endif
