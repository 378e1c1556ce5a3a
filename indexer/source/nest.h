/* nest.h - a file on the disk, and the files in it if it is a container, and the files in those */
#ifndef INDEXER_SOURCE_NEST_H
#define INDEXER_SOURCE_NEST_H

#include "base/arena.h"
#include "indexer/source/source.h"
#include "indexer/source/stream.h"

/* A stack of open containers with the file that is being read on top. One thread. */
typedef struct nest nest;

nest *nest_new(nest_limits limits);
void nest_free(nest **n);
/* Opens a file on the disk, which is shown as `name`. */
quoth_status nest_open(nest *n, const char *path, str name, int64_t mtime_ns, quoth_error *err);
/* The file on top is a container (container_sniff): from now on nest_next gives its members. `only` as for container_open.
 * QUOTH_LIMIT where containers lie too deep. */
quoth_status nest_descend(nest *n, str only, quoth_error *err);
/* Leaves the file on top and opens what follows it. QUOTH_NOT_FOUND when the file on the disk is done, and closed. Anything else
 * is one problem with nest_path; it goes on. */
quoth_status nest_next(nest *n, quoth_error *err);
/* Nothing more is read of this file on the disk: nest_next says QUOTH_NOT_FOUND. */
void nest_abandon(nest *n);
bool nest_is_open(const nest *n);
/* Of the file on top: NULL where none is open; "a.zip!b/c.html", zero-terminated, until the next call; the earlier one of its own
 * time and the container's. */
stream *nest_stream(const nest *n);
str nest_path(const nest *n);
int64_t nest_mtime(const nest *n);
/* Bytes read of the file on the disk. */
uint64_t nest_consumed(const nest *n);
/* More was unpacked than is allowed. */
bool nest_is_spent(const nest *n);

#endif
