/* merge.h - neighbouring glass databases become one, their posting lists in full chunks */
#ifndef GLASS_MERGE_H
#define GLASS_MERGE_H

#include "base/fail.h"

/* The databases in folders paths[0..count), whose document ids rise from one to the next, into the folder `into`, which is there
 * and empty: byte for byte (but for the UUID) what one shard of all their articles would be. Memory: 100 KB a database. Does not
 * sync. QUOTH_UNSUPPORTED: one of them was not written in bulk; Xapian's compactor can merge them. */
quoth_status glass_merge(const char *const *paths, size_t count, const char *into, quoth_error *err);

#endif
