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
#include "store/journal/redo.h"

/* Words that the shared lexicon keeps in memory: 24 bytes each, in a table up to three quarters full. */
enum { MOST_KNOWN_WORDS = 2000000 };
/* Bytes of text; a dictionary takes a twentieth of that. With their tags they are less than what it is made of. */
enum { ENOUGH_TO_TRAIN = 4 << 20 };

static uint32_t session_number(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint32_t)hash_u64((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + ((uint64_t)getpid() << 40));
}

static quoth_status open_dictionaries(quoth_writer *w, quoth_error *err)
{
    catalogue_totals totals;
    w->dictionaries = dictionaries_new();
    w->packing = packer_new();
    w->train_at = ENOUGH_TO_TRAIN;
    packer_share(w->packing, w->dictionaries);
    TRY(dictionaries_load(w->dictionaries, w->cat, err));
    if (dictionaries_has_any(w->dictionaries))
        return QUOTH_OK;
    TRY(catalogue_totals_get(w->cat, &totals, err));
    w->plain_bytes = totals.body_bytes;
    return QUOTH_OK;
}

quoth_status writer_open_stores(quoth_writer *w, quoth_error *err)
{
    uint32_t last;
    uint64_t generation;
    w->session = session_number();
    TRY(inverted_drop_damaged(w->dir, err));
    TRY(journal_open(w->dir, &w->small_commits, err));
    TRY(redo_journal(w->dir, w->cat, w->small_commits, err));
    TRY(rebuild_settle(w->dir, w->cat, err));
    TRY(inverted_sweep(w->dir, err));
    TRY(catalogue_generation(w->cat, &generation, err));
    TRY(forward_writer_open(w->dir, generation, &w->forward, err));
    TRY(inverted_manifest_read(w->dir, &w->a, &w->manifest, err));
    w->published_shards = w->manifest.shards.count;
    w->began_empty = w->manifest.shards.count == 0;
    TRY(open_dictionaries(w, err));
    w->groups = grouping_new();
    w->at_home = homes_new();
    TRY(homes_load(w->at_home, w->cat, err));
    TRY(lexicon_open(w->dir, MOST_KNOWN_WORDS, &w->shared, err));
    TRY(recover(w, err));
    TRY(catalogue_last_id(w->cat, &last, err));
    w->next_id = last + 1;
    fault_point("writer-opened");
    return QUOTH_OK;
}

void writer_close_stores(quoth_writer *w)
{
    if (w->in_transaction)
        writer_roll_back(w);
    writer_drop_shards(w);
    if (w->was_small && !w->is_broken)
        (void)writer_settle_all(w, NULL); /* should it fail, the next opening does it from the journal */
    inverted_merge_abandon(&w->merging);
    journal_close(&w->small_commits);
    if (w->given_shard)
        shard_builder_abandon(&w->given_shard);
    batch_free(&w->given);
    worker_free(&w->hand);
    lexicon_close(&w->shared);
    grouping_free(&w->groups);
    homes_free(&w->at_home);
    packer_free(&w->packing);
    deriver_free(&w->rewording);
    text_reader_free(&w->texts);
    recent_texts_release(&w->recent);
    dictionaries_free(&w->dictionaries);
    forward_writer_close(&w->forward);
    catalogue_close(&w->cat);
    archive_lock_release(&w->lock);
}
