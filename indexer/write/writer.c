/* writer.c - what does an open writer hold? */
#include "indexer/write/writer.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "indexer/write/rebuild.h"

/* Words that the shared lexicon keeps in memory: 24 bytes each, in a table up to three quarters full. */
enum { MOST_KNOWN_WORDS = 2000000 };

static uint32_t session_number(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint32_t)hash_u64((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + ((uint64_t)getpid() << 40));
}

quoth_status writer_open_stores(quoth_writer *w, quoth_error *err)
{
    uint32_t last;
    w->session = session_number();
    TRY(rebuild_settle(w->dir, w->cat, err));
    TRY(inverted_sweep(w->dir, err));
    TRY(forward_writer_open(w->dir, &w->forward, err));
    TRY(inverted_manifest_read(w->dir, &w->a, &w->manifest, err));
    w->published_shards = w->manifest.shards.count;
    TRY(lexicon_open(w->dir, MOST_KNOWN_WORDS, &w->shared, err));
    TRY(recover(w, err));
    TRY(catalogue_last_id(w->cat, &last, err));
    w->next_id = last + 1;
    fault_point("writer-opened");
    return QUOTH_OK;
}

void writer_close_stores(quoth_writer *w)
{
    if (w->given_shard)
        shard_builder_abandon(&w->given_shard);
    batch_free(&w->given);
    worker_free(&w->hand);
    lexicon_close(&w->shared);
    forward_writer_close(&w->forward);
    catalogue_close(&w->cat);
    archive_lock_release(&w->lock);
}
