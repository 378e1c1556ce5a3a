/* candidates.c - which of the articles that the index proposes are the best, with as few records read as can be? */
#include "searcher/rank/candidates.h"

#include <stdlib.h>

/* Hits as a heap: of the best so far with the worst first, or of all that are left with the best first. */
static bool is_better(const ranked_hit *x, const ranked_hit *y)
{
    return x->score != y->score ? x->score > y->score : x->article < y->article;
}

/* Puts `hit` at `at` or below; a parent is never `worse_first` than its kids. */
static void sift_down(ranked_hit *heap, size_t count, size_t at, ranked_hit hit, bool worst_first)
{
    for (size_t kid = 2 * at + 1; kid < count; kid = 2 * at + 1) {
        if (kid + 1 < count && is_better(&heap[kid + 1], &heap[kid]) != worst_first)
            kid++;
        if (is_better(&heap[kid], &hit) == worst_first)
            break;
        heap[at] = heap[kid];
        at = kid;
    }
    heap[at] = hit;
}

static void make_heap(ranked_hit *heap, size_t count, bool worst_first)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(heap, count, i, heap[i], worst_first);
}

typedef struct gathering {
    const candidates_wanted *wanted;
    candidates_found *out;
    arena *a;
} gathering;

/* Articles come in order, so of equal scores the first stays. */
static void keep_best(gathering *g, ranked_hit hit)
{
    candidates_found *out = g->out;
    if (out->count < g->wanted->limit) {
        out->hits[out->count++] = hit;
        if (out->count == g->wanted->limit)
            make_heap(out->hits, out->count, true);
    } else if (hit.score > out->hits[0].score)
        sift_down(out->hits, out->count, 0, hit, true);
}

static void list_candidate(gathering *g, ranked_hit hit)
{
    candidates *c = &g->out->listed;
    if (c->count == c->room) {
        size_t room = c->room ? 2 * c->room : 1024;
        c->articles = arena_grow(g->a, c->articles, c->room * sizeof *c->articles, room * sizeof *c->articles);
        c->scores = arena_grow(g->a, c->scores, c->room * sizeof *c->scores, room * sizeof *c->scores);
        c->room = room;
    }
    c->articles[c->count] = hit.article;
    c->scores[c->count++] = hit.score;
}

/* A hit whose score is where it stands. */
static ranked_hit placed(const candidates_wanted *wanted, ranked_hit hit)
{
    return wanted->place ? (ranked_hit){hit.article, wanted->place(wanted->context, hit.article)} : hit;
}

static bool take_window(void *context, const match_window *w)
{
    gathering *g = context;
    const candidates_wanted *wanted = g->wanted;
    for (uint32_t i = 0; i < MATCH_WINDOW / 64; i++)
        for (uint64_t rest = w->bits[i]; rest; rest &= rest - 1) {
            uint32_t bit = 64 * i + (uint32_t)__builtin_ctzll(rest);
            ranked_hit hit = {w->first + bit, w->scores[bit]};
            if (wanted->is_there && !wanted->is_there(wanted->context, hit.article))
                continue;
            g->out->proposed++;
            if (wanted->judge || wanted->place)
                list_candidate(g, hit);
            if (!wanted->judge && wanted->limit > 0)
                keep_best(g, placed(wanted, hit));
        }
    return true;
}

static size_t index_of(const candidates *c, uint32_t article)
{
    size_t low = 0, high = c->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (c->articles[middle] <= article)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int candidates_judge(candidates *c, const candidates_wanted *wanted, uint32_t article)
{
    int8_t *verdict = &c->verdicts[index_of(c, article)];
    if (*verdict < 0)
        *verdict = (int8_t)wanted->judge(wanted->context, article);
    return *verdict;
}

/* Many at once, and what that does not tell in the order of the archive, as records lie. */
static bool judge_each(candidates *c, const candidates_wanted *wanted)
{
    if (wanted->foresee)
        wanted->foresee(wanted->context, c->articles, c->count, c->verdicts);
    for (size_t i = 0; i < c->count; i++) {
        if (c->verdicts[i] >= 0)
            continue;
        if (i + 1 < c->count)
            forward_reader_expect(wanted->forward, c->articles[i + 1]);
        c->verdicts[i] = (int8_t)wanted->judge(wanted->context, c->articles[i]);
        if (c->verdicts[i] < 0)
            return false;
    }
    return true;
}

/* Some of the best that are left, so that their slots and records come into the cache while others are judged. */
enum { MOST_AHEAD = 32 };

static size_t pop_best(ranked_hit *heap, size_t *left, const forward_reader *forward, size_t most, ranked_hit *out)
{
    size_t count = 0;
    while (count < most && *left != 0) {
        out[count] = heap[0];
        forward_reader_expect_slot(forward, out[count++].article);
        if (--*left > 0)
            sift_down(heap, *left, 0, heap[*left], false);
    }
    for (size_t i = 0; i < count; i++)
        forward_reader_expect(forward, out[i].article);
    return count;
}

/* After LEAST_JUDGED: are so few of them among the hits that hardly any of those left will be spared? */
static bool needs_nearly_all(size_t judged, size_t found, size_t limit, size_t left)
{
    enum { LEAST_JUDGED = 200 };
    return judged >= LEAST_JUDGED && (limit - found) * judged >= (found + 1) * left;
}

/* What can be told at once of those not judged yet. To heap[0..*left): those of them that may match. */
static void foresee_rest(candidates *c, arena *a, const candidates_wanted *wanted, ranked_hit *heap, size_t *left)
{
    size_t count = 0;
    uint32_t *list = arena_alloc(a, (c->count + 1) * sizeof *list), *index = arena_alloc(a, (c->count + 1) * sizeof *index);
    int8_t *verdicts = arena_alloc(a, c->count + 1);
    for (size_t i = 0; i < c->count; i++)
        if (c->verdicts[i] < 0) {
            index[count] = (uint32_t)i;
            list[count++] = c->articles[i];
        }
    memset(verdicts, -1, count + 1);
    wanted->foresee(wanted->context, list, count, verdicts);
    *left = 0;
    for (size_t k = 0; k < count; k++) {
        c->verdicts[index[k]] = verdicts[k];
        if (verdicts[k] != 0)
            heap[(*left)++] = placed(wanted, (ranked_hit){list[k], c->scores[index[k]]});
    }
    make_heap(heap, *left, false);
}

/* Those with the highest scores are judged first, so that few are that cannot be among the hits: as many as are still wanted
 * have to be in any case. */
static bool take_best(candidates_found *out, arena *a, const candidates_wanted *wanted)
{
    candidates *c = &out->listed;
    size_t left = c->count, count, judged = 0;
    bool may_foresee = wanted->foresee && !wanted->judge_all;
    ranked_hit *heap = ARENA_ARRAY(a, ranked_hit, left + 1), best[MOST_AHEAD];
    for (size_t i = 0; i < left; i++)
        heap[i] = placed(wanted, (ranked_hit){c->articles[i], c->scores[i]});
    make_heap(heap, left, false);
    while (left > 0 && out->count < wanted->limit) {
        size_t missing = wanted->limit - out->count;
        if (may_foresee && needs_nearly_all(judged, out->count, wanted->limit, left)) {
            foresee_rest(c, a, wanted, heap, &left);
            may_foresee = false;
        }
        count = pop_best(heap, &left, wanted->forward, missing < MOST_AHEAD ? missing : MOST_AHEAD, best);
        for (size_t i = 0; i < count; i++) {
            int verdict = candidates_judge(c, wanted, best[i].article);
            if (verdict < 0)
                return false;
            if (verdict)
                out->hits[out->count++] = best[i];
        }
        judged += count;
    }
    return true;
}

static bool judge(candidates_found *out, arena *a, const candidates_wanted *wanted)
{
    candidates *c = &out->listed;
    c->verdicts = arena_alloc(a, c->count + 1);
    memset(c->verdicts, -1, c->count + 1);
    bool judged = (!wanted->judge_all || judge_each(c, wanted)) && take_best(out, a, wanted);
    for (size_t i = 0; i < c->count; i++) {
        out->judged += c->verdicts[i] >= 0;
        out->accepted += c->verdicts[i] > 0;
    }
    return judged;
}

quoth_status candidates_find(quoth_archive *archive, arena *a, const plan *p, xc_query asked, const bm25 *weights,
                             const candidates_wanted *wanted, candidates_found *out, bool *able, quoth_error *err)
{
    *out = (candidates_found){.hits = ARENA_ARRAY(a, ranked_hit, wanted->limit + 1)};
    gathering g = {wanted, out, a};
    TRY(inverted_match(archive->inverted, p->builder, asked, weights, take_window, &g, able, err));
    if (!*able)
        return QUOTH_OK;
    if (wanted->judge) {
        if (!judge(out, a, wanted))
            return QUOTH_CORRUPT;
    } else {
        out->accepted = out->proposed;
        qsort(out->hits, out->count, sizeof *out->hits, ranked_hit_compare);
    }
    for (size_t i = 0; wanted->place && i < out->count; i++)
        out->hits[i].score = out->listed.scores[index_of(&out->listed, out->hits[i].article)];
    return QUOTH_OK;
}
