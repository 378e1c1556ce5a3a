/* file_state.c - which of a file's records does the archive have already, and which of its articles has the file no more? */
#include "indexer/write/file_state.h"

#include <stdlib.h>

#include "base/hash.h"

static int compare_known(const void *a, const void *b)
{
    const known_article *x = a, *y = b;
    return (x->content_hash > y->content_hash) - (x->content_hash < y->content_hash);
}

/* Of equal ones the newest article first. */
static int compare_locators(const void *a, const void *b)
{
    const stored_locator *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash > y->hash ? 1 : -1;
    return (x->article < y->article) - (x->article > y->article);
}

static quoth_status load_known(catalogue *c, file_state *f, quoth_error *err)
{
    arena a = {0};
    file_article *articles;
    quoth_status status = catalogue_articles_of_file(c, &a, f->row.row, &articles, &f->known_count, err);
    if (status == QUOTH_OK) {
        f->known = ARENA_ARRAY(&f->a, known_article, f->known_count);
        for (size_t i = 0; i < f->known_count; i++)
            f->known[i] = (known_article){articles[i].content_hash, hash_bytes(articles[i].locator, 0), articles[i].id, false};
        if (f->known_count > 0)
            qsort(f->known, f->known_count, sizeof *f->known, compare_known);
    }
    arena_release(&a);
    return status;
}

static quoth_status load(catalogue *c, const source_file *met, file_state *f, quoth_error *err)
{
    quoth_status status = catalogue_get_file(c, &f->a, met->path, &f->row, NULL);
    if (status == QUOTH_NOT_FOUND)
        f->row = (catalogue_file){.path = arena_copy(&f->a, met->path)};
    else if (status != QUOTH_OK)
        return fail(err, status, "cannot look up %.*s", STR_ARG(met->path));
    else
        TRY(load_known(c, f, err));
    f->row.size = met->size;
    f->row.mtime_ns = met->mtime_ns;
    f->row.inode = met->inode;
    f->row.complete = false;
    f->is_stream = str_equal(met->path, STR("-"));
    return QUOTH_OK;
}

quoth_status file_state_new(catalogue *c, const source_file *met, file_state **out, quoth_error *err)
{
    file_state *f = mem_zalloc(sizeof *f);
    quoth_status status = load(c, met, f, err);
    if (status != QUOTH_OK)
        file_state_free(&f);
    *out = f;
    return status;
}

void file_state_free(file_state **f)
{
    if (!*f)
        return;
    arena_release(&(*f)->a);
    free(*f);
    *f = NULL;
}

/* Records with the same content are met one by one: three of them in the file keep three articles. */
bool file_state_meets(file_state *f, uint64_t content_hash)
{
    size_t low = 0, high = f->known_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->known[middle].content_hash < content_hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < f->known_count && f->known[low].content_hash == content_hash; low++)
        if (!f->known[low].is_met) {
            f->known[low].is_met = true;
            vec_push(&f->a, &f->locators, (stored_locator){.hash = f->known[low].locator_hash});
            return true;
        }
    return false;
}

void file_state_stored(file_state *f, str locator, uint32_t id, bool has_own_id)
{
    bool is_sure = has_own_id || str_equal(locator, f->row.path);
    if (f->known_count > 0 && (has_own_id || !f->is_stream))
        vec_push(&f->a, &f->locators, (stored_locator){hash_bytes(locator, 0), id, is_sure});
}

void file_state_removed(file_state *f, uint32_t id)
{
    for (size_t i = 0; i < f->known_count; i++)
        if (f->known[i].id == id)
            f->known[i].is_met = true;
}

void file_state_end(file_state *f)
{
    if (f->locators.count > 0)
        qsort(f->locators.items, f->locators.count, sizeof *f->locators.items, compare_locators);
}

const stored_locator *file_state_replaced_by(const file_state *f, const known_article *k)
{
    size_t low = 0, high = f->locators.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->locators.items[middle].hash < k->locator_hash)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < f->locators.count && f->locators.items[low].hash == k->locator_hash;
    return is_there ? &f->locators.items[low] : NULL;
}
