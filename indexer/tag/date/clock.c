/* clock.c - times of the day: what do the clock and the words for parts of the day say? */
#include "find.h"

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
bool match_clock(const finder *f, int32_t i, word w, mention *m)
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
