/* merge.h - neighbouring glass databases become one, their posting lists in full chunks */
#ifndef GLASS_MERGE_H
#define GLASS_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fail.h"
#include "store/glass/sorted.h"

/* What is merged: the database in a folder, or lists in memory, which stay as they are. */
typedef struct glass_part {
    const char *path;
    const glass_sorted *lists; /* or NULL */
} glass_part;

/* parts[0..count), whose document ids rise from one to the next, into the folder `into`, which is there and empty: byte for byte
 * (but for the UUID) what one shard of all their articles would be. Memory: 100 KB a database. Does not sync. QUOTH_UNSUPPORTED:
 * one of them was not written in bulk; Xapian's compactor can merge them. */
quoth_status glass_merge(const glass_part *parts, size_t count, const char *into, quoth_error *err);

/* The same in steps. The parts must not be removed meanwhile; what is in `into` is of no use before it is finished. */
typedef struct glass_merging glass_merging;
quoth_status glass_merge_start(const glass_part *parts, size_t count, const char *into, glass_merging **out, quoth_error *err);
/* Reads some `bytes` of postings more (20 to 40 MB a second), by whole lists: a very common term is done at once. After a failure
 * it can only be abandoned. */
quoth_status glass_merge_step(glass_merging *m, uint64_t bytes, bool *is_done, quoth_error *err);
/* After the last step; frees it, whether it fails or not. */
quoth_status glass_merge_finish(glass_merging **m, quoth_error *err);
void glass_merge_abandon(glass_merging **m);

#endif
