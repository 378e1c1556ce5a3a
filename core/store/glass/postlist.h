/* postlist.h - the table of a glass database that quoth's shards consist of: posting lists and document lengths */
#ifndef GLASS_POSTLIST_H
#define GLASS_POSTLIST_H

#include "base/buf.h"
#include "store/glass/table.h"

/* Writes one posting list after the other, in chunks of the size that Xapian makes; holds a few chunks in memory.
 * A run of postings: the wdf of the first document, then for each further one how far its id lies beyond the one before, less 1,
 * and its wdf; all packed numbers. Runs are believed. */
typedef struct glass_list_writer {
    glass_table *table;
    glass_key key; /* of the first chunk */
    uint32_t documents, first_id, last_id;
    uint64_t occurrences;
    uint32_t next_id; /* of the first posting in `waiting` */
    buf waiting, tag; /* postings that are not written yet; memory for a tag */
} glass_list_writer;

static inline void glass_list_release(glass_list_writer *w)
{
    buf_release(&w->waiting);
    buf_release(&w->tag);
}

/* Lists come in order of their keys (glass_key_of_term), document lengths first: they are wdfs of a list with 0 documents and
 * occurrences. `occurrences` is the sum of wdfs, of which Xapian keeps the lower 32 bits. */
void glass_list_start(glass_list_writer *w, const glass_key *key, uint32_t documents, uint64_t occurrences);
/* Runs come with rising ids. */
quoth_status glass_list_add(glass_list_writer *w, uint32_t first_id, uint32_t last_id, str run, quoth_error *err);
/* At least one run was added. */
quoth_status glass_list_end(glass_list_writer *w, quoth_error *err);

#endif
