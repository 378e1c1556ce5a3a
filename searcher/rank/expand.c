/* expand.c - which words that the query does not have would find more of what it means? */
#include "searcher/rank/expand.h"

#include <math.h>

#include "searcher/plan/significant.h"

/* Words taken, what all of them weigh beside a query whose words weigh 1 each, and how much more the first articles count
 * (shares are scores to this power). Where the first article stands far above the last, as when one is looked for that is known,
 * the others tell little: the weight falls with the ratio of their scores. All chosen for the sake of the worst of the seven
 * collections of tests/bench/retrieval: with the usual 0.5 to 1 and equal shares the best gain more, and others lose. */
enum { WORDS_TAKEN = 40 };
static const double WEIGHT_OF_ALL = 0.5, SHARE_POWER = 3;

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

static double weight_of_all(const plan *p, const ranked_hit *best, size_t count, const significant_word *words, size_t word_count)
{
    double sum = 0;
    for (size_t i = 0; i < word_count; i++)
        sum += words[i].weight;
    if (sum <= 0 || best[0].score <= 0)
        return 0;
    return WEIGHT_OF_ALL * best[count - 1].score / best[0].score * p->q->leaf_count / sum;
}

quoth_status expand_query(quoth_archive *archive, arena *a, const plan *p, const ranked_hit *best, size_t count, xc_query *out,
                          quoth_error *err)
{
    uint32_t articles[FEEDBACK_ARTICLES];
    double shares[FEEDBACK_ARTICLES];
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
    double weight = weight_of_all(p, best, count, words, word_count);
    xc_query *queries = ARENA_ARRAY(a, xc_query, word_count);
    for (size_t i = 0; i < word_count; i++)
        TRY(word_query(archive, a, p, &words[i], weight * words[i].weight, &queries[i], err));
    *out = xc_query_and_maybe(p->builder, p->query, xc_query_any_of(p->builder, queries, word_count));
    return QUOTH_OK;
}
