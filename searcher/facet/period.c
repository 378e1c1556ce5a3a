/* period.c - which day, week, month or year is this day in, and how is that written? */
#include "searcher/facet/period.h"

#include <stdio.h>

enum { DAYS_OF_WEEK = 7, MONTHS = 12, FIRST_YEAR = 1, LAST_YEAR = 9999 };

/* 1970-01-01 was a Thursday. */
static int32_t week_of(day d)
{
    int32_t since_monday = d + THURSDAY;
    return since_monday >= 0 ? since_monday / DAYS_OF_WEEK : -((DAYS_OF_WEEK - 1 - since_monday) / DAYS_OF_WEEK);
}

int32_t period_of(quoth_period by, day d)
{
    switch (by) {
    case QUOTH_PERIOD_DAY: return d;
    case QUOTH_PERIOD_WEEK: return week_of(d);
    case QUOTH_PERIOD_MONTH: {
        civil_date c = day_to_civil(d);
        return c.year * MONTHS + c.month - 1;
    }
    case QUOTH_PERIOD_YEAR: return day_to_civil(d).year;
    }
    return 0;
}

day period_first_day(quoth_period by, int32_t number)
{
    day first = number;
    switch (by) {
    case QUOTH_PERIOD_DAY: break;
    case QUOTH_PERIOD_WEEK: first = number * DAYS_OF_WEEK - THURSDAY; break;
    case QUOTH_PERIOD_MONTH: first = day_from_civil((civil_date){number / MONTHS, number % MONTHS + 1, 1}); break;
    case QUOTH_PERIOD_YEAR: first = day_from_civil((civil_date){number, 1, 1}); break;
    }
    day least = day_from_civil((civil_date){FIRST_YEAR, 1, 1}), most = day_from_civil((civil_date){LAST_YEAR, 12, 31});
    if (first == NO_DAY) /* a month or year behind the last */
        return most;
    return first < least ? least : first > most ? most : first;
}

/* The week belongs to the year that has its Thursday (ISO 8601). */
static void write_week(int32_t number, char out[PERIOD_ROOM])
{
    day monday = number * DAYS_OF_WEEK - THURSDAY;
    int year = day_to_civil(monday + THURSDAY).year;
    int32_t first = week_of(day_from_civil((civil_date){year, 1, 4}));
    snprintf(out, PERIOD_ROOM, "%04d-W%02d", year % (LAST_YEAR + 1), (number - first + 1) % 100);
}

char *period_write(quoth_period by, int32_t number, char out[PERIOD_ROOM])
{
    switch (by) {
    case QUOTH_PERIOD_DAY: return day_format(number, out);
    case QUOTH_PERIOD_WEEK: write_week(number, out); break;
    case QUOTH_PERIOD_MONTH:
        snprintf(out, PERIOD_ROOM, "%04d-%02d", number / MONTHS % (LAST_YEAR + 1), number % MONTHS + 1);
        break;
    case QUOTH_PERIOD_YEAR: snprintf(out, PERIOD_ROOM, "%04d", number % (LAST_YEAR + 1)); break;
    }
    return out;
}
