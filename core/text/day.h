/* day.h - civil days and ranges of them, without clocks or time zones */
#ifndef TEXT_DAY_H
#define TEXT_DAY_H

#include "base/fail.h"
#include "base/str.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t day;
#define NO_DAY INT32_MIN

typedef struct civil_date {
    int year, month, day; /* 1-based month and day */
} civil_date;

/* Both ends are in it. {NO_DAY, …}: open at that end. */
typedef struct day_range {
    day first, last;
} day_range;
#define DAY_OPEN_FIRST NO_DAY
#define DAY_OPEN_LAST INT32_MAX

typedef enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY } weekday;

/* NO_DAY if there is no such date (31 April, year outside 1..9999). */
day day_from_civil(civil_date date);
civil_date day_to_civil(day d);
weekday day_weekday(day d);
int days_in_month(int year, int month);
/* The first and last day of a year, a month of a year, an ISO week; {NO_DAY, NO_DAY} if there is no such thing. */
day_range day_range_of_year(int year);
day_range day_range_of_month(int year, int month);
day_range day_range_of_week(int year, int week);

/* The day at the start of an ISO 8601 date or date-time ("2023-11-08", "20231108", "2023-11-08T10:00:00+02:00", whose
 * written day counts), an RFC 5322 date ("Wed, 08 Nov 2023 10:00:00 GMT"), or a date in English words ("8 November
 * 2023", "Nov. 8, 2023", "26-FEB-1987 15:01:01.79"). NO_DAY if it is none of these. Never guesses day and month of 3/4/2023. */
day day_parse(str text);
/* "2023-11-08"; needs 11 bytes. */
char *day_format(day d, char out[11]);

/* What a query writes after date: and on: (QUERY.md): a day, month, year, "2023-W45", "2023-Q4", `A..B`, `..B`, `A..`, and in
 * words: today, yesterday, "this|last week|month|year", "last 7 days", each against `today`. QUOTH_BAD_QUERY with a hint
 * otherwise. */
quoth_status day_range_parse(str text, day today, day_range *out, quoth_error *err);
/* Today where this machine stands; QUOTH_TODAY=YYYY-MM-DD in the environment overrides it (tests). */
day day_today(void);

#endif
