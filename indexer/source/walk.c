/* walk.c - which files lie below these paths, in which order? */
#include "indexer/source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"

enum {
    /* Deeper trees are made by loops and by mistake; a path would not fit PATH_MAX either. */
    MAX_FOLDER_DEPTH = 256
};

/* An open folder: its names, sorted, in one block. */
typedef struct folder {
    buf names;       /* zero-terminated, one after the other */
    size_t *offsets; /* of each name, in byte order of names */
    size_t count, next;
    size_t path_len; /* of the folder's own path in walk.path */
    dev_t device;
    ino_t inode;
} folder;

struct walk {
    const char *const *roots;
    size_t root_count, next_root;
    folder folders[MAX_FOLDER_DEPTH];
    size_t depth;
    buf path;
};

walk *walk_open(const char *const *paths, size_t count)
{
    walk *w = mem_zalloc(sizeof *w);
    w->roots = paths;
    w->root_count = count;
    return w;
}

static void leave_folder(walk *w)
{
    folder *f = &w->folders[--w->depth];
    buf_release(&f->names);
    free(f->offsets);
    *f = (folder){0};
}

void walk_close(walk **held)
{
    walk *w = *held;
    if (!w)
        return;
    while (w->depth > 0)
        leave_folder(w);
    buf_release(&w->path);
    free(w);
    *held = NULL;
}

static int compare_names(const void *a, const void *b, void *names)
{
    return strcmp((const char *)names + *(const size_t *)a, (const char *)names + *(const size_t *)b);
}

static void read_names(folder *f, DIR *dir)
{
    size_t room = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        if (f->count == room) {
            room = room ? 2 * room : 64;
            f->offsets = mem_realloc(f->offsets, room * sizeof *f->offsets);
        }
        f->offsets[f->count++] = f->names.len;
        buf_put(&f->names, e->d_name, strlen(e->d_name) + 1);
    }
    if (f->count > 1)
        qsort_r(f->offsets, f->count, sizeof *f->offsets, compare_names, f->names.data);
}

/* The path is in w->path, zero-terminated. */
static quoth_status enter_folder(walk *w, const struct stat *st, quoth_error *err)
{
    for (size_t i = 0; i < w->depth; i++)
        if (w->folders[i].device == st->st_dev && w->folders[i].inode == st->st_ino)
            return fail(err, QUOTH_BAD_INPUT, "a symbolic link leads back to a folder above it; not followed");
    if (w->depth == MAX_FOLDER_DEPTH)
        return fail(err, QUOTH_LIMIT, "folders lie more than %d deep; not followed", MAX_FOLDER_DEPTH);
    DIR *dir = opendir(w->path.data);
    if (!dir)
        return fail_errno(err, QUOTH_IO, "cannot open the folder");
    folder *f = &w->folders[w->depth++];
    *f = (folder){.path_len = w->path.len, .device = st->st_dev, .inode = st->st_ino};
    read_names(f, dir);
    closedir(dir);
    return QUOTH_OK;
}

static void set_path(walk *w, size_t keep, const char *name)
{
    w->path.len = keep;
    if (keep > 0 && w->path.data[keep - 1] != '/')
        buf_put_byte(&w->path, '/');
    buf_put(&w->path, name, strlen(name));
    *buf_reserve(&w->path, 1) = '\0';
}

/* Puts the next path into w->path; false when there is none. */
static bool next_path(walk *w, bool *named)
{
    while (w->depth > 0) {
        folder *f = &w->folders[w->depth - 1];
        if (f->next < f->count) {
            set_path(w, f->path_len, f->names.data + f->offsets[f->next++]);
            *named = false;
            return true;
        }
        leave_folder(w);
    }
    if (w->next_root == w->root_count)
        return false;
    set_path(w, 0, w->roots[w->next_root++]);
    *named = true;
    return true;
}

quoth_status walk_next(walk *w, walk_entry *entry, quoth_error *err)
{
    *entry = (walk_entry){0};
    while (next_path(w, &entry->named)) {
        struct stat st;
        entry->file.path = buf_str(&w->path);
        if (entry->named && strcmp(w->path.data, "-") == 0)
            return QUOTH_OK;
        if (stat(w->path.data, &st) != 0) {
            if (errno == ENOENT && entry->named)
                return fail(err, QUOTH_IO, "no such file or folder");
            return fail_errno(err, QUOTH_IO, "cannot read");
        }
        if (S_ISDIR(st.st_mode))
            TRY(enter_folder(w, &st, err));
        else if (S_ISREG(st.st_mode) || entry->named) {
            entry->file.size = (uint64_t)st.st_size;
            entry->file.mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
            return QUOTH_OK;
        }
    }
    return QUOTH_NOT_FOUND;
}
