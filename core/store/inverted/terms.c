/* terms.c - which articles have a term, as plain numbers?
 *
 * Through Xapian each look at a term opens cursors that read blocks of 8 KB, and each posting is a call through several layers.
 * From a map of the table a term is found in 1 us, and a posting costs some instructions. */
#include "store/inverted/terms.h"

#include <stdlib.h>

#include "base/file.h"
#include "store/glass/version.h"

struct term_lists {
    term_shard *shards;
    size_t count;
};

static quoth_status open_shard(arena *a, const char *archive_dir, const shard_info *shard, term_shard *out, quoth_error *err)
{
    const char *path = inverted_path(a, archive_dir, shard->name);
    glass_root root;
    glass_totals totals;
    bool usable;
    TRY(glass_version_read(path_join(a, path, "iamglass"), &usable, &root, &totals, err));
    if (!usable)
        return fail(err, QUOTH_UNSUPPORTED, "%s was not written in bulk", path);
    out->documents = shard->documents;
    out->first_id = shard->first_id;
    out->last_id = shard->last_id;
    out->total_length = totals.length;
    return glass_cursor_map(path_join(a, path, "postlist.glass"), &root, &out->cursor, err);
}

quoth_status term_lists_open(const char *archive_dir, const inverted_manifest *m, term_lists **out, quoth_error *err)
{
    arena a = {0};
    quoth_status status = QUOTH_OK;
    term_lists *l = mem_zalloc(sizeof *l);
    l->shards = mem_zalloc((m->shards.count + 1) * sizeof *l->shards);
    while (status == QUOTH_OK && l->count < m->shards.count) {
        status = open_shard(&a, archive_dir, &m->shards.items[l->count], &l->shards[l->count], err);
        l->count++;
    }
    arena_release(&a);
    if (status != QUOTH_OK)
        term_lists_close(&l);
    *out = l;
    return status;
}

static uint32_t windows_of(const term_shard *s)
{
    return s->last_id / MATCH_WINDOW - s->first_id / MATCH_WINDOW + 1;
}

static void free_lengths(term_shard *s)
{
    for (uint32_t i = 0; s->lengths && i < windows_of(s); i++)
        free(s->lengths[i]);
    free(s->lengths);
}

void term_lists_close(term_lists **l)
{
    if (!*l)
        return;
    for (size_t i = 0; i < (*l)->count; i++) {
        free_lengths(&(*l)->shards[i]);
        glass_cursor_close(&(*l)->shards[i].cursor);
    }
    free((*l)->shards);
    free(*l);
    *l = NULL;
}

/* The list of a term in one shard; NULL where there is none. */
static quoth_status seek(term_shard *s, str term, glass_cursor **out, quoth_error *err)
{
    bool found;
    *out = NULL;
    TRY(glass_cursor_seek(&s->cursor, term, &found, err));
    if (found && s->cursor.chunk.documents > s->documents)
        return fail(err, QUOTH_CORRUPT, "a posting list in %s has more postings than documents", s->cursor.path);
    *out = found ? &s->cursor : NULL;
    return QUOTH_OK;
}

quoth_status term_lists_documents(term_lists *l, str term, uint32_t *out, quoth_error *err)
{
    *out = 0;
    for (size_t i = 0; i < l->count; i++) {
        glass_cursor *c;
        TRY(seek(&l->shards[i], term, &c, err));
        *out += c ? c->chunk.documents : 0;
    }
    return QUOTH_OK;
}

/* The chunks of the list at which the cursor is; `ids` has room for the documents that it says it has. */
static quoth_status read_list(glass_cursor *c, uint32_t *ids, quoth_error *err)
{
    size_t room = c->chunk.documents, taken = 0;
    for (;;) {
        TRY(glass_cursor_postings(c, room, ids, NULL, &taken, err));
        ids += taken;
        room -= taken;
        if (c->chunk.is_last)
            break;
        TRY(glass_cursor_next(c, err));
        if (c->at_end || c->chunk.is_first)
            return fail(err, QUOTH_CORRUPT, "a posting list in %s is cut off", c->path);
    }
    return room == 0 ? QUOTH_OK : fail(err, QUOTH_CORRUPT, "a posting list in %s is cut off", c->path);
}

quoth_status term_lists_articles(term_lists *l, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err)
{
    for (size_t i = 0; i < l->count; i++) {
        glass_cursor *c;
        TRY(seek(&l->shards[i], term, &c, err));
        if (!c)
            continue;
        size_t more = c->chunk.documents;
        *out = arena_grow(a, *out, *count * sizeof **out, (*count + more) * sizeof **out);
        TRY(read_list(c, *out + *count, err));
        *count += more;
    }
    return QUOTH_OK;
}

term_shard *term_lists_shards(term_lists *l, size_t *count)
{
    *count = l->count;
    return l->shards;
}

/* --- lengths --- */

static quoth_status read_lengths(const term_shard *s, uint32_t window, uint32_t *to, quoth_error *err)
{
    uint16_t distances[MATCH_WINDOW];
    uint32_t wdfs[MATCH_WINDOW];
    glass_postings found = {distances, wdfs, 0, MATCH_WINDOW};
    glass_list list;
    quoth_status status = glass_list_open(&s->cursor, STR(""), &list, err);
    if (status == QUOTH_OK)
        status = glass_list_take(&list, window * MATCH_WINDOW, MATCH_WINDOW, NULL, &found, err);
    for (size_t i = 0; i < found.count; i++)
        to[distances[i]] = wdfs[i];
    glass_list_close(&list);
    return status;
}

quoth_status term_shard_lengths(term_shard *s, uint32_t window, const uint32_t **out, quoth_error *err)
{
    if (!s->lengths)
        s->lengths = mem_zalloc(windows_of(s) * sizeof *s->lengths);
    uint32_t **place = &s->lengths[window - s->first_id / MATCH_WINDOW];
    if (!*place) {
        uint32_t *fresh = mem_zalloc(MATCH_WINDOW * sizeof *fresh);
        quoth_status status = read_lengths(s, window, fresh, err);
        if (status != QUOTH_OK) {
            free(fresh);
            return status;
        }
        *place = fresh;
    }
    *out = *place;
    return QUOTH_OK;
}

/* --- the same by Xapian --- */

typedef struct id_gathering {
    arena *a;
    size_t shards;
    VEC(uint32_t) ids;
} id_gathering;

static int gather_id(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    id_gathering *g = context;
    (void)wdf, (void)length;
    vec_push(g->a, &g->ids, xc_docid_in_shard(g->shards, docid));
    return 1;
}

quoth_status xapian_lists_articles(xc_database *db, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err)
{
    xc_error why;
    id_gathering g = {.a = a, .shards = xc_shard_count(db)};
    if (xc_each_posting(db, term.data, term.len, gather_id, &g, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", err);
    *out = g.ids.items;
    *count = g.ids.count;
    return QUOTH_OK;
}
