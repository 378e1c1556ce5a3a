/* merging.c - when do shards become one, and how much of that is done in one call?
 *
 * Small commits leave a shard of an article each. What is small is merged as soon as there is enough of it; a larger merge is
 * done in steps, some with each commit, while what is added goes on beside it. Bulk runs merge at once. */
#include "base/fault.h"
#include "base/trace.h"
#include "indexer/write/writer.h"

enum {
    SETTLED = 1000,         /* documents in a shard that shall not have to be derived again */
    MERGED_AT_ONCE = 2000,  /* documents; one takes some 15 us */
    STEP_BYTES = 128 << 10, /* of postings, for each commit: some 5 ms. An article of 6 KB has 2 KB, to be merged log4(n) times */
    STEP_TO_ADDED = 16,     /* for each byte of text in a larger one */
    BULK_AT_ONCE = 30000,   /* documents, at the end of a run of few: less than half a second */
    BULK_TO_ADDED = 8
};

/* What is retired now is named as such on the disk, or gone. */
void writer_published(quoth_writer *w)
{
    w->published_shards = w->manifest.shards.count;
    w->manifest.retired.count = 0;
}

/* --- with a small commit --- */

/* What is needed behind those shards that are being merged, of published ones. */
static bool wanted(quoth_writer *w, size_t *from, size_t *to)
{
    size_t skipped = w->merging ? inverted_merge_end(w->merging, &w->manifest) : 0;
    inverted_manifest rest = {0};
    if (w->published_shards <= skipped)
        return false;
    rest.shards.items = w->manifest.shards.items + skipped;
    rest.shards.count = w->published_shards - skipped;
    if (!inverted_merge_wanted(&rest, UINT64_MAX, from, to))
        return false;
    *from += skipped;
    *to += skipped;
    return true;
}

static uint64_t documents_of(const quoth_writer *w, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += w->manifest.shards.items[i].documents;
    return sum;
}

static void note_merged(quoth_writer *w, size_t count)
{
    w->published_shards -= count - 1;
    fault_point("shards-merged");
}

static quoth_status merge_now(quoth_writer *w, size_t from, size_t to, bool *settled, quoth_error *err)
{
    char name[32];
    writer_name_shard(w, name);
    *settled |= documents_of(w, from, to) >= SETTLED;
    TRY(inverted_merge(w->dir, &w->a, &w->manifest, from, to, name, err));
    note_merged(w, to - from);
    return QUOTH_OK;
}

static quoth_status start(quoth_writer *w, size_t from, size_t to, bool *settled, quoth_error *err)
{
    char name[32];
    quoth_error why;
    writer_name_shard(w, name);
    quoth_status status = inverted_merge_start(w->dir, &w->manifest, from, to, name, &w->merging, &why);
    if (status == QUOTH_UNSUPPORTED)
        return merge_now(w, from, to, settled, err);
    if (status != QUOTH_OK && err)
        *err = why;
    return status;
}

static quoth_status step(quoth_writer *w, uint64_t bytes, bool *settled, quoth_error *err)
{
    bool is_done;
    size_t before = w->manifest.shards.count;
    TRY(inverted_merge_step(w->merging, bytes, &is_done, err));
    if (!is_done)
        return QUOTH_OK;
    TRY(inverted_merge_finish(&w->merging, &w->a, &w->manifest, err));
    note_merged(w, before - w->manifest.shards.count + 1);
    *settled = true;
    return QUOTH_OK;
}

quoth_status writer_merge_some(quoth_writer *w, bool *settled, quoth_error *err)
{
    size_t from, to;
    stage_done(&w->clock, STAGE_COMMIT);
    while (wanted(w, &from, &to)) {
        if (documents_of(w, from, to) <= MERGED_AT_ONCE)
            TRY(merge_now(w, from, to, settled, err));
        else if (!w->merging)
            TRY(start(w, from, to, settled, err));
        else
            break;
    }
    if (w->merging)
        TRY(step(w, STEP_BYTES + STEP_TO_ADDED * w->uncommitted_bytes, settled, err));
    stage_done(&w->clock, STAGE_MERGE);
    return QUOTH_OK;
}

quoth_status writer_merge_rest(quoth_writer *w, quoth_error *err)
{
    bool settled = false;
    if (!w->merging || inverted_merge_documents(w->merging) > BULK_AT_ONCE)
        return QUOTH_OK;
    return step(w, UINT64_MAX, &settled, err);
}

/* --- in bulk --- */

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
    uint64_t most = BULK_TO_ADDED * w->added;
    return inverted_merge_wanted(&w->manifest, most > BULK_AT_ONCE ? most : BULK_AT_ONCE, from, to);
}

/* Only after a commit: a merged shard takes the place of published ones. */
quoth_status writer_merge(quoth_writer *w, bool at_end, quoth_error *err)
{
    size_t from, to;
    bool has_merged = false;
    quoth_status status = QUOTH_OK;
    if (w->was_small && !(at_end && (w->began_empty || w->leaves_behind)))
        return QUOTH_OK;
    inverted_merge_abandon(&w->merging);
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
    if (status == QUOTH_OK)
        writer_published(w);
    w->began_empty &= !at_end;
    stage_done(&w->clock, STAGE_MERGE);
    stage_end(&w->clock);
    w->is_broken |= status != QUOTH_OK;
    fault_point("merge-published");
    return status;
}
