/* cursor.h - a postlist table of a glass database, read in key order: once from its start, or from any term on */
#ifndef GLASS_CURSOR_H
#define GLASS_CURSOR_H

#include "base/buf.h"
#include "base/file.h"
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
    file_map map;             /* glass_cursor_map: all of them */
    bool is_shared;           /* the map is another one's */
    uint32_t root, level;     /* where the tree begins */
    buf tag;
    glass_chunk chunk;
    bool at_end;
} glass_cursor;

/* Moves to the first chunk. Close it also after a failure. */
quoth_status glass_cursor_open(const char *path, const glass_root *root, glass_cursor *out, quoth_error *err);
/* The same from a map of the file, which must not change or shrink, for glass_cursor_seek; it is at no chunk yet.
 * QUOTH_UNSUPPORTED where the blocks are not in key order. */
quoth_status glass_cursor_map(const char *path, const glass_root *root, glass_cursor *out, quoth_error *err);
/* Only with a map: moves to the first chunk of a term's posting list; *found false where there is none. */
quoth_status glass_cursor_seek(glass_cursor *c, str term, bool *found, quoth_error *err);
/* Over the same map as `mapped`, which must stay; it is at no chunk. */
void glass_cursor_share(const glass_cursor *mapped, glass_cursor *out);
/* Only with a map: moves to that chunk of the list with this key (glass_key_of_term) which begins last of those that begin with
 * `id` or before it; to its first chunk where all begin later. *found false where there is no such list. */
quoth_status glass_cursor_seek_from(glass_cursor *c, const glass_key *key, uint32_t id, bool *found, quoth_error *err);
/* The documents of the chunk in rising order, into `ids`, and their wdfs, unless `wdfs` is NULL; both have room for `room`.
 * *count: how many. QUOTH_CORRUPT, also for more. */
quoth_status glass_cursor_postings(const glass_cursor *c, size_t room, uint32_t *ids, uint32_t *wdfs, size_t *count,
                                   quoth_error *err);
/* The next chunk, or at_end. QUOTH_UNSUPPORTED at an entry that is no posting list; QUOTH_CORRUPT. */
quoth_status glass_cursor_next(glass_cursor *c, quoth_error *err);
void glass_cursor_close(glass_cursor *c);

#endif
