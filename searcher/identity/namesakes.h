/* namesakes.h - is somebody two people of one name, and in which articles is each of them meant? (README.md tells the evidence)
 */
#ifndef SEARCHER_IDENTITY_NAMESAKES_H
#define SEARCHER_IDENTITY_NAMESAKES_H

#include "searcher/archive.h"

/* Who has more articles is too well known to be taken for somebody else, and would take long to read. */
enum { NAMESAKES_MOST_ARTICLES = 400 };

/* Somebody as the names alone have it. */
typedef struct namesake_question {
    const uint32_t *articles; /* that quote him, rising */
    size_t article_count;
    const uint32_t *numbers; /* of his names, in the catalogue */
    const str *folded;       /* the same names, as alias_fold makes them */
    size_t number_count;
} namesake_question;

/* Several people: of each the office by which they are told apart. The first is whoever most articles are about. */
typedef struct namesake_answer {
    const uint32_t *person_of; /* of each article, from 0 */
    const str *offices;
    uint32_t person_count; /* 1: nothing speaks for more */
} namesake_answer;

/* One sense an article: articles that have somebody else quoted, or a town, in common are about one and the same; groups of them
 * are two people where their offices are of trades that hardly anybody changes (a bishop, a goalkeeper). Depends on these
 * articles alone. Everything in `a`. Reads the tags of some articles only where there are several. */
quoth_status namesakes_find(quoth_archive *archive, arena *a, const namesake_question *q, namesake_answer *out, quoth_error *err);

#endif
