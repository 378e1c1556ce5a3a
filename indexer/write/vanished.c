/* vanished.c - takes out the articles of files that are there no more */
#include "indexer/write/vanished.h"

#include <stdlib.h>

#include "base/hash.h"

static int compare_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool lies_below(str path, str root)
{
    while (root.len > 1 && root.data[root.len - 1] == '/')
        root.len--;
    return str_starts_with(path, root) && (path.len == root.len || path.data[root.len] == '/' || str_equal(root, STR("/")));
}

typedef struct search {
    arena a;
    const base_folder *base;
    buf path;
    const str *roots; /* as base_folder_path has them */
    size_t root_count;
    const uint64_t *met; /* sorted */
    size_t met_count;
    VEC(int64_t) rows;
} search;

static bool note_vanished(void *context, const catalogue_file *f)
{
    search *s = context;
    uint64_t hash = hash_bytes(f->path, 0);
    str path = base_folder_path(s->base, f->path, &s->path);
    bool is_below = false;
    for (size_t i = 0; i < s->root_count && !is_below; i++)
        is_below = lies_below(path, s->roots[i]);
    if (!is_below || str_equal(f->path, STR("-")))
        return true;
    if (s->met_count == 0 || !bsearch(&hash, s->met, s->met_count, sizeof hash, compare_u64))
        vec_push(&s->a, &s->rows, f->row);
    return true;
}

static quoth_status remove_file(const vanished *v, int64_t row, quoth_error *err)
{
    arena a = {0};
    file_article *articles;
    size_t count;
    quoth_status status = writer_begin(v->w, err);
    if (status == QUOTH_OK)
        status = catalogue_articles_of_file(v->w->cat, &a, row, &articles, &count, err);
    for (size_t i = 0; status == QUOTH_OK && i < count; i++) {
        status = writer_remove_article(v->w, articles[i].id, err);
        *v->removed += status == QUOTH_OK;
    }
    if (status == QUOTH_OK)
        status = catalogue_remove_file(v->w->cat, row, err);
    arena_release(&a);
    return status;
}

static const str *roots_on_disk(search *s, const char *const *roots, size_t count)
{
    DEFER(buf_release) buf room = {0};
    str *out = ARENA_ARRAY(&s->a, str, count + 1);
    for (size_t i = 0; i < count; i++) {
        str name = base_folder_name(s->base, str_from(roots[i]), &room);
        out[i] = arena_copy(&s->a, base_folder_path(s->base, name, &s->path));
    }
    return out;
}

quoth_status vanished_below(const vanished *v, const char *const *roots, size_t root_count, uint64_t *met, size_t met_count,
                            quoth_error *err)
{
    search s = {.base = v->base, .root_count = root_count, .met = met, .met_count = met_count};
    s.roots = roots_on_disk(&s, roots, root_count);
    if (met_count > 0)
        qsort(met, met_count, sizeof *met, compare_u64);
    quoth_status status = catalogue_each_file(v->w->cat, note_vanished, &s, err);
    for (size_t i = 0; status == QUOTH_OK && i < s.rows.count; i++)
        status = remove_file(v, s.rows.items[i], err);
    buf_release(&s.path);
    arena_release(&s.a);
    return status;
}

/* Removes the first file from this path on if it is `path` or lies below it. */
static quoth_status remove_next(const vanished *v, arena *a, str from, str path, bool *is_one, quoth_error *err)
{
    catalogue_file *found;
    size_t count;
    arena_reset(a);
    TRY(catalogue_files_from(v->w->cat, a, from, 1, &found, &count, err));
    *is_one = count > 0 && lies_below(found->path, path);
    return *is_one ? remove_file(v, found->row, err) : QUOTH_OK;
}

quoth_status vanished_at(const vanished *v, const char *path, quoth_error *err)
{
    arena a = {0}, one = {0};
    /* Between a folder's own path and those in it may stand others: "in-2" comes before "in/x". */
    const str from[] = {str_from(path), arena_printf(&a, "%s/", path)};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < 2; i++)
        for (bool is_one = true; status == QUOTH_OK && is_one;)
            status = remove_next(v, &one, from[i], str_from(path), &is_one, err);
    arena_release(&one);
    arena_release(&a);
    return status;
}
