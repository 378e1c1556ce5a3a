/* neighbours.c - which of the best articles tell of the same thing? */
#include "searcher/rank/neighbours.h"

#include <assert.h>
#include <math.h>

#include "base/hash.h"

/* The share of a score that comes from the neighbours, and how many they are; chosen on the collections of tests/bench/retrieval,
 * where all of .3 to .5 and 5 to 20 lie within .006 nDCG@10 of each other. */
static const double FROM_NEIGHBOURS = 0.4;
enum { NEIGHBOURS = 10 };
/* Of each article so many words are compared, with BM25's saturation and length normalisation. */
enum { COMPARED_TOKENS = 2000 };
static const double WORD_K = 1.5, WORD_B = 0.65;

/* A word in a hit. */
typedef struct posting {
    uint32_t word, hit, times;
} posting;

typedef struct form_slot {
    uint32_t form;    /* + 1; 0: free */
    uint32_t word;    /* forms in order of first sight */
    uint32_t posting; /* its last one */
} form_slot;

typedef struct neighbourhood {
    arena *a;
    size_t count; /* of hits */
    form_slot *slots;
    uint32_t mask, words;
    VEC(posting) postings; /* by hit; then by word */
    uint32_t lengths[NEIGHBOUR_HITS];
    double likeness[NEIGHBOUR_HITS][NEIGHBOUR_HITS];
} neighbourhood;

/* --- what the hits have --- */

static form_slot *find_slot(const neighbourhood *n, uint32_t form)
{
    for (uint32_t at = (uint32_t)hash_u64(form);; at++) {
        form_slot *s = &n->slots[at & n->mask];
        if (s->form == 0 || s->form == form + 1)
            return s;
    }
}

static void make_slots(neighbourhood *n)
{
    uint32_t size = 1024;
    while (size < 2 * COMPARED_TOKENS * n->count)
        size *= 2;
    n->slots = ARENA_ARRAY(n->a, form_slot, size);
    n->mask = size - 1;
}

static void count_words(neighbourhood *n, const forward_record *r, uint32_t hit)
{
    uint32_t length = r->token_count < COMPARED_TOKENS ? r->token_count : COMPARED_TOKENS;
    n->lengths[hit] = length;
    for (uint32_t t = 0; t < length; t++) {
        form_slot *s = find_slot(n, r->words[t]);
        if (s->form == 0)
            *s = (form_slot){.form = r->words[t] + 1, .word = n->words++, .posting = UINT32_MAX};
        if (s->posting != UINT32_MAX && n->postings.items[s->posting].hit == hit) {
            n->postings.items[s->posting].times++;
            continue;
        }
        s->posting = (uint32_t)n->postings.count;
        vec_push(n->a, &n->postings, (posting){s->word, hit, 1});
    }
}

static quoth_status read_hits(neighbourhood *n, quoth_archive *archive, const ranked_hit *hits, quoth_error *err)
{
    arena scratch = {0};
    quoth_status status = QUOTH_OK;
    for (uint32_t i = 0; i < n->count && status == QUOTH_OK; i++) {
        forward_record record;
        arena_reset(&scratch);
        status = forward_reader_get(archive->forward, &scratch, hits[i].article, FORWARD_WORDS, &record, err);
        if (status == QUOTH_OK)
            count_words(n, &record, i);
        else if (status == QUOTH_NOT_FOUND) /* removed since the index was opened: like none */
            status = QUOTH_OK;
    }
    arena_release(&scratch);
    return status;
}

/* --- how like each other they are --- */

/* Moves the postings of a word together; `ends` are theirs. */
static const uint32_t *group_by_word(neighbourhood *n)
{
    uint32_t *ends = ARENA_ARRAY(n->a, uint32_t, n->words + 1);
    posting *grouped = ARENA_ARRAY(n->a, posting, n->postings.count + 1);
    for (size_t i = 0; i < n->postings.count; i++)
        ends[n->postings.items[i].word + 1]++;
    for (uint32_t w = 0; w < n->words; w++)
        ends[w + 1] += ends[w];
    for (size_t i = 0; i < n->postings.count; i++)
        grouped[ends[n->postings.items[i].word]++] = n->postings.items[i];
    n->postings.items = grouped;
    return ends;
}

static double average_length(const neighbourhood *n)
{
    double sum = 0;
    for (size_t i = 0; i < n->count; i++)
        sum += n->lengths[i];
    return sum > 0 ? sum / (double)n->count : 1;
}

/* Adds what a word that `count` hits have says: to the squares of their lengths on the diagonal, to their products elsewhere. */
static void add_word(neighbourhood *n, const posting *of, size_t count, double average)
{
    double rarity = log((double)(n->count + 1) / (double)count), weights[NEIGHBOUR_HITS];
    for (size_t i = 0; i < count; i++) {
        double k = WORD_K * (1 - WORD_B + WORD_B * n->lengths[of[i].hit] / average);
        weights[i] = rarity * of[i].times / (of[i].times + k);
        for (size_t j = 0; j <= i; j++)
            n->likeness[of[i].hit][of[j].hit] += weights[i] * weights[j]; /* hits rise, so below the diagonal */
    }
}

static void compare(neighbourhood *n)
{
    const uint32_t *ends = group_by_word(n);
    double average = average_length(n), lengths[NEIGHBOUR_HITS];
    for (uint32_t w = 0, start = 0; w < n->words; start = ends[w++])
        add_word(n, n->postings.items + start, ends[w] - start, average);
    for (size_t i = 0; i < n->count; i++)
        lengths[i] = sqrt(n->likeness[i][i]);
    for (size_t i = 0; i < n->count; i++)
        for (size_t j = 0; j < i; j++) {
            double product = lengths[i] * lengths[j];
            n->likeness[i][j] = n->likeness[j][i] = product > 0 ? n->likeness[i][j] / product : 0;
        }
}

/* --- scores --- */

/* The most like first; what does not fit falls out at the end. */
static size_t insert(const double *likeness, size_t hit, size_t *nearest, size_t count)
{
    size_t at = count;
    if (count < NEIGHBOURS)
        count++;
    for (; at > 0 && likeness[nearest[at - 1]] < likeness[hit]; at--)
        if (at < NEIGHBOURS)
            nearest[at] = nearest[at - 1];
    if (at < NEIGHBOURS)
        nearest[at] = hit;
    return count;
}

/* The mean of the scores of the hits most like it, weighed by how like; its own where there is none. */
static double score_around(const neighbourhood *n, const ranked_hit *hits, size_t hit)
{
    const double *likeness = n->likeness[hit];
    size_t nearest[NEIGHBOURS], count = 0;
    for (size_t j = 0; j < n->count; j++)
        if (j != hit && likeness[j] > 0)
            count = insert(likeness, j, nearest, count);
    double sum = 0, weights = 0;
    for (size_t i = 0; i < count; i++) {
        sum += likeness[nearest[i]] * hits[nearest[i]].score;
        weights += likeness[nearest[i]];
    }
    return weights > 0 ? sum / weights : hits[hit].score;
}

static void smooth(const neighbourhood *n, ranked_hit *hits)
{
    double around[NEIGHBOUR_HITS];
    for (size_t i = 0; i < n->count; i++)
        around[i] = score_around(n, hits, i);
    for (size_t i = 0; i < n->count; i++)
        hits[i].score += FROM_NEIGHBOURS * (around[i] - hits[i].score);
}

quoth_status neighbours_smooth(quoth_archive *archive, ranked_hit *hits, size_t count, quoth_error *err)
{
    assert(count <= NEIGHBOUR_HITS);
    arena a = {0};
    neighbourhood *n = ARENA_NEW(&a, neighbourhood);
    n->a = &a;
    n->count = count;
    make_slots(n);
    quoth_status status = read_hits(n, archive, hits, err);
    if (status == QUOTH_OK) {
        compare(n);
        smooth(n, hits);
    }
    arena_release(&a);
    return status;
}
