/* http.h - what does a stored answer of a web server hold, without the ways it was sent? */
#ifndef SOURCE_CRAWL_HTTP_H
#define SOURCE_CRAWL_HTTP_H

#include "base/arena.h"

/* The value of a header line "Name: value" in a block of lines, the first of that name, trimmed; "" when there is none. A name's
 * case is ignored; lines may end in LF alone. */
str header_value(str lines, str name);
/* Bytes of the header block at the start of `s`, its empty line included; 0 when it does not end within `s`. */
size_t header_length(str s);
/* "text/html" of "Text/HTML; charset=x": borrowed, and the parameter, "" without one. */
str media_type(str content_type);
str media_parameter(str content_type, str name);

/* "HTTP/1.1 200 OK": 200; 0 when these bytes are no answer (RFC 9112, 4). */
unsigned http_status(str response);
/* The body of a response whose header block is whole: out of its chunks (RFC 9112, 7.1) and unpacked from gzip, deflate, br or
 * zstd. What was stored decoded though its header says otherwise is taken as it is; a body cut short gives what there is. In `a`,
 * or borrowed; at most LIMIT_RECORD_BYTES, and LIMIT_UNPACKED_RATIO times what was stored. */
str http_body(arena *a, str response);
/* The first coding it says it was sent in that this build cannot undo: "" none. */
str http_unknown_coding(str response);

#endif
