/* terms.h - the posting lists of all shards, read without Xapian: for inverted.c and what matches with them */
#ifndef STORE_INVERTED_TERMS_H
#define STORE_INVERTED_TERMS_H

#include "store/glass/list.h"
#include "store/inverted/inverted.h"

/* One thread at a time. */
typedef struct term_lists term_lists;

/* Maps the tables of the manifest's shards. QUOTH_UNSUPPORTED where one of them was not written in bulk. */
quoth_status term_lists_open(const char *archive_dir, const inverted_manifest *m, term_lists **out, quoth_error *err);
void term_lists_close(term_lists **l);
/* Of a term that is not empty; *out and *count are to be NULL and 0 before. */
quoth_status term_lists_documents(term_lists *l, str term, uint32_t *out, quoth_error *err);
quoth_status term_lists_articles(term_lists *l, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err);

/* One shard. Lengths of documents are unpacked window by window, as far as searches need them: 4 bytes an article. */
enum { MATCH_WINDOW = 2048 };
typedef struct term_shard {
    glass_cursor cursor; /* glass_cursor_map */
    uint32_t documents, first_id, last_id;
    uint64_t total_length;
    uint32_t **lengths; /* by id / MATCH_WINDOW less that of the first; NULL before the first is asked for */
} term_shard;
term_shard *term_lists_shards(term_lists *l, size_t *count);
/* Of the documents from `window` * MATCH_WINDOW on; 0 of those that are not there. Stays. */
quoth_status term_shard_lengths(term_shard *s, uint32_t window, const uint32_t **out, quoth_error *err);
/* NULL: of some shard the lists cannot be read. */
term_lists *inverted_reader_lists(inverted_reader *r);

/* The same for shards that were not written in bulk. */
quoth_status xapian_lists_articles(xc_database *db, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err);

#endif
