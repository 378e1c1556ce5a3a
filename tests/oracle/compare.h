/* compare.h - one query, asked of both */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include "oracle.h"
#include "searcher/session.h"

typedef struct trial {
    arena a; /* of one query */
    const world *w;
    const char *query;
    bool any;                      /* asked with --any */
    bool by_api;                   /* asked as a program would: parsed and planned anew for each article */
    session s;                     /* the query's, where not */
    uint64_t answers, spans, whys; /* compared so far */
} trial;

/* Matches, their number, their highlights and, now and then, what `why` says; with `walk` also all hits in small windows. Prints
 * the first difference. `number` chooses the order, and whether all of it goes through the public functions. */
bool compare_all(trial *t, const expression *e, unsigned long number, bool walk);

#endif
