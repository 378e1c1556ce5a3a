/* folders.c - how does the kernel tell what happens below a folder? */
#include "indexer/watch/folders.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

enum {
    MOST_DEEP = 256, /* as walk.c */
    EVENTS = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF,
    GONE = IN_DELETE | IN_MOVED_FROM
};

struct folders {
    int fd;
    folder_listener listener;
    char **paths;    /* by number of the watch; NULL: not watched */
    bool *is_parent; /* only of files that were named */
    size_t room;
    char **files; /* that were named */
    size_t file_count;
    dev_t out_device;
    ino_t out_inode;
    bool leaves_out;
};

quoth_status folders_new(const char *leave_out, folder_listener listener, folders **out, quoth_error *err)
{
    struct stat st;
    folders *f = mem_zalloc(sizeof *f);
    f->listener = listener;
    f->leaves_out = leave_out && stat(leave_out, &st) == 0;
    if (f->leaves_out) {
        f->out_device = st.st_dev;
        f->out_inode = st.st_ino;
    }
    f->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    quoth_status status = f->fd >= 0 ? QUOTH_OK : fail_errno(err, QUOTH_LIMIT, "cannot watch folders");
    if (status != QUOTH_OK)
        folders_free(&f);
    *out = f;
    return status;
}

void folders_free(folders **held)
{
    folders *f = *held;
    if (!f)
        return;
    if (f->fd >= 0)
        close(f->fd);
    for (size_t i = 0; i < f->room; i++)
        free(f->paths[i]);
    for (size_t i = 0; i < f->file_count; i++)
        free(f->files[i]);
    free(f->paths);
    free(f->is_parent);
    free(f->files);
    free(f);
    *held = NULL;
}

static char *copy_of(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        memory_exhausted(strlen(text));
    return copy;
}

/* --- watching --- */

static void keep_path(folders *f, int number, const char *path, bool is_parent)
{
    size_t n = (size_t)number;
    if (n >= f->room) {
        size_t room = f->room ? 2 * f->room : 256;
        while (room <= n)
            room *= 2;
        f->paths = mem_realloc(f->paths, room * sizeof *f->paths);
        f->is_parent = mem_realloc(f->is_parent, room * sizeof *f->is_parent);
        memset(f->paths + f->room, 0, (room - f->room) * sizeof *f->paths);
        f->room = room;
    }
    free(f->paths[n]);
    f->paths[n] = copy_of(path);
    f->is_parent[n] = is_parent;
}

/* *is_new: it was not watched by this path yet. A folder that vanished meanwhile is none. */
static quoth_status watch_folder(folders *f, const char *path, bool is_parent, bool *is_new, quoth_error *err)
{
    *is_new = false;
    int number = inotify_add_watch(f->fd, path, EVENTS | IN_ONLYDIR);
    if (number < 0 && errno == ENOSPC) {
        fail(err, QUOTH_LIMIT, "the system lets no more folders be watched than these, up to %s", path);
        fail_hint(err, "more: sysctl fs.inotify.max_user_watches");
        return QUOTH_LIMIT;
    }
    if (number < 0)
        return QUOTH_OK;
    const char *known = (size_t)number < f->room ? f->paths[number] : NULL;
    bool was_parent = known && f->is_parent[number];
    *is_new = !known || was_parent || strcmp(known, path) != 0;
    if (*is_new && !(known && is_parent))
        keep_path(f, number, path, is_parent);
    return QUOTH_OK;
}

static bool is_left_out(const folders *f, const struct stat *st)
{
    return f->leaves_out && st->st_dev == f->out_device && st->st_ino == f->out_inode;
}

/* Folders on the way down, to know a link that leads back. */
typedef struct way {
    const struct way *above;
    dev_t device;
    ino_t inode;
    unsigned depth;
} way;

static bool leads_back(const way *here)
{
    for (const way *w = here->above; w; w = w->above)
        if (w->device == here->device && w->inode == here->inode)
            return true;
    return here->depth > MOST_DEEP;
}

static quoth_status add_tree(folders *f, const char *path, const way *above, bool tells, quoth_error *err);

static quoth_status add_entry(folders *f, arena *a, const char *folder, const char *name, const way *here, bool tells,
                              quoth_error *err)
{
    struct stat st;
    const char *path = path_join(a, folder, name);
    if (name[0] == '.' || stat(path, &st) != 0)
        return QUOTH_OK;
    if (S_ISDIR(st.st_mode))
        return add_tree(f, path, here, tells, err);
    if (S_ISREG(st.st_mode) && tells)
        f->listener.file(f->listener.context, str_from(path), SIGN_FOUND);
    return QUOTH_OK;
}

/* Watched before it is read: what is made meanwhile is told twice rather than never. */
static quoth_status add_tree(folders *f, const char *path, const way *above, bool tells,
                             quoth_error *err) /* NOLINT(misc-no-recursion) */
{
    struct stat st;
    bool is_new;
    if (stat(path, &st) != 0 || is_left_out(f, &st))
        return QUOTH_OK;
    way here = {above, st.st_dev, st.st_ino, above ? above->depth + 1 : 0};
    if (leads_back(&here))
        return QUOTH_OK;
    TRY(watch_folder(f, path, false, &is_new, err));
    DIR *dir = opendir(path);
    if (!dir)
        return QUOTH_OK; /* the walk says so */
    arena a = {0};
    quoth_status status = QUOTH_OK;
    for (struct dirent *e; status == QUOTH_OK && (e = readdir(dir));) {
        arena_reset(&a);
        status = add_entry(f, &a, path, e->d_name, &here, tells, err);
    }
    arena_release(&a);
    closedir(dir);
    return status;
}

static quoth_status add_file(folders *f, const char *path, quoth_error *err)
{
    bool is_new;
    for (size_t i = 0; i < f->file_count; i++)
        if (strcmp(f->files[i], path) == 0)
            return QUOTH_OK;
    f->files = mem_realloc(f->files, (f->file_count + 1) * sizeof *f->files);
    f->files[f->file_count++] = copy_of(path);
    const char *slash = strrchr(path, '/');
    char *parent = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : copy_of(".");
    if (!parent)
        memory_exhausted(strlen(path));
    quoth_status status = watch_folder(f, parent, true, &is_new, err);
    free(parent);
    return status;
}

quoth_status folders_add(folders *f, const char *path, bool tells, quoth_error *err)
{
    struct stat st;
    bool is_folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    return is_folder ? add_tree(f, path, NULL, tells, err) : add_file(f, path, err);
}

/* --- what happened --- */

static void forget(folders *f, size_t number)
{
    free(f->paths[number]);
    f->paths[number] = NULL;
}

/* A folder that was moved away, with all below it. */
static void forget_tree(folders *f, str path)
{
    for (size_t i = 0; i < f->room; i++) {
        str known = f->paths[i] ? str_from(f->paths[i]) : STR("");
        if (!str_starts_with(known, path) || (known.len > path.len && known.data[path.len] != '/'))
            continue;
        inotify_rm_watch(f->fd, (int)i);
        forget(f, i);
    }
}

static bool is_named_file(const folders *f, const char *path)
{
    const char *bare = path[0] == '.' && path[1] == '/' ? path + 2 : path;
    for (size_t i = 0; i < f->file_count; i++)
        if (strcmp(f->files[i], path) == 0 || strcmp(f->files[i], bare) == 0)
            return true;
    return false;
}

static void tell_file(folders *f, const char *path, uint32_t mask)
{
    folder_sign sign = mask & GONE ? SIGN_GONE : mask & (IN_CLOSE_WRITE | IN_MOVED_TO) ? SIGN_CLOSED : SIGN_WRITTEN;
    const char *bare = is_named_file(f, path) && path[0] == '.' && path[1] == '/' ? path + 2 : path;
    f->listener.file(f->listener.context, str_from(bare), sign);
}

static quoth_status take_event(folders *f, arena *a, const struct inotify_event *e, quoth_error *err)
{
    if (e->mask & IN_Q_OVERFLOW)
        f->listener.lost(f->listener.context);
    if (e->wd < 0 || (size_t)e->wd >= f->room || !f->paths[e->wd])
        return QUOTH_OK;
    if (e->mask & IN_IGNORED)
        forget(f, (size_t)e->wd);
    if (e->len == 0 || (e->name[0] == '.' && !f->is_parent[e->wd]) || !f->paths[e->wd])
        return QUOTH_OK;
    const char *path = path_join(a, f->paths[e->wd], e->name);
    if (f->is_parent[e->wd] && !is_named_file(f, path))
        return QUOTH_OK;
    if (!(e->mask & IN_ISDIR)) {
        tell_file(f, path, e->mask);
        return QUOTH_OK;
    }
    if (e->mask & IN_MOVED_FROM)
        forget_tree(f, str_from(path));
    if (e->mask & GONE)
        f->listener.file(f->listener.context, str_from(path), SIGN_GONE);
    return e->mask & (IN_CREATE | IN_MOVED_TO) ? add_tree(f, path, NULL, true, err) : QUOTH_OK;
}

static quoth_status take_events(folders *f, quoth_error *err)
{
    _Alignas(struct inotify_event) char room[64 << 10];
    arena a = {0};
    quoth_status status = QUOTH_OK;
    for (ssize_t got; status == QUOTH_OK && (got = read(f->fd, room, sizeof room)) > 0;)
        for (ssize_t at = 0; at < got && status == QUOTH_OK;) {
            const struct inotify_event *e = (const void *)(room + at);
            arena_reset(&a);
            status = take_event(f, &a, e, err);
            at += (ssize_t)(sizeof *e + e->len);
        }
    arena_release(&a);
    return status;
}

quoth_status folders_wait(folders *f, int most_ms, quoth_error *err)
{
    struct pollfd p = {.fd = f->fd, .events = POLLIN};
    return poll(&p, 1, most_ms) > 0 ? take_events(f, err) : QUOTH_OK;
}
