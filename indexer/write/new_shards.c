/* new_shards.c - the shards that a commit brings become one while its catalogue is written */
#include "indexer/write/new_shards.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/trace.h"

static void *merge(void *context)
{
    new_shards *n = context;
    uint64_t start_ns = clock_thread_cpu_ns();
    quoth_writer *w = n->w;
    n->status = inverted_merge(w->dir, &w->a, &w->manifest, n->from, n->to, n->name, &n->err);
    n->cpu_ns = clock_thread_cpu_ns() - start_ns;
    return NULL;
}

void new_shards_merge(new_shards *n, quoth_writer *w, bool all)
{
    *n = (new_shards){.w = w, .from = all ? 0 : w->published_shards, .to = w->manifest.shards.count};
    bool is_one_in_memory = n->to == n->from + 1 && w->manifest.shards.items[n->from].lists;
    if (n->to < n->from + 2 && !is_one_in_memory)
        return;
    writer_name_shard(w, n->name);
    trace("merge", "new shards %zu to %zu of %zu", n->from, n->to, n->to);
    n->has_thread = pthread_create(&n->thread, NULL, merge, n) == 0;
    if (!n->has_thread)
        merge(n);
}

quoth_status new_shards_merged(new_shards *n, quoth_error *err)
{
    if (n->has_thread)
        pthread_join(n->thread, NULL);
    n->has_thread = false;
    n->w->clock.spent_ns[STAGE_MERGE] += n->cpu_ns;
    n->w->leaves_behind |= n->from < n->w->published_shards && n->name[0] != '\0';
    if (n->from < n->w->published_shards && n->status == QUOTH_OK && n->name[0] != '\0')
        n->w->published_shards = n->from; /* their sum is not */
    if (n->status != QUOTH_OK && err)
        *err = n->err;
    fault_point("new-shards-merged");
    return n->status;
}
