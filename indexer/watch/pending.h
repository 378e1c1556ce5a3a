/* pending.h - which files have changed, and since when has each been quiet? */
#ifndef INDEXER_WATCH_PENDING_H
#define INDEXER_WATCH_PENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A file is due when nothing has been heard of it for as long as its last sign demands. Memory: its path and 32 bytes; past
 * PENDING_MOST files it gives up counting them. {0} is empty. One thread. */
enum { PENDING_MOST = 50000 };

typedef struct pending_file {
    char *path;
    uint64_t due_ms;
} pending_file;

typedef struct pending {
    pending_file *items; /* by path */
    size_t count, room;
    bool is_lost; /* more than it keeps: everything must be looked at */
} pending;

void pending_release(pending *p);
/* A sign of life at `now_ms`; due when `wait_ms` pass without another. */
void pending_note(pending *p, str path, uint64_t now_ms, uint64_t wait_ms);
/* When the first is due; UINT64_MAX without any. */
uint64_t pending_first_due(const pending *p);
/* Moves those that are due to `due`, which is empty. */
void pending_take(pending *p, uint64_t now_ms, pending *due);
/* Whether a walk to the files has to go by this path: a file, or a folder above one. */
bool pending_leads_to(const pending *p, str path);

#endif
