/* api_terms.c - which words set the matches of a query apart from the rest of the archive? */
#include <quoth/facet.h>

#include "base/clock.h"
#include "searcher/facet/words.h"
#include "searcher/settled.h"
#include "searcher/telling.h"

#include <stdlib.h>

typedef struct whole_terms {
    quoth_terms shown; /* first: what the caller holds */
    arena a;
} whole_terms;

typedef struct terms_asked {
    const char *query;
    bool any;
    size_t limit;
    whole_terms *out;
} terms_asked;

const quoth_term *telling_show(arena *a, const telling_words *words)
{
    quoth_term *items = ARENA_ARRAY(a, quoth_term, words->count + 1);
    for (size_t i = 0; i < words->count; i++) {
        const telling_word *w = &words->items[i];
        items[i] = (quoth_term){arena_zero_terminated(a, w->word), w->here, w->there, w->score};
    }
    return items;
}

static quoth_status find(quoth_archive *archive, arena *scratch, const terms_asked *asked, quoth_error *err)
{
    whole_terms *out = asked->out;
    selection all, matches;
    telling_words words;
    note_list notes = {0};
    TRY(selection_make(archive, scratch, NULL, false, &all, NULL, err));
    TRY(selection_make(archive, &out->a, asked->query, asked->any, &matches, &notes, err));
    selection rest = selection_without(scratch, &all, &matches);
    TRY(words_telling(archive, scratch, &matches, &rest, asked->limit, &words, err));
    if (rest.count == 0 && matches.count > 0)
        vec_push(&out->a, &notes, "all articles match: there is no rest to set them apart from");
    out->shown = (quoth_terms){.items = telling_show(&out->a, &words),
                               .count = words.count,
                               .matches = matches.count,
                               .rest = rest.count,
                               .read = words.read,
                               .notes = notes.items,
                               .note_count = notes.count};
    return QUOTH_OK;
}

static quoth_status answer(quoth_archive *archive, void *context, quoth_error *err)
{
    const terms_asked *asked = context;
    arena scratch = {0};
    arena_reset(&asked->out->a);
    quoth_status status = find(archive, &scratch, asked, err);
    arena_release(&scratch);
    return status;
}

quoth_status quoth_terms_find(quoth_archive *archive, const char *query_text, int any, size_t limit, const quoth_terms **terms,
                              quoth_error *err)
{
    uint64_t start = clock_ns();
    terms_asked asked = {query_text, any != 0, limit ? limit : USUAL_TERMS, NULL};
    if (limit > MOST_TELLING)
        return fail(err, QUOTH_LIMIT, "at most %d words are told apart", MOST_TELLING);
    asked.out = mem_zalloc(sizeof *asked.out);
    quoth_status status = settled(archive, answer, &asked, err);
    asked.out->shown.milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *terms = &asked.out->shown;
    else
        quoth_terms_free(&asked.out->shown);
    return status;
}

void quoth_terms_free(const quoth_terms *terms)
{
    whole_terms *w = (whole_terms *)(uintptr_t)terms;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}
