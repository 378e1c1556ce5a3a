/* commit.c - in which order do the three stores learn of a change, so that a crash at any instant loses nothing?
 *
 * The forward records first, on disk but not yet counted: an article's words are nowhere else. Then the catalogue: from then on
 * the change has happened. Then the slots, which were promised behind the records, so that the next opening writes them when the
 * process ends here. The inverted index last; what it lacks is derived again. A reader opens it first, so all it finds there has
 * its row and its record.
 *
 * Each of these steps waits for the disk, a dozen times in all. A small change waits once, for an entry of the journal that says
 * what catalogue and forward index are to become; then the same steps follow without waiting, and from time to time all of them
 * are synced together. A kill leaves what the last step had written; a machine that stops leaves anything, and the journal. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/trace.h"
#include "indexer/tag/tag.h"
#include "indexer/write/new_shards.h"
#include "indexer/write/writer.h"
#include "store/journal/redo.h"
#include "store/tags/public.h"

void writer_name_shard(quoth_writer *w, char name[32])
{
    snprintf(name, 32, "s%08x-%06x", w->session, w->shards_named++);
}

quoth_status writer_begin(quoth_writer *w, quoth_error *err)
{
    if (w->in_transaction)
        return QUOTH_OK;
    TRY(catalogue_begin(w->cat, err));
    w->in_transaction = true;
    w->committed_at_ns = clock_ns();
    return QUOTH_OK;
}

void writer_take_shard(quoth_writer *w, shard_info *shard)
{
    if (shard->documents > 0)
        vec_push(&w->a, &w->manifest.shards, *shard);
    *shard = (shard_info){0};
}

void writer_drop_shards(quoth_writer *w)
{
    for (size_t i = w->published_shards; i < w->manifest.shards.count; i++)
        shard_lists_free(&w->manifest.shards.items[i]);
    w->manifest.shards.count = w->published_shards;
}

/* What was packed before there was a dictionary, while the batch was on its way. */
static quoth_status repack(quoth_writer *w, batch *b, batch_item *item, quoth_error *err)
{
    arena a = {0};
    buf packed = {0};
    if (!item->row.packed.len || !packer_improves(w->packing, item->row.packed))
        return QUOTH_OK;
    quoth_status status = catalogue_repack(w->packing, &a, item->row.packed, &packed, err);
    if (status == QUOTH_OK)
        item->row.packed = arena_copy(&b->a, buf_str(&packed));
    buf_release(&packed);
    arena_release(&a);
    return status;
}

/* Once the archive has enough text to learn from, it gets its dictionary. */
static quoth_status learn_dictionary(quoth_writer *w, const batch_item *item, quoth_error *err)
{
    w->plain_bytes += item->row.body_bytes;
    if (w->plain_bytes < w->train_at || dictionaries_has_any(w->dictionaries))
        return QUOTH_OK;
    w->train_at = 2 * w->plain_bytes; /* where the articles are too few or too alike for one now */
    TRY(catalogue_train(w->cat, w->dictionaries, err));
    fault_point("dictionary-made");
    return QUOTH_OK;
}

quoth_status writer_number_columns(quoth_writer *w, batch_item *item, quoth_error *err)
{
    TRY(catalogue_source_number(w->cat, item->row.source, &item->columns.source, err));
    return catalogue_read_byline_number(w->cat, item->row.author, item->author_keys, &item->columns.byline, err);
}

quoth_status writer_store_item(quoth_writer *w, batch *b, batch_item *item, quoth_error *err)
{
    stage_start(&w->clock);
    TRY(repack(w, b, item, err));
    stage_done(&w->clock, STAGE_PACK);
    TRY(writer_number_columns(w, item, err));
    if (item->origin != FROM_CATALOGUE)
        TRY(catalogue_put_article(w->cat, &item->row, err));
    else if (item->is_repacked)
        TRY(catalogue_replace_packed(w->cat, item->row.id, item->row.packed, item->row.quotations, err));
    stage_done(&w->clock, STAGE_CATALOGUE);
    TRY(forward_writer_append(w->forward, item->row.id, &item->columns, item->forward, item->values, err));
    stage_done(&w->clock, STAGE_FORWARD);
    homes_vote(w->at_home, item->home_key, item->certain_places, item->certain_count);
    w->uncommitted_bytes += item->row.body_bytes;
    w->added++;
    TRY(learn_dictionary(w, item, err));
    stage_done(&w->clock, STAGE_PACK);
    if (item->origin != FROM_CATALOGUE)
        TRY(grouping_add(w->groups, w->cat, w->forward, item->row.id, &item->copy_signature, err));
    stage_done(&w->clock, STAGE_COPIES);
    stage_end(&w->clock);
    return QUOTH_OK;
}

quoth_status writer_remove_article(quoth_writer *w, uint32_t id, quoth_error *err)
{
    TRY(grouping_remove(w->groups, w->cat, w->forward, id, err));
    TRY(catalogue_remove_article(w->cat, id, err));
    return forward_writer_remove(w->forward, id, err);
}

/* The transaction is then complete, and w->generation + 1 what it makes. */
static quoth_status prepare_catalogue(quoth_writer *w, uint64_t *generation, quoth_error *err)
{
    static const tags_lookup names = {speaker_rule_name, place_rule_name, date_rule_name, NULL};
    TRY(lexicon_store(w->shared, w->cat, err));
    TRY(homes_store(w->at_home, w->cat, err));
    TRY(rule_names_store(w->cat, &names, err));
    TRY(catalogue_generation(w->cat, generation, err));
    ++*generation;
    return catalogue_prepare(w->cat, err);
}

static quoth_status commit_catalogue(quoth_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(forward_writer_prepare(w->forward, generation, err));
    fault_point("catalogue-before-commit");
    TRY(catalogue_commit(w->cat, err));
    w->in_transaction = false;
    fault_point("catalogue-committed");
    lexicon_stored(w->shared);
    return QUOTH_OK;
}

/* --- small changes: on disk in the journal, then everywhere else, without waiting --- */

enum {
    MOST_CHANGED = 1 << 20,  /* bytes of records and values in a small commit */
    MOST_UNSETTLED = 8 << 20 /* bytes of the journal: some thousand articles, which take a second to do again */
};

/* False when it is not small. */
static bool change_of(quoth_writer *w, uint64_t generation, buf *out)
{
    char start[START_NAME_BYTES];
    str catalogue_part;
    buf forward_part = {0};
    machine_start_name(start);
    bool is_small = start[0] != '\0' && catalogue_log(w->cat, &catalogue_part) &&
                    forward_writer_log(w->forward, generation, MOST_CHANGED, &forward_part);
    if (is_small)
        redo_encode(catalogue_part, buf_str(&forward_part), out);
    buf_release(&forward_part);
    return is_small;
}

static quoth_status put_in_journal(quoth_writer *w, uint64_t generation, str change, quoth_error *err)
{
    TRY(journal_append(w->small_commits, generation, change, err));
    fault_point("journal-written");
    return QUOTH_OK;
}

quoth_status writer_settle(quoth_writer *w, quoth_error *err)
{
    if (journal_bytes(w->small_commits) == 0)
        return QUOTH_OK;
    TRY(forward_writer_sync(w->forward, err));
    TRY(catalogue_sync(w->cat, err));
    fault_point("settled");
    return journal_restart(w->small_commits, err);
}

quoth_status writer_settle_all(quoth_writer *w, quoth_error *err)
{
    TRY(writer_settle(w, err));
    if (!w->was_small)
        return QUOTH_OK;
    TRY(writer_merge_rest(w, err));
    TRY(inverted_commit(w->dir, &w->manifest, err));
    writer_published(w);
    return QUOTH_OK;
}

/* --- the steps of both --- */

/* When this is done the change has happened. */
static quoth_status commit_rows(quoth_writer *w, uint64_t *generation, quoth_error *err)
{
    buf change = {0};
    TRY(prepare_catalogue(w, generation, err));
    w->was_small = change_of(w, *generation, &change);
    forward_writer_be_lazy(w->forward, w->was_small);
    quoth_status status = w->was_small ? put_in_journal(w, *generation, buf_str(&change), err) : writer_settle(w, err);
    buf_release(&change);
    TRY(status);
    TRY(commit_catalogue(w, *generation, err));
    return w->was_small ? QUOTH_OK : catalogue_sync(w->cat, err);
}

static quoth_status publish_shards(quoth_writer *w, quoth_error *err)
{
    bool settles = !w->was_small || w->leaves_behind;
    if (w->was_small)
        TRY(writer_merge_some(w, &settles, err));
    TRY(settles ? inverted_commit(w->dir, &w->manifest, err) : inverted_commit_tip(w->dir, &w->manifest, err));
    writer_published(w);
    fault_point("inverted-committed");
    return QUOTH_OK;
}

static quoth_status commit_derived(quoth_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(forward_writer_commit(w->forward, generation, err));
    forward_writer_be_lazy(w->forward, false);
    fault_point("forward-committed");
    w->manifest.generation = generation;
    TRY(publish_shards(w, err));
    return journal_bytes(w->small_commits) > MOST_UNSETTLED ? writer_settle(w, err) : QUOTH_OK;
}

static quoth_status commit(quoth_writer *w, bool at_end, quoth_error *err)
{
    uint64_t generation;
    new_shards merging;
    if (!w->in_transaction)
        return QUOTH_OK;
    if (at_end && w->began_empty)
        inverted_merge_abandon(&w->merging);
    new_shards_merge(&merging, w, at_end && w->began_empty);
    stage_start(&w->clock);
    quoth_status status = grouping_settle(w->groups, w->cat, w->forward, err);
    stage_done(&w->clock, STAGE_COPIES);
    fault_point("copies-grouped");
    if (status == QUOTH_OK)
        status = commit_rows(w, &generation, err);
    quoth_status merged = new_shards_merged(&merging, status == QUOTH_OK ? err : NULL);
    if (status == QUOTH_OK)
        status = merged;
    if (status == QUOTH_OK)
        status = commit_derived(w, generation, err);
    stage_done(&w->clock, STAGE_COMMIT);
    stage_end(&w->clock);
    w->is_broken |= status != QUOTH_OK;
    TRY(status);
    trace("commit", "generation %" PRIu64 ", %zu shards, %" PRIu64 " bytes of text%s", generation, w->manifest.shards.count,
          w->uncommitted_bytes, w->was_small ? ", in the journal" : "");
    w->uncommitted_bytes = 0;
    recent_texts_clear(&w->recent);
    return QUOTH_OK;
}

quoth_status writer_commit(quoth_writer *w, quoth_error *err)
{
    return commit(w, false, err);
}

quoth_status writer_commit_last(quoth_writer *w, quoth_error *err)
{
    return commit(w, true, err);
}

void writer_roll_back(quoth_writer *w)
{
    catalogue_rollback(w->cat);
    grouping_forget(w->groups);
    w->in_transaction = false;
}
