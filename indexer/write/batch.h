/* batch.h - some hundred articles on their way from a source to the stores */
#ifndef WRITE_BATCH_H
#define WRITE_BATCH_H

#include "indexer/source/source.h"
#include "indexer/write/derive.h"
#include "indexer/write/homes.h"
#include "indexer/write/stages.h"
#include "store/text/reader.h"

enum { BATCH_ITEMS = 256, BATCH_BYTES = 1500000 };

typedef enum item_origin {
    FROM_SOURCE,    /* raw is a record of a file */
    FROM_PROGRAM,   /* art is filled in */
    FROM_CATALOGUE, /* row is filled in, with its frame, and its text */
} item_origin;

struct file_state; /* intake.h */

/* As its source says, else as its text looks. */
language article_language(const article *art);

typedef struct batch_item {
    item_origin origin;
    raw_record raw;
    article art;
    uint64_t content_hash;
    struct file_state *file; /* FROM_SOURCE */
    bool is_dropped;         /* not to be stored after all: replaced within its own batch */
    uint32_t replaces;       /* FROM_PROGRAM: the article whose place it takes, or 0 */
    bool skips_inverted;     /* FROM_CATALOGUE: only its forward record is missing */
    /* Results. `status` other than QUOTH_OK: no article, and why; with QUOTH_OK a non-empty why is a warning. */
    quoth_status status;
    quoth_error why;
    str body;         /* but FROM_CATALOGUE */
    str recalled_id;  /* QUOTH_WITHHELD: of what its sender takes back; or "" */
    str recalled_at;  /* when, as found; or "" */
    str revisited_id; /* QUOTH_NOT_FOUND: of the page that was captured again as it had been, on this day; or "" */
    day revisited;
    str revisited_else; /* the id of the page that this one is the same as; or "" */
    catalogue_article row;
    stored_text stored; /* FROM_CATALOGUE */
    bool is_repacked;   /* FROM_CATALOGUE: tagged anew, or cut into other words */
    forward_slot columns;
    str author_keys;     /* byline_keys */
    str forward, values; /* its record and its values */
    signature copy_signature;
    str home_key; /* of its publication; its places that leave no doubt */
    uint32_t *certain_places;
    size_t certain_count;
} batch_item;

typedef struct batch {
    arena a;           /* everything of its items */
    uint32_t first_id; /* of items[0]; items[i] has first_id + i, unless they come from the catalogue */
    size_t count;
    size_t bytes; /* of text, raw or packed, in it */
    batch_item items[BATCH_ITEMS];
    VEC(struct file_state *) finished; /* files whose last record is in this batch or before it */
    char shard_name[32];
    /* Results. */
    shard_info shard;
    quoth_status status; /* of the batch as a whole: a store that cannot be written */
    quoth_error err;
} batch;

batch *batch_new(void);
void batch_free(batch **b);
/* An item to be filled in; the batch must not be full. */
batch_item *batch_add(batch *b);
bool batch_is_full(const batch *b);

/* How much of the input a batch may take. */
typedef struct batch_limits {
    uint64_t items, bytes;
} batch_limits;
/* Before all threads have to wait for each other - `items_left` until then, `bytes_left` of the input - batches become small, so
 * that the threads end together. UINT64_MAX: far off, or not known. */
batch_limits batch_limits_for(unsigned threads, uint64_t items_left, uint64_t bytes_left);
bool batch_has_room(const batch *b, const batch_limits *limits);

/* --- turning records into what the stores keep --- */

typedef struct worker_config {
    const char *shard_dir; /* archive folder for the inverted shards */
    bool keeps_shards;     /* in memory: whoever takes the batches merges them (shard_builder_keep) */
    lexicon *shared;
    const homes *at_home;
    const dictionaries *dictionaries;
    size_t most_words;
    bool no_tags;
    day since;  /* what a source says was published before is no article: QUOTH_NOT_FOUND; or NO_DAY */
    bool retag; /* FROM_CATALOGUE: tag again instead of taking the stored tags */
} worker_config;

/* One thread's tools. */
typedef struct worker worker;
worker *worker_new(const worker_config *config);
void worker_free(worker **w);
/* Turns all items into results and writes the batch's shard. */
void worker_process(worker *w, batch *b);
/* The same in steps, for articles that come one at a time. */
void worker_begin(worker *w, batch *b, shard_builder **shard);
void worker_item(worker *w, batch *b, batch_item *item, shard_builder *shard);
void worker_end(worker *w, batch *b, shard_builder **shard);
const stage_clock *worker_clock(const worker *w);

#endif
