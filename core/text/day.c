/* day.c - which day does a written date mean, and which days does a query's range hold? */
#include "text/day.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999, MONTHS = 12, DAYS_OF_WEEK = 7 };

/* Days from 0000-03-01 to 1970-01-01. */
enum { EPOCH_SHIFT = 719468, DAYS_OF_400_YEARS = 146097 };

static const char *const month_names[MONTHS] = {"january", "february", "march",     "april",   "may",      "june",
                                                "july",    "august",   "september", "october", "november", "december"};
static const char *const weekday_names[DAYS_OF_WEEK] = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

/* ---- the calendar ---- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month)
{
    static const unsigned char days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > MONTHS)
        return 0;
    return days[month - 1] + (month == 2 && is_leap(year));
}

day day_from_civil(civil_date d)
{
    if (d.year < FIRST_YEAR || d.year > LAST_YEAR || d.day < 1 || d.day > days_in_month(d.year, d.month))
        return NO_DAY;
    /* Years begin in March, so that the leap day is the last of its year (H. Hinnant, "chrono-compatible low-level date
     * algorithms"). */
    int year = d.year - (d.month <= 2);
    int era = year / 400, year_of_era = year % 400;
    int day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * DAYS_OF_400_YEARS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_SHIFT;
}

civil_date day_to_civil(day d)
{
    int64_t shifted = (int64_t)d + EPOCH_SHIFT;
    int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_OF_400_YEARS - 1)) / DAYS_OF_400_YEARS;
    int of_era = (int)(shifted - era * DAYS_OF_400_YEARS);
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * of_year + 2) / 153;
    int month = month_from_march + (month_from_march < 10 ? 3 : -9);
    return (civil_date){.year = (int)(era * 400) + year_of_era + (month <= 2),
                        .month = month,
                        .day = of_year - (153 * month_from_march + 2) / 5 + 1};
}

weekday day_weekday(day d)
{
    /* 1970-01-01 was a Thursday. */
    return (weekday)((((int64_t)d + THURSDAY) % DAYS_OF_WEEK + DAYS_OF_WEEK) % DAYS_OF_WEEK);
}

day_range day_range_of_month(int year, int month)
{
    day first = day_from_civil((civil_date){year, month, 1});
    if (first == NO_DAY)
        return (day_range){NO_DAY, NO_DAY};
    return (day_range){first, first + days_in_month(year, month) - 1};
}

day_range day_range_of_year(int year)
{
    return (day_range){day_from_civil((civil_date){year, 1, 1}), day_from_civil((civil_date){year, MONTHS, 31})};
}

day_range day_range_of_week(int year, int week)
{
    /* Week 1 is the one that holds 4 January. */
    day fourth = day_from_civil((civil_date){year, 1, 4});
    day next_fourth = year < LAST_YEAR ? day_from_civil((civil_date){year + 1, 1, 4}) : fourth + 364;
    if (fourth == NO_DAY || week < 1)
        return (day_range){NO_DAY, NO_DAY};
    day first = fourth - (day)day_weekday(fourth) + (week - 1) * DAYS_OF_WEEK;
    if (week > 53 || first >= next_fourth - (day)day_weekday(next_fourth))
        return (day_range){NO_DAY, NO_DAY};
    return (day_range){first, first + DAYS_OF_WEEK - 1};
}

char *day_format(day d, char out[11])
{
    civil_date date = day_to_civil(d);
    if (date.year < 0 || date.year > LAST_YEAR)
        date = (civil_date){0, 0, 0};
    memcpy(out, "0000-00-00", 11);
    for (int i = 3, year = date.year; i >= 0; i--, year /= 10)
        out[i] = (char)('0' + year % 10);
    out[5] = (char)('0' + date.month / 10);
    out[6] = (char)('0' + date.month % 10);
    out[8] = (char)('0' + date.day / 10);
    out[9] = (char)('0' + date.day % 10);
    return out;
}

/* ---- reading, from left to right ---- */

/* What is left of the text; every take_* moves on only when it succeeds. */
typedef struct reader {
    str rest;
} reader;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char peek(const reader *r)
{
    return r->rest.len ? r->rest.data[0] : '\0';
}

static void skip(reader *r, size_t bytes)
{
    r->rest = str_slice(r->rest, bytes, r->rest.len);
}

static size_t run_length(const reader *r, bool (*is_in)(char))
{
    size_t n = 0;
    while (n < r->rest.len && is_in(r->rest.data[n]))
        n++;
    return n;
}

/* Any run of the bytes in `set`. */
static void skip_any(reader *r, const char *set)
{
    while (r->rest.len && r->rest.data[0] && strchr(set, r->rest.data[0]))
        skip(r, 1);
}

static bool take_byte(reader *r, char c)
{
    if (r->rest.len == 0 || r->rest.data[0] != c)
        return false;
    skip(r, 1);
    return true;
}

/* A run of `fewest` to `most` digits, which no further digit follows. */
static bool take_number(reader *r, size_t fewest, size_t most, int *out)
{
    size_t n = run_length(r, is_digit);
    if (n < fewest || n > most || n > 8)
        return false;
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (r->rest.data[i] - '0');
    *out = value;
    skip(r, n);
    return true;
}

/* One of `names` whole, or its first three to five letters ("sept", "thurs"); a full stop after it is taken too.
 * Gives its number from 0. */
static bool take_name(reader *r, const char *const *names, int count, int *out)
{
    size_t n = run_length(r, is_letter);
    str word = str_slice(r->rest, 0, n);
    for (int i = 0; i < count && n >= 3; i++) {
        str name = str_from(names[i]);
        bool prefix = n <= name.len && str_equal_ascii_nocase(word, str_slice(name, 0, n));
        if (!prefix || (n != name.len && n > 5))
            continue;
        *out = i;
        skip(r, n);
        take_byte(r, '.');
        return true;
    }
    return false;
}

static bool take_word(reader *r, const char *word)
{
    size_t n = run_length(r, is_letter);
    if (!str_equal_ascii_nocase(str_slice(r->rest, 0, n), str_from(word)))
        return false;
    skip(r, n);
    return true;
}

static bool take_month(reader *r, int *month)
{
    if (!take_name(r, month_names, MONTHS, month))
        return false;
    ++*month;
    return true;
}

/* "8", "08", "8th", "8." */
static bool take_day_of_month(reader *r, int *out)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (!take_number(r, 1, 2, out))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (take_word(r, endings[i]))
            break;
    return true;
}

/* Four digits, or two as RFC 5322 (section 4.3) reads them. */
static bool take_year(reader *r, int *year)
{
    reader start = *r;
    if (take_number(r, 4, 4, year))
        return true;
    if (!take_number(r, 2, 2, year) || peek(r) == ':') {
        *r = start;
        return false;
    }
    *year += *year < 50 ? 2000 : 1900;
    return true;
}

/* "Wed Nov 08 10:00:00 +0000 2023" (ctime, Unix date): the year stands after the time. */
static bool take_time_and_year(reader *r, int *year)
{
    int hour;
    if (!take_number(r, 1, 2, &hour) || !take_byte(r, ':'))
        return false;
    while (r->rest.len) {
        while (r->rest.len && !is_digit(peek(r)) && peek(r) != '+' && peek(r) != '-')
            skip(r, 1);
        bool is_zone = peek(r) == '+' || peek(r) == '-';
        if (is_zone)
            skip(r, 1);
        size_t digits = run_length(r, is_digit);
        if (digits == 4 && !is_zone)
            return take_number(r, 4, 4, year);
        skip(r, digits);
    }
    return false;
}

static bool at_word_end(const reader *r)
{
    return r->rest.len == 0 || (!is_digit(peek(r)) && !is_letter(peek(r)));
}

/* A date written with a month's name, in either order. */
static day parse_words(reader r)
{
    civil_date d = {0};
    int unused;
    if (take_name(&r, weekday_names, DAYS_OF_WEEK, &unused))
        skip_any(&r, ", \t\n");
    if (take_month(&r, &d.month)) {
        skip_any(&r, " \t\n-/");
        if (!take_day_of_month(&r, &d.day))
            return NO_DAY;
    } else {
        if (!take_day_of_month(&r, &d.day))
            return NO_DAY;
        skip_any(&r, ". \t\n-/");
        if (take_word(&r, "of"))
            skip_any(&r, " ");
        if (!take_month(&r, &d.month))
            return NO_DAY;
    }
    skip_any(&r, ", \t\n-/");
    if (!take_year(&r, &d.year) && !take_time_and_year(&r, &d.year))
        return NO_DAY;
    return at_word_end(&r) ? day_from_civil(d) : NO_DAY;
}

/* "2023-11-08", "2023/11/8", "20231108", then nothing or a time. */
static day parse_year_first(reader r)
{
    civil_date d;
    size_t digits = run_length(&r, is_digit);
    if (digits == 8 || digits == 12 || digits == 14) {
        int number;
        reader eight = {str_slice(r.rest, 0, 8)};
        if (!take_number(&eight, 8, 8, &number))
            return NO_DAY;
        skip(&r, digits);
        d = (civil_date){number / 10000, number / 100 % 100, number % 100};
    } else {
        if (!take_number(&r, 4, 4, &d.year))
            return NO_DAY;
        char separator = peek(&r);
        if ((separator != '-' && separator != '/' && separator != '.') || !take_byte(&r, separator) ||
            !take_number(&r, 1, 2, &d.month) || !take_byte(&r, separator) || !take_number(&r, 1, 2, &d.day))
            return NO_DAY;
    }
    if (peek(&r) == 'T' || peek(&r) == 't')
        skip(&r, 1);
    else if (!at_word_end(&r) && peek(&r) != 'Z')
        return NO_DAY;
    return day_from_civil(d);
}

/* "13/4/2023", "4/13/2023", "4/4/2023": only where one reading is left. */
static day parse_year_last(reader r)
{
    int first, second, year;
    if (!take_number(&r, 1, 2, &first))
        return NO_DAY;
    char separator = peek(&r);
    if ((separator != '-' && separator != '/' && separator != '.') || !take_byte(&r, separator) ||
        !take_number(&r, 1, 2, &second) || !take_byte(&r, separator) || !take_number(&r, 4, 4, &year) || !at_word_end(&r))
        return NO_DAY;
    if (first <= MONTHS && second <= MONTHS && first != second)
        return NO_DAY;
    if (first <= MONTHS)
        return day_from_civil((civil_date){year, first, second});
    return day_from_civil((civil_date){year, second, first});
}

day day_parse(str text)
{
    reader r = {str_trim(text)};
    size_t digits = run_length(&r, is_digit);
    if (digits >= 4)
        return parse_year_first(r);
    day found = parse_words(r);
    return found != NO_DAY || digits == 0 ? found : parse_year_last(r);
}

/* ---- what a query writes ---- */

static quoth_status no_such_date(str text, quoth_error *err)
{
    fail(err, QUOTH_BAD_QUERY, "'%.*s' is not a date", STR_ARG(str_slice(text, 0, 80)));
    fail_hint(err, "write 2023, 2023-11, 2023-11-08, 2023-10-07..2023-11-09, yesterday or \"last week\"");
    return QUOTH_BAD_QUERY;
}

static quoth_status give(day_range found, day_range *out)
{
    *out = found;
    return QUOTH_OK;
}

/* "2023", "2023-11", "2023-11-08", "2023-W45", "2023-Q4": numbers that can be wrong, each in its own way. */
static quoth_status parse_numbers(str text, day_range *out, quoth_error *err)
{
    reader r = {text};
    int year, part, of_month;
    if (!take_number(&r, 4, 4, &year))
        return no_such_date(text, err);
    if (year < FIRST_YEAR)
        return fail(err, QUOTH_BAD_QUERY, "there is no year %04d", year);
    if (r.rest.len == 0)
        return give(day_range_of_year(year), out);
    bool dashed = take_byte(&r, '-');
    if (!dashed && !take_byte(&r, '/') && !take_byte(&r, '.'))
        return no_such_date(text, err);
    bool is_week = dashed && (take_byte(&r, 'W') || take_byte(&r, 'w'));
    bool is_quarter = dashed && !is_week && (take_byte(&r, 'Q') || take_byte(&r, 'q'));
    if (!take_number(&r, 1, 2, &part))
        return no_such_date(text, err);
    if (is_week && r.rest.len == 0) {
        *out = day_range_of_week(year, part);
        return out->first != NO_DAY ? QUOTH_OK : fail(err, QUOTH_BAD_QUERY, "%d has no week %d", year, part);
    }
    if (is_quarter && r.rest.len == 0 && part >= 1 && part <= 4)
        return give((day_range){day_range_of_month(year, part * 3 - 2).first, day_range_of_month(year, part * 3).last}, out);
    if (is_week || is_quarter)
        return no_such_date(text, err);
    if (part < 1 || part > MONTHS) {
        fail(err, QUOTH_BAD_QUERY, "there is no month %d in '%.*s'", part, STR_ARG(str_slice(text, 0, 40)));
        fail_hint(err, "the order is year-month-day: 2023-11-08");
        return QUOTH_BAD_QUERY;
    }
    if (r.rest.len == 0)
        return give(day_range_of_month(year, part), out);
    if ((!take_byte(&r, '-') && !take_byte(&r, '/') && !take_byte(&r, '.')) || !take_number(&r, 1, 2, &of_month) || r.rest.len)
        return no_such_date(text, err);
    day found = day_from_civil((civil_date){year, part, of_month});
    if (found == NO_DAY) {
        fail(err, QUOTH_BAD_QUERY, "there is no day %d in month %d of %d", of_month, part, year);
        fail_hint(err, "that month has %d days", days_in_month(year, part));
        return QUOTH_BAD_QUERY;
    }
    return give((day_range){found, found}, out);
}

typedef enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR } unit;

static bool take_unit(reader *r, unit *out)
{
    static const struct {
        const char *word;
        unit is;
    } units[] = {{"day", UNIT_DAY},     {"days", UNIT_DAY},     {"week", UNIT_WEEK}, {"weeks", UNIT_WEEK},
                 {"month", UNIT_MONTH}, {"months", UNIT_MONTH}, {"year", UNIT_YEAR}, {"years", UNIT_YEAR}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (take_word(r, units[i].word)) {
            *out = units[i].is;
            return true;
        }
    return false;
}

/* The same day of the month, or its last, `months` later. */
static day add_months(day from, int64_t months)
{
    civil_date d = day_to_civil(from);
    int64_t index = (int64_t)d.year * MONTHS + d.month - 1 + months;
    if (index < FIRST_YEAR * MONTHS || index >= (LAST_YEAR + 1) * MONTHS)
        return NO_DAY;
    d.year = (int)(index / MONTHS);
    d.month = (int)(index % MONTHS) + 1;
    int longest = days_in_month(d.year, d.month);
    d.day = d.day > longest ? longest : d.day;
    return day_from_civil(d);
}

/* The whole day, week, month or year that lies `steps` after the one that holds today. */
static day_range whole_unit(day today, unit u, int steps)
{
    day there;
    switch (u) {
    case UNIT_DAY: return (day_range){today + steps, today + steps};
    case UNIT_WEEK:
        there = today - (day)day_weekday(today) + steps * DAYS_OF_WEEK;
        return (day_range){there, there + DAYS_OF_WEEK - 1};
    case UNIT_MONTH: {
        there = add_months(today, steps);
        civil_date d = there == NO_DAY ? (civil_date){0} : day_to_civil(there);
        return day_range_of_month(d.year, d.month);
    }
    case UNIT_YEAR: return day_range_of_year(day_to_civil(today).year + steps);
    }
    return (day_range){NO_DAY, NO_DAY};
}

/* The `count` days, weeks, months or years that end today (or, next, begin tomorrow). */
static day_range rolling(day today, unit u, int count, bool next)
{
    int sign = next ? 1 : -1;
    day other = NO_DAY;
    switch (u) {
    case UNIT_DAY: other = today + sign * count; break;
    case UNIT_WEEK: other = today + sign * count * DAYS_OF_WEEK; break;
    case UNIT_MONTH: other = add_months(today, (int64_t)sign * count); break;
    case UNIT_YEAR: other = add_months(today, (int64_t)sign * count * MONTHS); break;
    }
    if (other == NO_DAY)
        return (day_range){NO_DAY, NO_DAY};
    return next ? (day_range){today + 1, other} : (day_range){other + 1, today};
}

/* "this week", "last month", "last 7 days", "next year" */
static bool parse_relative(str text, day today, day_range *out)
{
    static const struct {
        const char *word;
        int steps;
    } leads[] = {{"this", 0}, {"last", -1}, {"past", -1}, {"previous", -1}, {"next", 1}};
    reader r = {text};
    int count;
    unit u;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (!take_word(&r, leads[i].word))
            continue;
        skip_any(&r, " _-");
        bool counted = leads[i].steps != 0 && take_number(&r, 1, 4, &count);
        skip_any(&r, " _-");
        if (!take_unit(&r, &u) || r.rest.len)
            return false;
        *out = counted ? rolling(today, u, count, leads[i].steps > 0) : whole_unit(today, u, leads[i].steps);
        return out->first != NO_DAY && out->first <= out->last;
    }
    return false;
}

/* "November 2023", "nov 2023" */
static bool parse_month_words(str text, day_range *out)
{
    reader r = {text};
    int month, year;
    if (!take_month(&r, &month))
        return false;
    skip_any(&r, " ,-");
    if (!take_number(&r, 4, 4, &year) || r.rest.len)
        return false;
    *out = day_range_of_month(year, month);
    return out->first != NO_DAY;
}

static quoth_status parse_one(str text, day today, day_range *out, quoth_error *err)
{
    static const struct {
        const char *word;
        int steps;
    } days[] = {{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        if (str_equal_ascii_nocase(text, str_from(days[i].word)))
            return give((day_range){today + days[i].steps, today + days[i].steps}, out);
    if (parse_relative(text, today, out) || parse_month_words(text, out))
        return QUOTH_OK;
    reader r = {text};
    size_t digits = run_length(&r, is_digit);
    if (digits == 4)
        return parse_numbers(text, out, err);
    day found = day_parse(text);
    if (found != NO_DAY)
        return give((day_range){found, found}, out);
    if (digits >= 1 && digits <= 2 && r.rest.len > digits && strchr("/.-", r.rest.data[digits])) {
        fail(err, QUOTH_BAD_QUERY, "'%.*s' may mean two days", STR_ARG(str_slice(text, 0, 40)));
        fail_hint(err, "write the year first: 2023-04-03");
        return QUOTH_BAD_QUERY;
    }
    return no_such_date(text, err);
}

quoth_status day_range_parse(str text, day today, day_range *out, quoth_error *err)
{
    text = str_trim(text);
    size_t dots = str_find(text, STR(".."));
    if (text.len == 0)
        return no_such_date(text, err);
    if (dots == SIZE_MAX)
        return parse_one(text, today, out, err);
    str before = str_trim(str_slice(text, 0, dots)), after = str_trim(str_slice(text, dots + 2, text.len));
    if (before.len == 0 && after.len == 0) {
        fail(err, QUOTH_BAD_QUERY, "a range needs at least one end");
        fail_hint(err, "write 2023-11.. or ..2023-11 or 2023-10..2023-11");
        return QUOTH_BAD_QUERY;
    }
    day_range first = {DAY_OPEN_FIRST, DAY_OPEN_FIRST}, last = {DAY_OPEN_LAST, DAY_OPEN_LAST};
    if (before.len)
        TRY(parse_one(before, today, &first, err));
    if (after.len)
        TRY(parse_one(after, today, &last, err));
    if (first.first > last.last) {
        fail(err, QUOTH_BAD_QUERY, "the range '%.*s' ends before it begins", STR_ARG(str_slice(text, 0, 60)));
        fail_hint(err, "write %.*s..%.*s", STR_ARG(str_slice(after, 0, 40)), STR_ARG(str_slice(before, 0, 40)));
        return QUOTH_BAD_QUERY;
    }
    return give((day_range){first.first, last.last}, out);
}

day day_today(void)
{
    day set = day_parse(str_from(getenv("QUOTH_TODAY")));
    if (set != NO_DAY)
        return set;
    time_t now = time(NULL);
    struct tm local;
    if (!localtime_r(&now, &local))
        return (day)(now / 86400);
    return day_from_civil((civil_date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}
