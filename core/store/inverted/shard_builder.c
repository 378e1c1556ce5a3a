/* shard_builder.c - how do articles become an immutable shard: by the bulk loader, or by Xapian's own interface? */
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "store/glass/bulk.h"
#include "store/glass/merge.h"
#include "store/glass/version.h"
#include "store/inverted/inverted.h"

enum {
    LONGEST_KEY_TERM = 249, /* of 255 bytes of a key, 6 are for the number of a document */
    MOST_MEMORY = 96 << 20  /* some 60,000 articles of news; then a run is written, and all runs are merged at the end */
};

struct shard_builder {
    char *path;
    shard_info info;
    glass_bulk *bulk; /* NULL: by Xapian's interface */
    size_t most_memory;
    unsigned runs; /* written beside the shard */
    bool stays_in_memory;
    xc_database *db; /* made with the first document */
    xc_document *document;
    xc_term *terms;
    size_t room;
};

bool inverted_writes_in_bulk(void)
{
    const char *wanted = getenv("QUOTH_SHARDS");
    return glass_is_known(xc_library_version()) && !(wanted && strcmp(wanted, "api") == 0);
}

quoth_status shard_builder_new(const char *archive_dir, const char *name, shard_builder **out, quoth_error *err)
{
    if (!inverted_is_shard_name(str_from(name)))
        return fail(err, QUOTH_BAD_USAGE, "bad name for a shard: %s", name);
    arena a = {0};
    quoth_status status = folder_make(path_join(&a, archive_dir, "inverted"), err);
    if (status == QUOTH_OK) {
        shard_builder *b = mem_zalloc(sizeof *b);
        b->path = strdup(inverted_path(&a, archive_dir, name));
        memcpy(b->info.name, name, strlen(name) + 1);
        b->bulk = inverted_writes_in_bulk() ? glass_bulk_new() : NULL;
        b->most_memory = MOST_MEMORY;
        *out = b;
    }
    arena_release(&a);
    return status;
}

static void builder_free(shard_builder **b)
{
    glass_bulk_free(&(*b)->bulk);
    xc_document_free(&(*b)->document);
    xc_close(&(*b)->db);
    free((*b)->terms);
    free((*b)->path);
    free(*b);
    *b = NULL;
}

/* ---------------------------------------------------------------- by Xapian's interface */

static quoth_status open_database(shard_builder *b, quoth_error *err)
{
    xc_error why;
    int flags = XC_CREATE | XC_NO_SYNC | XC_DANGEROUS | XC_NO_TERMLIST;
    if (xc_open_writable(b->path, flags, 0, &b->db, &why) != XC_OK || xc_document_new(&b->document, &why) != XC_OK)
        return inverted_failure(&why, b->path, err);
    return QUOTH_OK;
}

static quoth_status add_document(shard_builder *b, uint32_t article, const inverted_term *terms, size_t count, quoth_error *err)
{
    xc_error why;
    if (count > b->room) {
        b->room = count * 2;
        b->terms = mem_realloc(b->terms, b->room * sizeof *b->terms);
    }
    for (size_t i = 0; i < count; i++)
        b->terms[i] = (xc_term){terms[i].term.data, terms[i].term.len, terms[i].wdf};
    if (xc_document_clear(b->document, &why) != XC_OK || xc_document_add_terms(b->document, b->terms, count, &why) != XC_OK ||
        xc_replace_document(b->db, article, b->document, &why) != XC_OK)
        return inverted_failure(&why, b->path, err);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------- in bulk */

/* A dot is in no shard's name: a sweep removes the runs of a builder that was killed. */
static const char *run_path(const shard_builder *b, arena *a, unsigned run)
{
    return arena_printf(a, "%s.run%u", b->path, run).data;
}

/* Writes the articles in memory as a run of their own and forgets them. */
static quoth_status spill(shard_builder *b, quoth_error *err)
{
    arena a = {0};
    if (b->stays_in_memory)
        TRY(inverted_folder_make(b->path, err));
    b->stays_in_memory = false;
    const char *path = run_path(b, &a, b->runs++);
    quoth_status status = folder_remove(path, err);
    if (status == QUOTH_OK)
        status = folder_make(path, err);
    if (status == QUOTH_OK)
        status = glass_bulk_write(b->bulk, path, err);
    arena_release(&a);
    glass_bulk_free(&b->bulk);
    b->bulk = glass_bulk_new();
    return status;
}

static void remove_runs(const shard_builder *b)
{
    arena a = {0};
    for (unsigned i = 0; i < b->runs; i++)
        (void)folder_remove(run_path(b, &a, i), NULL);
    arena_release(&a);
}

static quoth_status merge_runs(const shard_builder *b, quoth_error *err)
{
    arena a = {0};
    glass_part *parts = ARENA_ARRAY(&a, glass_part, b->runs);
    for (unsigned i = 0; i < b->runs; i++)
        parts[i].path = run_path(b, &a, i);
    quoth_status status = glass_merge(parts, b->runs, b->path, err);
    arena_release(&a);
    return status;
}

static quoth_status write_bulk(shard_builder *b, quoth_error *err)
{
    if (b->runs == 0)
        return glass_bulk_write(b->bulk, b->path, err);
    if (!glass_bulk_is_empty(b->bulk))
        TRY(spill(b, err));
    TRY(merge_runs(b, err));
    remove_runs(b);
    return QUOTH_OK;
}

static quoth_status add_to_bulk(shard_builder *b, uint32_t article, const inverted_term *terms, size_t count, quoth_error *err)
{
    glass_bulk_add(b->bulk, article, terms, count);
    return glass_bulk_memory(b->bulk) > b->most_memory ? spill(b, err) : QUOTH_OK;
}

/* ---------------------------------------------------------------- either way */

static quoth_status check_terms(const inverted_term *terms, size_t count, quoth_error *err)
{
    uint64_t length = 0;
    for (size_t i = 0; i < count; i++) {
        str term = terms[i].term;
        size_t key = term.len;
        length += terms[i].wdf;
        if (term.len == 0 || term.len > LIMIT_TERM_BYTES)
            return fail(err, QUOTH_BAD_INPUT, "a term of %zu bytes; between 1 and %d are possible", term.len, LIMIT_TERM_BYTES);
        for (size_t j = 0; j < term.len && 2 * term.len > LONGEST_KEY_TERM; j++)
            key += term.data[j] == '\0';
        if (key > LONGEST_KEY_TERM)
            return fail(err, QUOTH_BAD_INPUT, "a term of %zu bytes with %zu zero bytes in it", term.len, key - term.len);
    }
    return length < UINT32_MAX ? QUOTH_OK : fail(err, QUOTH_BAD_INPUT, "an article of more than 4294967294 words");
}

/* With the first article, so that an empty shard leaves nothing. */
static quoth_status start_folder(shard_builder *b, quoth_error *err)
{
    if (b->bulk)
        return b->stays_in_memory ? QUOTH_OK : inverted_folder_make(b->path, err);
    TRY(folder_remove(b->path, err)); /* of a builder that was killed */
    return open_database(b, err);
}

quoth_status shard_builder_add(shard_builder *b, uint32_t article, const inverted_term *terms, size_t count, quoth_error *err)
{
    if (article == 0 || article <= b->info.last_id)
        return fail(err, QUOTH_BAD_USAGE, "article %u after article %u", article, b->info.last_id);
    TRY(check_terms(terms, count, err));
    if (b->info.documents == 0 && !b->db)
        TRY(start_folder(b, err));
    TRY(b->bulk ? add_to_bulk(b, article, terms, count, err) : add_document(b, article, terms, count, err));
    if (b->info.documents++ == 0)
        b->info.first_id = article;
    b->info.last_id = article;
    return QUOTH_OK;
}

void shard_builder_keep(shard_builder *b)
{
    b->stays_in_memory = b->bulk != NULL;
}

void shard_builder_limit(shard_builder *b, size_t most_memory)
{
    b->most_memory = most_memory;
}

size_t shard_builder_memory(const shard_builder *b)
{
    return b->bulk ? glass_bulk_memory(b->bulk) : 0;
}

void shard_builder_abandon(shard_builder **b)
{
    if (!*b)
        return;
    xc_close(&(*b)->db);
    (void)folder_remove((*b)->path, NULL);
    remove_runs(*b);
    builder_free(b);
}

static quoth_status store_bulk(shard_builder *b, quoth_error *err)
{
    if (!b->stays_in_memory)
        return write_bulk(b, err);
    b->info.lists = mem_zalloc(sizeof *b->info.lists);
    glass_bulk_sort(b->bulk, b->info.lists);
    return QUOTH_OK;
}

quoth_status shard_builder_finish(shard_builder **b, shard_info *out, quoth_error *err)
{
    xc_error why;
    quoth_status status = QUOTH_OK;
    if ((*b)->bulk && (*b)->info.documents > 0)
        status = store_bulk(*b, err);
    else if ((*b)->db && xc_commit((*b)->db, &why) != XC_OK)
        status = inverted_failure(&why, (*b)->path, err);
    *out = (*b)->info;
    if (status != QUOTH_OK || (*b)->info.documents == 0)
        shard_builder_abandon(b);
    else
        builder_free(b);
    return status;
}

void shard_lists_free(shard_info *s)
{
    if (s->lists)
        glass_sorted_release(s->lists);
    free(s->lists);
    s->lists = NULL;
}
