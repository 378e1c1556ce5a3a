/* when.h - days that stand inside other text: datelines, addresses of pages, visible dates */
#ifndef INDEXER_SOURCE_WHEN_H
#define INDEXER_SOURCE_WHEN_H

#include "base/str.h"
#include "store/claim.h"
#include "text/day.h"

/* The day in a dateline at the start of `text` that gives its year: "GAZA CITY, Nov 5, 2023 (Reuters) -", else NO_DAY: a day
 * without its year says nothing sure about an archive's file. */
day dateline_day(str text);
/* The day of a line among the first five full ones of a text that is only a date, or of a dateline; claims it. NO_DAY when no
 * line names one. */
day day_at_top(str text, day_claims *claims);
/* The day in a page's address: /2023/11/08/, /2023-11-08, /20231108; NO_DAY where it has none or only a month. */
day url_day(str url);
/* The first whole date in `text`, in figures or with a month's name in one of a dozen European languages; NO_DAY when there is
 * none. `month_first` decides what 3/4/2023 is. `*start`, `*end` (may be NULL) become where it stands. */
day text_day(str text, bool month_first, size_t *start, size_t *end);

/* Seconds since 1970 of "2023-11-08T10:15:00+02:00", "20231108T101500Z" (UTC where no offset stands), or of the end of a day that
 * comes without a time; INT64_MIN where there is no day. */
int64_t seconds_at(str text);
/* Is the moment `a` later than `b`? By days where one of them has no time. */
typedef enum moment_order { MOMENT_UNKNOWN, MOMENT_NOT_LATER, MOMENT_LATER } moment_order;
moment_order moment_compare(str a, str b);

#endif
