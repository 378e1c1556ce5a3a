/* unit.c - "two weeks ago", "the third quarter", "a year": what is meant by a unit of time and the words before it? */
#include "find.h"

/* A number that ends just before a unit: "two", "twenty-four", "2 1/2", "a couple of", "several", "a". */
typedef struct number {
    int32_t first; /* its first token, or NOT_SAID */
    int32_t value; /* 0: nobody counted */
    bool half;
    bool article; /* it is only "a" or "an" */
    bool hyphen;  /* joined to the unit: "two-year" */
} number;

static bool is_one_of(const finder *f, int32_t i, const char *const *forms, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (form_is(f, i, forms[n]))
            return true;
    return false;
}
#define IS_ONE_OF(f, i, list) is_one_of((f), (i), (list), sizeof(list) / sizeof(list)[0])

/* "three straight years", "20 more years" */
static bool is_filler(const finder *f, int32_t i)
{
    static const char *const fillers[] = {"more",     "straight", "consecutive", "full",  "long",  "additional", "trading",
                                          "business", "calendar", "working",     "whole", "short", "successive", "solid"};
    return IS_ONE_OF(f, i, fillers);
}

/* Number words to the left of token `last`, read from left to right: "two thousand", "twenty four", "a hundred". */
static bool read_number_words(const finder *f, int32_t last, number *n)
{
    enum { MOST = 5 };
    int32_t first = last;
    while (last - first < MOST - 1) {
        word w = word_at(f, first - 1);
        gap g = gap_after(f, first - 1);
        if ((g != GAP_SPACE && g != GAP_HYPHEN) || (w.kind != WORD_NUMBER && w.kind != WORD_SCALE) || (w.flags & WORD_IN_DIGITS))
            break;
        first--;
    }
    int64_t total = 0, part = 0;
    for (int32_t i = first; i <= last; i++) {
        word w = word_at(f, i);
        if (w.kind == WORD_NUMBER)
            part += w.value;
        else if (w.kind == WORD_SCALE && w.value < 1000)
            part = (part ? part : 1) * w.value;
        else {
            total += (part ? part : 1) * w.value;
            part = 0;
        }
    }
    total += part;
    if (total <= 0 || total > 100000)
        return false;
    n->value = (int32_t)total;
    n->first = first;
    word before = word_at(f, first - 1);
    if (word_at(f, first).kind == WORD_SCALE && before.kind == WORD_DETERMINER && before.value == 0 &&
        gap_after(f, first - 1) == GAP_SPACE)
        n->first--;
    return true;
}

/* "2 1/2": tokens 2, 1, 2 or 2, 1/2; "5 1/2-hour" */
static bool read_digits(const finder *f, int32_t last, number *n)
{
    word w = word_at(f, last);
    n->first = last;
    n->value = w.value;
    if (w.value == 2 && gap_after(f, last - 1) == GAP_SLASH && word_at(f, last - 1).value == 1) {
        word whole = word_at(f, last - 2);
        bool has_whole = whole.kind == WORD_NUMBER && gap_after(f, last - 2) != GAP_OTHER;
        n->first = has_whole ? last - 2 : last - 1;
        n->value = has_whole ? whole.value : 0;
        n->half = true;
    }
    uint32_t start = f->an->tokens[n->first].start;
    return start == 0 || (f->an->text.data[start - 1] != '$' && f->an->text.data[start - 1] != '.');
}

/* "several", "a few", "a couple of", "half a" */
static bool read_vague(const finder *f, int32_t last, number *n)
{
    word w = word_at(f, last);
    n->first = last;
    n->value = w.value;
    word before = word_at(f, last - 1);
    if (before.kind == WORD_DETERMINER && before.value == 0 && gap_after(f, last - 1) == GAP_SPACE)
        n->first = last - 1;
    else if (form_is(f, last, "few") && (form_is(f, last - 1, "very") || form_is(f, last - 1, "only")))
        n->first = last;
    if (form_is(f, last, "half"))
        n->half = true;
    return true;
}

/* The number that ends at token `last`. */
static bool number_before(const finder *f, int32_t last, number *n)
{
    *n = (number){.first = NOT_SAID};
    gap g = gap_after(f, last);
    n->hyphen = g == GAP_HYPHEN;
    if (g != GAP_SPACE && g != GAP_HYPHEN)
        return false;
    if (is_filler(f, last) && g == GAP_SPACE) {
        last--;
        if (gap_after(f, last) != GAP_SPACE)
            return false;
    }
    word w = word_at(f, last);
    if (form_is(f, last, "of") && (form_is(f, last - 1, "couple") || form_is(f, last - 1, "dozens"))) {
        last--;
        w = word_at(f, last);
    }
    switch ((word_kind)w.kind) {
    case WORD_NUMBER: return w.flags & WORD_IN_DIGITS ? read_digits(f, last, n) : read_number_words(f, last, n);
    case WORD_SCALE: return read_number_words(f, last, n);
    case WORD_VAGUE: return read_vague(f, last, n);
    case WORD_DETERMINER:
        if (w.value != 0)
            return false;
        n->first = last;
        n->value = 1;
        n->article = true;
        return true;
    default: return false;
    }
}

/* "two to three weeks", "five or six years", "10-15 years": the first of two numbers */
static void take_range(const finder *f, number *n)
{
    if (n->article || n->value == 0)
        return;
    int32_t at = n->first - 1;
    bool word_between = gap_after(f, at) == GAP_SPACE && (form_is(f, at, "to") || form_is(f, at, "or"));
    if (!word_between && gap_after(f, at) != GAP_HYPHEN)
        return;
    int32_t first = word_between ? at - 1 : at;
    word w = word_at(f, first);
    if (w.kind == WORD_NUMBER && w.value > 0 && w.value < n->value && gap_after(f, first) != GAP_OTHER)
        n->first = first;
}

/* ---- what follows ---- */

/* "ago", "earlier", "later", "from now": how far, and from where? */
static bool take_ago(const finder *f, mention *m)
{
    int32_t at = m->last + 1;
    gap g = gap_after(f, m->last);
    if (g == GAP_SPACE && form_is(f, at, "or") && (form_is(f, at + 1, "so") || form_is(f, at + 1, "two"))) {
        at += 2;
        g = gap_after(f, at - 1);
    }
    word w = word_at(f, at);
    if ((g != GAP_SPACE && g != GAP_HYPHEN) || w.kind != WORD_AGO) {
        if (!form_is(f, at, "from") || !form_is(f, at + 1, "now"))
            return false;
        w.value = 1;
        at++;
    }
    m->shape = SHAPE_AGO;
    m->rule = RULE_AGO;
    m->type = TIMEX_DATE;
    m->count = w.value < 0 ? -m->count : m->count;
    m->direction = w.value < 0 ? -1 : 1;
    m->anchor = w.value == -1 || w.value == 1 ? ANCHOR_PUBLICATION : ANCHOR_LAST_MENTION;
    m->last = at;
    return true;
}

/* A unit right after money, a number or a thing counted: "$3 a year", "twice a week", "interviews a day". */
static bool is_rate(const finder *f, int32_t article)
{
    static const char *const before_lengths[] = {
        "in",      "within", "for",    "after", "over",   "than", "about", "nearly", "almost", "least", "under",
        "through", "during", "to",     "as",    "by",     "just", "only",  "is",     "was",    "be",    "lasts",
        "quite",   "such",   "been",   "take",  "takes",  "took", "spent", "spend",  "him",    "of",    "and",
        "or",      "with",   "before", "until", "every",  "from", "at",    "on",     "not",    "were",  "are",
        "has",     "have",   "had",    "it",    "that",   "what", "half",  "but",    "like",   "less",  "more",
        "wait",    "waited", "into",   "last",  "lasted", "her",  "them",  "then",   "given"};
    gap g = gap_after(f, article - 1);
    if (g != GAP_SPACE)
        return false; /* "%" stands in the gap of "3% a year": seen by the caller */
    return !IS_ONE_OF(f, article - 1, before_lengths);
}

static bool percent_before(const finder *f, int32_t i)
{
    uint32_t at = f->an->tokens[i].start;
    const char *text = f->an->text.data;
    return at >= 2 && (text[at - 1] == ' ' || text[at - 1] == '\n') && text[at - 2] == '%';
}

/* ---- the rules ---- */

static void take_determiner(const finder *f, mention *m)
{
    word w = word_at(f, m->first - 1);
    if (w.kind == WORD_DETERMINER && w.value == 1 && gap_after(f, m->first - 1) == GAP_SPACE)
        m->first--;
}

/* "the past three months", "the next two weeks", "the first nine months": a length, wherever it lies */
static void take_direction_of_length(const finder *f, mention *m)
{
    int32_t at = m->first - 1;
    word w = word_at(f, at);
    if (gap_after(f, at) != GAP_SPACE)
        return;
    bool directed = w.kind == WORD_DIRECTION || (w.kind == WORD_SAME && !form_is(f, at, "that")) || w.kind == WORD_ORDINAL ||
                    form_is(f, at, "recent");
    if (!directed)
        return;
    m->first = at;
    if (w.kind == WORD_DIRECTION)
        m->direction = (int8_t)w.value;
}

static bool match_length(const finder *f, int32_t i, word w, const number *n, mention *m)
{
    *m = new_mention(SHAPE_DURATION, RULE_DURATION, TIMEX_DURATION);
    m->first = n->first;
    m->last = i;
    m->unit = (uint8_t)w.value;
    m->count = n->value;
    m->halves = n->half;
    if (n->article && gap_after(f, i) == GAP_SPACE && form_is(f, i + 1, "and") && form_is(f, i + 2, "a") &&
        form_is(f, i + 3, "half")) {
        m->halves = true;
        m->last = i + 3;
    }
    if (take_ago(f, m)) {
        take_about(f, m);
        return true;
    }
    if (n->hyphen || !(w.flags & WORD_PLURAL)) { /* "a three-year period", "the one-year term" */
        word article = word_at(f, m->first - 1);
        if (form_is(f, i + 1, "period") && gap_after(f, i) == GAP_SPACE && article.kind == WORD_DETERMINER &&
            gap_after(f, m->first - 1) == GAP_SPACE) {
            m->last++;
            m->first--;
        }
        if (n->hyphen)
            return true;
    }
    if (n->article)
        return take_about(f, m), true;
    take_direction_of_length(f, m);
    take_determiner(f, m);
    take_about(f, m);
    return true;
}

/* "third-quarter", "the third quarter of 1984", "this year's third quarter", "the 19th century", "first half" */
static bool match_nth(const finder *f, int32_t i, word w, mention *m)
{
    word nth = word_at(f, i - 1);
    gap g = gap_after(f, i - 1);
    if (nth.kind != WORD_ORDINAL || (g != GAP_SPACE && g != GAP_HYPHEN) || w.flags & WORD_PLURAL)
        return false;
    if (w.value == UNIT_CENTURY) {
        bool twenty = word_at(f, i - 2).kind == WORD_NUMBER && word_at(f, i - 2).value == 20 && gap_after(f, i - 2) == GAP_HYPHEN;
        *m = new_mention(SHAPE_CENTURY, RULE_CENTURY, TIMEX_DATE);
        m->first = twenty ? i - 2 : i - 1;
        m->last = i;
        m->count = nth.value + (twenty ? 20 : 0);
        if (g == GAP_SPACE)
            take_edge(f, m);
        take_determiner(f, m);
        return m->count >= 1 && m->count <= 25;
    }
    if (w.value != UNIT_QUARTER || nth.value > 4)
        return false;
    *m = new_mention(SHAPE_QUARTER, RULE_QUARTER, TIMEX_DATE);
    m->first = i - 1;
    m->last = i;
    m->count = nth.value;
    if (word_at(f, m->first - 1).kind == WORD_FISCAL && gap_after(f, m->first - 1) == GAP_SPACE)
        m->first--;
    if (g == GAP_HYPHEN)
        return true;
    int32_t before = m->first - 1, year;
    gap gb = gap_after(f, before);
    if (gb == GAP_SPACE && match_year_from(f, before, &year) == before) {
        m->year = year;
        m->first = before;
    } else if (gb == GAP_POSSESSIVE && form_is(f, before, "year") && word_at(f, before - 1).kind == WORD_DIRECTION) {
        m->year_offset = word_at(f, before - 1).value;
        m->has_year_offset = true;
        m->first = before - 1;
    } else if (gb == GAP_SPACE && form_is(f, before, "ago") && form_is(f, before - 1, "year")) {
        m->shape = SHAPE_YEAR_EARLIER;
        m->first = before - 1;
    } else if (gb == GAP_SPACE && (word_at(f, before).kind == WORD_DIRECTION || form_is(f, before, "latest")))
        m->first = before;
    take_determiner(f, m);
    int32_t of = m->last + 1, end;
    if (gap_after(f, m->last) == GAP_SPACE && form_is(f, of, "of")) {
        end = match_year_from(f, of + 1, &m->year);
        if (end == NOT_SAID)
            end = match_which_year_from(f, of, m);
        if (end != NOT_SAID)
            m->last = end;
    }
    return true;
}

/* "last week", "this year", "earlier this month", "the following day", "that night", "recent years" */
static bool match_directed(const finder *f, int32_t i, word w, mention *m)
{
    int32_t at = i - 1;
    word d = word_at(f, at);
    *m = new_mention(SHAPE_UNIT, RULE_RELATIVE_UNIT, TIMEX_DATE);
    m->unit = (uint8_t)w.value;
    m->last = i;
    if (gap_after(f, at) != GAP_SPACE)
        return false;
    bool fiscal = d.kind == WORD_FISCAL;
    if (fiscal || is_filler(f, at)) {
        d = word_at(f, --at);
        if (gap_after(f, at) != GAP_SPACE)
            return false;
    }
    bool plural = w.flags & WORD_PLURAL;
    m->first = at;
    if (d.kind == WORD_NOW && (form_is(f, at, "current") || form_is(f, at, "recent"))) {
        m->direction = (int8_t)(d.value == REF_PRESENT ? 0 : -1);
    } else if (d.kind == WORD_DIRECTION) {
        m->direction = (int8_t)d.value;
        bool the = word_at(f, at - 1).kind == WORD_DETERMINER;
        if (w.value == UNIT_DAY && the && d.value > 0)
            m->anchor = ANCHOR_LAST_MENTION; /* "the next day" */
    } else if (form_is(f, at, "latest")) {   /* the one that was reported last */
        m->direction = -1;
        if (w.value == UNIT_QUARTER) {
            m->shape = SHAPE_QUARTER;
            m->rule = RULE_QUARTER;
        }
    } else if (d.kind == WORD_SAME) {
        m->direction = (int8_t)d.value;
        m->anchor = ANCHOR_LAST_MENTION;
        if (form_is(f, at, "that") && plural)
            return false;
        if (form_is(f, at, "same") && form_is(f, at - 1, "that"))
            m->first = at - 1;
    } else
        return false;
    if (plural && form_is(f, at, "recent") && w.value >= UNIT_DAY) {
        m->shape = SHAPE_DURATION;
        m->rule = RULE_BARE_UNIT;
        m->type = TIMEX_DURATION;
        return true;
    }
    if (plural) {
        m->shape = SHAPE_REF;
        m->rule = RULE_REFERENCE;
        m->count = m->direction < 0 ? REF_PAST : m->direction > 0 ? REF_FUTURE : REF_PRESENT;
        if (w.value < UNIT_DAY)
            return false;
        take_determiner(f, m);
        return m->direction != 0 || form_is(f, at, "current");
    }
    if (word_at(f, at - 1).kind == WORD_DIRECTION && word_at(f, at - 1).value == 0 && gap_after(f, at - 1) == GAP_SPACE)
        m->first = at - 1; /* "this past week" */
    take_determiner(f, m);
    take_edge(f, m);
    return w.value >= UNIT_DAY;
}

static bool begins_clause(const finder *f, int32_t i)
{
    static const char *const openers[] = {"when", "that", "he",  "she", "they",  "it",   "his",
                                          "i",    "we",   "you", "her", "their", "where"};
    return (i < f->to && is_name_like(f, i)) || IS_ONE_OF(f, i, openers);
}

/* "the quarter", "the weekend", "the year": the one spoken of */
static bool match_definite(const finder *f, int32_t i, word w, mention *m)
{
    int32_t at = i - 1;
    if (gap_after(f, at) == GAP_SPACE && word_at(f, at).kind == WORD_FISCAL)
        at--;
    word d = word_at(f, at);
    if (gap_after(f, at) != GAP_SPACE || d.kind != WORD_DETERMINER || d.value != 1 || w.flags & WORD_PLURAL ||
        w.value < UNIT_DAY || w.value == UNIT_CENTURY)
        return false;
    if (w.value != UNIT_WEEKEND && gap_after(f, i) == GAP_SPACE && begins_clause(f, i + 1))
        return false; /* "the month he left" */
    bool whole_day = form_is(f, at - 1, "in") || form_is(f, at - 1, "of") || form_is(f, at - 1, "for") ||
                     form_is(f, i + 1, "after") || form_is(f, i + 1, "before");
    if (w.value == UNIT_DAY && !whole_day)
        return false;
    *m = new_mention(SHAPE_UNIT, RULE_RELATIVE_UNIT, TIMEX_DATE);
    m->unit = (uint8_t)w.value;
    m->first = at;
    m->last = i;
    m->direction = 0;
    int32_t year_end = w.value == UNIT_YEAR && gap_after(f, i) == GAP_SPACE ? match_year_from(f, i + 1, &m->year) : NOT_SAID;
    if (year_end != NOT_SAID) { /* "the year 1998" */
        m->shape = SHAPE_YEAR;
        m->rule = RULE_YEAR;
        m->last = year_end;
        take_edge(f, m);
        return true;
    }
    if (w.value == UNIT_QUARTER) {
        m->shape = SHAPE_QUARTER;
        m->rule = RULE_QUARTER;
        m->anchor = ANCHOR_LAST_MENTION;
    } else if (w.value == UNIT_DAY)
        m->anchor = ANCHOR_LAST_MENTION;
    else if (w.value == UNIT_YEAR && at == i - 1 && (form_is(f, i + 1, "ended") || form_is(f, i + 1, "ending"))) {
        m->shape = SHAPE_DURATION;
        m->rule = RULE_DURATION;
        m->type = TIMEX_DURATION;
        m->count = 1;
    }
    take_edge(f, m);
    return true;
}

/* "every day", "each of", "every two weeks" */
static bool match_each(const finder *f, int32_t i, word w, mention *m)
{
    number n;
    int32_t at = i - 1;
    int32_t count = 1;
    if (number_before(f, i - 1, &n) && !n.article && n.value > 0) {
        count = n.value;
        at = n.first - 1;
    } else if (form_is(f, at, "other") || form_is(f, at, "single")) {
        count = form_is(f, at, "other") ? 2 : 1;
        at--;
    }
    word each = word_at(f, at);
    if (each.kind != WORD_EACH || gap_after(f, at) != GAP_SPACE)
        return false;
    *m = new_mention(SHAPE_SET, RULE_SET, TIMEX_SET);
    m->unit = (uint8_t)w.value;
    m->count = count;
    m->first = at;
    m->last = i;
    return true;
}

/* "year-end", "year-earlier", "the year-ago quarter", "day-long" */
static bool match_hyphenated(const finder *f, int32_t i, word w, mention *m)
{
    int32_t next = i + 1;
    if (w.flags & WORD_PLURAL && !form_is(f, next, "long"))
        return false;
    if (w.value == UNIT_YEAR && (form_is(f, next, "ago") || form_is(f, next, "earlier"))) {
        *m = new_mention(SHAPE_YEAR_EARLIER, RULE_QUARTER, TIMEX_DATE);
        m->first = i;
        m->last = next;
        bool noun = gap_after(f, next) == GAP_SPACE && (form_is(f, next + 1, "quarter") || form_is(f, next + 1, "period"));
        if (!noun && word_at(f, next + 1).kind == WORD_ORDINAL && form_is(f, next + 2, "quarter")) {
            m->last = next + 2;
            m->count = word_at(f, next + 1).value;
            noun = true;
        } else if (noun)
            m->last = next + 1;
        if (noun)
            take_determiner(f, m);
        return true;
    }
    if (form_is(f, next, "end") && w.value == UNIT_YEAR) {
        *m = new_mention(SHAPE_YEAR_END, RULE_RELATIVE_UNIT, TIMEX_DATE);
        m->first = i;
        m->last = next;
        return true;
    }
    if (form_is(f, next, "long")) {
        *m = new_mention(SHAPE_DURATION, RULE_DURATION, TIMEX_DURATION);
        m->unit = (uint8_t)w.value;
        m->count = w.flags & WORD_PLURAL ? 0 : 1; /* "a years-long war" */
        m->first = i;
        m->last = next;
        number n;
        if (number_before(f, i - 1, &n) && n.hyphen) {
            m->first = n.first;
            m->count = n.value;
        }
        return true;
    }
    return false;
}

/* "fiscal year 2017" */
static bool match_fiscal_year(const finder *f, int32_t i, word w, mention *m)
{
    int32_t year;
    if (w.value != UNIT_YEAR || word_at(f, i - 1).kind != WORD_FISCAL || gap_after(f, i) != GAP_SPACE)
        return false;
    int32_t last = match_year_from(f, i + 1, &year);
    if (last == NOT_SAID)
        return false;
    *m = new_mention(SHAPE_YEAR, RULE_YEAR, TIMEX_DATE);
    m->first = i - 1;
    m->last = last;
    m->year = year;
    take_determiner(f, m);
    return true;
}

/* "for weeks", "years of war", "the days before": lengths; not "his days", "dark days". */
static bool stands_alone(const finder *f, int32_t i)
{
    static const char *const before[] = {"for",    "in",    "within", "after", "over",   "took",    "take",  "takes",
                                         "taken",  "spent", "by",     "last",  "lasted", "lasting", "of",    "through",
                                         "during", "until", "just",   "these", "only",   "first",   "spend", "than",
                                         "waited", "wait",  "into",   "or",    "and"};
    static const char *const after[] = {"before", "after", "earlier", "following", "since", "leading", "of", "to", "that"};
    if (i == f->sentence_first || gap_after(f, i - 1) == GAP_OTHER)
        return true;
    word w = word_at(f, i);
    if (form_is(f, i + 1, "of") && w.value >= UNIT_WEEK)
        return true; /* "ended years of war" */
    bool the = form_is(f, i - 1, "the") || (form_is(f, i - 1, "first") && form_is(f, i - 2, "the"));
    return the ? IS_ONE_OF(f, i + 1, after)
               : IS_ONE_OF(f, i - 1, before) || form_is(f, i + 1, "before") || form_is(f, i + 1, "after");
}

bool match_unit(const finder *f, int32_t i, word w, mention *m)
{
    if (is_name_like(f, i))
        return false;
    gap after = gap_after(f, i);
    if (((after == GAP_HYPHEN || after == GAP_SPACE) && (form_is(f, i + 1, "old") || form_is(f, i + 1, "olds"))) ||
        (after == GAP_SPACE && form_is(f, i + 1, "of") && form_is(f, i + 2, "age")))
        return false; /* how old somebody is, not when something was */
    if (after == GAP_POSSESSIVE && w.value == UNIT_YEAR && word_at(f, i + 1).kind == WORD_ORDINAL && form_is(f, i + 2, "quarter"))
        return false; /* "this year's third quarter": read at the quarter */
    if (after == GAP_HYPHEN && match_hyphenated(f, i, w, m))
        return true;
    number n;
    if (match_each(f, i, w, m) || match_nth(f, i, w, m) || match_fiscal_year(f, i, w, m))
        return true;
    if (number_before(f, i - 1, &n)) {
        take_range(f, &n);
        if (w.value == UNIT_QUARTER && (n.article || n.hyphen || n.half || n.value == 1 || w.flags == WORD_TRIGGER))
            return false; /* "a quarter": a fourth part */
        if (w.value == UNIT_QUARTER && n.value == 3 && form_is(f, i + 1, "of"))
            return false;
        if (w.value == UNIT_WEEKEND && n.article)
            return false;
        bool singular = !(w.flags & WORD_PLURAL);
        if (singular && !n.hyphen && n.value != 1 && !n.half && word_at(f, n.first).kind == WORD_VAGUE)
            return false; /* "some day" */
        bool is_ago = word_at(f, i + 1).kind == WORD_AGO;
        if (n.article && !is_ago && (is_rate(f, n.first) || percent_before(f, n.first)) && !form_is(f, i + 1, "and")) {
            *m = new_mention(SHAPE_SET, RULE_SET, TIMEX_SET);
            m->unit = (uint8_t)w.value;
            m->count = 1;
            m->first = n.first;
            m->last = i;
            return true;
        }
        return match_length(f, i, w, &n, m);
    }
    if (match_directed(f, i, w, m) || match_definite(f, i, w, m))
        return true;
    if (!(w.flags & WORD_PLURAL) || w.value == UNIT_WEEKEND || w.value == UNIT_QUARTER || w.value < UNIT_MINUTE)
        return false;
    *m = new_mention(SHAPE_DURATION, RULE_BARE_UNIT, TIMEX_DURATION);
    m->unit = (uint8_t)w.value;
    m->first = m->last = i;
    if (take_ago(f, m))
        return true;
    if (gap_after(f, i) == GAP_HYPHEN || !stands_alone(f, i))
        return false;
    if (form_is(f, i - 1, "these")) { /* "these days" */
        *m = new_mention(SHAPE_REF, RULE_REFERENCE, TIMEX_DATE);
        m->count = REF_PRESENT;
        m->first = i - 1;
        m->last = i;
        return w.value == UNIT_DAY;
    }
    if (word_at(f, i - 1).kind == WORD_ORDINAL && word_at(f, i - 1).value == 1)
        m->first = i - 1;
    take_determiner(f, m);
    return true;
}
