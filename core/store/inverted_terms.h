/* inverted_terms.h - the posting lists of all shards, read without Xapian: only inverted.c includes it */
#ifndef STORE_INVERTED_TERMS_H
#define STORE_INVERTED_TERMS_H

#include "store/inverted.h"

/* One thread at a time. */
typedef struct term_lists term_lists;

/* Maps the tables of the manifest's shards. QUOTH_UNSUPPORTED where one of them was not written in bulk. */
quoth_status term_lists_open(const char *archive_dir, const inverted_manifest *m, term_lists **out, quoth_error *err);
void term_lists_close(term_lists **l);
/* Of a term that is not empty; *out and *count are to be NULL and 0 before. */
quoth_status term_lists_documents(term_lists *l, str term, uint32_t *out, quoth_error *err);
quoth_status term_lists_articles(term_lists *l, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err);
/* The same for shards that were not written in bulk. */
quoth_status xapian_lists_articles(xc_database *db, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err);

#endif
