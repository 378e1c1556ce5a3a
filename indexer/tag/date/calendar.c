/* calendar.c - months, weekdays, seasons, holidays: what does a calendar's word say together with its neighbours? */
#include "find.h"

static bool is_day_of_month(word w)
{
    return (w.kind == WORD_NUMBER || w.kind == WORD_ORDINAL) && w.value >= 1 && w.value <= 31;
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
    bool the = word_at(f, at - 1).kind == WORD_DETERMINER;
    if (w.kind == WORD_SAME && w.value != 0 && the) { /* not "following Sunday's meeting" */
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
        take_part_after(f, m);
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
    if (the && !(w.flags & WORD_AMBIGUOUS) && m->first == i && !anchored && m->last == i) { /* "in the winter." */
        anchored = (form_is(f, i - 2, "in") || form_is(f, i - 2, "over") || form_is(f, i - 2, "through")) &&
                   gap_after(f, i) != GAP_SPACE && gap_after(f, i) != GAP_HYPHEN;
    }
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
