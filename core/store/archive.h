/* archive.h - where an archive is, and the lock of its one writer */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "base/arena.h"
#include "base/fail.h"

/* The folder of DESIGN: `wanted` if given, else QUOTH_ARCHIVE, else the nearest parent's .quoth/, else
 * $XDG_DATA_HOME/quoth/default
 * (~/.local/share/…). In the arena; it need not exist. */
char *archive_locate(arena *a, const char *wanted);
/* The version of what is on disk; there is no way from an older one to it but indexing again. */
#define ARCHIVE_VERSION 8
/* QUOTH_NO_ARCHIVE with a hint when the folder holds no archive; QUOTH_UNSUPPORTED when an older or newer quoth wrote it. */
quoth_status archive_require(const char *dir, quoth_error *err);
/* Takes the writer's lock (flock on dir/lock, kept by the kernel: a killed writer leaves none). QUOTH_BUSY at once if taken. */
typedef struct archive_lock archive_lock;
/* Is a writer at work here? A moment's answer, for readers that wait for the end of its commit. */
bool archive_lock_is_held(const char *dir);
quoth_status archive_lock_take(const char *dir, archive_lock **out, quoth_error *err);
void archive_lock_release(archive_lock **l);

#endif
