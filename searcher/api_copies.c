/* api_copies.c - which are the copies of an article, and how like it are they? */
#include <quoth/inspect.h>

#include "base/limits.h"
#include "searcher/copies.h"
#include "searcher/settled.h"
#include "store/copies.h"

#include <stdlib.h>

static quoth_status fill_copy(quoth_archive *archive, arena *a, uint32_t article, quoth_copy *out, quoth_error *err)
{
    arena scratch = {0};
    catalogue_article row;
    char date[11] = "";
    quoth_status status = catalogue_get_article(archive->catalogue, &scratch, article, &row, err);
    if (status == QUOTH_OK) {
        if (row.published_day != NO_DAY)
            day_format(row.published_day, date);
        *out = (quoth_copy){.id = article,
                            .external_id = arena_zero_terminated(a, row.external_id),
                            .title = arena_zero_terminated(a, row.title),
                            .date = arena_zero_terminated(a, str_from(date)),
                            .source = arena_zero_terminated(a, row.source),
                            .locator = arena_zero_terminated(a, row.locator),
                            .words = row.words};
    }
    arena_release(&scratch);
    return status;
}

quoth_status copies_fill(quoth_archive *archive, arena *a, const hit_group *group, quoth_hit *hit, quoth_error *err)
{
    quoth_copy *copies = ARENA_ARRAY(a, quoth_copy, group->copy_count + 1);
    hit->group = group->group;
    hit->copies = copies;
    for (size_t i = 0; i < group->copy_count; i++) {
        quoth_status status = fill_copy(archive, a, group->copies[i], &copies[hit->copy_count], err);
        if (status == QUOTH_OK)
            hit->copy_count++;
        else if (status != QUOTH_NOT_FOUND) /* removed since the index was opened */
            return status;
    }
    return QUOTH_OK;
}

/* --- the copies of one article --- */

typedef struct whole_copies {
    quoth_copies shown; /* first: what the caller holds */
    arena a;
} whole_copies;

typedef struct asking {
    uint64_t id;
    whole_copies *w;
} asking;

static quoth_status shingles_in(quoth_archive *archive, arena *a, uint32_t article, shingle_set *out, quoth_error *err)
{
    forward_record r;
    TRY(forward_reader_get(archive->forward, a, article, FORWARD_WORDS, &r, err));
    shingles_of(a, r.words + r.title_tokens, r.token_count - r.title_tokens, out);
    return QUOTH_OK;
}

static quoth_status measure(quoth_archive *archive, const shingle_set *of, uint32_t article, quoth_copy *out, quoth_error *err)
{
    arena scratch = {0};
    shingle_set other;
    quoth_status status = shingles_in(archive, &scratch, article, &other, err);
    if (status == QUOTH_OK) {
        likeness l = shingles_compare(of, &other);
        out->resemblance = l.resemblance;
        out->containment = l.containment;
    }
    arena_release(&scratch);
    return status;
}

static quoth_status fill_members(quoth_archive *archive, whole_copies *w, uint32_t article, const uint32_t *members, size_t count,
                                 quoth_error *err)
{
    shingle_set of;
    quoth_copy *copies = ARENA_ARRAY(&w->a, quoth_copy, count + 1);
    w->shown.items = copies;
    TRY(shingles_in(archive, &w->a, article, &of, err));
    for (size_t i = 0; i < count && w->shown.count < LIMIT_COPIES_TOLD; i++) {
        if (members[i] == article)
            continue;
        TRY(fill_copy(archive, &w->a, members[i], &copies[w->shown.count], err));
        TRY(measure(archive, &of, members[i], &copies[w->shown.count], err));
        w->shown.count++;
    }
    return QUOTH_OK;
}

static quoth_status find_copies(quoth_archive *archive, void *context, quoth_error *err)
{
    asking *q = context;
    uint32_t group, *members;
    size_t count;
    arena_reset(&q->w->a);
    q->w->shown = (quoth_copies){0};
    if (q->id == 0 || q->id > UINT32_MAX || !forward_reader_slot(archive->forward, (uint32_t)q->id))
        return fail(err, QUOTH_NOT_FOUND, "no article %llu", (unsigned long long)q->id);
    TRY(copies_group_of(archive->catalogue, (uint32_t)q->id, &group, err));
    q->w->shown.group = group;
    if (group == 0)
        return QUOTH_OK;
    TRY(copies_of_group(archive->catalogue, &q->w->a, group, &members, &count, err));
    q->w->shown.members = count;
    return fill_members(archive, q->w, (uint32_t)q->id, members, count, err);
}

quoth_status quoth_copies_get(quoth_archive *archive, uint64_t id, const quoth_copies **copies, quoth_error *err)
{
    asking q = {id, mem_zalloc(sizeof *q.w)};
    quoth_status status = settled(archive, find_copies, &q, err);
    if (status == QUOTH_OK)
        *copies = &q.w->shown;
    else
        quoth_copies_free(&q.w->shown);
    return status;
}

void quoth_copies_free(const quoth_copies *copies)
{
    whole_copies *w = (whole_copies *)copies;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}
