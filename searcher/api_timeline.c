/* api_timeline.c - how many matches in each period? */
#include <quoth/facet.h>

#include "base/clock.h"
#include "searcher/facet/timeline.h"
#include "searcher/settled.h"

#include <stdlib.h>

struct quoth_timeline {
    arena a; /* all that it shows */
    quoth_moment *moments;
    size_t count;
    uint64_t total, undated;
    double milliseconds;
    note_list notes;
};

typedef struct timeline_asked {
    const char *query;
    bool any;
    quoth_period by;
    quoth_timeline *out;
} timeline_asked;

static const char *day_text(arena *a, day d)
{
    char text[11];
    return arena_zero_terminated(a, str_from(day_format(d, text)));
}

static void show(const timeline *t, quoth_period by, quoth_timeline *out)
{
    out->moments = ARENA_ARRAY(&out->a, quoth_moment, t->count + 1);
    out->count = t->count;
    for (size_t i = 0; i < t->count; i++) {
        char text[PERIOD_ROOM];
        int32_t number = t->first + (int32_t)i;
        out->moments[i] = (quoth_moment){.period = arena_zero_terminated(&out->a, str_from(period_write(by, number, text))),
                                         .first_day = day_text(&out->a, period_first_day(by, number)),
                                         .articles = t->articles[0][i],
                                         .held = t->held[i]};
    }
}

static quoth_status make(quoth_archive *archive, void *context, quoth_error *err)
{
    const timeline_asked *asked = context;
    quoth_timeline *out = asked->out;
    selection s;
    timeline t;
    arena_reset(&out->a);
    out->notes = (note_list){0};
    TRY(selection_make(archive, &out->a, asked->query, asked->any, &s, &out->notes, err));
    const selection *const selections[] = {&s};
    TRY(timeline_count(archive, &out->a, asked->by, selections, 1, &t, err));
    out->total = s.count;
    out->undated = t.undated[0];
    show(&t, asked->by, out);
    return QUOTH_OK;
}

quoth_status quoth_timeline_make(quoth_archive *archive, const char *query_text, int any, quoth_period by,
                                 quoth_timeline **timeline_out, quoth_error *err)
{
    uint64_t start = clock_ns();
    timeline_asked asked = {query_text, any != 0, by, mem_zalloc(sizeof(quoth_timeline))};
    quoth_status status = settled(archive, make, &asked, err);
    asked.out->milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *timeline_out = asked.out;
    else
        quoth_timeline_free(asked.out);
    return status;
}

size_t quoth_timeline_count(const quoth_timeline *t)
{
    return t->count;
}

const quoth_moment *quoth_timeline_at(const quoth_timeline *t, size_t i)
{
    return i < t->count ? &t->moments[i] : NULL;
}

uint64_t quoth_timeline_total(const quoth_timeline *t)
{
    return t->total;
}

uint64_t quoth_timeline_undated(const quoth_timeline *t)
{
    return t->undated;
}

double quoth_timeline_milliseconds(const quoth_timeline *t)
{
    return t->milliseconds;
}

const char *quoth_timeline_note(const quoth_timeline *t, size_t i)
{
    return i < t->notes.count ? t->notes.items[i] : NULL;
}

void quoth_timeline_free(quoth_timeline *t)
{
    if (!t)
        return;
    arena_release(&t->a);
    free(t);
}
