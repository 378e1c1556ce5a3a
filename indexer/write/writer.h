/* writer.h - the one writer of an archive: its stores, its open transaction, and the commit protocol */
#ifndef WRITE_WRITER_H
#define WRITE_WRITER_H

#include <quoth/index.h>

#include "indexer/write/batch.h"
#include "indexer/write/grouping.h"
#include "indexer/write/recent_texts.h"
#include "store/archive.h"
#include "store/journal/journal.h"

/* Words that `rewording` keeps in memory. */
enum { MOST_REWORDED = 50000 };

struct quoth_writer {
    char *dir;
    arena a; /* as long as the writer */
    archive_lock *lock;
    catalogue *cat;
    forward_writer *forward;
    journal *small_commits;
    inverted_manifest manifest; /* with shards that are built and not published yet */
    size_t published_shards;
    inverted_merging *merging; /* in steps, of published shards; NULL: none */
    bool was_small;            /* the last commit went to the journal */
    lexicon *shared;
    grouping *groups;
    homes *at_home;
    dictionaries *dictionaries;
    packer *packing; /* of the calling thread */
    recent_texts recent;
    text_reader *texts; /* of committed articles; made when first needed */
    deriver *rewording; /* the same, for what changes take out and put in; made when first needed */
    /* While there is no dictionary: bytes of text in the archive, and how many there shall be when one is made. */
    uint64_t plain_bytes, train_at;
    uint32_t next_id;
    bool in_transaction;
    bool began_empty;   /* when it was opened, there was no shard */
    bool is_broken;     /* a store failed: only closing is left */
    bool leaves_behind; /* published shards have been merged, and their folders wait for the next commit of the manifest */
    uint64_t uncommitted_bytes, committed_at_ns;
    uint64_t added; /* articles, in this run, or since the last commit of a program */
    uint32_t session, shards_named;
    /* articles given one at a time */
    worker *hand;
    batch *given;
    shard_builder *given_shard;
    stage_clock clock; /* of the calling thread */
};

/* Opens the stores of an archive whose lock is held, as they are. */
quoth_status writer_open_stores(quoth_writer *w, quoth_error *err);
void writer_close_stores(quoth_writer *w);

/* A name no other shard of this archive has or had. */
void writer_name_shard(quoth_writer *w, char name[32]);
quoth_status writer_begin(quoth_writer *w, quoth_error *err);
/* Moves a finished batch's shard to the manifest in memory. */
void writer_take_shard(quoth_writer *w, shard_info *shard);
/* Those that are not published are forgotten. */
void writer_drop_shards(quoth_writer *w);
/* The columns that the catalogue numbers: source and byline. */
quoth_status writer_number_columns(quoth_writer *w, batch_item *item, quoth_error *err);
/* A row and its forward record. */
quoth_status writer_store_item(quoth_writer *w, batch *b, batch_item *item, quoth_error *err);
/* Out of the catalogue and the forward index. */
quoth_status writer_remove_article(quoth_writer *w, uint32_t id, quoth_error *err);
/* The commit protocol: catalogue, forward index, inverted index, each with the new generation. Nothing to do without changes. A
 * small change waits for the disk once, for the journal. */
quoth_status writer_commit(quoth_writer *w, quoth_error *err);
/* The last one of a run: what a writer built from nothing ends as one shard. */
quoth_status writer_commit_last(quoth_writer *w, quoth_error *err);
/* What small commits have written is on disk; the journal is empty. */
quoth_status writer_settle(quoth_writer *w, quoth_error *err);
/* The same for their shards, too. */
quoth_status writer_settle_all(quoth_writer *w, quoth_error *err);
/* The manifest in memory is the one that readers find. */
void writer_published(quoth_writer *w);
/* With a small commit, whose shard is in the manifest in memory and not published yet: merges published shards, small ones at
 * once, larger ones in steps, so that few are left and no call takes long. *settled: there is a new one of a size for
 * inverted_commit. */
quoth_status writer_merge_some(quoth_writer *w, bool *settled, quoth_error *err);
/* Before the writer is closed: a merge in steps comes to its end, if it is of 30,000 documents or fewer (half a second), for who
 * opens a writer for each article. inverted_commit is to follow. */
quoth_status writer_merge_rest(quoth_writer *w, quoth_error *err);
/* Merges shards until few are left. `at_end` of a run the merged-away ones go at once, else with the next commit. */
quoth_status writer_merge(quoth_writer *w, bool at_end, quoth_error *err);
/* Drops what is not committed. */
void writer_roll_back(quoth_writer *w);

#endif
