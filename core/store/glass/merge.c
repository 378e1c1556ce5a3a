/* merge.c - how are posting lists of neighbouring shards joined?
 *
 * Xapian's compactor copies each shard's chunks as they are: a rare term has one of a few bytes for each shard, with a key each.
 * Here they are joined and cut anew. A heap gives the smallest key; all shards that have it are drained in their order, which is
 * that of their ids. */
#include "merge.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/glass/cursor.h"
#include "store/glass/postlist.h"
#include "store/glass/version.h"

enum { PREFIX_WORDS = 2 }; /* one is often "Wen:" and four letters, which many terms share */

typedef struct source {
    uint64_t prefix[PREFIX_WORDS]; /* first bytes of the key, for quick comparison */
    size_t number;                 /* order of its ids */
    const glass_sorted *lists;     /* in memory, then `rest` of them; NULL: the cursor reads a file */
    glass_sorted_reader rest;
    glass_cursor cursor; /* its chunk and at_end, whatever is read */
} source;

struct glass_merging {
    arena a;
    char *into;
    source *sources;
    size_t opened;
    source **heap, **same; /* by key; those that have the current one */
    size_t heap_count, same_count;
    glass_totals totals;
    glass_list_writer writer;
    uint64_t read; /* bytes of posting lists */
};

typedef struct glass_merging merging;

static void take_prefix(source *s)
{
    const glass_key *key = &s->cursor.chunk.key;
    unsigned char first[sizeof s->prefix] = {0};
    memcpy(first, key->data, key->len < sizeof first ? key->len : sizeof first);
    for (size_t i = 0; i < PREFIX_WORDS; i++)
        s->prefix[i] = (uint64_t)glass_get_u32(first + 8 * i) << 32 | glass_get_u32(first + 8 * i + 4);
}

static int compare_keys(const source *a, const source *b)
{
    const glass_key *x = &a->cursor.chunk.key, *y = &b->cursor.chunk.key;
    for (size_t i = 0; i < PREFIX_WORDS; i++)
        if (a->prefix[i] != b->prefix[i])
            return a->prefix[i] < b->prefix[i] ? -1 : 1;
    int order = memcmp(x->data, y->data, x->len < y->len ? x->len : y->len);
    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static bool comes_before(const source *a, const source *b)
{
    int order = compare_keys(a, b);
    return order != 0 ? order < 0 : a->number < b->number;
}

static void sink(merging *m, size_t at)
{
    source *moved = m->heap[at];
    for (size_t child; (child = 2 * at + 1) < m->heap_count; at = child) {
        if (child + 1 < m->heap_count && comes_before(m->heap[child + 1], m->heap[child]))
            child++;
        if (!comes_before(m->heap[child], moved))
            break;
        m->heap[at] = m->heap[child];
    }
    m->heap[at] = moved;
}

static void push(merging *m, source *s)
{
    size_t at = m->heap_count++;
    take_prefix(s);
    for (; at > 0 && comes_before(s, m->heap[(at - 1) / 2]); at = (at - 1) / 2)
        m->heap[at] = m->heap[(at - 1) / 2];
    m->heap[at] = s;
}

static source *pop(merging *m)
{
    source *least = m->heap[0];
    m->heap[0] = m->heap[--m->heap_count];
    if (m->heap_count > 0)
        sink(m, 0);
    return least;
}

static quoth_status advance(source *s, quoth_error *err)
{
    if (!s->lists)
        return glass_cursor_next(&s->cursor, err);
    s->cursor.at_end = !glass_sorted_next(&s->rest, &s->cursor.chunk);
    return QUOTH_OK;
}

/* All chunks of the list that the source stands on; then it stands on the next one. */
static quoth_status drain(glass_list_writer *w, source *s, uint64_t *read, quoth_error *err)
{
    glass_cursor *c = &s->cursor;
    for (bool is_last = false; !is_last;) {
        is_last = c->chunk.is_last;
        *read += c->chunk.run.len + c->chunk.key.len;
        TRY(glass_list_add(w, c->chunk.first_id, c->chunk.last_id, c->chunk.run, err));
        TRY(advance(s, err));
        bool goes_on = !c->at_end && !c->chunk.is_first && c->chunk.key.len == w->key.len &&
                       memcmp(c->chunk.key.data, w->key.data, w->key.len) == 0;
        if (goes_on == is_last)
            return fail(err, QUOTH_CORRUPT, "%s has a posting list without its end", c->path);
    }
    return QUOTH_OK;
}

static quoth_status merge_list(merging *m, quoth_error *err)
{
    uint64_t occurrences = 0;
    uint32_t documents = 0;
    m->same_count = 0;
    do {
        source *s = pop(m);
        if (!s->cursor.chunk.is_first)
            return fail(err, QUOTH_CORRUPT, "%s has a posting list without its start", s->cursor.path);
        documents += s->cursor.chunk.documents;
        occurrences += s->cursor.chunk.occurrences;
        m->same[m->same_count++] = s;
    } while (m->heap_count > 0 && compare_keys(m->heap[0], m->same[0]) == 0);
    glass_list_start(&m->writer, &m->same[0]->cursor.chunk.key, documents, occurrences);
    for (size_t i = 0; i < m->same_count; i++)
        TRY(drain(&m->writer, m->same[i], &m->read, err));
    TRY(glass_list_end(&m->writer, err));
    for (size_t i = 0; i < m->same_count; i++)
        if (!m->same[i]->cursor.at_end)
            push(m, m->same[i]);
    return QUOTH_OK;
}

static quoth_status open_database(merging *m, const char *path, source *s, quoth_error *err)
{
    bool usable;
    glass_root root;
    glass_totals totals;
    TRY(glass_version_read(path_join(&m->a, path, "iamglass"), &usable, &root, &totals, err));
    if (!usable || !root.is_there || !root.is_sequential)
        return fail(err, QUOTH_UNSUPPORTED, "%s was not written in bulk", path);
    glass_totals_merge(&m->totals, &totals);
    return glass_cursor_open(path_join(&m->a, path, "postlist.glass"), &root, &s->cursor, err);
}

static quoth_status open_lists(merging *m, const glass_sorted *lists, source *s, quoth_error *err)
{
    glass_totals_merge(&m->totals, &lists->totals);
    s->cursor.fd = -1;
    s->lists = lists;
    s->rest = glass_sorted_read(lists);
    return advance(s, err);
}

static quoth_status open_source(merging *m, const glass_part *part, quoth_error *err)
{
    source *s = &m->sources[m->opened];
    s->number = m->opened++;
    TRY(part->lists ? open_lists(m, part->lists, s, err) : open_database(m, part->path, s, err));
    if (!s->cursor.at_end)
        push(m, s);
    return QUOTH_OK;
}

static quoth_status open_all(merging *m, const glass_part *parts, size_t count, quoth_error *err)
{
    for (size_t i = 0; i < count; i++)
        TRY(open_source(m, &parts[i], err));
    return glass_table_new(path_join(&m->a, m->into, "postlist.glass"), &m->writer.table, err);
}

quoth_status glass_merge_start(const glass_part *parts, size_t count, const char *into, glass_merging **out, quoth_error *err)
{
    merging *m = mem_zalloc(sizeof *m);
    m->into = arena_zero_terminated(&m->a, str_from(into));
    m->sources = ARENA_ARRAY(&m->a, source, count + 1);
    m->heap = ARENA_ARRAY(&m->a, source *, count + 1);
    m->same = ARENA_ARRAY(&m->a, source *, count + 1);
    quoth_status status = open_all(m, parts, count, err);
    if (status != QUOTH_OK)
        glass_merge_abandon(&m);
    *out = m;
    return status;
}

quoth_status glass_merge_step(glass_merging *m, uint64_t bytes, bool *is_done, quoth_error *err)
{
    uint64_t until = bytes > UINT64_MAX - m->read ? UINT64_MAX : m->read + bytes;
    while (m->heap_count > 0 && m->read < until)
        TRY(merge_list(m, err));
    *is_done = m->heap_count == 0;
    return QUOTH_OK;
}

quoth_status glass_merge_finish(glass_merging **m, quoth_error *err)
{
    glass_root root;
    quoth_status status = glass_table_finish(&(*m)->writer.table, &root, err);
    if (status == QUOTH_OK)
        status = glass_version_write(path_join(&(*m)->a, (*m)->into, "iamglass"), &root, &(*m)->totals, err);
    glass_merge_abandon(m);
    return status;
}

void glass_merge_abandon(glass_merging **m)
{
    if (!*m)
        return;
    for (size_t i = 0; i < (*m)->opened; i++)
        glass_cursor_close(&(*m)->sources[i].cursor);
    glass_table_abandon(&(*m)->writer.table);
    glass_list_release(&(*m)->writer);
    arena_release(&(*m)->a);
    free(*m);
    *m = NULL;
}

quoth_status glass_merge(const glass_part *parts, size_t count, const char *into, quoth_error *err)
{
    glass_merging *m;
    bool is_done;
    TRY(glass_merge_start(parts, count, into, &m, err));
    quoth_status status = glass_merge_step(m, UINT64_MAX, &is_done, err);
    if (status == QUOTH_OK)
        return glass_merge_finish(&m, err);
    glass_merge_abandon(&m);
    return status;
}
