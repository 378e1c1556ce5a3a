/* compare.h - one query, asked of both */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include "oracle.h"

typedef struct trial {
    arena a; /* of one query */
    const world *w;
    const char *query;
    bool any;                      /* asked with --any */
    uint64_t answers, spans, whys; /* compared so far */
} trial;

/* Matches, their number, their highlights and, now and then, what `why` says; with `walk` also all hits in small windows. Prints
 * the first difference. `number` chooses the order. */
bool compare_all(trial *t, const expression *e, unsigned long number, bool walk);

#endif
