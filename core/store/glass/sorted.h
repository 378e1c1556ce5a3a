/* sorted.h - the posting lists of some articles in memory, in key order, until they are merged into a database */
#ifndef GLASS_SORTED_H
#define GLASS_SORTED_H

#include "store/glass/cursor.h"
#include "store/glass/version.h"

/* {0} is empty. One thread at a time. */
typedef struct glass_sorted {
    buf lists;
    glass_totals totals;
} glass_sorted;

/* A whole list as one chunk of any length, that of document lengths first. Keys must rise. Copies it: some 10 bytes beside its
 * key and its run. */
void glass_sorted_put(glass_sorted *s, const glass_chunk *list);
static inline void glass_sorted_release(glass_sorted *s)
{
    buf_release(&s->lists);
}

/* Where somebody reads it; the lists must not change meanwhile. */
typedef struct glass_sorted_reader {
    const unsigned char *at, *end;
} glass_sorted_reader;

static inline glass_sorted_reader glass_sorted_read(const glass_sorted *s)
{
    const unsigned char *start = (const unsigned char *)buf_str(&s->lists).data;
    return (glass_sorted_reader){start, start + s->lists.len};
}
/* The next list, whose run stays; false behind the last. */
bool glass_sorted_next(glass_sorted_reader *r, glass_chunk *out);

#endif
