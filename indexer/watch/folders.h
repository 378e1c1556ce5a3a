/* folders.h - what happens below these folders, as the kernel tells it (inotify) */
#ifndef INDEXER_WATCH_FOLDERS_H
#define INDEXER_WATCH_FOLDERS_H

#include "base/fail.h"
#include "base/str.h"

typedef struct folders folders;

typedef enum folder_sign {
    SIGN_FOUND,   /* was there already when its folder began to be watched; may still be written */
    SIGN_WRITTEN, /* somebody has it open and writes */
    SIGN_CLOSED,  /* was closed by who wrote it, or moved here as it is */
    SIGN_GONE     /* was removed or moved away; if it was a folder, with all below it */
} folder_sign;

typedef struct folder_listener {
    void *context;
    void (*file)(void *context, str path, folder_sign sign);
    /* The kernel dropped events: whatever happened meanwhile is not told. */
    void (*lost)(void *context);
} folder_listener;

/* `leave_out`: a folder that is not entered, the archive itself. */
quoth_status folders_new(const char *leave_out, folder_listener listener, folders **out, quoth_error *err);
void folders_free(folders **f);
/* A folder with all below it, but what begins with a dot; or one file. `tells`: the files that are there are told as found.
 * QUOTH_LIMIT when the system lets no more be watched. */
quoth_status folders_add(folders *f, const char *path, bool tells, quoth_error *err);
/* Waits at most so long, and tells what happened. */
quoth_status folders_wait(folders *f, int most_ms, quoth_error *err);

#endif
