/* timeline.c - how many articles of some selections were published in each period? */
#include "searcher/facet/timeline.h"

#include "base/limits.h"

static day published(quoth_archive *archive, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(archive->forward, article);
    return slot ? slot->published_day : NO_DAY;
}

/* Widens [*first, *last] by the days of the selection, and counts those without one. */
static uint64_t widen(quoth_archive *archive, const selection *s, day *first, day *last)
{
    uint64_t undated = 0;
    for (uint32_t article = selection_next(s, 1); article; article = selection_next(s, article + 1)) {
        day d = published(archive, article);
        if (d == NO_DAY) {
            undated++;
            continue;
        }
        *first = d < *first ? d : *first;
        *last = d > *last ? d : *last;
    }
    return undated;
}

static void count_held(quoth_archive *archive, quoth_period by, day_range days, timeline *out)
{
    uint32_t end = forward_reader_end(archive->forward);
    for (uint32_t article = 1; article < end; article++) {
        day d = published(archive, article);
        if (d != NO_DAY && d >= days.first && d <= days.last)
            out->held[period_of(by, d) - out->first]++;
    }
}

static void count_selected(quoth_archive *archive, quoth_period by, const selection *s, const timeline *t, uint32_t *out)
{
    for (uint32_t article = selection_next(s, 1); article; article = selection_next(s, article + 1)) {
        day d = published(archive, article);
        if (d != NO_DAY)
            out[period_of(by, d) - t->first]++;
    }
}

/* The first and last day of the periods that the days lie in. */
static day_range whole_periods(quoth_period by, day first, day last)
{
    int32_t end = period_of(by, last) + 1;
    day next = period_first_day(by, end);
    return (day_range){period_first_day(by, period_of(by, first)), next > last ? next - 1 : last};
}

quoth_status timeline_count(quoth_archive *archive, arena *a, quoth_period by, const selection *const *selections, size_t count,
                            timeline *out, quoth_error *err)
{
    day first = INT32_MAX, last = INT32_MIN;
    *out = (timeline){0};
    for (size_t i = 0; i < count; i++)
        out->undated[i] = widen(archive, selections[i], &first, &last);
    if (first > last)
        return QUOTH_OK;
    out->first = period_of(by, first);
    out->count = (size_t)(period_of(by, last) - out->first) + 1;
    if (out->count > LIMIT_PERIODS) {
        quoth_status status =
            fail(err, QUOTH_LIMIT, "a timeline of %zu periods is too long to draw, at most %d are", out->count, LIMIT_PERIODS);
        fail_hint(err, "take longer periods, or add date: with a range");
        return status;
    }
    out->held = ARENA_ARRAY(a, uint32_t, out->count);
    count_held(archive, by, whole_periods(by, first, last), out);
    for (size_t i = 0; i < count; i++) {
        out->articles[i] = ARENA_ARRAY(a, uint32_t, out->count);
        count_selected(archive, by, selections[i], out, out->articles[i]);
    }
    return QUOTH_OK;
}
