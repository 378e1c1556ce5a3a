/* version.h - "iamglass", the file that makes a folder of tables a database: its root block and its statistics */
#ifndef GLASS_VERSION_H
#define GLASS_VERSION_H

#include "store/glass/table.h"

/* Of all documents. */
typedef struct glass_totals {
    uint32_t documents, last_id;
    uint32_t least_length, most_length; /* of documents; least: without those of length 0, unless there are no others */
    uint32_t most_wdf;
    uint64_t length; /* of all */
} glass_totals;

/* Has the running library (xc_library_version) the format that these files read and write? */
bool glass_is_known(const char *library_version);

/* Writes the file of a database that has a postlist table and no other, with a new UUID. Does not sync. */
quoth_status glass_version_write(const char *path, const glass_root *postlist, const glass_totals *totals, quoth_error *err);
/* *usable: it is of the known format and has no table but the postlist; only then the rest is filled in.
 * QUOTH_CORRUPT for what is no such file at all. */
quoth_status glass_version_read(const char *path, bool *usable, glass_root *postlist, glass_totals *totals, quoth_error *err);

/* One more document. */
void glass_totals_add(glass_totals *t, uint32_t id, uint32_t length, uint32_t most_wdf);
/* Of two databases with different documents. */
void glass_totals_merge(glass_totals *t, const glass_totals *other);

#endif
