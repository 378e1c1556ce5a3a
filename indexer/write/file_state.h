/* file_state.h - one file while it is read: what the archive had from it, and what it gave now */
#ifndef WRITE_FILE_STATE_H
#define WRITE_FILE_STATE_H

#include "indexer/source/source.h"
#include "store/catalogue/catalogue.h"

/* One article the archive has from this file. Its locator counts by hash. */
typedef struct known_article {
    uint64_t content_hash, locator_hash;
    uint32_t id;
    bool is_met; /* its record is still there */
} known_article;

/* An article that came from it now, or (article 0) that it gave before and gives still. */
typedef struct stored_locator {
    uint64_t hash;
    uint32_t article;
    bool is_sure; /* the locator is an id of the article's own, or the file has but this one */
} stored_locator;

typedef struct file_state {
    arena a;
    catalogue_file row;   /* row.row 0 until it is in the catalogue */
    known_article *known; /* by content hash */
    size_t known_count;
    VEC(stored_locator) locators; /* of what was stored now, and met; only kept where something was known */
    bool is_stream;               /* standard input: its records' numbers say nothing */
    bool is_partial;              /* some of its records were left out on purpose */
    bool is_broken;               /* could not be read to its end */
    bool holds_back;              /* something in it was withheld: an embargo ends though the file stays as it is */
    struct file_state *next;
} file_state;

/* From what the catalogue knows of the file. */
quoth_status file_state_new(catalogue *c, const source_file *met, file_state **out, quoth_error *err);
void file_state_free(file_state **f);
/* True, and counts the article as met, when the file gave this content before. */
bool file_state_meets(file_state *f, uint64_t content_hash);
/* An article that it gave before was taken out of the archive: it is not to be looked for at the end. */
void file_state_removed(file_state *f, uint32_t id);
/* An article was stored from it. */
void file_state_stored(file_state *f, str locator, uint32_t id, bool has_own_id);
/* Sorts for file_state_replaced_by; after the last record. */
void file_state_end(file_state *f);
/* What came now and bears the locator of this known one, the newest first; NULL when nothing does. */
const stored_locator *file_state_replaced_by(const file_state *f, const known_article *k);

#endif
