/* resolve.c - which day, month or length does a mention mean? */
#include "resolve.h"

enum { MONTHS = 12, WEEK = 7, TENSE_WEIGHT = 120, QUARTER_REACH = 6, SAME_STORY = 60 /* tokens */, GENERATION = 20 /* years */ };

#define NO_DAYS ((day_range){NO_DAY, NO_DAY})

static void give(date_mention *out, str value, day_range days)
{
    out->value = value;
    out->days = days;
}

/* ---- writing values ---- */

static str value_of_day(resolver *r, day d)
{
    char text[11];
    return arena_copy(r->arena, str_from(day_format(d, text)));
}

static void give_day(resolver *r, day d, date_mention *out)
{
    if (d == NO_DAY) {
        give(out, STR("XXXX-XX-XX"), NO_DAYS);
        return;
    }
    civil_date c = day_to_civil(d);
    r->last_day = r->last_time = d;
    r->last_year = c.year;
    r->last_month = c.month;
    give(out, value_of_day(r, d), (day_range){d, d});
}

static void give_month(resolver *r, int year, int month, date_mention *out)
{
    if (year == 0) {
        give(out, arena_printf(r->arena, "XXXX-%02d", month), NO_DAYS);
        return;
    }
    r->last_year = year;
    r->last_month = month;
    r->last_time = day_range_of_month(year, month).first;
    give(out, arena_printf(r->arena, "%04d-%02d", year, month), day_range_of_month(year, month));
}

static void give_year(resolver *r, int year, date_mention *out)
{
    if (year < 1 || year > 9999) {
        give(out, STR("XXXX"), NO_DAYS);
        return;
    }
    r->last_year = year;
    r->last_month = 0;
    r->last_time = day_range_of_year(year).first;
    give(out, arena_printf(r->arena, "%04d", year), day_range_of_year(year));
}

static day monday_of(day d)
{
    return d - (day)day_weekday(d);
}

static void give_week(resolver *r, day any, bool weekend, date_mention *out)
{
    day monday = monday_of(any);
    int year = day_to_civil(monday + THURSDAY).year; /* the Thursday decides: ISO 8601 */
    day first_monday = monday_of(day_from_civil((civil_date){year, 1, 4}));
    int week = (monday - first_monday) / WEEK + 1;
    day_range days = weekend ? (day_range){monday + SATURDAY, monday + SUNDAY} : (day_range){monday, monday + SUNDAY};
    give(out, arena_printf(r->arena, "%04d-W%02d%s", year, week, weekend ? "-WE" : ""), days);
}

static void give_quarter(resolver *r, int year, int quarter, date_mention *out)
{
    r->quarter_year = year;
    r->quarter = quarter;
    r->since_quarter = 0;
    day_range days = {day_range_of_month(year, quarter * 3 - 2).first, day_range_of_month(year, quarter * 3).last};
    give(out, arena_printf(r->arena, "%04d-Q%d", year, quarter), days);
}

static void give_ref(int32_t which, date_mention *out)
{
    static const char *const names[] = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    give(out, str_from(names[which]), NO_DAYS);
}

static void give_decade(resolver *r, int first_year, date_mention *out)
{
    day_range days = {day_range_of_year(first_year).first, day_range_of_year(first_year + 9).last};
    give(out, arena_printf(r->arena, "%03d", first_year / 10), days);
}

static void give_century(resolver *r, int nth, date_mention *out)
{
    day_range days = {day_range_of_year(nth > 1 ? (nth - 1) * 100 : 1).first, day_range_of_year(nth * 100 - 1).last};
    give(out, arena_printf(r->arena, "%02d", nth - 1), days);
}

/* ---- what a reference is counted from ---- */

static day anchor_day(const resolver *r, const mention *m)
{
    if (m->anchor == ANCHOR_LAST_MENTION && (m->shape == SHAPE_UNIT || m->shape == SHAPE_AGO) && r->last_time != NO_DAY)
        return r->last_time;
    bool far =
        m->direction == NO_DIRECTION && !r->is_narrative && r->publication != NO_DAY && m->first - r->last_day_token > SAME_STORY;
    if (m->anchor == ANCHOR_LAST_MENTION && r->last_day != NO_DAY && !far)
        return r->last_day;
    bool from_now = m->shape == SHAPE_AGO && r->publication != NO_DAY; /* "75 years ago" */
    if (r->is_narrative && r->last_day != NO_DAY && !from_now)
        return r->last_day;
    return r->publication != NO_DAY ? r->publication : r->last_day;
}

/* The year that "last year", "this year" means; 0 if there is nothing to count from. */
static int anchor_year(const resolver *r, const mention *m)
{
    if ((m->anchor == ANCHOR_LAST_MENTION || r->is_narrative) && r->last_year)
        return r->last_year;
    return r->publication != NO_DAY ? day_to_civil(r->publication).year : r->last_year;
}

static day add_months(day from, int months)
{
    civil_date c = day_to_civil(from);
    int index = c.year * MONTHS + c.month - 1 + months;
    if (index < MONTHS || index >= 10000 * MONTHS)
        return NO_DAY;
    c.year = index / MONTHS;
    c.month = index % MONTHS + 1;
    int longest = days_in_month(c.year, c.month);
    c.day = c.day > longest ? longest : c.day;
    return day_from_civil(c);
}

/* ---- days, weekdays, months ---- */

static int64_t distance(day a, day b)
{
    return a == NO_DAY || b == NO_DAY ? INT64_MAX : a > b ? (int64_t)a - b : (int64_t)b - a;
}

/* The year in which a month and day (0: the month alone) fall, told by the story so far. */
static int year_of_story(const resolver *r, int month)
{
    if (r->last_month && month + 6 < r->last_month)
        return r->last_year + 1;
    return r->last_year;
}

static int year_of_month_day(const resolver *r, const mention *m)
{
    if (m->year)
        return m->year;
    if (m->has_year_offset)
        return anchor_year(r, m) + m->year_offset;
    if ((r->is_narrative || r->publication == NO_DAY) && r->last_year)
        return year_of_story(r, m->month);
    if (r->publication == NO_DAY)
        return 0;
    int year = day_to_civil(r->publication).year, best = year;
    int64_t least = INT64_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        day there = day_from_civil((civil_date){y, m->month, m->day_of_month});
        int64_t d = distance(there, r->publication);
        /* About half a year away the tense knows better than the distance. */
        if (there != NO_DAY && m->tense && (there > r->publication) != (m->tense > 0))
            d += TENSE_WEIGHT;
        if (d < least) {
            least = d;
            best = y;
        }
    }
    return best;
}

static void resolve_day(resolver *r, const mention *m, date_mention *out)
{
    int year = year_of_month_day(r, m);
    if (m->era < 0) {
        give(out, arena_printf(r->arena, "BC%04d-%02d-%02d", year, m->month, m->day_of_month), NO_DAYS);
        return;
    }
    day d = year ? day_from_civil((civil_date){year, m->month, m->day_of_month}) : NO_DAY;
    if (d == NO_DAY)
        give(out, arena_printf(r->arena, "XXXX-%02d-%02d", m->month, m->day_of_month), NO_DAYS);
    else
        give_day(r, d, out);
}

/* The year of a month without one: by the verb's tense, else the nearest. */
static int year_of_month(const resolver *r, const mention *m)
{
    if (m->year)
        return m->year;
    if (m->has_year_offset)
        return anchor_year(r, m) ? anchor_year(r, m) + m->year_offset : 0;
    if ((r->is_narrative || r->publication == NO_DAY) && r->last_year)
        return year_of_story(r, m->month);
    if (r->publication == NO_DAY)
        return 0;
    civil_date c = day_to_civil(r->publication);
    int past = m->month <= c.month ? c.year : c.year - 1, future = m->month >= c.month ? c.year : c.year + 1;
    switch (m->direction) {
    case -1: return m->month < c.month ? c.year : c.year - 1;
    case 0: return c.year;
    case 1: return m->month > c.month ? c.year : c.year + 1;
    default: break;
    }
    if (m->tense)
        return m->tense < 0 ? past : future;
    int back = (c.month - m->month + MONTHS) % MONTHS;
    return back <= 6 ? past : future;
}

static void resolve_month(resolver *r, const mention *m, date_mention *out)
{
    int year = year_of_month(r, m);
    if (m->era < 0)
        give(out, arena_printf(r->arena, "BC%04d-%02d", year, m->month), NO_DAYS);
    else
        give_month(r, year, m->month, out);
}

static void resolve_weekday(resolver *r, const mention *m, date_mention *out)
{
    day from = anchor_day(r, m);
    if (from == NO_DAY) {
        give(out, arena_printf(r->arena, "XXXX-WXX-%d", (int)m->weekday + 1), NO_DAYS);
        return;
    }
    int back = ((int)day_weekday(from) - m->weekday + WEEK) % WEEK; /* 0: the same weekday */
    day past = from - back, future = back ? past + WEEK : from;
    day d;
    switch (m->direction) {
    case -1: d = back ? past : past - WEEK; break;
    case 0:
    case 1: d = back ? future : m->direction ? from + WEEK : from; break;
    default: d = m->tense > 0 ? future : past;
    }
    give_day(r, d, out);
}

/* ---- units ---- */

static void resolve_weekend(resolver *r, const mention *m, day from, date_mention *out)
{
    bool early = day_weekday(from) <= WEDNESDAY;
    int weeks = m->direction == 1 ? 1 : m->direction < 0 ? -1 : early && m->tense <= 0 ? -1 : 0;
    if (m->direction < 0 && day_weekday(from) == SUNDAY)
        weeks = -1;
    give_week(r, from + weeks * WEEK, true, out);
}

static void resolve_unit(resolver *r, const mention *m, date_mention *out)
{
    day from = anchor_day(r, m);
    int steps = m->direction == NO_DIRECTION ? 0 : m->direction;
    int year = anchor_year(r, m);
    if (m->unit == UNIT_YEAR && year) {
        give_year(r, year + steps, out);
        return;
    }
    if (from == NO_DAY) {
        give_ref(steps < 0 ? REF_PAST : steps > 0 ? REF_FUTURE : REF_PRESENT, out);
        return;
    }
    civil_date c = day_to_civil(from);
    switch ((time_unit)m->unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
    case UNIT_HOUR: give_ref(REF_PRESENT, out); break;
    case UNIT_DAY: give_day(r, from + steps, out); break;
    case UNIT_WEEK: give_week(r, from + steps * WEEK, false, out); break;
    case UNIT_MONTH: {
        day there = add_months(from, steps);
        civil_date t = day_to_civil(there == NO_DAY ? from : there);
        give_month(r, t.year, t.month, out);
        break;
    }
    case UNIT_QUARTER: {
        int index = c.year * 4 + (c.month - 1) / 3 + steps;
        give_quarter(r, index / 4, index % 4 + 1, out);
        break;
    }
    case UNIT_YEAR: give_year(r, c.year + steps, out); break;
    case UNIT_DECADE: give_decade(r, c.year / 10 * 10 + steps * 10, out); break;
    case UNIT_CENTURY: give_century(r, c.year / 100 + 1 + steps, out); break;
    case UNIT_WEEKEND: resolve_weekend(r, m, from, out); break;
    }
}

static void resolve_ago(resolver *r, const mention *m, date_mention *out)
{
    day from = anchor_day(r, m);
    int64_t count = m->count;
    if (from == NO_DAY || count == 0 || count < -9000 || count > 9000 || m->unit <= UNIT_HOUR) {
        give_ref(m->direction < 0 ? REF_PAST : REF_FUTURE, out);
        return;
    }
    bool year_before = m->unit == UNIT_YEAR && count == -1;
    if (year_before && r->quarter && r->since_quarter <= QUARTER_REACH) {
        int since = r->since_quarter, year = r->quarter_year;
        give_quarter(r, r->quarter_year - 1, r->quarter, out);
        r->quarter_year = year;
        r->since_quarter = since;
        return;
    }
    int n = (int)count;
    civil_date c = day_to_civil(from);
    switch ((time_unit)m->unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
    case UNIT_HOUR:
    case UNIT_DAY: give_day(r, from + n, out); break;
    case UNIT_WEEKEND:
    case UNIT_WEEK: give_week(r, from + n * WEEK, false, out); break;
    case UNIT_QUARTER:
    case UNIT_MONTH: {
        day there = add_months(from, m->unit == UNIT_QUARTER ? n * 3 : n);
        civil_date t = day_to_civil(there == NO_DAY ? from : there);
        give_month(r, t.year, t.month, out);
        break;
    }
    case UNIT_YEAR: give_year(r, (m->anchor == ANCHOR_LAST_MENTION ? anchor_year(r, m) : c.year) + n, out); break;
    case UNIT_DECADE: give_year(r, c.year + n * 10, out); break;
    case UNIT_CENTURY: give_century(r, c.year / 100 + 1 + (n > -20 && n < 20 ? n : 0), out); break;
    }
}

static void resolve_quarter(resolver *r, const mention *m, date_mention *out)
{
    civil_date c = r->publication == NO_DAY ? (civil_date){r->last_year, 1, 1} : day_to_civil(r->publication);
    int now = (c.month - 1) / 3 + 1;
    if (m->count == 0) {
        if (r->quarter)
            give_quarter(r, r->quarter_year, r->quarter, out);
        else if (c.year)
            give_quarter(r, now == 1 ? c.year - 1 : c.year, now == 1 ? 4 : now - 1, out);
        else
            give_ref(REF_PAST, out);
        return;
    }
    if (!m->year && !c.year) {
        give(out, arena_printf(r->arena, "XXXX-Q%d", m->count), NO_DAYS);
        return;
    }
    int year = m->year;
    if (m->has_year_offset)
        year = anchor_year(r, m) + m->year_offset;
    else if (!year)
        year = m->count > now && m->tense <= 0 ? c.year - 1 : c.year;
    give_quarter(r, year, m->count, out);
}

/* What was spoken of, a year before: the quarter where there was one. */
static void resolve_year_earlier(resolver *r, const mention *m, date_mention *out)
{
    if (m->count || (r->quarter && r->since_quarter <= QUARTER_REACH)) {
        int year = r->quarter_year ? r->quarter_year : anchor_year(r, m), quarter = r->quarter, since = r->since_quarter;
        give_quarter(r, year - 1, m->count ? m->count : quarter, out);
        r->quarter_year = year;
        r->since_quarter = since;
        return;
    }
    int year = anchor_year(r, m);
    give_year(r, year ? year - 1 : 0, out);
}

static void resolve_season(resolver *r, const mention *m, date_mention *out)
{
    static const char *const names[] = {"SP", "SU", "FA", "WI"};
    int first_month = m->count * 3 + 3, year = m->year;
    if (m->has_year_offset)
        year = anchor_year(r, m) + m->year_offset;
    else if (!year && anchor_year(r, m)) {
        day from = anchor_day(r, m);
        civil_date c = from == NO_DAY ? (civil_date){r->last_year, 6, 1} : day_to_civil(from);
        int started = c.month >= first_month ? c.year : c.year - 1; /* the latest that has begun */
        bool over = (c.year - started) * MONTHS + c.month >= first_month + 3;
        year = m->direction == -1  ? (over ? started : started - 1)
               : m->direction == 1 ? started + 1
               : m->tense < 0      ? started
               : over              ? started + 1
                                   : started;
        if (m->direction == 0 && m->count != SEASON_WINTER)
            year = c.year;
    }
    if (year < 1) {
        give(out, arena_printf(r->arena, "XXXX-%s", names[m->count]), NO_DAYS);
        return;
    }
    r->last_year = year;
    int last_month = first_month + 2, last_year = last_month > MONTHS ? year + 1 : year;
    day_range days = {day_range_of_month(year, first_month).first,
                      day_range_of_month(last_year, last_month > MONTHS ? last_month - MONTHS : last_month).last};
    give(out, arena_printf(r->arena, "%04d-%s", year, names[m->count]), days);
}

static void resolve_holiday(resolver *r, const mention *m, date_mention *out)
{
    day from = anchor_day(r, m), best = NO_DAY;
    if (m->year) {
        give_day(r, holiday_day((holiday)m->count, m->year), out);
        return;
    }
    if (from == NO_DAY) {
        give_day(r, NO_DAY, out);
        return;
    }
    int year = day_to_civil(from).year;
    for (int y = year - 1; y <= year + 1; y++) {
        day d = holiday_day((holiday)m->count, y);
        bool wrong_side = (m->direction == -1 && d >= from) || (m->direction == 1 && d <= from);
        if (m->direction == 0 && y != year)
            wrong_side = true;
        if (!wrong_side && distance(d, from) < distance(best, from))
            best = d;
    }
    give_day(r, best, out);
}

/* ---- lengths, sets, times of day ---- */

static str value_of_length(resolver *r, const mention *m)
{
    static const struct {
        char letter;
        bool time;
        int scale, half;
        char half_letter;
    } units[] = {[UNIT_SECOND] = {'S', true, 1, 0, 0},     [UNIT_MINUTE] = {'M', true, 1, 30, 'S'},
                 [UNIT_HOUR] = {'H', true, 1, 30, 'M'},    [UNIT_DAY] = {'D', false, 1, 0, 0},
                 [UNIT_WEEK] = {'W', false, 1, 0, 0},      [UNIT_MONTH] = {'M', false, 1, 0, 0},
                 [UNIT_QUARTER] = {'Q', false, 1, 0, 0},   [UNIT_YEAR] = {'Y', false, 1, 6, 'M'},
                 [UNIT_DECADE] = {'Y', false, 10, 5, 'Y'}, [UNIT_CENTURY] = {'Y', false, 100, 0, 0},
                 [UNIT_WEEKEND] = {'D', false, 2, 0, 0}};
    char letter = units[m->unit].letter;
    const char *lead = units[m->unit].time ? "PT" : "P";
    if (m->count == 0 && !m->halves)
        return m->unit == UNIT_DECADE    ? STR("PXE")
               : m->unit == UNIT_CENTURY ? STR("PXC")
                                         : arena_printf(r->arena, "%sX%c", lead, letter);
    int64_t count = (int64_t)m->count * units[m->unit].scale;
    if (m->halves && m->unit == UNIT_CENTURY)
        return arena_printf(r->arena, "P%lldY", (long long)count + 50);
    if (m->halves && m->unit == UNIT_DECADE)
        return arena_printf(r->arena, "P%lldY", (long long)count + 5);
    if (!m->halves)
        return arena_printf(r->arena, "%s%lld%c", lead, (long long)count, letter);
    if (!units[m->unit].half)
        return arena_printf(r->arena, "%s%lld.5%c", lead, (long long)count, letter);
    if (count == 0)
        return arena_printf(r->arena, "%s%d%c", lead, units[m->unit].half, units[m->unit].half_letter);
    return arena_printf(r->arena, "%s%lld%c%d%c", lead, (long long)count, letter, units[m->unit].half,
                        units[m->unit].half_letter);
}

static void resolve_set(resolver *r, const mention *m, date_mention *out)
{
    if (m->weekday_set != NOT_SAID)
        give(out, arena_printf(r->arena, "XXXX-WXX-%d", m->weekday_set + 1), NO_DAYS);
    else if (m->month)
        give(out, arena_printf(r->arena, "XXXX-%02d", m->month), NO_DAYS);
    else
        give(out, value_of_length(r, m), NO_DAYS);
}

static void add_time_of_day(resolver *r, const mention *m, date_mention *out)
{
    static const char *const parts[] = {"TMO", "TAF", "TEV", "TNI", "T12:00", "T24:00", "TDT"};
    if (m->hour != NOT_SAID)
        out->value =
            arena_printf(r->arena, "%.*sT%02d:%02d", STR_ARG(out->value), m->hour, m->minute == NOT_SAID ? 0 : m->minute);
    else if (m->part != NOT_SAID)
        out->value = arena_printf(r->arena, "%.*s%s", STR_ARG(out->value), parts[m->part]);
}

static void resolve_day_ref(resolver *r, const mention *m, date_mention *out)
{
    day from = r->publication != NO_DAY ? r->publication : NO_DAY;
    if (from != NO_DAY)
        give_day(r, from + m->count, out);
    else if (m->part != NOT_SAID)
        give_day(r, NO_DAY, out);
    else
        give_ref(m->count < 0 ? REF_PAST : m->count > 0 ? REF_FUTURE : REF_PRESENT, out);
}

static void resolve_year_end(resolver *r, const mention *m, date_mention *out)
{
    int year = anchor_year(r, m);
    bool past = m->tense < 0 && r->publication != NO_DAY && day_to_civil(r->publication).month <= 6;
    give_day(r, year ? day_from_civil((civil_date){past ? year - 1 : year, MONTHS, 31}) : NO_DAY, out);
}

static bool is_calendar(const mention *m)
{
    return m->shape == SHAPE_DAY || m->shape == SHAPE_MONTH;
}

/* "from March to May 1998", "April 6 and May 4, 1865" */
static void share_years(mention *all, size_t count)
{
    enum { APART = 3 };
    for (size_t i = count; i-- > 1;) {
        mention *m = &all[i - 1];
        const mention *next = &all[i];
        if (!is_calendar(m) || !is_calendar(next) || m->year || m->has_year_offset || m->direction != NO_DIRECTION ||
            !next->year || next->first - m->last > APART || next->first < m->last)
            continue;
        bool wraps = m->month > next->month && next->era >= 0;
        m->year = next->year - wraps;
        m->era = next->era;
    }
}

/* A history tells of years gone by and hardly of the day it was written on. */
static bool is_history(day publication, const mention *all, size_t count)
{
    int published = publication == NO_DAY ? 0 : day_to_civil(publication).year;
    size_t told = 0, daily = 0, distant = 0, recent_years = 0, undated = 0, relative = 0, recent = 0;
    for (size_t i = 0; i < count; i++) {
        const mention *m = &all[i];
        bool dated = is_calendar(m) && m->year, old = m->era < 0 || m->year < published - 1;
        told += dated && old;
        recent += dated && !old;
        daily += m->shape == SHAPE_WEEKDAY || m->shape == SHAPE_DAY_REF;
        distant += (dated || m->shape == SHAPE_YEAR) && (m->era < 0 || m->year < published - GENERATION);
        recent_years += m->shape == SHAPE_YEAR && !old;
        undated += is_calendar(m) && !m->year;
        relative += (m->shape == SHAPE_UNIT || m->shape == SHAPE_AGO) && m->anchor == ANCHOR_PUBLICATION && m->direction != 0;
    }
    if (told >= 3 && told > 3 * (daily + recent))
        return true;
    return recent + recent_years == 0 && undated >= 5 && distant >= 3 && (daily + relative) * 5 <= undated;
}

void resolver_init(resolver *r, arena *a, day publication, mention *all, size_t count)
{
    *r = (resolver){.arena = a, .publication = publication, .last_day = NO_DAY, .last_time = NO_DAY};
    share_years(all, count);
    r->is_narrative = is_history(publication, all, count);
}

void resolve_mention(resolver *r, const mention *m, date_mention *out)
{
    static const unsigned char confidences[RULE_COUNT] = {
        [RULE_FULL_DATE] = 98,     [RULE_MONTH_DAY] = 93, [RULE_MONTH_YEAR] = 97, [RULE_MONTH] = 80,     [RULE_YEAR] = 92,
        [RULE_DECADE] = 92,        [RULE_CENTURY] = 90,   [RULE_NUMERIC] = 95,    [RULE_WEEKDAY] = 90,   [RULE_DAY_WORD] = 92,
        [RULE_RELATIVE_UNIT] = 85, [RULE_AGO] = 80,       [RULE_QUARTER] = 80,    [RULE_SEASON] = 80,    [RULE_HOLIDAY] = 80,
        [RULE_CLOCK] = 80,         [RULE_DAY_PART] = 70,  [RULE_DURATION] = 85,   [RULE_BARE_UNIT] = 70, [RULE_SET] = 70,
        [RULE_REFERENCE] = 60};
    out->confidence = confidences[m->rule];
    day day_before = r->last_day;
    r->since_quarter++;
    switch ((shape)m->shape) {
    case SHAPE_DAY: resolve_day(r, m, out); break;
    case SHAPE_MONTH: resolve_month(r, m, out); break;
    case SHAPE_YEAR:
        if (m->era < 0)
            give(out, arena_printf(r->arena, "BC%04d", m->year), NO_DAYS);
        else
            give_year(r, m->year, out);
        break;
    case SHAPE_WEEKDAY: resolve_weekday(r, m, out); break;
    case SHAPE_DAY_REF: resolve_day_ref(r, m, out); break;
    case SHAPE_THE_DAY: give_day(r, anchor_day(r, m), out); break;
    case SHAPE_UNIT: resolve_unit(r, m, out); break;
    case SHAPE_AGO: resolve_ago(r, m, out); break;
    case SHAPE_QUARTER: resolve_quarter(r, m, out); break;
    case SHAPE_YEAR_EARLIER: resolve_year_earlier(r, m, out); break;
    case SHAPE_SEASON: resolve_season(r, m, out); break;
    case SHAPE_HOLIDAY: resolve_holiday(r, m, out); break;
    case SHAPE_DECADE: give_decade(r, m->year, out); break;
    case SHAPE_CENTURY: give_century(r, m->count, out); break;
    case SHAPE_YEAR_END: resolve_year_end(r, m, out); break;
    case SHAPE_DURATION:
        if (m->unit == UNIT_MONTH || m->unit == UNIT_YEAR)
            r->since_quarter += QUARTER_REACH; /* "for the nine months …, a year earlier": no quarter is meant any more */
        give(out, value_of_length(r, m), NO_DAYS);
        break;
    case SHAPE_SET: resolve_set(r, m, out); break;
    case SHAPE_REF: give_ref(m->count, out); break;
    }
    add_time_of_day(r, m, out);
    if (r->last_day != day_before || m->shape == SHAPE_DAY || m->shape == SHAPE_WEEKDAY || m->shape == SHAPE_DAY_REF)
        r->last_day_token = m->first;
}
