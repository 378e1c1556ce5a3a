/* walk.h - which files lie below these paths, in which order? */
#ifndef INDEXER_SOURCE_WALK_H
#define INDEXER_SOURCE_WALK_H

#include "base/arena.h"
#include "indexer/source/source.h"

/* Folders are read one at a time, names in byte order; memory is that of the names in the folders now open, and 16
 * to 32 bytes for each file met. A file or folder named .quothignore's rules leave out (ignore.h) is not met; what the user named
 * is. One thread. */
typedef struct walk walk;

typedef struct walk_entry {
    source_file file; /* path zero-terminated, valid until the next call; size and time 0 for "-" */
    bool named;       /* given by the user, not found in a folder */
} walk_entry;

/* A folder that is the same as `leave_out` ("" for none; it need not be there) is not entered. */
walk *walk_open(const char *const *paths, size_t count, str leave_out);
void walk_close(walk **w);
/* Only what is found where `leads_to` says so: a file, or a folder with one in it. NULL: everything. */
void walk_only(walk *w, bool (*leads_to)(void *context, str path), void *context);
/* The next regular file, each once, by whichever path it is reached first. QUOTH_NOT_FOUND at the end; anything else is one
 * problem with entry->file.path, and the walk goes on. */
quoth_status walk_next(walk *w, walk_entry *entry, quoth_error *err);

#endif
