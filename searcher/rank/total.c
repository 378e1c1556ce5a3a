/* total.c - how many articles match, without looking at each of them? */
#include "searcher/rank/total.h"

typedef struct gathering {
    const total_wanted *wanted;
    arena *a;
    VEC(uint32_t) candidates;
    bool too_many;
} gathering;

static int take_candidate(void *context, xc_docid article)
{
    gathering *g = context;
    g->too_many = g->candidates.count == TOTAL_MOST_CANDIDATES;
    if (g->too_many)
        return -1; /* enough: stop */
    if (g->wanted->is_there(g->wanted->context, article))
        vec_push(g->a, &g->candidates, article);
    return 0; /* none is kept */
}

static quoth_status gather(quoth_archive *archive, const plan *p, gathering *g, quoth_error *err)
{
    xc_match_parameters parameters = XC_MATCH_DEFAULTS;
    parameters.count = 1; /* the decider hears of all */
    parameters.check_at_least = UINT32_MAX;
    parameters.weighting = XC_BOOLEAN;
    parameters.order = XC_BY_DOCID;
    xc_match_callbacks callbacks = {.context = g, .decide = take_candidate};
    xc_hit kept;
    xc_match_result result = {0};
    xc_error why;
    xc_status status = xc_match(inverted_reader_database(archive->inverted), p->builder, p->query, &parameters, &callbacks, &kept,
                                1, &result, &why);
    if (status != XC_OK && !g->too_many)
        return inverted_failure(&why, "cannot search the index", err);
    return QUOTH_OK;
}

/* The i-th of `count` in an order that spreads any first few evenly: steps of the golden section (Knuth 6.4, Fibonacci hashing),
 * made coprime to the count so that each comes once. */
static size_t step_for(size_t count)
{
    size_t step = (size_t)((double)count * 0.6180339887498949) | 1;
    for (;; step++) {
        size_t x = step, y = count;
        while (y) {
            size_t rest = x % y;
            x = y;
            y = rest;
        }
        if (x == 1)
            return step;
    }
}

/* Samples lie far apart: what is judged soon is fetched meanwhile. */
static void expect_further(const uint32_t *articles, size_t count, size_t at, size_t step, const forward_reader *forward)
{
    enum { SLOT_AHEAD = 8, RECORD_AHEAD = 4 };
    forward_reader_expect_slot(forward, articles[(at + SLOT_AHEAD * step) % count]);
    forward_reader_expect(forward, articles[(at + RECORD_AHEAD * step) % count]);
}

static quoth_status judge_some(const uint32_t *articles, size_t count, const total_wanted *wanted, total_found *out)
{
    size_t step = count ? step_for(count) : 0, judged = 0, matched = 0, at = 0;
    bool all = count <= TOTAL_MOST_JUDGED;
    while (judged < count && (all || (judged < TOTAL_MOST_JUDGED && matched < TOTAL_ENOUGH_MATCH))) {
        if (wanted->forward)
            expect_further(articles, count, at, step, wanted->forward);
        int matches = wanted->judge(wanted->context, articles[at]);
        if (matches < 0)
            return QUOTH_CORRUPT; /* the judge knows what is wrong */
        matched += matches > 0;
        judged++;
        at = (at + step) % count;
    }
    out->is_exact = judged == count;
    out->matches = judged ? (count * matched + judged / 2) / judged : 0;
    return QUOTH_OK;
}

quoth_status total_of_candidates(const uint32_t *articles, size_t count, const total_wanted *wanted, total_found *out)
{
    *out = (total_found){count, true, true};
    return wanted->judge ? judge_some(articles, count, wanted, out) : QUOTH_OK;
}

quoth_status total_estimate(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted, total_found *out,
                            quoth_error *err)
{
    gathering g = {.wanted = wanted, .a = a};
    TRY(gather(archive, p, &g, err));
    *out = (total_found){0};
    return g.too_many ? QUOTH_OK : total_of_candidates(g.candidates.items, g.candidates.count, wanted, out);
}
