/* list.h - one posting list of a glass database in memory, read forward from any document */
#ifndef GLASS_LIST_H
#define GLASS_LIST_H

#include "store/glass/cursor.h"

/* A list stands on a posting, `id`, or has ended. */
typedef struct glass_list {
    glass_cursor cursor; /* shares a map */
    uint32_t documents;  /* in all; of the list of lengths 0 */
    uint32_t id;         /* of the posting it stands on; UINT32_MAX behind the last */
    const unsigned char *at, *end;
} glass_list;

enum { GLASS_LIST_END = UINT32_MAX };

/* The list of a term in the table that `mapped` (glass_cursor_map) has and keeps, "" for that of document lengths, on its first
 * posting; at its end, and with 0 documents, where there is none. Close it also after a failure. */
quoth_status glass_list_open(const glass_cursor *mapped, str term, glass_list *out, quoth_error *err);
/* Moves forward to the first posting of document `id` or a later one. */
quoth_status glass_list_seek(glass_list *l, uint32_t id, quoth_error *err);

/* The postings of documents [from, from + count): of each that `mask` (a bit a document, from `from` on; NULL: all) has, how far
 * it lies behind `from`, and its wdf. The list then stands behind them. QUOTH_CORRUPT also for more than there is room for. */
typedef struct glass_postings {
    uint16_t *distances;
    uint32_t *wdfs;
    size_t count, room;
} glass_postings;
quoth_status glass_list_take(glass_list *l, uint32_t from, uint32_t count, const uint64_t *mask, glass_postings *out,
                             quoth_error *err);
static inline void glass_list_close(glass_list *l)
{
    glass_cursor_close(&l->cursor);
}

#endif
