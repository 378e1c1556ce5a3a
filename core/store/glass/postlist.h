/* postlist.h - the table of a glass database that quoth's shards consist of: posting lists and document lengths */
#ifndef GLASS_POSTLIST_H
#define GLASS_POSTLIST_H

#include "base/buf.h"
#include "store/glass/table.h"

/* A whole posting list. Its body: the wdf of the first document, then for each further one how far its id lies beyond the one
 * before, less 1, and its wdf; all packed numbers. */
typedef struct glass_list {
    str term;             /* empty: the document lengths, as if each were a wdf */
    uint32_t documents;   /* 0 for the lengths */
    uint64_t occurrences; /* sum of wdfs; Xapian keeps the lower 32 bits. 0 for the lengths */
    uint32_t first_id, last_id;
    str body;
} glass_list;

/* Writes it, in chunks of the size that Xapian makes. Lists come in order of their terms, the lengths first. The body is
 * believed. `scratch` is for this function. */
quoth_status glass_postlist_add(glass_table *t, const glass_list *list, buf *scratch, quoth_error *err);

#endif
