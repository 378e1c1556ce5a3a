/* archive.c - which folder is the archive, is it one, and who may write to it? */
#include "store/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

struct archive_lock {
    int fd;
};

/* The .quoth folder of this folder or of the nearest one above it. */
static char *find_above(arena *a)
{
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here))
        return NULL;
    for (;;) {
        char *candidate = path_join(a, *here ? here : "/", ".quoth");
        if (file_exists(candidate))
            return candidate;
        char *slash = strrchr(here, '/');
        if (!slash)
            return NULL;
        *slash = '\0';
    }
}

char *archive_locate(arena *a, const char *wanted)
{
    if (wanted && *wanted)
        return arena_zero_terminated(a, str_from(wanted));
    const char *named = getenv("QUOTH_ARCHIVE"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (named && *named)
        return arena_zero_terminated(a, str_from(named));
    char *above = find_above(a);
    if (above)
        return above;
    if (data && *data)
        return path_join(a, data, "quoth/default");
    return path_join(a, home && *home ? home : ".", ".local/share/quoth/default");
}

static uint32_t big_endian(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* SQLite's file header: user_version at byte 60, application_id at 68 (sqlite.org/fileformat2.html). The catalogue itself says
 * more, once opened; this is for a clear answer before anything is touched. */
enum { HEADER_BYTES = 100, USER_VERSION_AT = 60, APPLICATION_AT = 68, APPLICATION = 0x51756f74 };

static quoth_status read_header(const char *path, unsigned char header[HEADER_BYTES], quoth_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, errno == ENOENT || errno == ENOTDIR ? QUOTH_NO_ARCHIVE : QUOTH_IO, "cannot open %s", path);
    ssize_t got = read(fd, header, HEADER_BYTES);
    close(fd);
    if (got < HEADER_BYTES)
        return fail(err, QUOTH_NO_ARCHIVE, "%s is empty: no archive was made here yet", path);
    return QUOTH_OK;
}

quoth_status archive_require(const char *dir, quoth_error *err)
{
    arena a = {0};
    unsigned char header[HEADER_BYTES] = {0};
    quoth_error why;
    quoth_status status = read_header(path_join(&a, dir, "catalogue.sqlite"), header, &why);
    arena_release(&a);
    if (status == QUOTH_NO_ARCHIVE) {
        fail(err, status, "no archive in %s", dir);
        fail_hint(err, "make one with: quoth --archive %s index FILES", dir);
        return status;
    }
    if (status != QUOTH_OK)
        return fail(err, status, "%s", why.message);
    if (memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + APPLICATION_AT) != APPLICATION)
        return fail(err, QUOTH_CORRUPT, "%s/catalogue.sqlite is not a catalogue of quoth", dir);
    if (big_endian(header + USER_VERSION_AT) > ARCHIVE_VERSION)
        return fail(err, QUOTH_UNSUPPORTED, "the archive in %s was written by a newer quoth", dir);
    if (big_endian(header + USER_VERSION_AT) < ARCHIVE_VERSION) {
        fail(err, QUOTH_UNSUPPORTED, "the archive in %s was written by an older quoth", dir);
        fail_hint(err, "index its articles again, into a new archive");
        return QUOTH_UNSUPPORTED;
    }
    return QUOTH_OK;
}

bool archive_lock_is_held(const char *dir)
{
    arena a = {0};
    int fd = open(path_join(&a, dir, "lock"), O_RDONLY | O_CLOEXEC);
    arena_release(&a);
    if (fd < 0)
        return false;
    bool held = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(fd);
    return held;
}

/* A reader that asks archive_lock_is_held has the lock for an instant: that is not "busy". */
enum { LOCK_TRIES = 5, LOCK_PAUSE_US = 2000 };

static int lock_exclusively(int fd)
{
    int status = flock(fd, LOCK_EX | LOCK_NB);
    for (int i = 1; status != 0 && errno == EWOULDBLOCK && i < LOCK_TRIES; i++) {
        usleep(LOCK_PAUSE_US);
        status = flock(fd, LOCK_EX | LOCK_NB);
    }
    return status;
}

quoth_status archive_lock_take(const char *dir, archive_lock **out, quoth_error *err)
{
    arena a = {0};
    const char *path = path_join(&a, dir, "lock");
    quoth_status status = QUOTH_OK;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        status = fail_errno(err, QUOTH_IO, "cannot open %s", path);
    else if (lock_exclusively(fd) != 0)
        status = errno == EWOULDBLOCK ? fail(err, QUOTH_BUSY, "another process is writing to the archive in %s", dir)
                                      : fail_errno(err, QUOTH_IO, "cannot lock %s", path);
    arena_release(&a);
    if (status != QUOTH_OK) {
        if (fd >= 0)
            close(fd);
        return status;
    }
    *out = mem_alloc(sizeof **out);
    (*out)->fd = fd;
    return QUOTH_OK;
}

void archive_lock_release(archive_lock **l)
{
    if (!*l)
        return;
    close((*l)->fd);
    free(*l);
    *l = NULL;
}
