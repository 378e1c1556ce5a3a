/* base_folder.c - which file is "in/1.html", from whatever folder it is indexed? */
#include "indexer/write/base_folder.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static const char SETTING[] = "base_folder";

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

quoth_status base_folder_load(catalogue *c, arena *a, base_folder *out, quoth_error *err)
{
    char *here = getcwd(NULL, 0);
    *out = (base_folder){.here = here ? arena_copy(a, str_from(here)) : STR("")};
    free(here);
    quoth_status status = catalogue_get_setting(c, a, SETTING, &out->base, NULL);
    if (status != QUOTH_OK && status != QUOTH_NOT_FOUND)
        return fail(err, status, "cannot read the archive's settings");
    out->is_stored = status == QUOTH_OK && is_folder(arena_zero_terminated(a, out->base));
    if (!out->is_stored)
        out->base = out->here;
    return QUOTH_OK;
}

quoth_status base_folder_store(catalogue *c, base_folder *f, quoth_error *err)
{
    f->is_stored = true;
    return f->base.len > 0 ? catalogue_put_setting(c, SETTING, f->base, err) : QUOTH_OK;
}

static bool leads_up(str path)
{
    while (path.len > 0)
        if (str_equal(str_cut(&path, '/'), STR("..")))
            return true;
    return false;
}

char *path_given(arena *a, const char *path)
{
    char *clean = path_clean(a, path), *whole = leads_up(str_from(clean)) ? realpath(clean, NULL) : NULL;
    if (whole)
        clean = arena_zero_terminated(a, str_from(whole));
    free(whole);
    return clean;
}

static bool is_whole(str path)
{
    return str_starts_with(path, STR("/"));
}

static str without_dot(str path)
{
    return str_starts_with(path, STR("./")) ? str_slice(path, 2, path.len) : path;
}

/* "folder/path", zero-terminated. */
static str put_joined(buf *room, str folder, str path)
{
    room->len = 0;
    buf_put_str(room, folder);
    if (!str_equal(path, STR("."))) {
        if (!str_ends_with(folder, STR("/")))
            buf_put_byte(room, '/');
        buf_put_str(room, path);
    }
    *buf_reserve(room, 1) = '\0';
    return buf_str(room);
}

/* The part of a whole path that is below the folder; "." for the folder itself, "" where it is not below. */
static str part_below(str folder, str path)
{
    if (folder.len == 0 || !str_starts_with(path, folder))
        return STR("");
    if (path.len == folder.len)
        return STR(".");
    size_t start = folder.len + !str_ends_with(folder, STR("/"));
    return path.data[start - 1] == '/' ? str_slice(path, start, path.len) : STR("");
}

str base_folder_name(const base_folder *f, str path, buf *room)
{
    if (str_equal(path, STR("-")))
        return path;
    path = without_dot(path);
    if (!is_whole(path) && (f->here.len == 0 || str_equal(f->base, f->here)))
        return path;
    str whole = is_whole(path) ? path : put_joined(room, f->here, path), below = part_below(f->base, whole);
    return below.len > 0 ? below : whole;
}

str base_folder_path(const base_folder *f, str name, buf *room)
{
    bool is_complete = is_whole(name) || str_equal(name, STR("-")) || f->base.len == 0;
    return is_complete ? put_joined(room, name, STR(".")) : put_joined(room, f->base, without_dot(name));
}
