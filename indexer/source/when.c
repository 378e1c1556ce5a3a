/* when.c - which day does this piece of text name? */
#include "indexer/source/when.h"

enum {
    /* A place, a date, an agency and a dash fit this. */
    LONGEST_DATELINE = 120
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the dash that ends a dateline starts, or 0. */
static size_t dateline_dash(str text)
{
    static const char *const dashes[] = {" - ", " -- ", "--", "\xE2\x80\x94", " \xE2\x80\x93 "};
    str head = str_slice(text, 0, LONGEST_DATELINE);
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(head, str_from(dashes[i]));
        first = at < first ? at : first;
    }
    return first == SIZE_MAX ? 0 : first;
}

day dateline_day(str text)
{
    size_t end = dateline_dash(text);
    if (end == 0 || !(text.data[0] >= 'A' && text.data[0] <= 'Z'))
        return NO_DAY;
    str dateline = str_slice(text, 0, end);
    for (size_t i = 1; i < dateline.len; i++) {
        char before = dateline.data[i - 1];
        if (before != ' ' && before != ',' && before != '(')
            continue;
        day found = day_parse(str_slice(dateline, i, dateline.len));
        if (found != NO_DAY)
            return found;
    }
    return NO_DAY;
}

/* `digits` digits at `at` as a number, or -1; one fewer is allowed where `loose`. `*at` moves past them. */
static int number_at(str s, size_t *at, int digits, bool loose)
{
    int value = 0, count = 0;
    while (*at < s.len && is_digit(s.data[*at]) && count < digits) {
        value = value * 10 + (s.data[(*at)++] - '0');
        count++;
    }
    return count == digits || (loose && count > 0) ? value : -1;
}

/* "2023/11/08", "2023-11-08", "2023_11_08" or "20231108" at `at`, not inside a longer number. */
static day url_day_at(str url, size_t at)
{
    size_t start = at;
    if (start > 0 && is_digit(url.data[start - 1]))
        return NO_DAY;
    int year = number_at(url, &at, 4, false);
    if (year < 1900 || year > 2100 || at >= url.len)
        return NO_DAY;
    char separator = url.data[at];
    bool separated = separator == '/' || separator == '-' || separator == '_';
    at += separated;
    int month = number_at(url, &at, 2, separated);
    if (separated && (at >= url.len || url.data[at++] != separator))
        return NO_DAY;
    int date = number_at(url, &at, 2, separated);
    if (month < 1 || date < 1 || (at < url.len && is_digit(url.data[at])))
        return NO_DAY;
    return day_from_civil((civil_date){year, month, date});
}

day url_day(str url)
{
    size_t scheme = str_find(url, STR("://"));
    for (size_t i = scheme == SIZE_MAX ? 0 : scheme + 3; i < url.len; i++)
        if (is_digit(url.data[i])) {
            day found = url_day_at(url, i);
            if (found != NO_DAY)
                return found;
        }
    return NO_DAY;
}
