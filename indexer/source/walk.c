/* walk.c - which files lie below these paths, in which order? */
#include "indexer/source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "indexer/source/ignore.h"

static const char IGNORE_FILE[] = ".quothignore";

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
    bool has_rules;
    ignore_rules rules;
    arena memory; /* of the rules */
} folder;

/* Numbers that have been met, by open addressing; 0 stands for an empty place. */
typedef struct number_set {
    uint64_t *items;
    size_t count, room; /* a power of two */
} number_set;

struct walk {
    const char *const *roots;
    size_t root_count, next_root;
    folder folders[MAX_FOLDER_DEPTH];
    size_t depth;
    buf path;
    number_set met; /* hashes of device and inode */
    bool (*leads_to)(void *context, str path);
    void *leads_to_context;
    bool leaves_out;
    dev_t out_device;
    ino_t out_inode;
};

static bool set_add_unchecked(number_set *s, uint64_t number)
{
    size_t at = number & (s->room - 1);
    while (s->items[at] && s->items[at] != number)
        at = (at + 1) & (s->room - 1);
    bool is_new = s->items[at] == 0;
    s->items[at] = number;
    s->count += is_new;
    return is_new;
}

/* False when it is there already. */
static bool set_add(number_set *s, uint64_t number)
{
    if (2 * s->count >= s->room) {
        number_set larger = {.room = s->room ? 2 * s->room : 1024};
        larger.items = mem_zalloc(larger.room * sizeof *larger.items);
        for (size_t i = 0; i < s->room; i++)
            if (s->items[i])
                set_add_unchecked(&larger, s->items[i]);
        free(s->items);
        *s = larger;
    }
    return set_add_unchecked(s, number ? number : 1);
}

static void note_left_out(walk *w, str folder_path)
{
    arena a = {0};
    struct stat st;
    w->leaves_out = folder_path.len > 0 && stat(arena_zero_terminated(&a, folder_path), &st) == 0;
    if (w->leaves_out) {
        w->out_device = st.st_dev;
        w->out_inode = st.st_ino;
    }
    arena_release(&a);
}

walk *walk_open(const char *const *paths, size_t count, str leave_out)
{
    walk *w = mem_zalloc(sizeof *w);
    note_left_out(w, leave_out);
    w->roots = paths;
    w->root_count = count;
    return w;
}

void walk_only(walk *w, bool (*leads_to)(void *context, str path), void *context)
{
    w->leads_to = leads_to;
    w->leads_to_context = context;
}

static void leave_folder(walk *w)
{
    folder *f = &w->folders[--w->depth];
    buf_release(&f->names);
    free(f->offsets);
    arena_release(&f->memory);
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
    free(w->met.items);
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
        if (e->d_name[0] == '.') {
            f->has_rules |= strcmp(e->d_name, IGNORE_FILE) == 0;
            continue;
        }
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

static void set_path(walk *w, size_t keep, const char *name)
{
    w->path.len = keep;
    if (keep > 0 && w->path.data[keep - 1] != '/')
        buf_put_byte(&w->path, '/');
    buf_put(&w->path, name, strlen(name));
    *buf_reserve(&w->path, 1) = '\0';
}

/* Leaves the path of the ignore file in w->path when it fails: that is what the problem is with. */
static quoth_status read_rules(walk *w, folder *f, quoth_error *err)
{
    str text;
    if (!f->has_rules)
        return QUOTH_OK;
    set_path(w, f->path_len, IGNORE_FILE);
    TRY(file_read(&f->memory, w->path.data, LIMIT_IGNORE_BYTES, &text, err));
    return ignore_parse(&f->memory, text, &f->rules, err);
}

/* Whether the rules of the folders above leave out what w->path is; the nearest folder's rules first. */
static bool is_ignored(const walk *w, bool is_folder)
{
    str path = buf_str(&w->path);
    for (size_t i = w->depth; i-- > 0;) {
        const folder *f = &w->folders[i];
        if (f->rules.count == 0)
            continue;
        size_t start = f->path_len + (path.data[f->path_len - 1] != '/');
        switch (ignore_judge(&f->rules, str_slice(path, start, path.len), is_folder)) {
        case IGNORE_OUT: return true;
        case IGNORE_KEEP: return false;
        case IGNORE_SILENT: break;
        }
    }
    return false;
}

/* The path is in w->path, zero-terminated. */
static quoth_status enter_folder(walk *w, const struct stat *st, quoth_error *err)
{
    if (w->leaves_out && w->out_device == st->st_dev && w->out_inode == st->st_ino)
        return QUOTH_OK;
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
    return read_rules(w, f, err);
}

static bool is_met_first(walk *w, const struct stat *st)
{
    const uint64_t identity[] = {st->st_dev, st->st_ino};
    return set_add(&w->met, hash_bytes((str){(const char *)identity, sizeof identity}, 0));
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
        if (!entry->named && w->leads_to && !w->leads_to(w->leads_to_context, buf_str(&w->path)))
            continue;
        if (stat(w->path.data, &st) != 0) {
            if (errno == ENOENT && entry->named)
                return fail(err, QUOTH_IO, "no such file or folder");
            return fail_errno(err, QUOTH_IO, "cannot read");
        }
        if (!entry->named && is_ignored(w, S_ISDIR(st.st_mode)))
            continue;
        if (S_ISDIR(st.st_mode)) {
            quoth_status status = enter_folder(w, &st, err);
            entry->file.path = buf_str(&w->path);
            TRY(status);
        } else if ((S_ISREG(st.st_mode) || entry->named) && is_met_first(w, &st)) {
            entry->file.size = (uint64_t)st.st_size;
            entry->file.mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
            entry->file.inode = st.st_ino;
            return QUOTH_OK;
        }
    }
    return QUOTH_NOT_FOUND;
}
