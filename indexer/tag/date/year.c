/* year.c - is this number a year, a decade, or a date written in numbers? */
#include "find.h"

enum { EARLIEST_YEAR = 1000, LATEST_YEAR = 2199 };

static bool is_year(word w)
{
    return w.kind == WORD_NUMBER && (w.flags & WORD_IN_DIGITS) && w.value >= EARLIEST_YEAR && w.value <= LATEST_YEAR;
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

/* ---- years alone, decades, written dates ---- */

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

bool match_number(const finder *f, int32_t i, word w, mention *m)
{
    if (match_numeric(f, i, w, m))
        return true;
    if (w.value <= 31 && word_at(f, i + 1).kind == WORD_MONTH && match_day_from(f, i, m))
        return true;
    return match_clock(f, i, w, m) || match_plain_year(f, i, w, m);
}
