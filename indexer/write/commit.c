/* commit.c - in which order do the three stores learn of a change, so that a kill at any instant loses nothing?
 *
 * The forward records first, on disk but not yet counted: an article's words are nowhere else. Then the catalogue: from then on
 * the change has happened. Then the slots, which were promised behind the records, so that the next opening writes them when the
 * process ends here. The inverted index last; what it lacks is derived again. A reader opens it first, so all it finds there has
 * its row and its record. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/trace.h"
#include "indexer/tag/tag.h"
#include "indexer/write/new_shards.h"
#include "indexer/write/writer.h"
#include "store/tags_public.h"

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

void writer_take_shard(quoth_writer *w, const shard_info *shard)
{
    if (shard->documents > 0)
        vec_push(&w->a, &w->manifest.shards, *shard);
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
    return catalogue_byline_number(w->cat, item->row.author, &item->columns.byline, err);
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

static quoth_status commit_catalogue(quoth_writer *w, uint64_t *generation, quoth_error *err)
{
    static const tags_lookup names = {speaker_rule_name, place_rule_name, date_rule_name, NULL};
    TRY(lexicon_store(w->shared, w->cat, err));
    TRY(homes_store(w->at_home, w->cat, err));
    TRY(rule_names_store(w->cat, &names, err));
    TRY(catalogue_generation(w->cat, generation, err));
    TRY(forward_writer_prepare(w->forward, *generation + 1, err));
    fault_point("catalogue-before-commit");
    TRY(catalogue_commit(w->cat, err));
    w->in_transaction = false;
    fault_point("catalogue-committed");
    lexicon_stored(w->shared);
    return catalogue_generation(w->cat, generation, err);
}

static quoth_status commit_derived(quoth_writer *w, uint64_t generation, quoth_error *err)
{
    TRY(forward_writer_commit(w->forward, generation, err));
    fault_point("forward-committed");
    w->manifest.generation = generation;
    TRY(inverted_commit(w->dir, &w->manifest, err));
    w->published_shards = w->manifest.shards.count;
    fault_point("inverted-committed");
    return QUOTH_OK;
}

static quoth_status commit(quoth_writer *w, bool at_end, quoth_error *err)
{
    uint64_t generation;
    new_shards merging;
    if (!w->in_transaction)
        return QUOTH_OK;
    new_shards_merge(&merging, w, at_end && w->began_empty);
    stage_start(&w->clock);
    quoth_status status = grouping_settle(w->groups, w->cat, w->forward, err);
    stage_done(&w->clock, STAGE_COPIES);
    fault_point("copies-grouped");
    if (status == QUOTH_OK)
        status = commit_catalogue(w, &generation, err);
    quoth_status merged = new_shards_merged(&merging, status == QUOTH_OK ? err : NULL);
    if (status == QUOTH_OK)
        status = merged;
    if (status == QUOTH_OK)
        status = commit_derived(w, generation, err);
    stage_done(&w->clock, STAGE_COMMIT);
    stage_end(&w->clock);
    w->is_broken |= status != QUOTH_OK;
    TRY(status);
    trace("commit", "generation %" PRIu64 ", %zu shards, %" PRIu64 " bytes of text", generation, w->manifest.shards.count,
          w->uncommitted_bytes);
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

/* Who adds a few articles shall not wait for a large merge, which some bulk run will do: 30,000 articles take less than half a
 * second. */
enum { MERGED_AT_ONCE = 30000, MERGES_TO_ADDED = 8 };

static quoth_status merge_range(quoth_writer *w, size_t from, size_t to, quoth_error *err)
{
    char name[32];
    writer_name_shard(w, name);
    trace("merge", "shards %zu to %zu of %zu", from, to, w->manifest.shards.count);
    TRY(inverted_merge(w->dir, &w->a, &w->manifest, from, to, name, err));
    fault_point("shards-merged");
    return QUOTH_OK;
}

/* What a writer built from nothing ends as one shard; an archive that grows is merged by size. */
static bool merge_wanted(const quoth_writer *w, bool at_end, size_t *from, size_t *to)
{
    *from = 0;
    *to = w->manifest.shards.count;
    if (at_end && w->began_empty && *to > 1)
        return true;
    uint64_t most = MERGES_TO_ADDED * w->added;
    return inverted_merge_wanted(&w->manifest, most > MERGED_AT_ONCE ? most : MERGED_AT_ONCE, from, to);
}

/* Only after a commit: a merged shard takes the place of published ones. */
quoth_status writer_merge(quoth_writer *w, bool at_end, quoth_error *err)
{
    size_t from, to;
    bool has_merged = false;
    quoth_status status = QUOTH_OK;
    stage_start(&w->clock);
    while (status == QUOTH_OK && merge_wanted(w, at_end, &from, &to)) {
        status = merge_range(w, from, to, err);
        has_merged = true;
    }
    if (status == QUOTH_OK && has_merged)
        status = inverted_commit(w->dir, &w->manifest, err);
    fault_point("merge-committed");
    /* Committed again at the end of a run, the shards that were merged away go: readers reopen if they meet that. */
    if (status == QUOTH_OK && (has_merged || w->leaves_behind) && at_end)
        status = inverted_commit(w->dir, &w->manifest, err);
    w->leaves_behind &= !at_end;
    w->published_shards = w->manifest.shards.count;
    w->began_empty &= !at_end;
    stage_done(&w->clock, STAGE_MERGE);
    stage_end(&w->clock);
    w->is_broken |= status != QUOTH_OK;
    fault_point("merge-published");
    return status;
}

void writer_roll_back(quoth_writer *w)
{
    catalogue_rollback(w->cat);
    grouping_forget(w->groups);
    w->in_transaction = false;
}
