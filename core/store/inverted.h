/* inverted.h - stems and field terms -> articles: immutable Xapian shards and the manifest that lists them */
#ifndef STORE_INVERTED_H
#define STORE_INVERTED_H

#include "base/arena.h"
#include "base/fail.h"
#include "store/xapian_c/xapian_c.h"

/* Files in archive/inverted/:  manifest  (text: format, generation, one line a shard: name first_id last_id documents)
 *   <name>/  a glass database without positions and term lists, its docids the article ids in [first_id, last_id], never changed
 * A commit is: build shards, sync them, replace the manifest (atomic). A removed article stays in its shard and is known as
 * removed by its empty forward slot; a merge leaves out nothing, a reindex does. Shards' ranges do not overlap and rise in the
 * manifest. */

typedef struct inverted_term {
    str term;
    uint32_t wdf; /* 0 for boolean terms */
} inverted_term;

/* --- building one shard: any thread, one a builder --- */
typedef struct shard_builder shard_builder;
/* `name` is unique in the archive (e.g. "b000123"). Written without syncing until finish. */
quoth_status shard_builder_new(const char *archive_dir, const char *name, shard_builder **out, quoth_error *err);
/* Ids must rise. Terms need no order; equal ones add up. `length` counts for BM25: tokens of the body and title. */
quoth_status shard_builder_add(shard_builder *b, uint32_t article, const inverted_term *terms, size_t count, quoth_error *err);
typedef struct shard_info {
    char name[32];
    uint32_t first_id, last_id, documents;
} shard_info;
/* Flushes; the caller publishes it with inverted_commit. An empty shard has documents 0 and leaves no files. */
quoth_status shard_builder_finish(shard_builder **b, shard_info *out, quoth_error *err);
void shard_builder_abandon(shard_builder **b);

/* --- the writer's side of the manifest --- */
typedef struct inverted_manifest {
    uint64_t generation;
    VEC(shard_info) shards;
} inverted_manifest;
quoth_status inverted_manifest_read(const char *archive_dir, arena *a, inverted_manifest *out,
                                    quoth_error *err); /* none: empty */
/* Syncs the shards named for the first time, replaces the manifest, removes folders that no manifest names any more
 * (of the generation before last: readers may still be opening the last). */
quoth_status inverted_commit(const char *archive_dir, const inverted_manifest *m, quoth_error *err);
/* Merges neighbouring shards [from, to) into one with Xapian's compactor, keeping docids; the manifest is changed in memory only.
 */
quoth_status inverted_merge(const char *archive_dir, arena *a, inverted_manifest *m, size_t from, size_t to, const char *new_name,
                            quoth_error *err);
/* Which neighbours to merge so that few shards stay (size-tiered; amortised log n); false: none. */
bool inverted_merge_wanted(const inverted_manifest *m, size_t *from, size_t *to);

/* --- reading: one thread at a time --- */
typedef struct inverted_reader inverted_reader;
quoth_status inverted_reader_open(const char *archive_dir, inverted_reader **out, quoth_error *err);
void inverted_reader_close(inverted_reader **r);
/* Reopens if the manifest has changed; *changed says so. */
quoth_status inverted_reader_refresh(inverted_reader *r, bool *changed, quoth_error *err);
uint64_t inverted_reader_generation(const inverted_reader *r);
/* All shards as one database, for xapian_c.h. Its docids are not article ids: */
xc_database *inverted_reader_database(inverted_reader *r);
uint32_t inverted_article_of(const inverted_reader *r, xc_docid docid);
/* Which shard's own (sub-)docids a posting source is given equal article ids. */
size_t inverted_reader_shards(const inverted_reader *r);
quoth_status inverted_term_documents(inverted_reader *r, str term, uint32_t *out, quoth_error *err);

/* Xapian's own check of every shard, ids within the ranges of the manifest. */
quoth_status inverted_check(const char *archive_dir, quoth_error *err);

#endif
