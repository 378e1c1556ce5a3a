/* articles.h - sets of articles, and what AND, OR and NOT make of them */
#ifndef SEARCHER_PLAN_ARTICLES_H
#define SEARCHER_PLAN_ARTICLES_H

#include "base/arena.h"

/* Few articles are rising numbers, many are bits: a list takes 4 bytes an article of the set, bits an eighth of a byte an article
 * of the archive. Sets are never changed once they are made, so they share what they are made of. {0} is the empty one. */
typedef struct articles {
    const uint32_t *items; /* `count` numbers, where there are no bits */
    size_t count;
    const uint64_t *bits; /* article n: bit n % 64 of word n / 64 */
    bool all_but;         /* the set is every article but these */
} articles;

/* Where sets are made: in memory of `a`, of numbers below `end`. */
typedef struct article_space {
    arena *a;
    uint32_t end;
} article_space;

static const articles no_articles = {0}, all_articles = {.all_but = true};

/* Of rising numbers, borrowed; larger ones than the space has are left out. */
articles articles_of(const article_space *s, const uint32_t *items, size_t count);
/* All that any of the lists has; each as above. */
typedef struct article_list {
    const uint32_t *items;
    size_t count;
} article_list;
articles articles_of_any(const article_space *s, const article_list *lists, size_t count);

articles articles_both(const article_space *s, articles x, articles y);
articles articles_either(const article_space *s, articles x, articles y);
/* Those of x that are not in y. */
articles articles_without(const article_space *s, articles x, articles y);
articles articles_not(articles x);

/* Empty for sure; of all_but it is not known. */
bool articles_are_none(const article_space *s, articles x);
bool articles_have(articles x, uint32_t article);
/* Calls for each in rising order until it returns false; of all_but for each number from 1 that is not left out. */
void articles_each(const article_space *s, articles x, bool (*visit)(void *context, uint32_t article), void *context);
/* Those for which `keep` says so: a set without all_but. */
articles articles_kept(const article_space *s, articles x, bool (*keep)(void *context, uint32_t article), void *context);
/* How many; of all_but how many numbers from 1 are not left out. */
uint64_t articles_count(const article_space *s, articles x);

#endif
