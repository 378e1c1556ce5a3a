/* new_shards.h - the shards that a commit brings become one while its catalogue is written */
#ifndef WRITE_NEW_SHARDS_H
#define WRITE_NEW_SHARDS_H

#include <pthread.h>

#include "indexer/write/writer.h"

/* A bulk run gives a shard for each batch, some forty a commit, in memory. Their sum is the first that is written: a folder that
 * no manifest names yet, which needs no protocol of its own. Until the commit succeeds the next opening sweeps it away. */
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
