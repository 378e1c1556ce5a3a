/* fill.c - how are counted values called, and in which order are they shown? */
#include <inttypes.h>
#include <stdlib.h>

#include "gazetteer/gazetteer.h"
#include "searcher/facet/count.h"
#include "searcher/facet/period.h"
#include "searcher/identity/people.h"

/* --- one value --- */

/* field:"value"; quotation marks would end it early and are no part of what is compared. */
static const char *quoted_clause(arena *a, const char *of_field, const char *value)
{
    char *out = (char *)(uintptr_t)arena_printf(a, "%s:\"%s\"", of_field, value).data;
    for (char *at = out + strlen(of_field) + 2; *at && at[1]; at++)
        if (*at == '"')
            *at = ' ';
    return out;
}

static quoth_status fill_name(arena *a, const char *of_field, str name, quoth_facet_value *out)
{
    out->value = out->label = arena_zero_terminated(a, name);
    out->clause = quoted_clause(a, of_field, out->value);
    return QUOTH_OK;
}

/* The clause means this person, and nobody of a longer name. */
static quoth_status fill_speaker(quoth_archive *archive, arena *a, uint32_t head, quoth_facet_value *out, quoth_error *err)
{
    const people_table *people;
    str name;
    TRY(people_of(archive, &people, err));
    TRY(people_name(archive, a, people, head, &name, err));
    TRY(fill_name(a, "speaker", name, out));
    out->clause = quoted_clause(a, "speaker", arena_printf(a, "=%.*s", STR_ARG(name)).data);
    return QUOTH_OK;
}

static quoth_status fill_source(quoth_archive *archive, arena *a, uint32_t number, quoth_facet_value *out, quoth_error *err)
{
    str name;
    TRY(catalogue_source_name(archive->catalogue, a, number, &name, err));
    return fill_name(a, "source", name, out);
}

/* As it was first written. */
static quoth_status fill_author(quoth_archive *archive, arena *a, uint32_t number, quoth_facet_value *out, quoth_error *err)
{
    str name;
    TRY(catalogue_author_name(archive->catalogue, a, number, &name, err));
    TRY(fill_name(a, "author", name, out));
    out->clause = quoted_clause(a, "author", arena_printf(a, "=%.*s", STR_ARG(name)).data);
    return QUOTH_OK;
}

static quoth_status fill_place(arena *a, uint32_t id, quoth_facet_value *out)
{
    place p = {.name = STR("")};
    if (!gazetteer_get(id, &p)) /* of another version of the gazetteer */
        p.name = arena_printf(a, "place %" PRIu32, id);
    out->value = arena_zero_terminated(a, p.name);
    out->label = p.id ? arena_zero_terminated(a, gazetteer_full_name(a, id)) : out->value;
    out->clause = arena_printf(a, "place:%" PRIu32, id).data;
    out->geonameid = id;
    return QUOTH_OK;
}

static quoth_status fill_period(arena *a, quoth_period by, uint64_t key, quoth_facet_value *out)
{
    char text[PERIOD_ROOM];
    out->value = out->label =
        arena_zero_terminated(a, str_from(period_write(by, (int32_t)((int64_t)key - FACET_PERIOD_OFFSET), text)));
    out->clause = arena_printf(a, "date:%s", out->value).data;
    return QUOTH_OK;
}

quoth_status facet_value_fill(quoth_archive *archive, arena *a, quoth_facet_kind kind, const tally_entry *e,
                              quoth_facet_value *out, quoth_error *err)
{
    *out = (quoth_facet_value){.articles = e->articles};
    switch (kind) {
    case QUOTH_FACET_SPEAKER: return fill_speaker(archive, a, (uint32_t)e->key, out, err);
    case QUOTH_FACET_PLACE: return fill_place(a, (uint32_t)e->key, out);
    case QUOTH_FACET_SOURCE: return fill_source(archive, a, (uint32_t)e->key, out, err);
    case QUOTH_FACET_AUTHOR: return fill_author(archive, a, (uint32_t)e->key, out, err);
    case QUOTH_FACET_LANGUAGE: {
        out->value = out->label = arena_zero_terminated(a, language_code((language)e->key));
        out->clause = arena_printf(a, "lang:%s", out->value).data;
        return QUOTH_OK;
    }
    case QUOTH_FACET_YEAR: return fill_period(a, QUOTH_PERIOD_YEAR, e->key, out);
    case QUOTH_FACET_MONTH: return fill_period(a, QUOTH_PERIOD_MONTH, e->key, out);
    case QUOTH_FACET_DAY: return fill_period(a, QUOTH_PERIOD_DAY, e->key, out);
    }
    return QUOTH_OK;
}

/* --- the best --- */

static int most_articles_first(const void *x, const void *y)
{
    const tally_entry *a = x, *b = y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

static int most_articles_then_label(const void *x, const void *y)
{
    const quoth_facet_value *a = x, *b = y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    int by_label = strcmp(a->label, b->label);
    return by_label ? by_label : (a->geonameid > b->geonameid) - (a->geonameid < b->geonameid);
}

static int earliest_first(const void *x, const void *y)
{
    const quoth_facet_value *a = x, *b = y;
    return strcmp(a->value, b->value);
}

static bool is_date(quoth_facet_kind kind)
{
    return kind == QUOTH_FACET_YEAR || kind == QUOTH_FACET_MONTH || kind == QUOTH_FACET_DAY;
}

/* How many articles has the `limit`-th of the entries, by articles? A heap of the largest so far, the least on top. */
static uint32_t articles_at(arena *a, const tally_entry *entries, size_t count, size_t limit)
{
    uint32_t *heap = ARENA_ARRAY(a, uint32_t, limit); /* of zeroes */
    for (size_t i = 0; i < count; i++) {
        uint32_t value = entries[i].articles;
        if (value <= heap[0])
            continue;
        size_t at = 0;
        for (size_t kid = 1; kid < limit; kid = 2 * at + 1) {
            kid += kid + 1 < limit && heap[kid + 1] < heap[kid];
            if (heap[kid] >= value)
                break;
            heap[at] = heap[kid];
            at = kid;
        }
        heap[at] = value;
    }
    return heap[0];
}

/* The entries that may be shown, in order: those that tie with the last one are named before it is decided which. Numbers of
 * speakers differ from one indexing to another, names do not. */
static size_t take_contenders(arena *a, const facet_tally *t, size_t limit, tally_entry **out)
{
    enum { MOST_TIED = 2000 };
    size_t count = t->values.entries.count, kept = 0;
    uint32_t least = limit && limit < count ? articles_at(a, t->values.entries.items, count, limit) : 0;
    tally_entry *list = ARENA_ARRAY(a, tally_entry, count + 1);
    for (size_t i = 0; i < count; i++)
        if (t->values.entries.items[i].articles >= least)
            list[kept++] = t->values.entries.items[i];
    qsort(list, kept, sizeof *list, most_articles_first);
    *out = list;
    return limit && kept > limit + MOST_TIED ? limit + MOST_TIED : kept;
}

quoth_status facet_fill(quoth_archive *archive, arena *a, const selection *s, const facet_tally *t, size_t limit,
                        quoth_facet *out, quoth_error *err)
{
    tally_entry *entries;
    size_t named = take_contenders(a, t, limit, &entries);
    quoth_facet_value *values = ARENA_ARRAY(a, quoth_facet_value, named + 1);
    for (size_t i = 0; i < named; i++)
        TRY(facet_value_fill(archive, a, t->kind, &entries[i], &values[i], err));
    qsort(values, named, sizeof *values, most_articles_then_label);
    *out = (quoth_facet){.kind = t->kind, .values = values, .distinct = t->values.entries.count, .without = s->count - t->with};
    out->count = limit && limit < named ? limit : named;
    if (is_date(t->kind))
        qsort(values, out->count, sizeof *values, earliest_first);
    return QUOTH_OK;
}
