/* inverted.h - stems and field terms -> articles: immutable Xapian shards and the manifest that lists them */
#ifndef STORE_INVERTED_H
#define STORE_INVERTED_H

#include "base/arena.h"
#include "base/fail.h"
#include "store/xapian_c/xapian_c.h"

/* Files in archive/inverted/:  manifest  (text: format, generation, one line a shard, one a retired shard, checksum)
 *   tip0, tip1  (written in turn, the newer counts: the same, of a newer generation, and since when the machine has been running:
 * what it names need not be on the disk, so that it counts only until the machine is started again; then what it lacks is derived
 * again) <name>/  a glass database without positions and term lists, its docids the article ids in [first_id, last_id], never
 * changed A commit is: build shards, sync them, replace the manifest (atomic). A removed article stays in its shard and is known
 * as removed by its empty forward slot; a merge leaves out nothing, a reindex does. Shards' ranges do not overlap and rise in the
 * manifest. A shard that is no longer named stays for one commit more (retired: readers may still be opening it). */

/* Where a shard builder has a term, for who will give it the same one again. {0}: not known. */
typedef struct inverted_memo {
    uint32_t builder, record;
} inverted_memo;

typedef struct inverted_term {
    str term;
    uint32_t wdf;        /* 0 for boolean terms */
    inverted_memo *memo; /* of this very term, or NULL: saves the search for it when it comes next */
} inverted_term;

/* --- building one shard: any thread, one a builder --- */
typedef struct shard_builder shard_builder;
/* `name` is unique in the archive (e.g. "b000123"). Nothing is synced until the commit.
 * Articles are gathered in memory and written at finish, as tables of glass, the format of Xapian 1.4. Where the library is of
 * another version, or the environment has QUOTH_SHARDS=api (for tests), they go through Xapian's own interface: slower, the same
 * content. */
quoth_status shard_builder_new(const char *archive_dir, const char *name, shard_builder **out, quoth_error *err);
/* Ids must rise. Terms need no order; equal ones add up. The sum of all wdfs is the document's length for BM25, less than 2^32
 * - 1. QUOTH_BAD_INPUT for more, and for a term of no or more than LIMIT_TERM_BYTES bytes, or of more than 249 when each zero
 * byte counts twice (Xapian's keys have no more room); the article is then not in. */
quoth_status shard_builder_add(shard_builder *b, uint32_t article, const inverted_term *terms, size_t count, quoth_error *err);
typedef struct shard_info {
    char name[32];
    uint32_t first_id, last_id, documents;
    struct glass_sorted *lists; /* of shard_builder_keep, all of it, until it is merged; else NULL, and it is in its folder */
} shard_info;
/* Beyond so many bytes (96 MB unless told otherwise: some 60,000 articles of news) the articles so far are written beside the
 * shard, and merged with the rest at finish. Of no effect through Xapian's interface, which keeps 10,000 articles. */
void shard_builder_limit(shard_builder *b, size_t most_memory);
/* Before the first article: the shard is to be merged with others before anybody commits, so that it need not be written. At
 * finish it stays in memory (some 10 bytes a different term, its own bytes, and 2 to 4 a posting), unless there was more than the
 * limit. Of no effect through Xapian's interface. */
void shard_builder_keep(shard_builder *b);
/* Bytes held: some 64 a different term and 2 to 4 a posting. 0 through Xapian's interface. */
size_t shard_builder_memory(const shard_builder *b);
/* Flushes and frees the builder, whether it fails or not; the caller publishes it with inverted_commit. An empty shard has
 * documents 0 and leaves no files. */
quoth_status shard_builder_finish(shard_builder **b, shard_info *out, quoth_error *err);
void shard_builder_abandon(shard_builder **b);
/* Forgets what is in memory; nothing else to do for a shard that has a folder. */
void shard_lists_free(shard_info *s);

/* --- the writer's side of the manifest --- */
typedef struct inverted_manifest {
    uint64_t generation;
    VEC(shard_info) shards;
    VEC(shard_info) retired; /* named by the manifest before this one; the next commit removes them */
    str since;               /* of a tip: machine_start_name when it was written */
    uint64_t checksum;       /* of the file it was read from; 0: none */
} inverted_manifest;
/* The tip where it counts, else the manifest. QUOTH_CORRUPT for one that quoth did not write, QUOTH_UNSUPPORTED for one of
 * another format. */
quoth_status inverted_manifest_read(const char *archive_dir, arena *a, inverted_manifest *out,
                                    quoth_error *err); /* none: empty */
/* Syncs the shards named for the first time, replaces the manifest, removes the folders retired before. Shards being built
 * meanwhile are left alone. Set m->generation first. */
quoth_status inverted_commit(const char *archive_dir, const inverted_manifest *m, quoth_error *err);
/* The same without waiting for the disk, for readers until the machine is started again. Shards of the manifest on the disk that
 * `m` has no more go with the next inverted_commit. */
quoth_status inverted_commit_tip(const char *archive_dir, const inverted_manifest *m, quoth_error *err);
/* Whether the manifest on the disk names the shard. For tests. */
quoth_status inverted_is_settled(const char *archive_dir, const char *shard, bool *out, quoth_error *err);
/* A manifest that is damaged is removed: what it named is derived again, as where there is none. The writer's, first of all. */
quoth_status inverted_drop_damaged(const char *archive_dir, quoth_error *err);
/* Removes what killed builders left: all folders that the manifest does not know. Only while nothing is being built. */
quoth_status inverted_sweep(const char *archive_dir, quoth_error *err);
/* Merges neighbouring shards [from, to), one or more, into one, keeping docids: in bulk, with posting lists cut anew, or, like a
 * builder, by Xapian's compactor; the manifest is changed in memory only, its arena is `a`. The merged shards' folders go with
 * the commits that follow. */
quoth_status inverted_merge(const char *archive_dir, arena *a, inverted_manifest *m, size_t from, size_t to, const char *new_name,
                            quoth_error *err);
/* The same in steps, while shards are added behind and others are merged: [from, to) stay as they are until it is finished.
 * QUOTH_UNSUPPORTED: these can be merged only at once. */
typedef struct inverted_merging inverted_merging;
quoth_status inverted_merge_start(const char *archive_dir, const inverted_manifest *m, size_t from, size_t to,
                                  const char *new_name, inverted_merging **out, quoth_error *err);
/* Some `bytes` of postings more. */
quoth_status inverted_merge_step(inverted_merging *g, uint64_t bytes, bool *is_done, quoth_error *err);
/* Frees it, whether it fails or not. */
quoth_status inverted_merge_finish(inverted_merging **g, arena *a, inverted_manifest *m, quoth_error *err);
void inverted_merge_abandon(inverted_merging **g);
/* Of all that it merges. */
uint64_t inverted_merge_documents(const inverted_merging *g);
/* The first shard of `m` behind those that it merges. */
size_t inverted_merge_end(const inverted_merging *g, const inverted_manifest *m);
/* Which neighbours to merge so that few shards stay (size-tiered; amortised log n), if they have `most` documents together or
 * fewer: a document takes some 15 us. False: none. */
bool inverted_merge_wanted(const inverted_manifest *m, uint64_t most, size_t *from, size_t *to);

/* --- reading: one thread at a time --- */
typedef struct inverted_reader inverted_reader;
quoth_status inverted_reader_open(const char *archive_dir, inverted_reader **out, quoth_error *err);
void inverted_reader_close(inverted_reader **r);
/* Reopens if the manifest has changed; *changed says so. */
quoth_status inverted_reader_refresh(inverted_reader *r, bool *changed, quoth_error *err);
uint64_t inverted_reader_generation(const inverted_reader *r);
/* All shards as one database, for xapian_c.h; closed by refresh, when it changes, and close. Its docids are not article ids: */
xc_database *inverted_reader_database(inverted_reader *r);
uint32_t inverted_article_of(const inverted_reader *r, xc_docid docid);
/* The shards' own docids, which posting sources, deciders and sort keys get, ARE the article ids: only hits need
 * inverted_article_of. */
size_t inverted_reader_shards(const inverted_reader *r);
quoth_status inverted_term_documents(inverted_reader *r, str term, uint32_t *out, quoth_error *err);
/* The articles that have the term, removed ones included, in rising order and in `a`: as many as inverted_term_documents says.
 * Some ns each, from a map of the shard; through Xapian where a shard was not written in bulk. */
quoth_status inverted_term_articles(inverted_reader *r, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err);

/* --- for the parts of this store --- */
/* "archive_dir/inverted/name" */
char *inverted_path(arena *a, const char *archive_dir, const char *name);
/* The folders of `count` shards, in `a`. */
const char **inverted_shard_paths(const char *archive_dir, arena *a, const shard_info *shards, size_t count);
/* The empty folder of a new shard, by its path. */
quoth_status inverted_folder_make(const char *path, quoth_error *err);
bool inverted_has_shard(const inverted_manifest *m, const char *name);
/* Of a folder, and nothing else: letters, digits, '-' and '_', not "manifest" or "tip…". */
bool inverted_is_shard_name(str name);
/* Is the library one whose tables quoth writes itself, and not told otherwise (see shard_builder_new)? */
bool inverted_writes_in_bulk(void);

/* What a call of xapian_c.h said, as ours: fills `err` with "what: message". */
quoth_status inverted_failure(const xc_error *why, const char *what, quoth_error *err);

/* Xapian's own check of every shard, ids within the ranges of the manifest. */
quoth_status inverted_check(const char *archive_dir, quoth_error *err);

#endif
