/* count.c - which values have the articles of a selection, and how many articles has each? */
#include "searcher/facet/count.h"

#include "searcher/facet/authors.h"
#include "searcher/facet/period.h"
#include "searcher/identity/people.h"
#include "store/forward/values.h"

typedef struct counting {
    quoth_archive *archive;
    arena scratch;
    const selection *s;
    facet_tally *tallies;
    size_t count;
    uint32_t article;
    forward_values values; /* of the article, where a tally needs them */
    const people_table *people;
    const author_table *authors;
    quoth_error *err;
} counting;

static bool needs_values(quoth_facet_kind kind)
{
    return kind == QUOTH_FACET_SPEAKER || kind == QUOTH_FACET_PLACE;
}

static void count_speakers(const counting *c, facet_tally *t)
{
    bool any = false;
    for (uint32_t i = 0; i < c->values.speaker_count; i++) {
        uint32_t head = people_meant(c->people, c->values.speakers[i], c->article);
        if (head)
            tally_add(&t->values, head, c->article);
        any |= head != 0;
    }
    t->with += any;
}

static void count_places(const counting *c, facet_tally *t)
{
    for (uint32_t i = 0; i < c->values.place_count; i++)
        tally_add(&t->values, c->values.places[i], c->article);
    t->with += c->values.place_count > 0;
}

static void count_authors(const counting *c, facet_tally *t, uint32_t byline)
{
    if (byline >= c->authors->byline_count)
        return;
    for (uint32_t i = c->authors->first[byline]; i < c->authors->first[byline + 1]; i++)
        tally_add(&t->values, c->authors->authors[i], c->article);
    t->with++;
}

static void count_column(const counting *c, facet_tally *t, uint64_t key)
{
    t->with++;
    tally_add(&t->values, key, c->article);
}

static void count_period(const counting *c, facet_tally *t, quoth_period by, day d)
{
    if (d != NO_DAY)
        count_column(c, t, (uint64_t)((int64_t)period_of(by, d) + FACET_PERIOD_OFFSET));
}

static void count_one(const counting *c, facet_tally *t, const forward_slot *slot)
{
    switch (t->kind) {
    case QUOTH_FACET_SPEAKER: count_speakers(c, t); return;
    case QUOTH_FACET_PLACE: count_places(c, t); return;
    case QUOTH_FACET_SOURCE:
        if (slot->source)
            count_column(c, t, slot->source);
        return;
    case QUOTH_FACET_AUTHOR:
        if (slot->byline)
            count_authors(c, t, slot->byline);
        return;
    case QUOTH_FACET_LANGUAGE: count_column(c, t, slot->lang); return; /* "und" is one, too */
    case QUOTH_FACET_YEAR: count_period(c, t, QUOTH_PERIOD_YEAR, slot->published_day); return;
    case QUOTH_FACET_MONTH: count_period(c, t, QUOTH_PERIOD_MONTH, slot->published_day); return;
    case QUOTH_FACET_DAY: count_period(c, t, QUOTH_PERIOD_DAY, slot->published_day); return;
    }
}

static quoth_status read_values(counting *c)
{
    str bytes;
    arena_reset(&c->scratch);
    TRY(forward_reader_values(c->archive->forward, &c->scratch, c->article, &bytes, c->err));
    return forward_values_decode(&c->scratch, bytes, &c->values, c->err);
}

static quoth_status count_articles(counting *c, bool values)
{
    for (c->article = selection_next(c->s, 1); c->article; c->article = selection_next(c->s, c->article + 1)) {
        const forward_slot *slot = forward_reader_slot(c->archive->forward, c->article);
        if (!slot)
            continue;
        if (values)
            TRY(read_values(c));
        for (size_t i = 0; i < c->count; i++)
            count_one(c, &c->tallies[i], slot);
    }
    return QUOTH_OK;
}

/* A list of all names is quicker than a hash table, unless there are so many more of them than articles to count. */
enum { MANY_NAMES = 64 };

quoth_status facets_tally(quoth_archive *archive, arena *a, const selection *s, facet_tally *tallies, size_t count,
                          quoth_error *err)
{
    counting c = {.archive = archive, .s = s, .tallies = tallies, .count = count, .err = err};
    bool values = false, speakers = false, authors = false;
    for (size_t i = 0; i < count; i++) {
        tallies[i].values.a = a;
        values |= needs_values(tallies[i].kind);
        speakers |= tallies[i].kind == QUOTH_FACET_SPEAKER;
        authors |= tallies[i].kind == QUOTH_FACET_AUTHOR;
    }
    if (speakers)
        TRY(people_of(archive, &c.people, err));
    if (authors)
        TRY(authors_of(archive, &c.authors, err));
    for (size_t i = 0; i < count; i++) {
        if (tallies[i].kind == QUOTH_FACET_SPEAKER && c.people->end / MANY_NAMES < s->count)
            tally_make_dense(&tallies[i].values, c.people->end);
        if (tallies[i].kind == QUOTH_FACET_AUTHOR && c.authors->author_count / MANY_NAMES < s->count)
            tally_make_dense(&tallies[i].values, c.authors->author_count);
    }
    quoth_status status = count_articles(&c, values);
    arena_release(&c.scratch);
    return status;
}
