/* api_compare.c - how do the matches of two queries differ? */
#include <quoth/facet.h>

#include "base/clock.h"
#include "searcher/facet/contrast.h"
#include "searcher/facet/count.h"
#include "searcher/facet/timeline.h"
#include "searcher/settled.h"
#include "searcher/telling.h"

#include <stdlib.h>

typedef struct whole_comparison {
    quoth_comparison shown; /* first: what the caller holds */
    arena a;
} whole_comparison;

typedef struct comparison_asked {
    const char *queries[2];
    bool any;
    quoth_period by;
    size_t limit;
    whole_comparison *out;
} comparison_asked;

/* --- speakers and places --- */

typedef struct scored_value {
    const tally_entry *entry;
    uint32_t there;
    double score;
} scored_value;

static int best_first(const void *x, const void *y)
{
    const scored_value *a = x, *b = y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->entry->key > b->entry->key) - (a->entry->key < b->entry->key);
}

/* The values commoner in the first group, best first. */
static size_t score_values(arena *scratch, facet_tally *here, facet_tally *there, const selection *const groups[2],
                           scored_value **out)
{
    size_t count = here->values.entries.count, kept = 0;
    scored_value *list = ARENA_ARRAY(scratch, scored_value, count + 1);
    for (size_t i = 0; i < count; i++) {
        const tally_entry *e = &here->values.entries.items[i];
        uint32_t entry = tally_entry_of(&there->values, e->key); /* may move the entries */
        uint32_t others = there->values.entries.items[entry].articles;
        double score = contrast_score(e->articles, (double)groups[0]->count, others, (double)groups[1]->count);
        if (score > 0)
            list[kept++] = (scored_value){e, others, score};
    }
    qsort(list, kept, sizeof *list, best_first);
    *out = list;
    return kept;
}

static quoth_status show_values(quoth_archive *archive, arena *a, quoth_facet_kind kind, const scored_value *list, size_t count,
                                const quoth_share **out, quoth_error *err)
{
    quoth_share *shares = ARENA_ARRAY(a, quoth_share, count + 1);
    for (size_t i = 0; i < count; i++) {
        quoth_facet_value value;
        TRY(facet_value_fill(archive, a, kind, list[i].entry, &value, err));
        shares[i] = (quoth_share){value.label, list[i].entry->articles, list[i].there, list[i].score};
    }
    *out = shares;
    return QUOTH_OK;
}

/* What `only[side]` has more of than the other. */
static quoth_status compare_values(quoth_archive *archive, arena *scratch, const selection only[2], const comparison_asked *asked,
                                   quoth_error *err)
{
    quoth_comparison *c = &asked->out->shown;
    facet_tally tallies[2][2] = {{{.kind = QUOTH_FACET_SPEAKER}, {.kind = QUOTH_FACET_PLACE}},
                                 {{.kind = QUOTH_FACET_SPEAKER}, {.kind = QUOTH_FACET_PLACE}}};
    for (int side = 0; side < 2; side++)
        TRY(facets_tally(archive, scratch, &only[side], tallies[side], 2, err));
    for (int side = 0; side < 2; side++) {
        const selection *const groups[2] = {&only[side], &only[!side]};
        scored_value *list;
        size_t count = score_values(scratch, &tallies[side][0], &tallies[!side][0], groups, &list);
        c->speaker_count[side] = count < asked->limit ? count : asked->limit;
        TRY(show_values(archive, &asked->out->a, QUOTH_FACET_SPEAKER, list, c->speaker_count[side], &c->speakers[side], err));
        count = score_values(scratch, &tallies[side][1], &tallies[!side][1], groups, &list);
        c->place_count[side] = count < asked->limit ? count : asked->limit;
        TRY(show_values(archive, &asked->out->a, QUOTH_FACET_PLACE, list, c->place_count[side], &c->places[side], err));
    }
    return QUOTH_OK;
}

/* --- words and time --- */

static quoth_status compare_words(quoth_archive *archive, arena *scratch, const selection only[2], const comparison_asked *asked,
                                  quoth_error *err)
{
    quoth_comparison *c = &asked->out->shown;
    for (int side = 0; side < 2; side++) {
        telling_words words;
        TRY(words_telling(archive, scratch, &only[side], &only[!side], asked->limit, &words, err));
        c->words[side] = telling_show(&asked->out->a, &words);
        c->word_count[side] = words.count;
        c->read[side] = words.read;
    }
    return QUOTH_OK;
}

static quoth_status compare_times(quoth_archive *archive, arena *scratch, const selection matches[2],
                                  const comparison_asked *asked, quoth_error *err)
{
    arena *a = &asked->out->a;
    quoth_comparison *c = &asked->out->shown;
    const selection *const both[] = {&matches[0], &matches[1]};
    timeline t;
    TRY(timeline_count(archive, scratch, asked->by, both, 2, &t, err));
    quoth_compared_moment *moments = ARENA_ARRAY(a, quoth_compared_moment, t.count + 1);
    for (size_t i = 0; i < t.count; i++) {
        char text[PERIOD_ROOM];
        const char *written = period_write(asked->by, t.first + (int32_t)i, text);
        moments[i] =
            (quoth_compared_moment){arena_zero_terminated(a, str_from(written)), {t.articles[0][i], t.articles[1][i]}, t.held[i]};
    }
    c->moments = moments;
    c->moment_count = t.count;
    for (int side = 0; side < 2; side++)
        c->undated[side] = t.undated[side];
    return QUOTH_OK;
}

/* --- the whole --- */

static quoth_status compare(quoth_archive *archive, arena *scratch, const comparison_asked *asked, quoth_error *err)
{
    selection matches[2], all;
    quoth_comparison *c = &asked->out->shown;
    for (int side = 0; side < 2; side++)
        if (selection_make(archive, scratch, asked->queries[side], asked->any, &matches[side], NULL, err) != QUOTH_OK)
            return fail_context(err, "the %s query", side ? "second" : "first");
    TRY(selection_make(archive, scratch, NULL, false, &all, NULL, err));
    const selection only[2] = {selection_without(scratch, &matches[0], &matches[1]),
                               selection_without(scratch, &matches[1], &matches[0])};
    *c = (quoth_comparison){
        .total = {matches[0].count, matches[1].count}, .both = matches[0].count - only[0].count, .archive = all.count};
    TRY(compare_times(archive, scratch, matches, asked, err));
    TRY(compare_words(archive, scratch, only, asked, err));
    return compare_values(archive, scratch, only, asked, err);
}

static quoth_status answer(quoth_archive *archive, void *context, quoth_error *err)
{
    const comparison_asked *asked = context;
    arena scratch = {0};
    quoth_error own; /* the context is put before what it says */
    arena_reset(&asked->out->a);
    quoth_status status = compare(archive, &scratch, asked, err ? err : &own);
    arena_release(&scratch);
    return status;
}

quoth_status quoth_compare(quoth_archive *archive, const char *first_query, const char *second_query, int any, quoth_period by,
                           size_t limit, const quoth_comparison **comparison, quoth_error *err)
{
    uint64_t start = clock_ns();
    comparison_asked asked = {{first_query, second_query}, any != 0, by, limit ? limit : USUAL_COMPARED, NULL};
    if (limit > MOST_TELLING)
        return fail(err, QUOTH_LIMIT, "at most %d words are told apart", MOST_TELLING);
    asked.out = mem_zalloc(sizeof *asked.out);
    quoth_status status = settled(archive, answer, &asked, err);
    asked.out->shown.milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *comparison = &asked.out->shown;
    else
        quoth_comparison_free(&asked.out->shown);
    return status;
}

void quoth_comparison_free(const quoth_comparison *comparison)
{
    whole_comparison *w = (whole_comparison *)(uintptr_t)comparison;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}
