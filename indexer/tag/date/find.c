/* find.c - which rule reads the time mentioned here? */
#include "find.h"

#include "text/words.h"

word word_at(const finder *f, int32_t i)
{
    if (i < f->from || i >= f->to)
        return (word){0};
    return word_look_up(&f->an->tokens[i], f->languages);
}

bool form_is(const finder *f, int32_t i, const char *form)
{
    if (i < f->from || i >= f->to)
        return false;
    return word_is_this(token_form(&f->an->tokens[i]), form);
}

bool is_name_like(const finder *f, int32_t i)
{
    uint8_t flags = f->an->tokens[i].flags;
    return !f->in_title && i > f->sentence_first && (flags & TOKEN_CAPITAL) && !(flags & TOKEN_ALL_CAPITALS);
}

bool is_capital(const finder *f, int32_t i)
{
    return (f->an->tokens[i].flags & TOKEN_CAPITAL) != 0;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

gap gap_after(const finder *f, int32_t i)
{
    if (i < f->from || i + 1 >= f->to)
        return GAP_OTHER;
    const char *at = f->an->text.data + f->an->tokens[i].end, *end = f->an->text.data + f->an->tokens[i + 1].start;
    if (end - at > 12)
        return GAP_OTHER;
    bool white = false;
    char mark = 0;
    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (is_white(*at)) {
            white = true;
            continue;
        }
        if (c == 0xE2 && end - at >= 3 && (unsigned char)at[1] == 0x80) { /* U+2010..2014: dashes; U+2019: apostrophe */
            c = (unsigned char)at[2] == 0x99 ? '\'' : (unsigned char)at[2] >= 0x90 && (unsigned char)at[2] <= 0x94 ? '-' : '*';
            at += 2;
        } else if (c == 0xC2 && end - at >= 2 && (unsigned char)at[1] == 0xA0) {
            white = true;
            at++;
            continue;
        }
        if (mark == '\'' && (c == 's' || c == 'S'))
            continue;
        if (mark)
            return GAP_OTHER;
        if (c == '\'' && white) /* "the early '80s" */
            continue;
        mark = (char)c;
    }
    switch (mark) {
    case 0: return white ? GAP_SPACE : GAP_OTHER;
    case '-': return white ? GAP_OTHER : GAP_HYPHEN;
    case ',': return GAP_COMMA;
    case '/': return GAP_SLASH;
    case ':': return GAP_COLON;
    case '.': return GAP_DOT;
    case '\'': return GAP_POSSESSIVE;
    }
    return GAP_OTHER;
}

bool is_joined(gap g)
{
    return g == GAP_SPACE || g == GAP_DOT;
}

bool is_preposition_of(const finder *f, int32_t i)
{
    return form_is(f, i, "of") || form_is(f, i, "de") || form_is(f, i, "del") || form_is(f, i, "do");
}

mention new_mention(shape s, date_rule rule, timex_type type)
{
    return (mention){.shape = (uint8_t)s,
                     .rule = (uint8_t)rule,
                     .type = (uint8_t)type,
                     .direction = NO_DIRECTION,
                     .part = NOT_SAID,
                     .hour = NOT_SAID,
                     .minute = NOT_SAID,
                     .edge = NOT_SAID,
                     .weekday_set = NOT_SAID,
                     .weekday = NOT_SAID};
}

static bool space_before(const finder *f, int32_t i)
{
    return gap_after(f, i - 1) == GAP_SPACE;
}

void take_about(const finder *f, mention *m)
{
    static const struct {
        const char *words[3];
    } phrases[] = {{{"than", "more", NULL}}, {{"than", "less", NULL}}, {{"than", "fewer", NULL}},
                   {{"least", "at", NULL}},  {{"most", "at", NULL}},   {{"to", "up", NULL}}};
    int32_t first = m->first;
    if (!space_before(f, first))
        return;
    if (word_at(f, first - 1).kind == WORD_ABOUT && word_at(f, first - 1).value == 0) {
        m->first = first - 1;
        return;
    }
    if (form_is(f, first - 1, "over") || form_is(f, first - 1, "under"))
        return;
    for (size_t p = 0; p < sizeof phrases / sizeof phrases[0]; p++) {
        if (!form_is(f, first - 1, phrases[p].words[0]) || !form_is(f, first - 2, phrases[p].words[1]))
            continue;
        m->first = first - 2;
        if (form_is(f, first - 3, "no") && p <= 2)
            m->first = first - 3;
        return;
    }
}

void take_edge(const finder *f, mention *m)
{
    int32_t first = m->first;
    gap before = gap_after(f, first - 1);
    word w = word_at(f, first - 1);
    if (w.kind == WORD_EDGE && (before == GAP_SPACE || before == GAP_HYPHEN)) {
        m->edge = (int8_t)w.value;
        m->first = first - 1;
        /* "the late 1970s" */
        return;
    }
    if (before != GAP_SPACE)
        return;
    if (w.kind == WORD_AGO && (w.value == -2 || w.value == 2)) { /* "earlier this year", "later Sunday" */
        m->edge = w.value < 0 ? 0 : 2;
        m->first = first - 1;
        return;
    }
    bool of = form_is(f, first - 1, "of");
    int32_t noun = first - 2;
    if (of && word_at(f, noun).kind == WORD_END && gap_after(f, noun) == GAP_SPACE) {
        m->edge = (int8_t)word_at(f, noun).value;
        m->first = word_at(f, noun - 1).kind == WORD_DETERMINER ? noun - 1 : noun;
    }
}

/* ---- single words ---- */

static bool match_frequency(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_SET, RULE_SET, TIMEX_SET);
    m->unit = (uint8_t)w.value;
    m->count = 1;
    m->first = m->last = i;
    return !is_name_like(f, i); /* "the Daily Planet" */
}

static bool match_now(const finder *f, int32_t i, word w, mention *m)
{
    *m = new_mention(SHAPE_REF, RULE_REFERENCE, TIMEX_DATE);
    m->count = w.value;
    m->first = m->last = i;
    if (w.flags & WORD_AMBIGUOUS)
        return false;
    if (form_is(f, i, "future")) {
        bool near = form_is(f, i - 1, "near") && space_before(f, i);
        int32_t the = near ? i - 2 : i - 1;
        m->first = the;
        return word_at(f, the).kind == WORD_DETERMINER && word_at(f, the).value == 1 && space_before(f, the + 1);
    }
    if ((form_is(f, i, "current") || form_is(f, i, "recent")) && gap_after(f, i) == GAP_SPACE &&
        word_at(f, i + 1).kind == WORD_UNIT)
        return false; /* the rule of units reads it */
    if (form_is(f, i, "now") && space_before(f, i) && form_is(f, i - 1, "right"))
        m->first = i - 1;
    if (form_is(f, i, "recently") && space_before(f, i) && form_is(f, i - 1, "more"))
        m->first = i - 1;
    return true;
}

/* "in the past": the noun */
static bool match_past(const finder *f, int32_t i, mention *m)
{
    if (word_at(f, i - 1).kind != WORD_DETERMINER || word_at(f, i - 1).value != 1 || !space_before(f, i))
        return false;
    if (!form_is(f, i - 2, "in") && !form_is(f, i - 2, "from") && !form_is(f, i - 2, "of"))
        return false;
    if (gap_after(f, i) == GAP_SPACE && (word_at(f, i + 1).kind != WORD_NONE || is_capital(f, i + 1)))
        return false;
    *m = new_mention(SHAPE_REF, RULE_REFERENCE, TIMEX_DATE);
    m->count = REF_PAST;
    m->first = i - 1;
    m->last = i;
    return true;
}

static bool match_at(const finder *f, int32_t i, word w, mention *m)
{
    switch ((word_kind)w.kind) {
    case WORD_MONTH: return match_month(f, i, w, m);
    case WORD_WEEKDAY: return match_weekday(f, i, w, m);
    case WORD_UNIT: return match_unit(f, i, w, m);
    case WORD_NUMBER: return match_number(f, i, w, m);
    case WORD_DECADE: return match_decade(f, i, w, m);
    case WORD_SEASON: return match_season(f, i, w, m);
    case WORD_DAY_PART: return match_day_part(f, i, w, m);
    case WORD_DAY_REF: return match_day_word(f, i, w, m);
    case WORD_HOLIDAY: return match_holiday(f, i, w, m);
    case WORD_FREQUENCY: return match_frequency(f, i, w, m);
    case WORD_NOW: return match_now(f, i, w, m);
    case WORD_DIRECTION: return match_past(f, i, m);
    case WORD_NONE:
    case WORD_SCALE:
    case WORD_VAGUE:
    case WORD_ORDINAL:
    case WORD_SAME:
    case WORD_EDGE:
    case WORD_END:
    case WORD_ABOUT:
    case WORD_EACH:
    case WORD_AGO:
    case WORD_DETERMINER:
    case WORD_FISCAL:
    case WORD_ZONE:
    case WORD_ERA:
    case WORD_TENSE: return false;
    }
    return false;
}

/* ---- tense ---- */

static bool is_past_form(const token *t)
{
    str form = token_form(t);
    if (form.len < 5 || t->flags & TOKEN_CAPITAL || !str_ends_with(form, STR("ed")))
        return false;
    return !str_ends_with(form, STR("eed")) || str_equal(form, STR("agreed")) || str_equal(form, STR("freed"));
}

/* "is held in May", "to be published": a participle that tells no time. */
static bool is_timeless_passive(const finder *f, int32_t i)
{
    static const char *const before[] = {"be", "is", "are", "being", "get", "gets"};
    for (size_t n = 0; i > f->sentence_first && n < sizeof before / sizeof before[0]; n++)
        if (str_equal(token_form(&f->an->tokens[i - 1]), str_from(before[n])))
            return true;
    return false;
}

/* Does token i tell when the thing happens? -1 past, 1 future. "to meet" only where `infinitives` count. */
static int tense_of(const finder *f, int32_t i, bool infinitives)
{
    enum { INFINITIVE = 2, DEADLINE = 3 };
    const token *t = &f->an->tokens[i];
    word w = word_look_up(t, f->languages);
    if (w.kind != WORD_TENSE)
        return w.kind == WORD_NONE && is_past_form(t) && !is_timeless_passive(f, i) ? -1 : 0;
    if (w.value == DEADLINE)
        return 0;
    if (w.value != INFINITIVE)
        return w.value < 0 && is_timeless_passive(f, i) ? 0 : w.value;
    if (!infinitives || i + 1 >= f->to)
        return 0;
    /* "to meet", not "to the", "to Paris", "to 5.9", "to more" */
    static const char *const no_verbs[] = {"more",  "less",   "his",   "her",  "its",   "their", "them",  "him",
                                           "it",    "us",     "me",    "our",  "my",    "your",  "these", "those",
                                           "other", "others", "which", "whom", "court", "prison"};
    const token *next = &f->an->tokens[i + 1];
    if (next->flags & (TOKEN_CAPITAL | TOKEN_DIGIT) || word_look_up(next, f->languages).kind != WORD_NONE)
        return 0;
    for (size_t n = 0; n < sizeof no_verbs / sizeof no_verbs[0]; n++)
        if (form_is(f, i + 1, no_verbs[n]))
            return 0;
    return 1;
}

/* "as soon as Tuesday" */
static bool is_at_earliest(const finder *f, int32_t first)
{
    int32_t i = first - 3;
    return i >= f->sentence_first && form_is(f, i, "as") && form_is(f, i + 2, "as") &&
           (form_is(f, i + 1, "soon") || form_is(f, i + 1, "early") || form_is(f, i + 1, "late"));
}

/* "postponed until Tuesday": what was said is past, the day that it names is not. */
static bool is_put_off(const finder *f, int32_t i)
{
    static const char *const verbs[] = {"postponed", "delayed",   "extended",    "deferred",  "adjourned", "suspended",
                                        "recessed",  "scheduled", "rescheduled", "prolonged", "remanded",  "barred",
                                        "ordered",   "given",     "gave",        "due",       "moved"};
    for (size_t n = 0; n < sizeof verbs / sizeof verbs[0]; n++)
        if (form_is(f, i, verbs[n]))
            return true;
    return false;
}

static bool is_new_deadline(const finder *f, int32_t first, int32_t back)
{
    if (first - 1 < f->sentence_first || !(form_is(f, first - 1, "until") || form_is(f, first - 1, "till")))
        return false;
    for (int32_t i = first - 2; i >= f->sentence_first && i >= first - back; i--)
        if (is_put_off(f, i) || tense_of(f, i, false))
            return is_put_off(f, i);
    return false;
}

/* "has decided to admit", "hopes to finish": what comes after it lies ahead, however much stands between. */
static bool is_intended(const finder *f, int32_t to)
{
    static const char *const words[] = {"decided", "decides", "plan",    "plans", "agreed", "hope",     "hopes",    "vowed",
                                        "pledged", "intend",  "intends", "want",  "wants",  "promised", "expects",  "expected",
                                        "ready",   "due",     "going",   "set",   "ought",  "prepares", "scheduled"};
    for (size_t n = 0; to > f->sentence_first && n < sizeof words / sizeof words[0]; n++)
        if (form_is(f, to - 1, words[n]))
            return true;
    return false;
}

/* "had been due to expire on Friday", and "the service planned for Saturday was called off": what lay ahead no longer does. */
static bool is_bygone_plan(const finder *f, int32_t cue, int32_t last)
{
    enum { REACH = 5 };
    if (form_is(f, last + 1, "was") || form_is(f, last + 1, "were"))
        return true;
    for (int32_t i = cue - 1; i > f->sentence_first && i >= cue - REACH; i--)
        if (form_is(f, i, "been") && form_is(f, i - 1, "had"))
            return true;
    return false;
}

/* "the November trip", "their late-March talks": the tense is of something else. */
static bool is_attribute(const finder *f, const mention *m)
{
    static const char *const before[] = {"the", "a", "an", "his", "her", "its", "their", "our", "your", "my"};
    if (m->shape != SHAPE_MONTH || gap_after(f, m->last) != GAP_SPACE || f->an->tokens[m->last + 1].flags & TOKEN_CAPITAL)
        return false;
    for (size_t n = 0; n < sizeof before / sizeof before[0]; n++)
        if (form_is(f, m->first - 1, before[n]))
            return word_at(f, m->last + 1).kind == WORD_NONE;
    return false;
}

/* The nearest cue before the mention decides, else the nearest after it. */
static int tense_around(const finder *f, const mention *m)
{
    enum { BACK = 9, AHEAD = 9, INFINITIVE_REACH = 5 };
    if (m->shape == SHAPE_WEEKDAY && gap_after(f, m->last) == GAP_POSSESSIVE)
        return 0; /* "Wednesday's ruling" */
    if (is_attribute(f, m))
        return 0;
    if (is_at_earliest(f, m->first) || is_new_deadline(f, m->first, BACK))
        return 1;
    for (int32_t i = m->first - 1; i >= f->sentence_first && i >= m->first - BACK; i--) {
        int tense = tense_of(f, i, m->first - i <= INFINITIVE_REACH || is_intended(f, i));
        if (tense)
            return tense > 0 && is_bygone_plan(f, i, m->last) ? -1 : tense;
    }
    for (int32_t i = m->last + 1; i < f->to && i <= m->last + AHEAD; i++) {
        int tense = tense_of(f, i, false);
        if (tense)
            return tense;
    }
    return word_at(f, m->first - 1).kind == WORD_TENSE ? 1 : 0; /* "by Monday", "until Monday" */
}

static bool wants_tense(const mention *m)
{
    return m->shape == SHAPE_WEEKDAY || m->shape == SHAPE_MONTH || m->shape == SHAPE_DAY || m->shape == SHAPE_QUARTER ||
           m->shape == SHAPE_SEASON || m->shape == SHAPE_HOLIDAY || m->shape == SHAPE_UNIT || m->shape == SHAPE_YEAR_END;
}

/* ---- sentence by sentence ---- */

static void add_mention(finder *f, mention *m)
{
    str text = f->an->text;
    m->start = f->an->tokens[m->first].start;
    m->end = f->an->tokens[m->last].end;
    if (form_is(f, m->last, "m") && m->end < text.len && text.data[m->end] == '.')
        m->end++; /* "p.m." */
    m->in_title = f->in_title;
    if (wants_tense(m) && !m->tense)
        m->tense = (int8_t)tense_around(f, m);
    vec_push(f->arena, &f->found, *m);
    f->from = m->last + 1;
}

static bool is_day_number(word w)
{
    return w.kind == WORD_NUMBER && w.flags & WORD_IN_DIGITS && w.value >= 1 && w.value <= 31;
}

/* Between two days or years that share the rest: "8-9", "8 and 9", "8 to 9". The token after it, or NOT_SAID. */
static int32_t after_joint(const finder *f, int32_t i)
{
    gap g = gap_after(f, i);
    if (g == GAP_HYPHEN || g == GAP_COMMA)
        return i + 1;
    bool joined = g == GAP_SPACE && (form_is(f, i + 1, "and") || form_is(f, i + 1, "to") || form_is(f, i + 1, "through"));
    return joined && gap_after(f, i + 1) == GAP_SPACE ? i + 2 : NOT_SAID;
}

/* "Nov. 8 and 9", "Sept. 14-16, 1998": the next day that shares the month of the mention just added. */
static bool match_shared_day(finder *f, mention *m)
{
    const mention *before = &f->found.items[f->found.count - 1];
    if (before->shape != SHAPE_DAY || before->month == 0 || before->year != 0 || before->part != NOT_SAID ||
        before->hour != NOT_SAID)
        return false;
    f->from--; /* so that what follows the last token can be seen */
    int32_t at = after_joint(f, before->last);
    f->from++;
    word w = at == NOT_SAID ? (word){0} : word_at(f, at);
    if (!is_day_number(w) || w.value <= before->day_of_month)
        return false;
    gap after = gap_after(f, at);
    word next = word_at(f, at + 1);
    if (((after == GAP_SPACE || after == GAP_HYPHEN) && next.kind != WORD_NONE && next.kind != WORD_TENSE) ||
        (after == GAP_COLON && next.kind == WORD_NUMBER) || after == GAP_SLASH)
        return false;
    *m = *before;
    m->day_of_month = w.value;
    m->weekday = NOT_SAID;
    m->first = m->last = at;
    if (after == GAP_COMMA)
        take_year(f, m);
    return true;
}

/* "1915-17", "1998-99" */
static bool match_shared_century(finder *f, mention *m)
{
    const mention *before = &f->found.items[f->found.count - 1];
    if (before->shape != SHAPE_YEAR || before->era < 0)
        return false;
    f->from--;
    int32_t at = gap_after(f, before->last) == GAP_HYPHEN ? before->last + 1 : NOT_SAID;
    f->from++;
    word w = at == NOT_SAID ? (word){0} : word_at(f, at);
    const token *t = &f->an->tokens[at == NOT_SAID ? 0 : at];
    if (w.kind != WORD_NUMBER || t->form_len != 2 || w.value <= before->year % 100 || gap_after(f, at) == GAP_HYPHEN)
        return false;
    *m = *before;
    m->year = before->year / 100 * 100 + w.value;
    m->first = m->last = at;
    return true;
}

static void add_following(finder *f)
{
    enum { MOST = 8 };
    mention m;
    for (int n = 0; n < MOST && (match_shared_day(f, &m) || match_shared_century(f, &m)); n++)
        add_mention(f, &m);
}

/* "19-21 November 1950", "5 and 6 May": the day before the one just read. */
static void add_preceding(finder *f, const mention *m)
{
    int32_t first = m->first;
    int32_t at = gap_after(f, first - 1) == GAP_HYPHEN ? first - 1 : first - 2;
    word w = word_at(f, at);
    if (m->shape != SHAPE_DAY || m->month == 0 || word_at(f, first).kind != WORD_NUMBER || !is_day_number(w) ||
        w.value >= m->day_of_month || after_joint(f, at) != first || gap_after(f, at) == GAP_COMMA)
        return;
    mention before = *m;
    before.day_of_month = w.value;
    before.weekday = NOT_SAID;
    before.first = before.last = at;
    add_mention(f, &before);
}

static void find_in_sentence(finder *f, const sentence *s)
{
    f->sentence_first = f->from = (int32_t)s->first_token;
    f->to = f->from + (int32_t)s->token_count;
    for (int32_t i = f->from; i < f->to; i++) {
        word w = word_look_up(&f->an->tokens[i], f->languages);
        mention m;
        if (!(w.flags & WORD_TRIGGER) || !match_at(f, i, w, &m))
            continue;
        add_preceding(f, &m);
        add_mention(f, &m);
        add_following(f);
        i = f->from - 1;
    }
}

void find_mentions(finder *f, const analysis *an, bool in_title)
{
    f->an = an;
    f->in_title = in_title;
    for (uint32_t s = 0; s < an->sentence_count; s++)
        find_in_sentence(f, &an->sentences[s]);
}
