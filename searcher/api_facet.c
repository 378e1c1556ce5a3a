/* api_facet.c - what do all the matches of a query have in common? */
#include <quoth/facet.h>

#include "base/clock.h"
#include "searcher/facet/count.h"
#include "searcher/settled.h"

#include <stdlib.h>

static const char *const kind_names[] = {
    [QUOTH_FACET_SPEAKER] = "speaker", [QUOTH_FACET_PLACE] = "place",   [QUOTH_FACET_SOURCE] = "source",
    [QUOTH_FACET_AUTHOR] = "author",   [QUOTH_FACET_LANGUAGE] = "lang", [QUOTH_FACET_YEAR] = "year",
    [QUOTH_FACET_MONTH] = "month",     [QUOTH_FACET_DAY] = "day",
};
enum { KINDS = sizeof kind_names / sizeof *kind_names };

const char *quoth_facet_name(quoth_facet_kind kind)
{
    return (unsigned)kind < KINDS ? kind_names[kind] : NULL;
}

struct quoth_facets {
    arena a; /* all that it shows */
    quoth_facet *list;
    size_t count;
    uint64_t total;
    double milliseconds;
    note_list notes;
};

typedef struct facets_asked {
    const char *query;
    bool any;
    const quoth_facet_wanted *wanted;
    size_t count;
    quoth_facets *out;
} facets_asked;

static quoth_status count_selected(quoth_archive *archive, arena *scratch, const facets_asked *asked, const selection *s,
                                   quoth_error *err)
{
    facet_tally *tallies = ARENA_ARRAY(scratch, facet_tally, asked->count + 1);
    for (size_t i = 0; i < asked->count; i++)
        tallies[i].kind = asked->wanted[i].kind;
    TRY(facets_tally(archive, scratch, s, tallies, asked->count, err));
    for (size_t i = 0; i < asked->count; i++)
        TRY(facet_fill(archive, &asked->out->a, s, &tallies[i], asked->wanted[i].limit, &asked->out->list[i], err));
    return QUOTH_OK;
}

static quoth_status count_facets(quoth_archive *archive, void *context, quoth_error *err)
{
    const facets_asked *asked = context;
    quoth_facets *out = asked->out;
    arena scratch = {0};
    selection s;
    arena_reset(&out->a);
    out->notes = (note_list){0};
    out->list = ARENA_ARRAY(&out->a, quoth_facet, asked->count + 1);
    quoth_status status = selection_make(archive, &out->a, asked->query, asked->any, &s, &out->notes, err);
    if (status == QUOTH_OK)
        status = count_selected(archive, &scratch, asked, &s, err);
    out->total = s.count;
    out->count = asked->count;
    arena_release(&scratch);
    return status;
}

quoth_status quoth_facets_count(quoth_archive *archive, const char *query_text, int any, const quoth_facet_wanted *wanted,
                                size_t wanted_count, quoth_facets **facets, quoth_error *err)
{
    uint64_t start = clock_ns();
    facets_asked asked = {query_text, any != 0, wanted, wanted_count, mem_zalloc(sizeof(quoth_facets))};
    quoth_status status = settled(archive, count_facets, &asked, err);
    asked.out->milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *facets = asked.out;
    else
        quoth_facets_free(asked.out);
    return status;
}

const quoth_facet *quoth_facets_at(const quoth_facets *facets, size_t i)
{
    return i < facets->count ? &facets->list[i] : NULL;
}

uint64_t quoth_facets_total(const quoth_facets *facets)
{
    return facets->total;
}

double quoth_facets_milliseconds(const quoth_facets *facets)
{
    return facets->milliseconds;
}

const char *quoth_facets_note(const quoth_facets *facets, size_t i)
{
    return i < facets->notes.count ? facets->notes.items[i] : NULL;
}

void quoth_facets_free(quoth_facets *facets)
{
    if (!facets)
        return;
    arena_release(&facets->a);
    free(facets);
}
