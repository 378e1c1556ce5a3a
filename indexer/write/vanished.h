/* vanished.h - takes out the articles of files that are there no more */
#ifndef WRITE_VANISHED_H
#define WRITE_VANISHED_H

#include "indexer/write/base_folder.h"
#include "indexer/write/writer.h"

typedef struct vanished {
    quoth_writer *w;
    const base_folder *base;
    uint64_t *removed; /* articles: added to */
} vanished;

/* Files that the archive has from below `roots`, as they lead there from the working folder, and whose name's hash (hash_bytes,
 * 0) is not among those `met`, which are sorted here. */
quoth_status vanished_below(const vanished *v, const char *const *roots, size_t root_count, uint64_t *met, size_t met_count,
                            quoth_error *err);
/* The file, or all files that were in the folder, with this name (base_folder_name). */
quoth_status vanished_at(const vanished *v, const char *path, quoth_error *err);

#endif
