/* authors.c - who are the authors of each byline? */
#include "searcher/facet/authors.h"

#include <stdlib.h>

typedef struct reading {
    arena a;
    VEC(uint32_t) first;
    VEC(uint32_t) authors;
    uint32_t author_count;
} reading;

/* Bylines without an author, which there should be none of, have an empty list. */
static bool take(void *context, uint32_t byline, uint32_t author)
{
    reading *r = context;
    while (r->first.count <= byline)
        vec_push(&r->a, &r->first, (uint32_t)r->authors.count);
    vec_push(&r->a, &r->authors, author);
    if (author >= r->author_count)
        r->author_count = author + 1;
    return true;
}

static uint32_t *kept(const uint32_t *items, size_t count)
{
    uint32_t *copy = mem_alloc((count + 1) * sizeof *copy);
    if (count)
        memcpy(copy, items, count * sizeof *copy);
    return copy;
}

static void release(author_table *t)
{
    free(t->first);
    free(t->authors);
    *t = (author_table){.byline_count = 0};
}

static quoth_status read_table(quoth_archive *archive, author_table *t, quoth_error *err)
{
    reading r = {.author_count = 1};
    quoth_status status = catalogue_each_byline_author(archive->catalogue, take, &r, err);
    uint32_t bylines = (uint32_t)r.first.count;
    vec_push(&r.a, &r.first, (uint32_t)r.authors.count); /* the end of the last */
    if (status == QUOTH_OK)
        *t = (author_table){.generation = archive->entered,
                            .byline_count = bylines,
                            .author_count = r.author_count,
                            .first = kept(r.first.items, r.first.count),
                            .authors = kept(r.authors.items, r.authors.count)};
    arena_release(&r.a);
    return status;
}

quoth_status authors_of(quoth_archive *archive, const author_table **out, quoth_error *err)
{
    if (!archive->authors)
        archive->authors = mem_zalloc(sizeof *archive->authors);
    author_table *t = archive->authors;
    *out = t;
    if (t->first && t->generation == archive->entered)
        return QUOTH_OK;
    release(t);
    return read_table(archive, t, err);
}

void authors_free(quoth_archive *archive)
{
    if (archive->authors)
        release(archive->authors);
    free(archive->authors);
}
