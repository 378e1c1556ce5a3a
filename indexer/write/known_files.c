/* known_files.c - has the archive read this file before, under this name or another? */
#include "indexer/write/known_files.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { FEWEST_AHEAD = 16, MOST_AHEAD = 1024 };

struct known_files {
    catalogue *c;
    arena a; /* of the rows ahead */
    catalogue_file *rows;
    size_t count, next; /* next: after the row found last */
    size_t ahead;       /* rows to read next time: fewer where the walk jumps about */
    str from;           /* the rows are all there are from this path on, up to the last, or up to the end */
    bool is_read, is_last;
};

known_files *known_files_new(catalogue *c)
{
    known_files *k = mem_zalloc(sizeof *k);
    k->c = c;
    k->ahead = FEWEST_AHEAD;
    return k;
}

void known_files_free(known_files **held)
{
    if (!*held)
        return;
    arena_release(&(*held)->a);
    free(*held);
    *held = NULL;
}

static int compare_bytes(str a, str b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_covered(const known_files *k, str path)
{
    return k->is_read && compare_bytes(path, k->from) >= 0 &&
           (k->is_last || (k->count > 0 && compare_bytes(path, k->rows[k->count - 1].path) <= 0));
}

static quoth_status read_ahead(known_files *k, str path, quoth_error *err)
{
    bool goes_on = k->count > 0 && compare_bytes(path, k->rows[k->count - 1].path) > 0;
    k->ahead = !goes_on ? FEWEST_AHEAD : k->ahead < MOST_AHEAD ? 2 * k->ahead : MOST_AHEAD;
    arena_reset(&k->a);
    k->from = arena_copy(&k->a, path);
    TRY(catalogue_files_from(k->c, &k->a, path, k->ahead, &k->rows, &k->count, err));
    k->is_read = true;
    k->is_last = k->count < k->ahead;
    k->next = 0;
    return QUOTH_OK;
}

quoth_status known_files_find(known_files *k, str path, catalogue_file *out, quoth_error *err)
{
    if (!is_covered(k, path))
        TRY(read_ahead(k, path, err));
    size_t low = 0, high = k->count;
    if (k->next < k->count && str_equal(k->rows[k->next].path, path))
        low = high = k->next;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_bytes(k->rows[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= k->count || !str_equal(k->rows[low].path, path))
        return QUOTH_NOT_FOUND;
    *out = k->rows[low];
    k->next = low + 1;
    return QUOTH_OK;
}

typedef enum place { PLACE_GONE, PLACE_SAME, PLACE_OTHER } place;

/* What is now where the known file was? */
static place look_at(const base_folder *f, const catalogue_file *known, const struct stat *met)
{
    DEFER(buf_release) buf path = {0};
    struct stat st;
    if (stat(base_folder_path(f, known->path, &path).data, &st) != 0)
        return PLACE_GONE;
    return st.st_dev == met->st_dev && st.st_ino == met->st_ino ? PLACE_SAME : PLACE_OTHER;
}

quoth_status known_files_other_name(catalogue *c, const base_folder *f, arena *a, const source_file *met, other_name *what,
                                    catalogue_file *out, quoth_error *err)
{
    struct stat st;
    catalogue_file *rows;
    size_t count = 0;
    *what = NAME_IS_NEW;
    if (met->inode == 0)
        return QUOTH_OK;
    TRY(catalogue_files_of_inode(c, a, met->inode, &rows, &count, err));
    if (count == 0 || stat(met->disk.data, &st) != 0)
        return QUOTH_OK;
    for (size_t i = 0; i < count && *what != NAME_IS_ALSO; i++) {
        place now = look_at(f, &rows[i], &st);
        bool is_unchanged = rows[i].size == met->size && rows[i].mtime_ns == met->mtime_ns;
        if (now == PLACE_OTHER || (now == PLACE_GONE && !is_unchanged))
            continue;
        *what = now == PLACE_SAME ? NAME_IS_ALSO : NAME_IS_MOVED;
        *out = rows[i];
    }
    return QUOTH_OK;
}
