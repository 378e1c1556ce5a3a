/* table.h - a B-tree file of Xapian's glass backend, written once in key order */
#ifndef GLASS_TABLE_H
#define GLASS_TABLE_H

#include "base/fail.h"
#include "store/glass/pack.h"

typedef struct glass_table glass_table;

/* What the version file says of a table; {0} of one that has no file. */
typedef struct glass_root {
    uint32_t block, level;
    uint64_t entries;
    uint32_t blocks; /* of the file */
    bool is_there;
    bool is_sequential; /* blocks of level 0 follow each other in key order */
} glass_root;

/* Creates the file. */
quoth_status glass_table_new(const char *path, glass_table **out, quoth_error *err);
/* The next entry; keys must rise. Fills the blocks as Xapian's full compaction does. One entry holds at most some 100 MB. */
quoth_status glass_table_add(glass_table *t, const glass_key *key, str tag, quoth_error *err);
/* Writes what is left and frees it, whether it fails or not. Does not sync. */
quoth_status glass_table_finish(glass_table **t, glass_root *out, quoth_error *err);
void glass_table_abandon(glass_table **t);

#endif
