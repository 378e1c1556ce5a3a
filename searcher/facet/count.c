/* count.c - which values have the articles of a selection, and how many articles has each? */
#include "searcher/facet/count.h"

#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "searcher/facet/period.h"
#include "text/fold.h"

/* Hash 64 bits wide: among a million authors two share one with a chance of 1 in 37 million. */
static uint64_t author_key(arena *scratch, str author)
{
    return hash_bytes(str_trim(fold(scratch, author)), 0);
}

/* A place lies in several others, which need not lie in each other: a country in a continent and in a union. */
static uint32_t place_entry(tally *t, place_id id)
{
    enum { MOST_ANCESTORS = 8 };
    place_id above[MOST_ANCESTORS];
    uint32_t entry = tally_entry_of(t, id);
    if (t->entries.items[entry].counted) /* its places above are known */
        return entry;
    size_t count = gazetteer_ancestors(id, above, MOST_ANCESTORS);
    count = count < MOST_ANCESTORS ? count : MOST_ANCESTORS;
    uint32_t first = (uint32_t)t->above.count;
    for (size_t i = 0; i < count; i++)
        vec_push(t->a, &t->above, tally_entry_of(t, above[i]));
    t->entries.items[entry].above = first;
    t->entries.items[entry].above_count = (uint32_t)count;
    return entry;
}

typedef struct counting {
    quoth_archive *archive;
    arena scratch;
    const selection *s;
    facet_tally *tallies;
    size_t count;
    uint32_t article;
    forward_record record; /* its marks, where a tally needs them */
    quoth_error *err;
} counting;

static bool needs_marks(quoth_facet_kind kind)
{
    return kind == QUOTH_FACET_SPEAKER || kind == QUOTH_FACET_PLACE;
}

static void count_marks(const counting *c, facet_tally *t)
{
    bool speakers = t->kind == QUOTH_FACET_SPEAKER;
    uint32_t last = 0; /* one mention often follows another of the same */
    for (uint32_t i = 0; i < c->record.mark_count; i++) {
        const forward_mark *m = &c->record.marks[i];
        if (m->kind != (speakers ? MARK_QUOTATION : MARK_PLACE) || m->value == 0 || m->value == last)
            continue;
        last = m->value;
        tally_count(&t->values, speakers ? tally_entry_of(&t->values, m->value) : place_entry(&t->values, m->value), c->article);
    }
    t->with += last != 0;
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
    case QUOTH_FACET_SPEAKER:
    case QUOTH_FACET_PLACE: count_marks(c, t); return;
    case QUOTH_FACET_SOURCE:
        if (slot->source)
            count_column(c, t, slot->source);
        return;
    case QUOTH_FACET_AUTHOR: return;                                   /* count_authors */
    case QUOTH_FACET_LANGUAGE: count_column(c, t, slot->lang); return; /* "und" is one, too */
    case QUOTH_FACET_YEAR: count_period(c, t, QUOTH_PERIOD_YEAR, slot->published_day); return;
    case QUOTH_FACET_MONTH: count_period(c, t, QUOTH_PERIOD_MONTH, slot->published_day); return;
    case QUOTH_FACET_DAY: count_period(c, t, QUOTH_PERIOD_DAY, slot->published_day); return;
    }
}

static quoth_status count_articles(counting *c, bool marks)
{
    for (c->article = selection_next(c->s, 1); c->article; c->article = selection_next(c->s, c->article + 1)) {
        const forward_slot *slot = forward_reader_slot(c->archive->forward, c->article);
        if (!slot)
            continue;
        if (marks) {
            arena_reset(&c->scratch);
            TRY(forward_reader_get(c->archive->forward, &c->scratch, c->article, FORWARD_MARKS, &c->record, c->err));
        }
        for (size_t i = 0; i < c->count; i++)
            count_one(c, &c->tallies[i], slot);
    }
    return QUOTH_OK;
}

/* --- authors: no column has them, so the catalogue's rows are walked --- */

typedef struct author_count {
    counting *c;
    facet_tally *t;
    uint32_t met; /* articles of the selection */
} author_count;

static bool count_author(void *context, uint32_t article, str author)
{
    author_count *n = context;
    if (selection_has(n->c->s, article)) {
        arena_reset(&n->c->scratch);
        n->c->article = article;
        count_column(n->c, n->t, author_key(&n->c->scratch, author));
    }
    return article + 1 < n->c->s->end;
}

static quoth_status count_authors(counting *c, facet_tally *t)
{
    author_count n = {.c = c, .t = t};
    uint32_t first = selection_next(c->s, 1);
    return first ? catalogue_each_author(c->archive->catalogue, first, count_author, &n, c->err) : QUOTH_OK;
}

quoth_status facets_tally(quoth_archive *archive, arena *a, const selection *s, facet_tally *tallies, size_t count,
                          quoth_error *err)
{
    counting c = {.archive = archive, .s = s, .tallies = tallies, .count = count, .err = err};
    bool marks = false, authors = false;
    for (size_t i = 0; i < count; i++) {
        tallies[i].values.a = a;
        marks |= needs_marks(tallies[i].kind);
        authors |= tallies[i].kind == QUOTH_FACET_AUTHOR;
    }
    quoth_status status = count_articles(&c, marks);
    for (size_t i = 0; authors && i < count && status == QUOTH_OK; i++)
        if (tallies[i].kind == QUOTH_FACET_AUTHOR)
            status = count_authors(&c, &tallies[i]);
    arena_release(&c.scratch);
    return status;
}
