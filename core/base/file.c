/* file.c - how do bytes get to and from files without being lost? */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* For DEFER, which hands over an int *. */
static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

char *path_join(arena *a, const char *dir, const char *name)
{
    size_t len = strlen(dir);
    const char *slash = len > 0 && dir[len - 1] == '/' ? "" : "/";
    return (char *)arena_printf(a, "%s%s%s", dir, slash, name).data;
}

char *path_clean(arena *a, const char *path)
{
    size_t len = strlen(path), kept = 0;
    char *out = arena_alloc(a, len + 1);
    for (size_t i = 0; i < len; i++) {
        bool at_start = i == 0 || path[i - 1] == '/';
        if (path[i] == '/' && i > 0 && at_start)
            continue;
        if (at_start && path[i] == '.' && path[i + 1] == '/') {
            while (path[i + 1] == '/')
                i++;
            continue;
        }
        out[kept++] = path[i];
    }
    while (kept > 1 && out[kept - 1] == '/')
        kept--;
    if (kept == 0 && len > 0)
        out[kept++] = '.';
    out[kept] = '\0';
    return strcmp(out, "-") == 0 ? arena_zero_terminated(a, str_from(path)) : out;
}

quoth_status file_read(arena *a, const char *path, size_t limit, str *out, quoth_error *err)
{
    DEFER(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return fail_errno(err, errno == ENOENT ? QUOTH_NOT_FOUND : QUOTH_IO, "cannot open %s", path);
    if ((uint64_t)st.st_size > limit)
        return fail(err, QUOTH_LIMIT, "%s has %lld bytes, more than the limit of %zu", path, (long long)st.st_size, limit);
    /* Pipes and /proc files say 0: read until the end, whatever the size promised. */
    size_t room = st.st_size > 0 ? (size_t)st.st_size + 1 : 64 * 1024, len = 0;
    char *data = arena_alloc(a, room);
    for (;;) {
        ssize_t got = read(fd, data + len, room - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", path);
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > limit)
            return fail(err, QUOTH_LIMIT, "%s has more than the limit of %zu bytes", path, limit);
        if (len == room) {
            data = arena_grow(a, data, room, room * 2);
            room *= 2;
        }
    }
    *out = (str){data, len};
    return QUOTH_OK;
}

quoth_status file_map_open(const char *path, file_map *out, quoth_error *err)
{
    *out = (file_map){.bytes = {"", 0}};
    DEFER(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return fail_errno(err, errno == ENOENT ? QUOTH_NOT_FOUND : QUOTH_IO, "cannot open %s", path);
    if (st.st_size == 0)
        return QUOTH_OK;
    void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED)
        return fail_errno(err, QUOTH_IO, "cannot map %s", path);
    out->bytes = (str){at, (size_t)st.st_size};
    return QUOTH_OK;
}

void file_map_close(file_map *m)
{
    if (m->bytes.len > 0)
        munmap((void *)m->bytes.data, m->bytes.len);
    *m = (file_map){.bytes = {"", 0}};
}

quoth_status fd_write_all(int fd, const char *path, str data, quoth_error *err)
{
    while (data.len > 0) {
        ssize_t put = write(fd, data.data, data.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail_errno(err, QUOTH_IO, "cannot write %s", path);
        data = str_slice(data, (size_t)put, data.len);
    }
    return QUOTH_OK;
}

quoth_status fd_write_at(int fd, const char *path, const void *data, size_t len, uint64_t offset, quoth_error *err)
{
    const char *from = data;
    while (len > 0) {
        ssize_t put = pwrite(fd, from, len, (off_t)offset);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail_errno(err, QUOTH_IO, "cannot write %s", path);
        from += put;
        offset += (uint64_t)put;
        len -= (size_t)put;
    }
    return QUOTH_OK;
}

quoth_status folder_sync(const char *path, quoth_error *err)
{
    DEFER(close_fd) int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        return fail_errno(err, QUOTH_IO, "cannot sync %s", path);
    return QUOTH_OK;
}

static quoth_status write_synced(const char *path, str content, quoth_error *err)
{
    DEFER(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot create %s", path);
    TRY(fd_write_all(fd, path, content, err));
    if (fsync(fd) != 0)
        return fail_errno(err, QUOTH_IO, "cannot sync %s", path);
    return QUOTH_OK;
}

quoth_status file_exchange(const char *path, str content, quoth_error *err)
{
    char beside[PATH_MAX];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
        return fail(err, QUOTH_IO, "path too long: %s", path);
    DEFER(close_fd) int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot create %s", beside);
    TRY(fd_write_all(fd, beside, content, err));
    return rename(beside, path) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot rename %s to %s", beside, path);
}

quoth_status file_replace(const char *path, str content, quoth_error *err)
{
    char beside[PATH_MAX], folder[PATH_MAX];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
        return fail(err, QUOTH_IO, "path too long: %s", path);
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    TRY(write_synced(beside, content, err));
    if (rename(beside, path) != 0)
        return fail_errno(err, QUOTH_IO, "cannot rename %s to %s", beside, path);
    return folder_sync(slash ? (*folder ? folder : "/") : ".", err);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

quoth_status file_size(const char *path, uint64_t *bytes, quoth_error *err)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return fail_errno(err, errno == ENOENT ? QUOTH_NOT_FOUND : QUOTH_IO, "cannot look at %s", path);
    *bytes = (uint64_t)st.st_size;
    return QUOTH_OK;
}

static FTS *walk(const char *path)
{
    char *roots[] = {(char *)path, NULL};
    return fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
}

uint64_t folder_size(const char *path)
{
    uint64_t total = 0;
    FTS *tree = walk(path);
    if (!tree)
        return 0;
    for (FTSENT *entry; (entry = fts_read(tree));)
        if (entry->fts_info == FTS_F)
            total += (uint64_t)entry->fts_statp->st_size;
    fts_close(tree);
    return total;
}

quoth_status folder_make(const char *path, quoth_error *err)
{
    char part[PATH_MAX];
    if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part)
        return fail(err, QUOTH_IO, "path too long: %s", path);
    for (char *slash = part + 1; *part; slash++) {
        if (*slash != '/' && *slash != '\0')
            continue;
        char kept = *slash;
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return fail_errno(err, QUOTH_IO, "cannot make folder %s", part);
        *slash = kept;
        if (kept == '\0')
            break;
    }
    return QUOTH_OK;
}

static quoth_status remove_below(const char *path, bool itself, quoth_error *err)
{
    if (!file_exists(path))
        return QUOTH_OK;
    FTS *tree = walk(path);
    if (!tree)
        return fail_errno(err, QUOTH_IO, "cannot read folder %s", path);
    quoth_status status = QUOTH_OK;
    for (FTSENT *entry; status == QUOTH_OK && (entry = fts_read(tree));) {
        if (entry->fts_info == FTS_D || (entry->fts_level == FTS_ROOTLEVEL && !itself))
            continue;
        if (remove(entry->fts_accpath) != 0 && errno != ENOENT)
            status = fail_errno(err, QUOTH_IO, "cannot remove %s", entry->fts_path);
    }
    fts_close(tree);
    return status;
}

quoth_status folder_remove(const char *path, quoth_error *err)
{
    return remove_below(path, true, err);
}

quoth_status folder_empty(const char *path, quoth_error *err)
{
    return remove_below(path, false, err);
}
