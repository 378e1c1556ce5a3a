/* merge.c - which shards become one, and how? */
#include <limits.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/trace.h"
#include "store/glass/merge.h"
#include "store/inverted/inverted.h"

enum {
    MERGE_FANOUT = 4,   /* so many neighbours of a size become one: each article is copied log4(n) times */
    TINY_SHARD = 32,    /* documents: what single commits leave; merging them takes less than a millisecond */
    SMALL_SHARD = 1000, /* between these all are of one size: milliseconds */
};

static quoth_status compact_into(const char *path, const char *const *paths, size_t count, quoth_error *err)
{
    xc_error why;
    xc_database *db = NULL;
    TRY(folder_remove(path, err)); /* of a merge that was killed, or gave up */
    xc_status done = xc_open_many(paths, count, &db, &why);
    if (done == XC_OK)
        done = xc_compact(db, path, XC_COMPACT_KEEP_DOCIDS, XC_FULL, 0, &why);
    xc_close(&db);
    return done == XC_OK ? QUOTH_OK : inverted_failure(&why, path, err);
}

static glass_part *parts_of(arena *a, const shard_info *shards, const char *const *paths, size_t count)
{
    glass_part *parts = ARENA_ARRAY(a, glass_part, count + 1);
    for (size_t i = 0; i < count; i++)
        parts[i] = (glass_part){paths[i], shards[i].lists};
    return parts;
}

/* Xapian knows folders only. */
static quoth_status write_those_in_memory(const glass_part *parts, size_t count, quoth_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].lists)
            continue;
        TRY(inverted_folder_make(parts[i].path, err));
        TRY(glass_merge(&parts[i], 1, parts[i].path, err));
    }
    return QUOTH_OK;
}

/* In bulk, or by Xapian's compactor where that cannot be. */
static quoth_status merge_into(const char *path, const glass_part *parts, const char *const *paths, size_t count,
                               quoth_error *err)
{
    quoth_status status = QUOTH_UNSUPPORTED;
    if (inverted_writes_in_bulk()) {
        TRY(inverted_folder_make(path, err));
        status = glass_merge(parts, count, path, err);
    }
    if (status != QUOTH_UNSUPPORTED)
        return status;
    TRY(write_those_in_memory(parts, count, err));
    return compact_into(path, paths, count, err);
}

static quoth_status check_merge(const inverted_manifest *m, size_t from, size_t to, const char *new_name, quoth_error *err)
{
    if (from < to && to <= m->shards.count && inverted_is_shard_name(str_from(new_name)) && !inverted_has_shard(m, new_name))
        return QUOTH_OK;
    return fail(err, QUOTH_BAD_USAGE, "cannot merge shards %zu to %zu of %zu into %s", from, to, m->shards.count, new_name);
}

/* One shard takes the place of [from, to). */
static void put_merged(arena *a, inverted_manifest *m, size_t from, size_t to, const char *new_name)
{
    shard_info *parts = m->shards.items + from, merged = {.first_id = parts[0].first_id};
    memcpy(merged.name, new_name, strlen(new_name) + 1);
    for (size_t i = 0; i < to - from; i++) {
        merged.last_id = parts[i].last_id;
        merged.documents += parts[i].documents;
        shard_lists_free(&parts[i]);
        vec_push(a, &m->retired, parts[i]);
    }
    trace("inverted", "merged %zu shards, %u documents, into %s", to - from, merged.documents, new_name);
    parts[0] = merged;
    memmove(parts + 1, m->shards.items + to, (m->shards.count - to) * sizeof *parts);
    m->shards.count -= to - from - 1;
}

quoth_status inverted_merge(const char *archive_dir, arena *a, inverted_manifest *m, size_t from, size_t to, const char *new_name,
                            quoth_error *err)
{
    arena scratch = {0};
    TRY(check_merge(m, from, to, new_name, err));
    const shard_info *shards = m->shards.items + from;
    const char **paths = inverted_shard_paths(archive_dir, &scratch, shards, to - from);
    const glass_part *parts = parts_of(&scratch, shards, paths, to - from);
    quoth_status status = merge_into(inverted_path(&scratch, archive_dir, new_name), parts, paths, to - from, err);
    arena_release(&scratch);
    TRY(status);
    put_merged(a, m, from, to, new_name);
    return QUOTH_OK;
}

struct inverted_merging {
    glass_merging *glass;
    char first[32], name[32]; /* the first of the merged ones, and what they become */
    size_t count;
    uint64_t documents;
};

static quoth_status start_in(const char *path, const glass_part *parts, size_t count, glass_merging **out, quoth_error *err)
{
    TRY(inverted_folder_make(path, err));
    return glass_merge_start(parts, count, path, out, err);
}

quoth_status inverted_merge_start(const char *archive_dir, const inverted_manifest *m, size_t from, size_t to,
                                  const char *new_name, inverted_merging **out, quoth_error *err)
{
    arena a = {0};
    glass_merging *glass = NULL;
    TRY(check_merge(m, from, to, new_name, err));
    if (!inverted_writes_in_bulk())
        return fail(err, QUOTH_UNSUPPORTED, "Xapian's compactor does not work in steps");
    const shard_info *shards = m->shards.items + from;
    const glass_part *parts = parts_of(&a, shards, inverted_shard_paths(archive_dir, &a, shards, to - from), to - from);
    quoth_status status = start_in(inverted_path(&a, archive_dir, new_name), parts, to - from, &glass, err);
    arena_release(&a);
    TRY(status);
    *out = mem_zalloc(sizeof **out);
    **out = (inverted_merging){.glass = glass, .count = to - from};
    for (size_t i = from; i < to; i++)
        (*out)->documents += m->shards.items[i].documents;
    memcpy((*out)->first, m->shards.items[from].name, sizeof(*out)->first);
    memcpy((*out)->name, new_name, strlen(new_name) + 1);
    return QUOTH_OK;
}

quoth_status inverted_merge_step(inverted_merging *g, uint64_t bytes, bool *is_done, quoth_error *err)
{
    return glass_merge_step(g->glass, bytes, is_done, err);
}

uint64_t inverted_merge_documents(const inverted_merging *g)
{
    return g->documents;
}

size_t inverted_merge_end(const inverted_merging *g, const inverted_manifest *m)
{
    size_t from = 0;
    while (strcmp(m->shards.items[from].name, g->first) != 0)
        from++;
    return from + g->count;
}

quoth_status inverted_merge_finish(inverted_merging **g, arena *a, inverted_manifest *m, quoth_error *err)
{
    size_t to = inverted_merge_end(*g, m);
    quoth_status status = glass_merge_finish(&(*g)->glass, err);
    if (status == QUOTH_OK)
        put_merged(a, m, to - (*g)->count, to, (*g)->name);
    inverted_merge_abandon(g);
    return status;
}

void inverted_merge_abandon(inverted_merging **g)
{
    if (!*g)
        return;
    glass_merge_abandon(&(*g)->glass);
    free(*g);
    *g = NULL;
}

static unsigned size_class(const shard_info *s)
{
    if (s->documents < TINY_SHARD)
        return 0;
    unsigned class = 1;
    for (uint64_t limit = SMALL_SHARD; s->documents >= limit; limit *= MERGE_FANOUT)
        class ++;
    return class;
}

/* A run of neighbours no larger than `class`, enough of which are as large: copying it makes one of the next class. */
static bool find_run(const inverted_manifest *m, unsigned class, size_t *from, size_t *to)
{
    size_t start = 0, full = 0;
    for (size_t i = 0; i <= m->shards.count; i++) {
        unsigned size = i < m->shards.count ? size_class(&m->shards.items[i]) : UINT_MAX;
        full += size == class;
        if (size <= class)
            continue;
        if (full >= MERGE_FANOUT) {
            *from = start;
            *to = i;
            return true;
        }
        start = i + 1;
        full = 0;
    }
    return false;
}

/* The smallest size first, so that a large shard is not copied for the sake of a few small ones. */
bool inverted_merge_wanted(const inverted_manifest *m, uint64_t most, size_t *from, size_t *to)
{
    enum { CLASSES = 17 }; /* 1000 * 4^12 > 2^32 */
    for (unsigned class = 0; class < CLASSES; class ++) {
        uint64_t documents = 0;
        if (!find_run(m, class, from, to))
            continue;
        for (size_t i = *from; i < *to; i++)
            documents += m->shards.items[i].documents;
        return documents <= most;
    }
    return false;
}
