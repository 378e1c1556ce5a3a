/* bulk.h - articles' terms in memory, term by term, until they are written as one glass database */
#ifndef GLASS_BULK_H
#define GLASS_BULK_H

#include "base/fail.h"
#include "store/glass/sorted.h"
#include "store/inverted/inverted.h"

/* One thread at a time. */
typedef struct glass_bulk glass_bulk;

glass_bulk *glass_bulk_new(void);
void glass_bulk_free(glass_bulk **b);
/* Articles come with rising ids; equal terms add up. The caller has checked that terms have 1 to LIMIT_TERM_BYTES bytes and that
 * the wdfs sum up to less than 2^32 - 1. */
void glass_bulk_add(glass_bulk *b, uint32_t article, const inverted_term *terms, size_t count);
/* Bytes held: about 64 a different term, its bytes beyond 8, and 2 to 4 a posting. */
size_t glass_bulk_memory(const glass_bulk *b);
bool glass_bulk_is_empty(const glass_bulk *b); /* of articles */
/* Writes all into the folder `path`, which is there and empty. Does not sync. The articles stay in memory. */
quoth_status glass_bulk_write(glass_bulk *b, const char *path, quoth_error *err);

/* The same into memory; `out` is {0}. */
void glass_bulk_sort(const glass_bulk *b, glass_sorted *out);

#endif
