/* warc_record.h - what does a record of a web crawl say about itself? (ISO 28500: WARC 1.0 and 1.1) */
#ifndef SOURCE_CRAWL_WARC_RECORD_H
#define SOURCE_CRAWL_WARC_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Borrowed from the record; "" where it does not say. */
typedef struct warc_record {
    str type, url, date, content_type;
    str id, digest;       /* of the record; of what was sent ("sha1:…") */
    str refers_to;        /* of a revisit: the address of the page that it is the same as */
    str refers_to_id;     /* and the id of its record */
    size_t head_bytes;    /* the header block with its empty line */
    uint64_t block_bytes; /* what follows: the HTTP answer, or the thing itself */
} warc_record;

typedef enum warc_head {
    WARC_HEAD_WHOLE,
    WARC_HEAD_UNFINISHED, /* it goes on behind what there is */
    WARC_HEAD_BAD,        /* no record begins here, or it does not say how long it is */
} warc_head;

warc_head warc_read_head(str bytes, warc_record *out);
/* A response, a resource or a revisit: one whose block is worth looking at. */
bool warc_may_be_page(const warc_record *r);
/* The type of what a response (its HTTP header) or resource holds is that of a web page, and it was sent with status 200.
 * `block`: the beginning of what follows the header, at least with the HTTP header if it has one. */
bool warc_is_page(const warc_record *r, str block);
/* A page was the same as when it was captured before (status 200), or the server said so (304). Its block may be empty. */
bool warc_is_revisit(const warc_record *r, str block);

#endif
