/* period.h - which day, week, month or year is this day in, and how is that written? */
#ifndef SEARCHER_FACET_PERIOD_H
#define SEARCHER_FACET_PERIOD_H

#include <quoth/facet.h>

#include "text/day.h"

/* Periods of a kind are numbered without gaps, in order of time. */
int32_t period_of(quoth_period by, day d);
/* Its first day, which for the week of 1 January of year 1 and for ends of the calendar is drawn in to it. */
day period_first_day(quoth_period by, int32_t number);
/* As a query writes it: "2023-11-08", "2023-W45", "2023-11", "2023". */
enum { PERIOD_ROOM = 11 };
char *period_write(quoth_period by, int32_t number, char out[PERIOD_ROOM]);

#endif
