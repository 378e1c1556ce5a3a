/* rebuild.c - how are the derived stores made again from the catalogue?
 *
 * Recovery and rebuild send the stored articles through the same pipeline and the same derivation as new ones. A rebuild grows
 * beside the old stores, within one transaction of the catalogue, and is committed with the generation that the catalogue is
 * about to have; once the catalogue has it, the new stores are exchanged for the old ones, now or on the next opening. Killed
 * before that, it is dropped. */
#include "indexer/write/rebuild.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/trace.h"
#include "indexer/write/feed.h"
#include "indexer/write/history.h"
#include "store/copies.h"

enum { TICK_MS = 100 };

/* --- exchanging folders --- */

static quoth_status exchange(const char *new_path, const char *old_path, quoth_error *err)
{
    if (!file_exists(old_path))
        return rename(new_path, old_path) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot rename %s", new_path);
    if (renameat2(AT_FDCWD, new_path, AT_FDCWD, old_path, RENAME_EXCHANGE) == 0)
        return QUOTH_OK;
    /* A file system without exchange: for an instant there is no folder; the next opening derives it again. */
    TRY(folder_remove(old_path, err));
    return rename(new_path, old_path) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot rename %s", new_path);
}

static quoth_status forward_generation(const char *dir, uint64_t *out, quoth_error *err)
{
    forward_reader *r = NULL;
    TRY(forward_reader_open(dir, &r, err));
    *out = forward_reader_generation(r);
    forward_reader_close(&r);
    return QUOTH_OK;
}

static quoth_status inverted_generation(const char *dir, uint64_t *out, quoth_error *err)
{
    arena a = {0};
    inverted_manifest m = {0};
    quoth_status status = inverted_manifest_read(dir, &a, &m, err);
    *out = m.generation;
    arena_release(&a);
    return status;
}

typedef quoth_status (*generation_reader)(const char *dir, uint64_t *out, quoth_error *err);

/* Takes the new store if it is of the catalogue's generation and the old one is not. */
static quoth_status settle_store(arena *a, const char *dir, const char *name, generation_reader read, uint64_t wanted,
                                 quoth_error *err)
{
    const char *rebuilt = path_join(a, dir, "rebuild"), *new_path = path_join(a, rebuilt, name);
    uint64_t new_generation, old_generation;
    if (!file_exists(new_path) || read(rebuilt, &new_generation, NULL) != QUOTH_OK || new_generation != wanted)
        return QUOTH_OK;
    if (read(dir, &old_generation, NULL) == QUOTH_OK && old_generation == wanted)
        return QUOTH_OK;
    TRY(exchange(new_path, path_join(a, dir, name), err));
    fault_point("store-exchanged");
    return folder_sync(dir, err);
}

static quoth_status settle(arena *a, const char *dir, catalogue *c, quoth_error *err)
{
    uint64_t generation;
    const char *rebuilt = path_join(a, dir, "rebuild");
    if (!file_exists(rebuilt))
        return QUOTH_OK;
    TRY(catalogue_generation(c, &generation, err));
    TRY(settle_store(a, dir, "forward", forward_generation, generation, err));
    TRY(settle_store(a, dir, "inverted", inverted_generation, generation, err));
    TRY(folder_remove(rebuilt, err));
    fault_point("rebuild-settled");
    return QUOTH_OK;
}

quoth_status rebuild_settle(const char *dir, catalogue *c, quoth_error *err)
{
    arena a = {0};
    quoth_status status = settle(&a, dir, c, err);
    arena_release(&a);
    return status;
}

/* --- one run over stored articles --- */

typedef struct rebuild {
    stored_feed feed;
    const quoth_index_options *options;
    const char *dir; /* where the stores grow */
    forward_writer *forward;
    inverted_manifest *manifest;
    bool retag;
    bool regroup; /* the copies too are found anew, and the words of changes */
    uint64_t done, total, started_ns, ticked_ns;
    bool is_stopped;
} rebuild;

static quoth_status store_derived(rebuild *r, batch_item *item, quoth_error *err)
{
    quoth_writer *w = r->feed.w;
    if (item->status != QUOTH_OK) {
        if (err)
            *err = item->why;
        return item->status;
    }
    TRY(writer_number_columns(w, item, err));
    if (item->is_repacked)
        TRY(catalogue_replace_packed(w->cat, item->row.id, item->row.packed, item->row.quotations, err));
    homes_vote(w->at_home, item->home_key, item->certain_places, item->certain_count);
    TRY(forward_writer_append(r->forward, item->row.id, &item->columns, item->forward, item->values, err));
    if (!r->regroup)
        return QUOTH_OK;
    TRY(history_derive(w, &item->row, item->stored.body, err));
    return grouping_add(w->groups, w->cat, r->forward, item->row.id, &item->copy_signature, err);
}

static quoth_status take(void *context, batch *b, quoth_error *err)
{
    rebuild *r = context;
    for (size_t i = 0; i < b->count; i++) {
        TRY(store_derived(r, &b->items[i], err));
        r->feed.w->uncommitted_bytes += b->items[i].row.body_bytes;
    }
    if (b->shard.documents > 0)
        vec_push(&r->feed.w->a, &r->manifest->shards, b->shard);
    r->done += b->count;
    fault_point("batch-derived-again");
    return QUOTH_OK;
}

static bool tick(void *context)
{
    rebuild *r = context;
    uint64_t now = clock_ns();
    if (r->is_stopped || !r->options->progress || now - r->ticked_ns < TICK_MS * 1000000u)
        return !r->is_stopped;
    r->ticked_ns = now;
    quoth_index_progress p = {r->done, r->feed.bytes_of_text, r->done, r->total, (double)(now - r->started_ns) / 1e9};
    r->is_stopped = r->options->progress(r->options->context, &p) != 0;
    return !r->is_stopped;
}

static quoth_status run(rebuild *r, quoth_error *err)
{
    pipeline_config config = pipeline_config_for(r->feed.w, r->options, r->dir);
    pipeline_ends ends = {.context = r, .fill = stored_feed_fill, .take = take, .tick = tick};
    config.worker.retag = r->retag;
    r->started_ns = clock_ns();
    TRY(catalogue_article_count(r->feed.w->cat, &r->total, err));
    r->feed.texts = text_reader_new(r->feed.w->cat);
    quoth_status status = pipeline_run(&config, &ends, &r->feed.w->clock, err);
    text_reader_free(&r->feed.texts);
    TRY(status);
    return r->is_stopped ? fail(err, QUOTH_CANCELLED, "stopped: the archive is as it was") : QUOTH_OK;
}

/* --- everything anew --- */

static quoth_status merge_all(rebuild *r, quoth_error *err)
{
    char name[32];
    size_t from, to;
    while (inverted_merge_wanted(r->manifest, UINT64_MAX, &from, &to)) {
        writer_name_shard(r->feed.w, name);
        TRY(inverted_merge(r->dir, &r->feed.w->a, r->manifest, from, to, name, err));
    }
    return QUOTH_OK;
}

/* The new stores get the generation that the catalogue gets right after them. */
static quoth_status commit_rebuilt(rebuild *r, quoth_error *err)
{
    quoth_writer *w = r->feed.w;
    uint64_t generation;
    TRY(catalogue_generation(w->cat, &generation, err));
    TRY(merge_all(r, err));
    TRY(grouping_settle(w->groups, w->cat, r->forward, err));
    TRY(forward_writer_commit(r->forward, generation + 1, err));
    fault_point("rebuilt-forward");
    r->manifest->generation = generation + 1;
    TRY(inverted_commit(r->dir, r->manifest, err));
    fault_point("rebuilt-inverted");
    TRY(lexicon_store(w->shared, w->cat, err));
    TRY(homes_store(w->at_home, w->cat, err));
    TRY(catalogue_commit(w->cat, err));
    w->in_transaction = false;
    w->uncommitted_bytes = 0;
    TRY(catalogue_sync(w->cat, err));
    fault_point("rebuilt-catalogue");
    lexicon_stored(w->shared);
    return QUOTH_OK;
}

static quoth_status rebuild_beside(rebuild *r, quoth_error *err)
{
    TRY(folder_remove(r->dir, err));
    TRY(folder_make(r->dir, err));
    TRY(forward_writer_open(r->dir, 0, &r->forward, err));
    TRY(writer_begin(r->feed.w, err));
    TRY(copies_clear(r->feed.w->cat, err));
    if (r->retag)
        homes_recount(r->feed.w->at_home);
    TRY(run(r, err));
    TRY(commit_rebuilt(r, err));
    return QUOTH_OK;
}

/* Closes the old stores, puts the new ones in their place, opens those. */
static quoth_status move_in(quoth_writer *w, quoth_error *err)
{
    uint64_t generation;
    forward_writer_close(&w->forward);
    TRY(rebuild_settle(w->dir, w->cat, err));
    TRY(catalogue_generation(w->cat, &generation, err));
    TRY(forward_writer_open(w->dir, generation, &w->forward, err));
    w->manifest = (inverted_manifest){0};
    TRY(inverted_manifest_read(w->dir, &w->a, &w->manifest, err));
    w->published_shards = w->manifest.shards.count;
    return QUOTH_OK;
}

static quoth_status rebuild_into_new(quoth_writer *w, bool retag, bool drops_lost, const quoth_index_options *options,
                                     quoth_index_report *report, quoth_error *err)
{
    inverted_manifest m = {0};
    rebuild r = {.feed = {.w = w, .next_id = 1, .drops_lost = drops_lost}, .options = options, .manifest = &m};
    r.retag = retag;
    r.regroup = true;
    TRY(writer_settle_all(w, err));
    inverted_merge_abandon(&w->merging);
    r.dir = path_join(&w->a, w->dir, "rebuild");
    quoth_status status = rebuild_beside(&r, err);
    forward_writer_close(&r.forward);
    if (status != QUOTH_OK) {
        writer_roll_back(w);
        (void)folder_remove(r.dir, NULL);
        w->is_broken = true;
        return status;
    }
    TRY(move_in(w, err));
    homes_settle(w->at_home);
    report->bytes_of_text += r.feed.bytes_of_text;
    report->seconds += (double)(clock_ns() - r.started_ns) / 1e9;
    return QUOTH_OK;
}

quoth_status rebuild_all(quoth_writer *w, bool retag, const quoth_index_options *options, quoth_index_report *report,
                         quoth_error *err)
{
    return rebuild_into_new(w, retag, false, options, report, err);
}

/* --- what a killed writer left out --- */

static quoth_status remove_orphans(quoth_writer *w, const forward_reader *has, quoth_error *err)
{
    uint32_t end = forward_reader_end(has), id = 0, next = 0;
    for (id = 1; id < end; id++) {
        if (next < id) {
            quoth_error why;
            quoth_status status = catalogue_next_id(w->cat, id, &next, &why);
            if (status == QUOTH_NOT_FOUND)
                next = UINT32_MAX;
            else if (status != QUOTH_OK)
                return fail(err, status, "%s", why.message);
        }
        if (id < next && forward_reader_slot(has, id))
            TRY(forward_writer_remove(w->forward, id, err));
    }
    return QUOTH_OK;
}

static quoth_status derive_missing(quoth_writer *w, quoth_error *err)
{
    static const quoth_index_options plain = {0};
    rebuild r = {.feed = {.w = w, .next_id = 1}, .options = &plain, .manifest = &w->manifest, .dir = w->dir};
    r.forward = w->forward;
    if (w->manifest.shards.count > 0)
        r.feed.inverted_until = w->manifest.shards.items[w->manifest.shards.count - 1].last_id;
    forward_reader *has = NULL;
    TRY(forward_reader_open(w->dir, &has, err));
    r.feed.has_forward = has;
    quoth_status status = writer_begin(w, err);
    if (status == QUOTH_OK)
        status = remove_orphans(w, has, err);
    if (status == QUOTH_OK)
        status = run(&r, err);
    forward_reader_close(&has);
    trace("recover", "%llu articles derived again", (unsigned long long)r.done);
    TRY(status);
    TRY(writer_commit(w, err));
    return writer_merge(w, false, err);
}

quoth_status recover(quoth_writer *w, quoth_error *err)
{
    static const quoth_index_options plain = {0};
    quoth_index_report unused = {0};
    uint64_t wanted, forward = forward_writer_generation(w->forward), inverted = w->manifest.generation;
    TRY(catalogue_generation(w->cat, &wanted, err));
    /* Ahead of the catalogue is what this protocol never leaves behind: an older catalogue was put back. What was removed since
     * then has no words any more. */
    if (forward > wanted || inverted > wanted)
        return rebuild_into_new(w, false, true, &plain, &unused, err);
    if (forward == wanted && inverted == wanted)
        return QUOTH_OK;
    trace("recover", "catalogue %llu, forward %llu, inverted %llu", (unsigned long long)wanted, (unsigned long long)forward,
          (unsigned long long)inverted);
    return derive_missing(w, err);
}
