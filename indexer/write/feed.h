/* feed.h - articles that the catalogue has, through the pipeline again */
#ifndef WRITE_FEED_H
#define WRITE_FEED_H

#include "indexer/write/pipeline.h"

/* Which articles: all, or those that one of the derived stores lacks. */
typedef struct stored_feed {
    quoth_writer *w;
    uint32_t next_id;
    forward_reader *has_forward; /* NULL: none has */
    uint32_t inverted_until;     /* articles up to this id are in the inverted index */
    bool drops_lost;             /* articles without a record are removed; else they are a failure */
    text_reader *texts;
    uint64_t articles, bytes_of_text;
} stored_feed;

/* A pipeline_ends.fill for a stored_feed. */
quoth_status stored_feed_fill(void *feed, batch *b, quoth_error *err);

#endif
