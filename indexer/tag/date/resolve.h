/* resolve.h - which day, month or length does a mention mean? */
#ifndef TAG_DATE_RESOLVE_H
#define TAG_DATE_RESOLVE_H

#include "find.h"

/* What has been read so far; {.publication = day or NO_DAY}, then one call a mention, in order. */
typedef struct resolver {
    arena *arena;
    day publication;
    bool is_narrative;      /* dates without a year belong to the year told of last, not to that of publication */
    day last_day;           /* of the last mention that named one, or NO_DAY */
    int32_t last_day_token; /* where that was */
    day last_time;          /* the first day of the last mention of a day, month or year, or NO_DAY */
    int last_year, last_month;
    int quarter_year, quarter; /* the last quarter, 0: none yet */
    int since_quarter;         /* mentions since then */
} resolver;

/* Looks over all mentions before the first is resolved: is this a report of its day, or a history? A month or day right
 * before one with a year ("from March to May 1998") is given that year. */
void resolver_init(resolver *r, arena *a, day publication, mention *all, size_t count);
/* The value, the days and the confidence. `*out` has span and type already. */
void resolve_mention(resolver *r, const mention *m, date_mention *out);

#endif
