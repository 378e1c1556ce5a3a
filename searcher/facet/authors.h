/* authors.h - who are the authors of each byline? */
#ifndef SEARCHER_FACET_AUTHORS_H
#define SEARCHER_FACET_AUTHORS_H

#include "searcher/archive.h"

/* The authors of byline b are authors[first[b]] to authors[first[b + 1] - 1], for b < byline_count; all numbers are below
 * author_count. */
typedef struct author_table {
    uint64_t generation;
    uint32_t byline_count, author_count;
    uint32_t *first, *authors;
} author_table;

/* As the archive was entered; read once a generation (1 ms for 7,000 bylines). Lives until the next call. */
quoth_status authors_of(quoth_archive *archive, const author_table **out, quoth_error *err);
/* For quoth_archive_close. */
void authors_free(quoth_archive *archive);

#endif
