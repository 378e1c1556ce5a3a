/* new_shards.h - the shards that a commit brings become one while its catalogue is written */
#ifndef WRITE_NEW_SHARDS_H
#define WRITE_NEW_SHARDS_H

#include <pthread.h>

#include "indexer/write/writer.h"

/* A bulk run gives a shard for each batch, some forty a commit. Published one by one they would be synced one by one, four files
 * each, to be merged right afterwards. A merge of shards that no manifest names yet needs no protocol of its own: until the
 * commit succeeds they and their sum are but folders that the next opening sweeps away. */
typedef struct new_shards {
    quoth_writer *w;
    size_t from, to; /* of the manifest in memory */
    char name[32];   /* of their sum */
    pthread_t thread;
    bool has_thread;
    uint64_t cpu_ns;
    quoth_status status;
    quoth_error err;
} new_shards;

/* Starts to merge what is not published yet; `all` of a writer that began empty: what is published as well. Until
 * new_shards_merged the manifest and the writer's arena are the other thread's. */
void new_shards_merge(new_shards *n, quoth_writer *w, bool all);
/* Waits for it. */
quoth_status new_shards_merged(new_shards *n, quoth_error *err);

#endif
