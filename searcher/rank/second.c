/* second.c - what the inverted index cannot weigh: how the words stand, how old the article is, which others tell the same */
#include "searcher/rank/second.h"

#include <math.h>
#include <stdlib.h>

#include "searcher/rank/neighbours.h"

quoth_status second_stage_of(quoth_archive *archive, arena *a, const plan *p, const ranking_wanted *wanted, second_stage *out,
                             quoth_error *err)
{
    *out = (second_stage){0};
    if (wanted->sort != QUOTH_BY_RELEVANCE || wanted->sample || wanted->by_number)
        return QUOTH_OK;
    out->recent_days = wanted->recent_days;
    out->neighbours = wanted->question && p->exact;
    return p->exact ? closeness_new(archive, a, p, &out->close, err) : QUOTH_OK;
}

bool second_stage_works(const second_stage *s)
{
    return s->close || s->recent_days || s->neighbours;
}

size_t second_stage_depth(const second_stage *s, size_t end)
{
    size_t depth = s->recent_days ? AGED : READ_AGAIN;
    return end > depth ? end : depth;
}

/* --- age --- */

static day published(const quoth_archive *archive, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(archive->forward, article);
    return slot ? slot->published_day : NO_DAY;
}

static double weight_by_age(const second_stage *s, day newest, day d)
{
    /* Past so many halvings the scores would no longer be numbers above 0. */
    static const double MOST_HALVINGS = 900;
    if (s->recent_days == 0 || newest == NO_DAY)
        return 1;
    double halvings = d == NO_DAY ? MOST_HALVINGS : ((double)newest - d) / s->recent_days;
    return exp2(-(halvings < MOST_HALVINGS ? halvings : MOST_HALVINGS));
}

static day newest_of(const quoth_archive *archive, const ranked_hit *hits, size_t count)
{
    day newest = NO_DAY;
    for (size_t i = 0; i < count; i++) {
        day d = published(archive, hits[i].article);
        if (d != NO_DAY && (newest == NO_DAY || d > newest))
            newest = d;
    }
    return newest;
}

/* --- all of them --- */

/* The best scores so far, the least of them first: a heap. */
typedef struct best_scores {
    double *items;
    size_t count, room;
} best_scores;

static void add_score(best_scores *b, double score)
{
    size_t at = 0;
    if (b->count < b->room) {
        for (at = b->count++; at > 0 && b->items[(at - 1) / 2] > score; at = (at - 1) / 2)
            b->items[at] = b->items[(at - 1) / 2];
    } else if (score <= b->items[0]) {
        return;
    } else {
        for (size_t kid = 1; kid < b->count; at = kid, kid = 2 * at + 1) {
            kid += kid + 1 < b->count && b->items[kid + 1] < b->items[kid];
            if (b->items[kid] >= score)
                break;
            b->items[at] = b->items[kid];
        }
    }
    b->items[at] = score;
}

/* Hits come in the order of their scores so far: once the next could not reach the best `wanted` with all that closeness gives,
 * none behind it can. A little more is allowed for, as sums are rounded. */
static bool is_settled(const best_scores *best, double score, double most)
{
    return best->count == best->room && (score + most) * (1 + 1e-9) < best->items[0];
}

static quoth_status read_again(const second_stage *s, quoth_archive *archive, arena *scratch, day newest, ranked_hit *hits,
                               size_t count, size_t wanted, quoth_error *err)
{
    double most = closeness_most(s->close), bonus = 0, best_items[READ_AGAIN];
    best_scores best = {best_items, 0, wanted < READ_AGAIN ? wanted : READ_AGAIN};
    for (size_t i = 0; i < count && best.room > 0 && !is_settled(&best, hits[i].score, most); i++) {
        forward_record record;
        arena_reset(scratch);
        if (i + 1 < count)
            forward_reader_expect(archive->forward, hits[i + 1].article);
        quoth_status status = forward_reader_get(archive->forward, scratch, hits[i].article, FORWARD_CODED, &record, err);
        if (status == QUOTH_NOT_FOUND)
            continue; /* removed since the index was opened */
        TRY(status);
        if (!closeness_bonus(s->close, scratch, &record, &bonus))
            return fail(err, QUOTH_CORRUPT, "the forward record of article %u has broken words", hits[i].article);
        hits[i].score += bonus * weight_by_age(s, newest, published(archive, hits[i].article));
        add_score(&best, hits[i].score);
    }
    return QUOTH_OK;
}

quoth_status second_stage_by_words(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count, size_t wanted,
                                   quoth_error *err)
{
    arena scratch = {0};
    quoth_status status = QUOTH_OK;
    size_t aged = !s->recent_days ? 0 : count < AGED ? count : AGED, read = count < READ_AGAIN ? count : READ_AGAIN;
    if (count < 2)
        return QUOTH_OK;
    day newest = aged ? newest_of(archive, hits, aged) : NO_DAY;
    for (size_t i = 0; i < aged; i++)
        hits[i].score *= weight_by_age(s, newest, published(archive, hits[i].article));
    if (aged)
        qsort(hits, aged, sizeof *hits, ranked_hit_compare);
    if (s->close)
        status = read_again(s, archive, &scratch, newest, hits, read, s->neighbours ? read : wanted, err);
    arena_release(&scratch);
    if (status == QUOTH_OK)
        qsort(hits, s->close ? read : 0, sizeof *hits, ranked_hit_compare);
    return status;
}

quoth_status second_stage_by_neighbours(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count,
                                        quoth_error *err)
{
    size_t read = count < READ_AGAIN ? count : READ_AGAIN;
    if (!s->neighbours || count < 2)
        return QUOTH_OK;
    TRY(neighbours_smooth(archive, hits, read, err));
    qsort(hits, read, sizeof *hits, ranked_hit_compare);
    return QUOTH_OK;
}

quoth_status second_stage_rank(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count, size_t wanted,
                               quoth_error *err)
{
    TRY(second_stage_by_words(s, archive, hits, count, wanted, err));
    return second_stage_by_neighbours(s, archive, hits, count, err);
}
