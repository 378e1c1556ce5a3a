/* container.h - which files lie inside a zip or tar file? */
#ifndef INDEXER_SOURCE_CONTAINER_H
#define INDEXER_SOURCE_CONTAINER_H

#include "indexer/source/stream.h"

/* An open container, read from front to back by libarchive: nothing is written to the disk, and memory does not grow with it. */
typedef struct container container;

typedef struct container_member {
    str name;         /* as written in the container, without "/" or "./" in front; valid until the next call */
    int64_t mtime_ns; /* 0: not known */
} container_member;

/* Do these first bytes start a container? */
bool container_sniff(str head);
/* `in` stands at its start and must outlive it. `only` a list of endings ".warc .warc.gz": other members are left out; or "". */
container *container_open(stream *in, str only);
void container_close(container **c);
/* The next regular file; hidden ones and links are left out. QUOTH_NOT_FOUND at the end. Anything else is one problem with
 * out->name (or, where that is empty, with the container), and the container goes on with what follows. */
quoth_status container_next(container *c, container_member *out, quoth_error *err);
/* The bytes of the member that container_next gave. */
byte_source container_bytes(container *c);

#endif
