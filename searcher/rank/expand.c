/* expand.c - which words that the query does not have would find more of what it means? */
#include "searcher/rank/expand.h"

#include <math.h>
#include <stdlib.h>

#include "searcher/plan/significant.h"

/* Words taken, what all of them weigh beside a query whose words weigh 1 each, and how much more the first articles count
 * (shares are scores to this power). Chosen on the seven collections of tests/bench/retrieval. */
enum { WORDS_TAKEN = 30 };
static const double WEIGHT_OF_ALL = 1.5, SHARE_POWER = 3;
/* What the first hit without expansion earns beside the first with it, and how fast that falls with the score. */
static const double PLAIN_WEIGHT = 1.3, PLAIN_POWER = 7;

static quoth_status word_query(quoth_archive *archive, arena *a, const plan *p, const significant_word *w, double weight,
                               xc_query *out, quoth_error *err)
{
    query_word *word = ARENA_NEW(a, query_word);
    leaf *l = ARENA_NEW(a, leaf);
    leaf_plan expanded;
    *word = (query_word){.form = w->form, .how = HOW_STEM};
    *l = (leaf){.words = word, .word_count = 1};
    expansion_spent spent = {0};
    TRY(lexicon_expand(archive, a, l, &spent, &expanded, err));
    xc_query *terms = ARENA_ARRAY(a, xc_query, expanded.terms.count + 1);
    for (size_t i = 0; i < expanded.terms.count; i++)
        terms[i] = xc_query_term(p->builder, expanded.terms.items[i].data, expanded.terms.items[i].len, 1);
    xc_query any = expanded.terms.count > 1 ? xc_query_synonym(p->builder, terms, expanded.terms.count)
                                            : xc_query_any_of(p->builder, terms, expanded.terms.count);
    *out = xc_query_scale_weight(p->builder, any, weight);
    return QUOTH_OK;
}

/* Divergence has a word's rarity in it, and the index weighs by rarity again: damped, a few rare words do not decide alone. */
static void damp(double *weights, const significant_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        weights[i] = sqrt(words[i].weight);
}

static double weight_of_all(const plan *p, const double *weights, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    return sum > 0 ? WEIGHT_OF_ALL * p->q->leaf_count / sum : 0;
}

quoth_status expand_query(quoth_archive *archive, arena *a, const plan *p, const ranked_hit *best, size_t count, xc_query *out,
                          quoth_error *err)
{
    uint32_t articles[FEEDBACK_ARTICLES];
    double shares[FEEDBACK_ARTICLES], weights[WORDS_TAKEN];
    const significant_word *words;
    size_t word_count;
    *out = p->query;
    if (count > FEEDBACK_ARTICLES)
        count = FEEDBACK_ARTICLES;
    for (size_t i = 0; i < count; i++) {
        articles[i] = best[i].article;
        shares[i] = pow(best[i].score, SHARE_POWER);
    }
    TRY(significant_words(archive, a, articles, shares, count, WORDS_TAKEN, &words, &word_count, err));
    if (word_count == 0)
        return QUOTH_OK;
    damp(weights, words, word_count);
    double factor = weight_of_all(p, weights, word_count);
    xc_query *queries = ARENA_ARRAY(a, xc_query, word_count);
    for (size_t i = 0; i < word_count; i++)
        TRY(word_query(archive, a, p, &words[i], factor * weights[i], &queries[i], err));
    *out = xc_query_and_maybe(p->builder, p->query, xc_query_any_of(p->builder, queries, word_count));
    return QUOTH_OK;
}

static int compare_articles(const void *x, const void *y)
{
    const ranked_hit *a = x, *b = y;
    return (a->article > b->article) - (a->article < b->article);
}

void expand_keep_plain(ranked_hit *plainly, size_t plainly_count, ranked_hit *hits, size_t count)
{
    if (plainly_count == 0 || count == 0)
        return;
    double best = plainly[0].score, top = hits[0].score;
    if (best <= 0)
        return;
    qsort(plainly, plainly_count, sizeof *plainly, compare_articles);
    for (size_t i = 0; i < count; i++) {
        const ranked_hit *plain = bsearch(&hits[i], plainly, plainly_count, sizeof *plainly, compare_articles);
        if (plain && plain->score > 0)
            hits[i].score += PLAIN_WEIGHT * top * pow(plain->score / best, PLAIN_POWER);
    }
    qsort(hits, count, sizeof *hits, ranked_hit_compare);
}
