/* known_files.h - has the archive read this file before, under this name or another? */
#ifndef WRITE_KNOWN_FILES_H
#define WRITE_KNOWN_FILES_H

#include "indexer/source/source.h"
#include "indexer/write/base_folder.h"
#include "store/catalogue/catalogue.h"

/* What the catalogue knows of files, read ahead some hundred rows at a time in the order of paths, which is nearly that of the
 * walk: asking for a million files in turn costs one pass over their rows. Memory: the rows read ahead, at most 1024. One thread.
 */
typedef struct known_files known_files;

known_files *known_files_new(catalogue *c);
void known_files_free(known_files **k);
/* What is known of the file of this path, as it was when the row was read ahead. `out` is good until the next call.
 * QUOTH_NOT_FOUND. */
quoth_status known_files_find(known_files *k, str path, catalogue_file *out, quoth_error *err);

typedef enum other_name {
    NAME_IS_NEW,  /* the archive knows the file by no other name */
    NAME_IS_ALSO, /* it was read by another path that still leads to it: `out` */
    NAME_IS_MOVED /* it was read by another path where it is no more, and has not changed since: `out` */
} other_name;
/* For a file whose path is not known: by its number on the disk, and for a moved one its size and time too, as numbers are used
 * again. `out` is in `a`. */
quoth_status known_files_other_name(catalogue *c, const base_folder *f, arena *a, const source_file *met, other_name *what,
                                    catalogue_file *out, quoth_error *err);

#endif
