/* calendar.c - months, weekdays, years: what does a calendar's word say together with its neighbours? */
#include "find.h"

enum { EARLIEST_YEAR = 1000, LATEST_YEAR = 2199 };

static bool is_year(word w)
{
    return w.kind == WORD_NUMBER && (w.flags & WORD_IN_DIGITS) && w.value >= EARLIEST_YEAR && w.value <= LATEST_YEAR;
}

static bool is_day_of_month(word w)
{
    return (w.kind == WORD_NUMBER || w.kind == WORD_ORDINAL) && w.value >= 1 && w.value <= 31;
}

/* A month's or weekday's abbreviation may end in a full stop. */
static bool is_joined(gap g)
{
    return g == GAP_SPACE || g == GAP_DOT;
}

static bool is_preposition_of(const finder *f, int32_t i)
{
    return form_is(f, i, "of") || form_is(f, i, "de") || form_is(f, i, "del") || form_is(f, i, "do");
}

/* ---- years ---- */

/* "nineteen ninety-eight", "two thousand" */
static int32_t match_year_words(const finder *f, int32_t i, int32_t *year)
{
    word first = word_at(f, i), second = word_at(f, i + 1), third = word_at(f, i + 2);
    if (first.flags & WORD_IN_DIGITS || gap_after(f, i) != GAP_SPACE)
        return NOT_SAID;
    if (first.kind == WORD_NUMBER && first.value == 2 && second.kind == WORD_SCALE && second.value == 1000) {
        *year = 2000;
        return i + 1;
    }
    if (first.kind != WORD_NUMBER || first.value < 18 || first.value > 20 || second.kind != WORD_NUMBER ||
        second.flags & WORD_IN_DIGITS || second.value < 10)
        return NOT_SAID;
    *year = first.value * 100 + second.value;
    gap g = gap_after(f, i + 1);
    bool ones = third.kind == WORD_NUMBER && third.value < 10 && second.value % 10 == 0 && (g == GAP_HYPHEN || g == GAP_SPACE);
    *year += ones ? third.value : 0;
    return ones ? i + 2 : i + 1;
}

int32_t match_year_from(const finder *f, int32_t i, int32_t *year)
{
    word w = word_at(f, i);
    if (!is_year(w))
        return match_year_words(f, i, year);
    gap g = gap_after(f, i);
    if (g == GAP_COLON || g == GAP_SLASH)
        return NOT_SAID;
    *year = w.value;
    return i;
}

int32_t match_which_year_from(const finder *f, int32_t i, mention *m)
{
    int32_t at = is_preposition_of(f, i) ? i + 1 : i;
    word w = word_at(f, at);
    if (w.kind == WORD_DETERMINER && word_at(f, at + 1).kind == WORD_SAME)
        w = word_at(f, ++at);
    bool whose = w.kind == WORD_DIRECTION || w.kind == WORD_SAME;
    if (!whose || !form_is(f, at + 1, "year") || gap_after(f, at) != GAP_SPACE)
        return NOT_SAID;
    m->year_offset = w.value;
    m->has_year_offset = true;
    if (w.kind == WORD_SAME)
        m->anchor = ANCHOR_LAST_MENTION;
    return at + 1;
}

/* The last token of "BC", "B.C." after token i, or NOT_SAID. */
static int32_t match_before_christ(const finder *f, int32_t i)
{
    word w = word_at(f, i + 1);
    if (gap_after(f, i) != GAP_SPACE)
        return NOT_SAID;
    if (w.kind == WORD_ERA)
        return w.value < 0 ? i + 1 : NOT_SAID;
    return form_is(f, i + 1, "b") && form_is(f, i + 2, "c") && gap_after(f, i + 1) == GAP_DOT ? i + 2 : NOT_SAID;
}

/* ", 1998", "1998", "of 1998", "last year" after the month or day that ends at m->last */
void take_year(const finder *f, mention *m)
{
    gap g = gap_after(f, m->last);
    int32_t at = m->last + 1, end;
    if (g != GAP_SPACE && g != GAP_COMMA && g != GAP_DOT)
        return;
    if (g != GAP_COMMA && is_preposition_of(f, at) && gap_after(f, at) == GAP_SPACE)
        at++;
    end = match_year_from(f, at, &m->year);
    /* "in May 2000 people": still a year; "June 1500 troops" is beyond us */
    if (end == NOT_SAID)
        end = g == GAP_SPACE ? match_which_year_from(f, m->last + 1, m) : NOT_SAID;
    if (end != NOT_SAID)
        m->last = end;
    else
        m->year = 0;
    word three_digits = word_at(f, at);
    if (end == NOT_SAID && three_digits.kind == WORD_NUMBER && three_digits.flags & WORD_IN_DIGITS &&
        match_before_christ(f, at) != NOT_SAID) {
        m->year = three_digits.value;
        end = m->last = at;
    }
    int32_t era = match_before_christ(f, m->last);
    if (end != NOT_SAID && era != NOT_SAID) {
        m->era = -1;
        m->last = era;
    }
}

/* ---- months ---- */

/* "May" and "March" are months where they are written as names and a neighbour says so. */
static bool is_month_here(const finder *f, int32_t i, word w)
{
    static const char *const before[] = {"in",   "since", "until",   "by",   "of",     "from",    "through", "last",
                                         "next", "this",  "early",   "late", "mid",    "and",     "or",      "to",
                                         "late", "for",   "between", "till", "during", "between", "earlier"};
    if (f->languages != 1)
        return true;
    if ((w.flags & WORD_SHORT) && !is_capital(f, i))
        return false;
    if (!(w.flags & WORD_AMBIGUOUS))
        return true;
    if (!is_capital(f, i))
        return false;
    word next = word_at(f, i + 1), previous = word_at(f, i - 1);
    gap after = gap_after(f, i);
    if (is_joined(after) && next.kind == WORD_NUMBER && next.flags & WORD_IN_DIGITS)
        return true;
    if (is_joined(after) &&
        (next.kind == WORD_ORDINAL || (next.kind == WORD_DETERMINER && word_at(f, i + 2).kind == WORD_ORDINAL)))
        return true;
    if (gap_after(f, i - 1) != GAP_SPACE && gap_after(f, i - 1) != GAP_HYPHEN)
        return false;
    if (is_day_of_month(previous) && previous.flags & WORD_IN_DIGITS)
        return true;
    for (size_t p = 0; p < sizeof before / sizeof before[0]; p++)
        if (form_is(f, i - 1, before[p]))
            return true;
    return false;
}

/* "8", "8th" after the month. Not "March 8 percent", not "May 3:30". */
static bool take_day_after(const finder *f, mention *m)
{
    gap g = gap_after(f, m->last);
    int32_t at = m->last + 1;
    if (is_joined(g) && word_at(f, at).kind == WORD_DETERMINER && word_at(f, at + 1).kind == WORD_ORDINAL)
        at++; /* "March the eighth" */
    word w = word_at(f, at);
    if (!is_joined(g) || !is_day_of_month(w) || (w.kind == WORD_NUMBER && !(w.flags & WORD_IN_DIGITS)))
        return false;
    gap after = gap_after(f, at);
    word next = word_at(f, at + 1);
    if ((after == GAP_COLON && next.kind == WORD_NUMBER) || after == GAP_SLASH)
        return false;
    if (after == GAP_SPACE && w.kind == WORD_ORDINAL && next.kind == WORD_UNIT)
        return false;
    m->day_of_month = w.value;
    m->last = at;
    return true;
}

/* "8 November", "8th of November", "the 8th of November", "8. November", "8 de noviembre" */
static bool take_day_before(const finder *f, mention *m)
{
    int32_t at = m->first - 1;
    gap g = gap_after(f, at);
    if (g == GAP_SPACE && is_preposition_of(f, at)) {
        at--;
        g = gap_after(f, at);
    }
    word w = word_at(f, at);
    if ((!is_joined(g) && !(g == GAP_HYPHEN && w.flags & WORD_IN_DIGITS)) || !is_day_of_month(w))
        return false;
    if (w.kind == WORD_NUMBER && !(w.flags & WORD_IN_DIGITS))
        return false;
    if (g == GAP_DOT && f->languages == 1)
        return false;
    m->day_of_month = w.value;
    m->first = at;
    if (word_at(f, at - 1).kind == WORD_DETERMINER && w.kind == WORD_ORDINAL && gap_after(f, at - 1) == GAP_SPACE)
        m->first = at - 1;
    return true;
}

/* From a month at token i to its right; to its left only the day. */
static bool match_month_core(const finder *f, int32_t i, word w, mention *m)
{
    if (!is_month_here(f, i, w))
        return false;
    *m = new_mention(SHAPE_MONTH, RULE_MONTH, TIMEX_DATE);
    m->first = m->last = i;
    m->month = w.value;
    bool has_day = take_day_before(f, m) || take_day_after(f, m);
    take_year(f, m);
    if (has_day) {
        m->shape = SHAPE_DAY;
        m->rule = m->year ? RULE_FULL_DATE : RULE_MONTH_DAY;
    } else if (m->year || m->has_year_offset)
        m->rule = RULE_MONTH_YEAR;
    else if (w.flags & WORD_SHORT && f->languages == 1) { /* "Jan Kavan", "Dec" */
        uint32_t end = f->an->tokens[i].end;
        return end < f->an->text.len && f->an->text.data[end] == '.';
    }
    return true;
}

static void take_direction(const finder *f, mention *m)
{
    int32_t at = m->first - 1;
    word w = word_at(f, at);
    if (gap_after(f, at) != GAP_SPACE)
        return;
    if (w.kind == WORD_SAME && w.value != 0) {
        m->direction = (int8_t)w.value;
        m->anchor = ANCHOR_LAST_MENTION;
        m->first = word_at(f, at - 1).kind == WORD_DETERMINER ? at - 1 : at;
        return;
    }
    if (w.kind != WORD_DIRECTION)
        return;
    m->direction = (int8_t)w.value;
    m->first = at;
    word before = word_at(f, at - 1);
    if (before.kind == WORD_DIRECTION && before.value == 0 && gap_after(f, at - 1) == GAP_SPACE)
        m->first = at - 1; /* "this past April", "this coming Sunday" */
    else if (before.kind == WORD_DETERMINER && w.value != 0)
        m->first = at - 1;
}

static bool take_each(const finder *f, mention *m)
{
    int32_t at = m->first - 1;
    if (word_at(f, at).kind != WORD_EACH || word_at(f, at).value != 1 || gap_after(f, at) != GAP_SPACE)
        return false;
    m->first = at;
    return true;
}

/* "last Oct. 23" */
static void take_last(const finder *f, mention *m)
{
    word w = word_at(f, m->first - 1);
    if (w.kind != WORD_DIRECTION || !form_is(f, m->first - 1, "last") || gap_after(f, m->first - 1) != GAP_SPACE)
        return;
    m->first--;
    m->direction = -1;
    m->tense = -1;
}

bool match_month(const finder *f, int32_t i, word w, mention *m)
{
    if (!match_month_core(f, i, w, m))
        return false;
    if (m->shape == SHAPE_DAY) {
        if (!m->year)
            take_last(f, m);
        return true;
    }
    if (m->year) {
        take_edge(f, m);
        return true;
    }
    if (!m->has_year_offset && take_each(f, m)) {
        m->shape = SHAPE_SET;
        m->rule = RULE_SET;
        m->type = TIMEX_SET;
        return true;
    }
    take_direction(f, m);
    take_edge(f, m);
    return true;
}

/* ---- weekdays and days ---- */

static void take_part_after(const finder *f, mention *m)
{
    word w = word_at(f, m->last + 1);
    if (gap_after(f, m->last) != GAP_SPACE || w.kind != WORD_DAY_PART || w.value == PART_MIDNIGHT)
        return;
    m->part = (int8_t)w.value;
    m->last++;
    m->type = TIMEX_TIME;
}

/* ", April 25", ", 8 November 1998" after a weekday */
static void take_date_after(const finder *f, mention *m)
{
    gap g = gap_after(f, m->last);
    int32_t at = m->last + 1;
    if (g != GAP_COMMA && g != GAP_SPACE && g != GAP_DOT)
        return;
    if (word_at(f, at).kind == WORD_DETERMINER)
        at++;
    int32_t month = is_day_of_month(word_at(f, at)) ? at + 1 : at;
    if (is_preposition_of(f, month))
        month++;
    mention date;
    if (word_at(f, month).kind != WORD_MONTH || !match_month_core(f, month, word_at(f, month), &date) ||
        date.shape != SHAPE_DAY || date.first < at)
        return;
    date.first = m->first;
    date.weekday = m->weekday;
    *m = date;
}

static bool match_weekday_core(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_WEEKDAY, RULE_WEEKDAY, TIMEX_DATE);
    m->first = m->last = i;
    m->weekday = w.value;
    if (f->languages == 1 && !is_capital(f, i))
        return false;
    if (w.flags & WORD_PLURAL)
        return true;
    take_date_after(f, m);
    return !(w.flags & WORD_AMBIGUOUS) || m->shape == SHAPE_DAY;
}

bool match_weekday(const finder *f, int32_t i, word w, mention *m)
{
    if (!match_weekday_core(f, i, w, m))
        return false;
    if (m->shape == SHAPE_DAY) {
        take_direction(f, m);
        take_part_after(f, m);
        return true;
    }
    if (take_each(f, m) || w.flags & WORD_PLURAL) {
        m->weekday_set = (int8_t)w.value;
        m->shape = SHAPE_SET;
        m->rule = RULE_SET;
        m->type = TIMEX_SET;
        return true;
    }
    take_direction(f, m);
    take_edge(f, m);
    take_part_after(f, m);
    return true;
}

bool match_day_word(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_DAY_REF, RULE_DAY_WORD, TIMEX_DATE);
    m->first = m->last = i;
    m->count = w.value;
    if (w.flags & WORD_SHORT) { /* "tonight" */
        m->part = PART_NIGHT;
        m->type = TIMEX_TIME;
    }
    take_edge(f, m);
    take_part_after(f, m);
    return true;
}

bool match_day_from(const finder *f, int32_t i, mention *m)
{
    word w = word_at(f, i);
    switch ((word_kind)w.kind) {
    case WORD_WEEKDAY: return !(w.flags & WORD_PLURAL) && match_weekday_core(f, i, w, m);
    case WORD_MONTH: return match_month_core(f, i, w, m) && m->shape == SHAPE_DAY && m->first == i;
    case WORD_DAY_REF: return !(w.flags & WORD_SHORT) && match_day_word(f, i, w, m) && m->first == i;
    case WORD_NUMBER:
        return word_at(f, i + 1).kind == WORD_MONTH && match_month_core(f, i + 1, word_at(f, i + 1), m) &&
               m->shape == SHAPE_DAY && m->first == i;
    default: return false;
    }
}

/* ---- numbers: years, written dates, clocks ---- */

static bool has_money_or_more(const finder *f, int32_t i)
{
    const analysis *an = f->an;
    uint32_t start = an->tokens[i].start, end = an->tokens[i].end;
    char before = start > 0 ? an->text.data[start - 1] : ' ', after = end < an->text.len ? an->text.data[end] : ' ';
    if (before == '$' || before == '#' || before == '.' || before == '+' || before == '=' || after == '%' || after == '$')
        return true;
    if (start >= 2 && (unsigned char)an->text.data[start - 1] >= 0x80 && (unsigned char)an->text.data[start - 2] == 0xC2)
        return (unsigned char)an->text.data[start - 1] != 0xA0; /* £, ¥, § … but not a no-break space */
    if (start >= 3 && (unsigned char)an->text.data[start - 3] == 0xE2 && (unsigned char)an->text.data[start - 2] == 0x82)
        return true; /* € */
    return (after == '.' || after == ',') && end + 1 < an->text.len && an->text.data[end + 1] >= '0' &&
           an->text.data[end + 1] <= '9';
}

static bool is_plain_year(const finder *f, int32_t i, word w)
{
    static const char *const before[] = {"in",      "since",  "of",      "from",   "by",    "until", "to",
                                         "through", "during", "for",     "and",    "late",  "early", "fiscal",
                                         "the",     "mid",    "between", "before", "after", "till",  "than"};
    static const char *const nouns[] = {"people",     "troops", "soldiers", "dollars", "miles",  "men",      "women",   "workers",
                                        "jobs",       "yards",  "feet",     "points",  "pounds", "tons",     "meters",  "metres",
                                        "kilometers", "acres",  "students", "votes",   "shares", "children", "calories"};
    if (w.value < 1500 || w.value > 2100 || has_money_or_more(f, i))
        return false;
    gap left = gap_after(f, i - 1), right = gap_after(f, i);
    if (right == GAP_SPACE && word_at(f, i + 1).kind == WORD_ORDINAL && form_is(f, i + 2, "quarter"))
        return false; /* read at the quarter */
    word next = word_at(f, i + 1), previous = word_at(f, i - 1);
    if (left == GAP_COLON || left == GAP_DOT || left == GAP_SLASH || right == GAP_COLON)
        return false;
    if (right == GAP_SPACE && (next.kind == WORD_UNIT || next.kind == WORD_SCALE) &&
        !(next.kind == WORD_UNIT && next.value == UNIT_QUARTER))
        return false;
    if (right == GAP_HYPHEN && next.kind == WORD_UNIT)
        return false;
    if (previous.kind == WORD_ABOUT || form_is(f, i - 1, "no"))
        return previous.kind == WORD_ABOUT && w.value > 1900;
    for (size_t n = 0; n < sizeof nouns / sizeof nouns[0]; n++)
        if (right == GAP_SPACE && form_is(f, i + 1, nouns[n]))
            return false;
    if (w.value >= 1900 && w.value <= 2050)
        return true;
    if ((right == GAP_HYPHEN && is_year(next)) || (left == GAP_HYPHEN && is_year(previous)))
        return true; /* 1775-1780 */
    for (size_t n = 0; n < sizeof before / sizeof before[0]; n++)
        if (form_is(f, i - 1, before[n]) && left == GAP_SPACE)
            return true;
    return false;
}

static bool match_plain_year(const finder *f, int32_t i, word w, mention *m)
{
    bool before_christ = false;
    int32_t year, last = match_year_words(f, i, &year);
    if (last == NOT_SAID) {
        int32_t era = match_before_christ(f, i);
        if (!(w.flags & WORD_IN_DIGITS) || (era == NOT_SAID && !is_plain_year(f, i, w)))
            return false;
        before_christ = era != NOT_SAID;
        year = w.value;
        last = before_christ ? era : i;
    }
    *m = new_mention(SHAPE_YEAR, RULE_YEAR, TIMEX_DATE);
    m->first = i;
    m->last = last;
    m->year = year;
    m->era = before_christ ? -1 : 0;
    if (word_at(f, i - 1).kind == WORD_FISCAL && gap_after(f, i - 1) == GAP_SPACE)
        m->first = i - 1;
    take_edge(f, m);
    return true;
}

/* "2023-11-08", "11/13/2023", "13.11.2023" */
static bool match_numeric(const finder *f, int32_t i, word w, mention *m)
{
    gap g = gap_after(f, i);
    word second = word_at(f, i + 1), third = word_at(f, i + 2);
    if ((g != GAP_HYPHEN && g != GAP_SLASH && g != GAP_DOT) || gap_after(f, i + 1) != g)
        return false;
    if (second.kind != WORD_NUMBER || third.kind != WORD_NUMBER || !(second.flags & third.flags & w.flags & WORD_IN_DIGITS))
        return false;
    *m = new_mention(SHAPE_DAY, RULE_NUMERIC, TIMEX_DATE);
    m->first = i;
    m->last = i + 2;
    bool year_first = w.value >= EARLIEST_YEAR;
    const token *last = &f->an->tokens[i + 2];
    m->year = year_first ? w.value : third.value;
    m->day_of_month = year_first ? third.value : second.value;
    m->month = year_first ? second.value : w.value;
    if (!year_first && last->end - last->start == 2 && g == GAP_SLASH)
        m->year += m->year < 50 ? 2000 : 1900;
    if (!year_first && m->month > 12) { /* the day stands first */
        m->month = second.value;
        m->day_of_month = w.value;
    } else if (!year_first && m->day_of_month <= 12 && m->day_of_month != m->month)
        return false;
    return m->year >= EARLIEST_YEAR && m->year <= LATEST_YEAR &&
           day_from_civil((civil_date){m->year, m->month, m->day_of_month}) != NO_DAY;
}

/* The last token of "p.m.", "am" from token i on; *pm is set. */
static int32_t match_meridiem(const finder *f, int32_t i, bool *pm)
{
    *pm = form_is(f, i, "pm") || form_is(f, i, "p.m");
    if (*pm || form_is(f, i, "am") || form_is(f, i, "a.m"))
        return i;
    *pm = form_is(f, i, "p");
    if ((*pm || form_is(f, i, "a")) && form_is(f, i + 1, "m") && gap_after(f, i) == GAP_DOT)
        return i + 1;
    return NOT_SAID;
}

static void take_zone_and_day(const finder *f, mention *m)
{
    word zone = word_at(f, m->last + 1);
    if (zone.kind == WORD_ZONE && is_joined(gap_after(f, m->last)))
        m->last++;
    gap g = gap_after(f, m->last);
    int32_t at = m->last + 1;
    if (form_is(f, at, "on") && is_joined(g)) {
        at++;
        g = gap_after(f, at - 1);
    }
    mention date;
    if ((!is_joined(g) && g != GAP_COMMA) || !match_day_from(f, at, &date))
        return;
    date.first = m->first;
    date.type = TIMEX_TIME;
    date.rule = m->rule;
    date.hour = m->hour;
    date.minute = m->minute;
    if (m->part != NOT_SAID)
        date.part = m->part;
    *m = date;
}

/* "3 p.m.", "7:15 p.m. EST Tuesday", "3pm", "7 o'clock" */
static bool match_clock(const finder *f, int32_t i, word w, mention *m)
{
    if (w.value > 24 || !(w.flags & WORD_IN_DIGITS))
        return false;
    *m = new_mention(SHAPE_THE_DAY, RULE_CLOCK, TIMEX_TIME);
    m->first = m->last = i;
    m->hour = (int8_t)w.value;
    m->anchor = ANCHOR_LAST_MENTION;
    const token *t = &f->an->tokens[i];
    bool pm = t->form_len > 2 && t->form[t->form_len - 2] == 'p', said = t->form_len > 2 && t->form[t->form_len - 1] == 'm';
    word minutes = word_at(f, i + 1);
    if (!said && gap_after(f, i) == GAP_COLON && minutes.kind == WORD_NUMBER && minutes.value < 60 &&
        minutes.flags & WORD_IN_DIGITS) {
        m->minute = (int8_t)minutes.value;
        m->last = i + 1;
        const token *mt = &f->an->tokens[i + 1];
        said = mt->form_len == 4 && mt->form[3] == 'm';
        pm = said && mt->form[2] == 'p';
    }
    gap g = gap_after(f, m->last);
    int32_t end = said ? NOT_SAID : match_meridiem(f, m->last + 1, &pm);
    if (!said && end != NOT_SAID && (g == GAP_SPACE || g == GAP_DOT)) {
        m->last = end;
        said = true;
    }
    if (!said && form_is(f, m->last + 1, "o'clock") && g == GAP_SPACE) {
        m->last++;
        said = true;
    }
    bool zone = word_at(f, m->last + 1).kind == WORD_ZONE && g == GAP_SPACE;
    if (!said && (m->minute == NOT_SAID || (!zone && !form_is(f, i - 1, "at"))))
        return false;
    if (m->hour > 12 && pm)
        pm = false;
    m->hour = (int8_t)(pm && m->hour < 12 ? m->hour + 12 : said && !pm && m->hour == 12 && end != NOT_SAID ? 0 : m->hour);
    if (word_at(f, i - 1).kind == WORD_ABOUT && gap_after(f, i - 1) == GAP_SPACE)
        m->first = i - 1;
    take_zone_and_day(f, m);
    return true;
}

bool match_number(const finder *f, int32_t i, word w, mention *m)
{
    if (match_numeric(f, i, w, m))
        return true;
    if (w.value <= 31 && word_at(f, i + 1).kind == WORD_MONTH && match_day_from(f, i, m))
        return true;
    return match_clock(f, i, w, m) || match_plain_year(f, i, w, m);
}

bool match_decade(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_DECADE, RULE_DECADE, TIMEX_DATE);
    m->first = m->last = i;
    m->year = w.value < 100 ? 1900 + w.value : w.value;
    bool the = word_at(f, i - 1).kind == WORD_DETERMINER && gap_after(f, i - 1) != GAP_HYPHEN;
    if (w.value < 100 && has_money_or_more(f, i))
        return false;
    word edge = word_at(f, i - 1);
    if (edge.kind == WORD_EDGE)
        take_edge(f, m);
    if (w.value < 100 && !the && edge.kind != WORD_EDGE)
        return false; /* "in his 20s": an age or a temperature */
    if (w.value < 100 && form_is(f, m->first - 1, "his"))
        return false;
    if (word_at(f, m->first - 1).kind == WORD_DETERMINER)
        m->first--;
    return true;
}

/* ---- seasons, holidays, parts of the day ---- */

bool match_season(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_SEASON, RULE_SEASON, TIMEX_DATE);
    m->first = m->last = i;
    m->count = w.value;
    if (w.flags & WORD_PLURAL)
        return false;
    take_year(f, m);
    if (m->last > i && (w.flags & WORD_AMBIGUOUS) && form_is(f, i + 1, "of") && word_at(f, i - 1).kind != WORD_DETERMINER)
        return false;
    take_direction(f, m);
    take_edge(f, m);
    if ((w.flags & WORD_AMBIGUOUS) && m->has_year_offset && !form_is(f, i + 1, "of") && word_at(f, i - 1).kind != WORD_DETERMINER)
        return false; /* "prices fall this year" */
    bool anchored = m->year || m->has_year_offset || m->direction != NO_DIRECTION;
    bool the = word_at(f, m->first - 1).kind == WORD_DETERMINER && gap_after(f, m->first - 1) == GAP_SPACE;
    if (the && anchored && m->first == i)
        m->first--;
    return anchored || m->edge != NOT_SAID;
}

bool match_holiday(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_HOLIDAY, RULE_HOLIDAY, TIMEX_DATE);
    m->first = m->last = i;
    m->count = w.value;
    if (!is_capital(f, i))
        return false;
    gap g = gap_after(f, i);
    bool day_follows = (g == GAP_SPACE || g == GAP_POSSESSIVE) && form_is(f, i + 1, "day") && is_capital(f, i + 1);
    if (day_follows)
        m->last = i + 1;
    else if (w.flags & WORD_AMBIGUOUS)
        return false;
    if (w.value == HOLIDAY_CHRISTMAS && g == GAP_SPACE && form_is(f, i + 1, "eve")) {
        m->count = HOLIDAY_CHRISTMAS_EVE;
        m->last = i + 1;
    }
    static const char *const things[] = {"party",  "parties", "tree",    "trees",    "card",        "cards",   "photo",
                                         "gift",   "gifts",   "present", "presents", "shopping",    "song",    "songs",
                                         "lights", "market",  "carol",   "carols",   "dinner",      "cookies", "story",
                                         "music",  "egg",     "eggs",    "bunny",    "decorations", "island",  "movie"};
    for (size_t t = 0; t < sizeof things / sizeof things[0]; t++)
        if (gap_after(f, m->last) == GAP_SPACE && form_is(f, m->last + 1, things[t]))
            return false;
    take_year(f, m);
    take_direction(f, m);
    return true;
}

bool match_day_part(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_THE_DAY, RULE_DAY_PART, TIMEX_TIME);
    m->first = m->last = i;
    m->part = (int8_t)w.value;
    m->anchor = ANCHOR_LAST_MENTION;
    word before = word_at(f, i - 1);
    gap g = gap_after(f, i - 1);
    bool point = w.value == PART_NOON || w.value == PART_MIDNIGHT;
    word the = word_at(f, i - 2);
    if (before.kind == WORD_DIRECTION && before.value > 0 && g == GAP_SPACE &&
        the.kind == WORD_DETERMINER) { /* "the next morning" */
        m->shape = SHAPE_UNIT;
        m->unit = UNIT_DAY;
        m->direction = 1;
        m->first = i - 2;
        return true;
    }
    if (before.kind == WORD_DIRECTION && g == GAP_SPACE) {
        m->shape = SHAPE_DAY_REF;
        m->anchor = ANCHOR_PUBLICATION;
        m->count = before.value < 0 && !form_is(f, i - 1, "past") ? -1 : before.value;
        m->first = i - 1;
        take_edge(f, m);
        return true;
    }
    if (before.kind == WORD_SAME && g == GAP_SPACE) {
        m->shape = SHAPE_THE_DAY;
        m->direction = (int8_t)before.value;
        m->first = word_at(f, i - 2).kind == WORD_DETERMINER ? i - 2 : i - 1;
        return true;
    }
    if (before.kind == WORD_EDGE && (g == GAP_HYPHEN || g == GAP_SPACE)) {
        take_edge(f, m);
        point = w.value != PART_NIGHT; /* "late-night show" */
    }
    if (form_is(f, i, "overnight"))
        point = true;
    int32_t first = m->first;
    mention date;
    if (form_is(f, i + 1, "of") && gap_after(f, i) == GAP_SPACE &&
        match_day_from(f, i + 2, &date)) { /* "the night of April 18" */
        date.first = word_at(f, first - 1).kind == WORD_DETERMINER ? first - 1 : first;
        date.part = (int8_t)w.value;
        date.type = TIMEX_TIME;
        *m = date;
        return true;
    }
    take_zone_and_day(f, m);
    if (m->last > i)
        return true;
    if (is_name_like(f, i))
        return false;
    the = word_at(f, first - 1);
    if (the.kind == WORD_DETERMINER && the.value == 1 && gap_after(f, first - 1) == GAP_SPACE &&
        (w.value == PART_MORNING || w.value == PART_AFTERNOON || w.value == PART_EVENING) && !(w.flags & WORD_AMBIGUOUS)) {
        m->first = first - 1;
        return true;
    }
    return point;
}
