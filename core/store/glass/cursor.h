/* cursor.h - a postlist table of a glass database, read once in key order */
#ifndef GLASS_CURSOR_H
#define GLASS_CURSOR_H

#include "base/buf.h"
#include "store/glass/table.h"

/* One chunk of a posting list (see postlist.h for the run). */
typedef struct glass_chunk {
    glass_key key; /* of the list's first chunk, whichever chunk this is */
    bool is_first, is_last;
    uint32_t documents, occurrences; /* of the whole list; 0 in chunks that are not the first */
    uint32_t first_id, last_id;
    str run; /* until the next call of glass_cursor_next */
} glass_chunk;

/* Reads block after block: only for tables whose blocks are in key order. */
typedef struct glass_cursor {
    int fd;
    char *path;
    uint32_t block, blocks; /* the one that is read; of the file */
    unsigned place;         /* of the next item in its directory */
    unsigned char *memory;
    uint32_t held_from, held; /* blocks in memory */
    buf tag;
    glass_chunk chunk;
    bool at_end;
} glass_cursor;

/* Moves to the first chunk. Close it also after a failure. */
quoth_status glass_cursor_open(const char *path, const glass_root *root, glass_cursor *out, quoth_error *err);
/* The next chunk, or at_end. QUOTH_UNSUPPORTED at an entry that is no posting list; QUOTH_CORRUPT. */
quoth_status glass_cursor_next(glass_cursor *c, quoth_error *err);
void glass_cursor_close(glass_cursor *c);

#endif
