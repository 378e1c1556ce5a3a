/* judge.c - is this occurrence of a name a place at all? */
#include "indexer/tag/place/judge.h"

#include <math.h>

#include "indexer/tag/place/weights.h"
#include "indexer/tag/place/words.h"
#include "text/words.h"

/* "Western", "Lake", "School": somewhere there are places called so, but a report that says only this means none of them. */
enum { NEVER_ALONE = WORD_DIRECTION | WORD_FEATURE | WORD_ROAD | WORD_SCHOOL | WORD_COUNTY | WORD_MONTH | WORD_TITLE };

enum {
    ANY_NAME = NAME_GIVEN | NAME_SURNAME | NAME_HONORIFIC | NAME_ROLE | NAME_BODY | NAME_COMMON,
};

/* What is a capital only because a sentence begins with it: "In", "The". */
enum {
    SMALL_WORDS = WORD_IN | WORD_AT | WORD_FROM | WORD_NEAR | WORD_OF | WORD_TO | WORD_THE | WORD_AND | WORD_BY | WORD_ACROSS |
                  WORD_DIRECTION
};

typedef struct context {
    const analysis *an;
    const found *f;
    spot *s;
    uint32_t sentence_first, sentence_end; /* tokens */
    bool capitals, headline;
} context;

/* --- what the gazetteer and the word lists say of the name --- */

/* Places that more often stand for those who sit there. */
static bool is_seat_of_power(str key)
{
    static const char *const seats[] = {"white house", "the white house", "the pentagon",   "the kremlin",       "the vatican",
                                        "pentagon",    "kremlin",         "downing street", "10 downing street", "whitehall",
                                        "wall street", "capitol hill",    "elysee",         "elysee palace",     "foggy bottom",
                                        "vatican"};
    for (size_t i = 0; i < sizeof seats / sizeof *seats; i++)
        if (word_is_this(key, seats[i]))
            return true;
    return false;
}

static void judge_kind(spot *s, const called *name)
{
    static const place_feature kinds[] = {F_IS_CONTINENT, F_IS_COUNTRY, F_IS_ADMIN1, F_IS_ADMIN2, F_IS_CITY, F_IS_OTHER};
    const place_reading *best = &name->readings[0];
    feature_set(s, F_ALWAYS);
    if (name->is_demonym) {
        feature_set(s, F_IS_DEMONYM);
        return;
    }
    feature_set(s, kinds[best->place.kind]);
    if (is_seat_of_power(name->key))
        feature_set(s, F_SEAT_OF_POWER);
    if (str_equal(name->key, STR("united nations")))
        feature_set(s, F_NO_NAME); /* only in a dateline */
    if (best->place.kind == PLACE_CITY) {
        uint32_t people = best->place.population;
        feature_set(s, people >= 1000000  ? F_PEOPLE_1M
                       : people >= 100000 ? F_PEOPLE_100K
                       : people >= 15000  ? F_PEOPLE_15K
                       : people >= 5000   ? F_PEOPLE_5K
                                          : F_PEOPLE_FEW);
    }
    if (best->is_capital)
        feature_set(s, F_IS_CAPITAL);
    if (best->is_section)
        feature_set(s, F_IS_SECTION);
    bool all_weak = true, english = false;
    static const char lands[] = "US GB CA AU IE NZ";
    for (uint32_t i = 0; i < name->reading_count; i++) {
        all_weak = all_weak && name->readings[i].is_weak;
        english = english || strstr(lands, name->readings[i].place.country);
    }
    if (best->is_weak)
        feature_set(s, F_IS_WEAK);
    if (all_weak)
        feature_set(s, F_ALL_WEAK);
    if (english)
        feature_set(s, F_ENGLISH_LAND);
    if (name->reading_count >= 5)
        feature_set(s, F_READINGS_MANY);
}

static void judge_words(spot *s, const analysis *an)
{
    const token *t = &an->tokens[s->first];
    if (s->count == 2)
        feature_set(s, F_WORDS_2);
    if (s->count >= 3)
        feature_set(s, F_WORDS_3);
    if (s->count > 1)
        return;
    unsigned bits = names_of_word(t);
    uint32_t word = place_word(t);
    if (bits & NAME_GIVEN)
        feature_set(s, F_GIVEN);
    if (bits & NAME_SURNAME)
        feature_set(s, F_SURNAME);
    if (bits & NAME_GIVEN && bits & NAME_SURNAME)
        feature_set(s, F_GIVEN_AND_SURNAME);
    if (bits & NAME_COMMON)
        feature_set(s, F_COMMON);
    if (bits & NAME_ROLE)
        feature_set(s, F_ROLE);
    if (bits & NAME_BODY)
        feature_set(s, F_BODY);
    if (bits & NAME_HONORIFIC || word & WORD_TITLE)
        feature_set(s, F_HONORIFIC);
    if (word & WORD_MONTH)
        feature_set(s, F_MONTH_OR_DAY);
    switch (word & WORD_USE) {
    case WORD_EVERYDAY: feature_set(s, F_EVERYDAY); break;
    case WORD_OFTEN_SMALL: feature_set(s, F_OFTEN_SMALL); break;
    case WORD_OTHER: feature_set(s, F_MOSTLY_OTHER); break;
    default: break;
    }
    if (word & NEVER_ALONE)
        feature_set(s, F_NO_NAME);
    if (t->form_len <= 3)
        feature_set(s, F_SHORT);
    else if (!(bits & ANY_NAME) && !(word & ~(uint32_t)WORD_AGENCY))
        feature_set(s, F_DISTINCT);
}

/* --- what stands before --- */

static bool is_blank(str gap)
{
    for (size_t i = 0; i < gap.len; i++)
        if (gap.data[i] != ' ' && gap.data[i] != '\n' && gap.data[i] != '\t')
            return false;
    return gap.len > 0;
}

static void judge_lower_before(spot *s, uint32_t word)
{
    static const struct {
        uint32_t bit;
        place_feature feature;
    } rows[] = {{WORD_IN, F_PREV_IN},
                {WORD_AT, F_PREV_AT},
                {WORD_FROM, F_PREV_FROM},
                {WORD_NEAR, F_PREV_NEAR},
                {WORD_OF, F_PREV_OF},
                {WORD_TO, F_PREV_TO},
                {WORD_THE, F_PREV_THE},
                {WORD_AND, F_PREV_AND},
                {WORD_BY, F_PREV_BY},
                {WORD_ACROSS, F_PREV_ACROSS},
                {WORD_DIRECTION, F_PREV_DIRECTION},
                {WORD_SAYING, F_PREV_VERB_SAY}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (word & rows[i].bit) {
            feature_set(s, rows[i].feature);
            return;
        }
    }
    feature_set(s, F_PREV_OTHER_LOWER);
}

static void judge_capital_before(spot *s, const token *t, str gap)
{
    uint32_t word = place_word(t);
    unsigned bits = names_of_word(t);
    if (word & WORD_SAINT)
        feature_set(s, F_PREV_SAINT);
    if (word & WORD_MR)
        feature_set(s, F_PREV_MR);
    if (word & WORD_TITLE || bits & NAME_HONORIFIC)
        feature_set(s, F_PREV_HONORIFIC);
    else if (t->end - t->start == 1 && gap.data[0] == '.')
        feature_set(s, F_PREV_INITIAL);
    else if (word & WORD_DIRECTION)
        feature_set(s, F_PREV_DIRECTION);
    else if (word & WORD_FEATURE)
        feature_set(s, F_PREV_FEATURE);
    else if (bits & NAME_BODY || word & WORD_SCHOOL)
        feature_set(s, F_PREV_BODY);
    else if (bits & NAME_GIVEN && !(bits & NAME_COMMON))
        feature_set(s, F_PREV_GIVEN);
    else if (bits & NAME_ROLE)
        feature_set(s, F_PREV_ROLE);
    else
        feature_set(s, F_PREV_CAPITAL);
}

/* "University of", "Bank of": the word before the "of". */
static void judge_before_of(context *c)
{
    uint32_t of = c->s->first - 1;
    if (of <= c->sentence_first || !is_blank(place_gap_before(c->an, of)))
        return;
    const token *t = &c->an->tokens[of - 1];
    if (!(t->flags & TOKEN_CAPITAL))
        return;
    if (place_word(t) & (WORD_PRESS | WORD_COMPANY))
        feature_set(c->s, F_PRESS_NAME);
    if (names_of_word(t) & NAME_BODY || place_word(t) & (WORD_SCHOOL | WORD_PRESS))
        feature_set(c->s, F_PREV_OF_BODY);
    else
        feature_set(c->s, F_PREV_OF_CAPITAL);
}

static void judge_mark_before(spot *s, str gap)
{
    char last = gap.len ? gap.data[gap.len - 1] : ' ', first = gap.len ? gap.data[0] : ' ';
    if (last == '-')
        feature_set(s, F_PREV_HYPHEN);
    else if (last == '/')
        feature_set(s, F_PREV_SLASH);
    else if (last == '(')
        feature_set(s, F_PREV_BRACKET);
    else if (first == ',')
        feature_set(s, F_PREV_COMMA);
}

static void judge_before(context *c)
{
    spot *s = c->s;
    if (s->first == c->sentence_first) {
        feature_set(s, F_SENTENCE_START);
        return;
    }
    const token *t = &c->an->tokens[s->first - 1];
    str gap = place_gap_before(c->an, s->first), form = token_form(t);
    bool initial = t->end - t->start == 1 && t->flags & TOKEN_CAPITAL && gap.len == 2 && gap.data[0] == '.';
    bool title_stop = gap.len == 2 && gap.data[0] == '.' && place_word(t) & (WORD_TITLE | WORD_SAINT);
    if (!is_blank(gap) && !initial && !title_stop) {
        judge_mark_before(s, gap);
        return;
    }
    if (t->flags & TOKEN_DIGIT)
        feature_set(s, F_PREV_NUMBER);
    else if (t->flags & TOKEN_CAPITAL && !(s->first - 1 == c->sentence_first && place_word(t) & SMALL_WORDS))
        judge_capital_before(s, t, gap);
    else
        judge_lower_before(s, place_word(t));
    if (str_equal(form, STR("of")))
        judge_before_of(c);
}

/* --- what stands behind --- */

static void judge_capital_after(spot *s, const token *t)
{
    uint32_t word = place_word(t);
    unsigned bits = names_of_word(t);
    static const struct {
        uint32_t bit;
        place_feature feature;
    } rows[] = {{WORD_COUNTY, F_NEXT_COUNTY}, {WORD_FEATURE, F_NEXT_FEATURE}, {WORD_ROAD, F_NEXT_ROAD},
                {WORD_SCHOOL, F_NEXT_SCHOOL}, {WORD_PRESS, F_NEXT_PRESS},     {WORD_TEAM, F_NEXT_TEAM},
                {WORD_TITLE, F_NEXT_ROLE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (word & rows[i].bit) {
            feature_set(s, rows[i].feature);
            return;
        }
    }
    if (bits & NAME_BODY)
        feature_set(s, F_NEXT_BODY);
    else if (bits & (NAME_ROLE | NAME_HONORIFIC))
        feature_set(s, F_NEXT_ROLE);
    else if (t->end - t->start == 1)
        feature_set(s, F_NEXT_INITIAL);
    else if (bits & NAME_SURNAME)
        feature_set(s, F_NEXT_SURNAME);
    else
        feature_set(s, F_NEXT_CAPITAL);
}

static void judge_lower_after(spot *s, const token *t)
{
    uint32_t word = place_word(t);
    unsigned bits = names_of_word(t);
    if (word & WORD_SAYING)
        feature_set(s, F_NEXT_SAID);
    else if (word & WORD_PERSON_VERB)
        feature_set(s, F_NEXT_PERSON_VERB);
    else if (word & WORD_SEPARATE)
        feature_set(s, F_NEXT_SEPARATE);
    else if (word & WORD_AND)
        feature_set(s, F_NEXT_AND);
    else if (word & WORD_OF)
        feature_set(s, F_NEXT_OF);
    else if (bits & NAME_ROLE)
        feature_set(s, F_NEXT_ROLE);
    else if (word & (WORD_COUNTY | WORD_FEATURE))
        feature_set(s, F_NEXT_COUNTY);
    else
        feature_set(s, F_NEXT_LOWER);
}

static void judge_mark_after(spot *s, str gap, const token *t)
{
    static const char *const based[] = {"based", "born", "area", "controlled", "bound", "led", "backed", "style", "ruled", "run"};
    if (gap.data[0] == '-') {
        feature_set(s, F_NEXT_HYPHEN);
        for (size_t i = 0; i < sizeof based / sizeof *based; i++)
            if (word_is_this(token_form(t), based[i]))
                feature_set(s, F_NEXT_BASED);
    } else if (gap.data[0] == '/') {
        feature_set(s, F_NEXT_SLASH);
    } else if (gap.data[0] == ',') {
        feature_set(s, F_NEXT_COMMA);
    } else if (gap.len > 1 && gap.data[1] == '(') {
        feature_set(s, F_NEXT_BRACKET);
    }
}

static bool is_possessive(str gap)
{
    return str_starts_with(gap, STR("'s")) || str_starts_with(gap, STR("’s")) || str_starts_with(gap, STR("' ")) ||
           str_starts_with(gap, STR("’ "));
}

static void judge_after(context *c)
{
    spot *s = c->s;
    uint32_t last = s->first + s->count - 1;
    str gap = place_gap_after(c->an, last);
    if (gap.len && is_possessive(gap))
        feature_set(s, F_NEXT_POSSESSIVE);
    if (last + 1 >= c->sentence_end || gap.len == 0)
        return;
    const token *t = &c->an->tokens[last + 1];
    bool blank = is_blank(gap);
    if (!blank && !feature_has(s, F_NEXT_POSSESSIVE))
        judge_mark_after(s, gap, t);
    else if (blank && t->flags & TOKEN_DIGIT)
        feature_set(s, F_NEXT_NUMBER);
    else if (blank && t->flags & TOKEN_CAPITAL)
        judge_capital_after(s, t);
    else if (blank)
        judge_lower_after(s, t);
}

/* --- neighbours and persons --- */

static void judge_neighbours(found *f, const tag_input *in)
{
    for (size_t i = 1; i < f->spots.count; i++) {
        spot *a = &f->spots.items[i - 1], *b = &f->spots.items[i];
        if (a->in_title != b->in_title || b->first != a->first + a->count)
            continue;
        str gap = place_gap_before(a->in_title ? in->title : in->body, b->first);
        if (is_blank(gap)) {
            feature_set(a, F_NEXT_PLACE);
            feature_set(b, F_PREV_PLACE);
        } else if (gap.data[0] == ',') {
            feature_set(a, F_LIST_AFTER);
            feature_set(b, F_LIST_BEFORE);
        }
    }
}

/* ICO, NECO, DACA: in capitals, within a sentence, and called so only by some small town, or seldom by a large one (Dhaka). */
static bool is_acronym(const spot *s, const analysis *an)
{
    const token *t = &an->tokens[s->first];
    return s->count == 1 && t->form_len <= 5 && t->flags & TOKEN_ALL_CAPITALS && feature_has(s, F_IS_CITY) &&
           (!feature_has(s, F_PEOPLE_1M) || feature_has(s, F_IS_WEAK)) && !feature_has(s, F_CAPITALS_TEXT) &&
           !feature_has(s, F_SENTENCE_START);
}

/* "Reserve" in "Federal Reserve". */
static bool is_part_of_title(const spot *s)
{
    bool ordinary = feature_has(s, F_EVERYDAY) || feature_has(s, F_OFTEN_SMALL);
    return ordinary && (feature_has(s, F_PREV_CAPITAL) || feature_has(s, F_PREV_PLACE) || feature_has(s, F_NEXT_BODY));
}

/* "West Nile virus", the strain "A/Perth/16", "US$5". A country's virus is one that is there. */
static bool is_part_of_term(const context *c, const spot *s)
{
    uint32_t last = s->first + s->count - 1;
    str gap = place_gap_after(c->an, last);
    if (gap.len == 1 && gap.data[0] == '$')
        return true;
    if (last + 1 >= c->sentence_end || feature_has(s, F_IS_COUNTRY))
        return false;
    if (feature_has(s, F_PREV_SLASH) && feature_has(s, F_NEXT_SLASH))
        return c->an->tokens[last + 1].flags & TOKEN_DIGIT;
    return str_equal(gap, STR(" ")) && place_word(&c->an->tokens[last + 1]) & WORD_DISEASE;
}

/* "Radio Pyongyang", "Agence France-Presse", "the Sinaloa Cartel", "the Melbourne Cup", "West Nile cases" */
static bool is_part_of_name(const context *c, const spot *s)
{
    static const char *const before[] = {"radio", "racing", "agence", "team", "miss"};
    static const char *const behind[] = {"cartel", "cup", "derby", "marathon"};
    uint32_t last = s->first + s->count - 1;
    if (s->first > c->sentence_first && c->an->tokens[s->first - 1].flags & TOKEN_CAPITAL &&
        is_blank(place_gap_before(c->an, s->first))) {
        str form = token_form(&c->an->tokens[s->first - 1]);
        if (word_is_any(form, before, sizeof before / sizeof *before) ||
            (str_equal(form, STR("west")) && str_equal(token_form(&c->an->tokens[last]), STR("nile"))))
            return true;
    }
    return last + 1 < c->sentence_end && c->an->tokens[last + 1].flags & TOKEN_CAPITAL &&
           str_equal(place_gap_after(c->an, last), STR(" ")) &&
           word_is_any(token_form(&c->an->tokens[last + 1]), behind, sizeof behind / sizeof *behind);
}

/* "Northumberland Avenue" is in another town. */
static bool is_street(const context *c, const spot *s)
{
    uint32_t next = s->first + s->count;
    return feature_has(s, F_NEXT_ROAD) && place_word(&c->an->tokens[next]) & WORD_STREET;
}

/* What only both sides together tell. */
static void judge_both_sides(spot *s)
{
    bool given = feature_has(s, F_GIVEN) && !feature_has(s, F_PREV_IN) && !feature_has(s, F_PREV_AT);
    if (given && (feature_has(s, F_NEXT_SURNAME) || feature_has(s, F_NEXT_CAPITAL) || feature_has(s, F_NEXT_INITIAL)))
        feature_set(s, F_GIVEN_THEN_NAME);
    if (feature_has(s, F_NEXT_PRESS) && (feature_has(s, F_PREV_THE) || feature_has(s, F_PREV_CAPITAL)))
        feature_set(s, F_PRESS_NAME);
    if (s->count > 1 && feature_has(s, F_IS_OTHER))
        feature_set(s, F_LANDMARK_WORDS);
    if (s->count > 1 && feature_has(s, F_IS_CITY))
        feature_set(s, F_CITY_WORDS);
}

static bool overlap(text_span a, text_span b)
{
    return a.start < b.end && b.start < a.end;
}

/* "Jordan" in "Michael Jordan", not in "Jordan" or "Jordan's". */
static bool is_part(text_span inner, text_span outer)
{
    return inner.end - inner.start + 3 < outer.end - outer.start;
}

static void count_person_words(const analysis *an, text_span span, const found *f)
{
    uint32_t low = 0, high = an->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (an->tokens[middle].start < span.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < an->token_count && an->tokens[low].end <= span.end; low++) {
        bool part = is_part((text_span){an->tokens[low].start, an->tokens[low].end}, span);
        called *name = part && an->tokens[low].flags & TOKEN_CAPITAL ? place_found_word(f, token_form(&an->tokens[low])) : NULL;
        if (name)
            name->in_person++;
    }
}

/* Both lists are in the order of the text, the title's first. */
static void judge_persons(const tag_input *in, const tags *tagged, found *f)
{
    size_t at = 0;
    for (size_t i = 0; i < tagged->persons.count; i++) {
        const person_mention *p = &tagged->persons.items[i];
        count_person_words(p->in_title ? in->title : in->body, p->span, f);
        while (at < f->spots.count &&
               (f->spots.items[at].in_title > p->in_title ||
                (f->spots.items[at].in_title == p->in_title && f->spots.items[at].span.end <= p->span.start)))
            at++;
        for (size_t k = at;
             k < f->spots.count && f->spots.items[k].in_title == p->in_title && overlap(f->spots.items[k].span, p->span); k++)
            feature_set(&f->spots.items[k], is_part(f->spots.items[k].span, p->span) ? F_PART_OF_PERSON : F_IN_PERSON);
    }
}

/* --- sentences --- */

static void describe_sentence(context *c, const sentence *s)
{
    uint32_t capital = 0, all = 0, words = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
        const token *t = &c->an->tokens[i];
        if (t->flags & TOKEN_DIGIT)
            continue;
        words++;
        capital += (t->flags & TOKEN_CAPITAL) != 0;
        all += (t->flags & TOKEN_ALL_CAPITALS) != 0;
    }
    c->sentence_first = s->first_token;
    c->sentence_end = s->first_token + s->token_count;
    c->capitals = words >= 4 && all * 10 >= words * 7;
    c->headline = words >= 4 && capital * 10 >= words * 7;
}

static void count_in_name(called *name, const spot *s)
{
    static const place_feature prepositions[] = {F_PREV_IN, F_PREV_AT, F_PREV_FROM, F_PREV_NEAR, F_PREV_TO};
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++)
        name->after_preposition += feature_has(s, prepositions[i]);
    name->titled += feature_has(s, F_PREV_HONORIFIC) || feature_has(s, F_PREV_GIVEN) || feature_has(s, F_PREV_INITIAL);
    name->after_capital += feature_has(s, F_PREV_CAPITAL) || feature_has(s, F_PREV_GIVEN) || feature_has(s, F_NEXT_SURNAME);
}

/* What is the same wherever the name stands. An abbreviation's tokens are not its key, so each is judged anew. */
static void judge_name(spot *s, const analysis *an, called *name)
{
    if (!name->is_judged || name->is_abbreviation) {
        judge_kind(s, name);
        judge_words(s, an);
        memcpy(name->features, s->features, sizeof name->features);
        name->is_judged = true;
    }
    memcpy(s->features, name->features, sizeof s->features);
}

static void judge_spot(context *c, spot *s)
{
    called *name = &c->f->names.items[s->called];
    c->s = s;
    judge_name(s, c->an, name);
    judge_before(c);
    judge_after(c);
    judge_both_sides(s);
    if (c->capitals)
        feature_set(s, F_CAPITALS_TEXT);
    else if (c->headline)
        feature_set(s, F_HEADLINE);
    if (!c->capitals && c->an->tokens[s->first].flags & TOKEN_ALL_CAPITALS)
        feature_set(s, F_CAPITALS_WORD);
    if (s->count == c->sentence_end - c->sentence_first)
        feature_set(s, F_SENTENCE_ONLY);
    if (is_acronym(s, c->an) || is_part_of_title(s) || is_part_of_term(c, s) || is_part_of_name(c, s) || is_street(c, s))
        feature_set(s, F_NO_NAME);
    count_in_name(name, s);
}

/* The spots of one text, sentence by sentence. */
static size_t judge_text(const analysis *an, found *f, size_t at, bool in_title)
{
    context c = {.an = an, .f = f};
    for (uint32_t i = 0; i < an->sentence_count && at < f->spots.count; i++) {
        const sentence *s = &an->sentences[i];
        if (f->spots.items[at].in_title != in_title || f->spots.items[at].first >= s->first_token + s->token_count)
            continue;
        describe_sentence(&c, s);
        while (at < f->spots.count && f->spots.items[at].in_title == in_title && f->spots.items[at].first < c.sentence_end)
            judge_spot(&c, &f->spots.items[at++]);
    }
    return at;
}

void place_judge_context(const tag_input *in, const tags *tagged, found *f)
{
    size_t at = judge_text(in->title, f, 0, true);
    judge_text(in->body, f, at, false);
    judge_neighbours(f, in);
    judge_persons(in, tagged, f);
}

void place_judge_article(found *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        const called *name = &f->names.items[s->called];
        bool preposition = feature_has(s, F_PREV_IN) || feature_has(s, F_PREV_AT) || feature_has(s, F_PREV_FROM) ||
                           feature_has(s, F_PREV_NEAR) || feature_has(s, F_PREV_TO);
        if (name->in_person > feature_has(s, F_PART_OF_PERSON))
            feature_set(s, F_PERSON_ELSEWHERE);
        if (name->after_preposition > preposition)
            feature_set(s, F_PREP_ELSEWHERE);
        if (name->titled >
            (uint32_t)(feature_has(s, F_PREV_HONORIFIC) || feature_has(s, F_PREV_GIVEN) || feature_has(s, F_PREV_INITIAL)))
            feature_set(s, F_TITLED_ELSEWHERE);
        bool person = feature_has(s, F_PERSON_ELSEWHERE) || feature_has(s, F_TITLED_ELSEWHERE);
        if (person && name->after_preposition == 0 && name->contained == 0 && !name->says_where)
            feature_set(s, F_ONLY_A_PERSON);
        if (name->contained > 0 && s->container == NO_SPOT)
            feature_set(s, F_CONTAINED_ELSEWHERE);
        if (s->container != NO_SPOT)
            feature_set(s, F_HAS_CONTAINER);
        if (s->is_container)
            feature_set(s, F_IS_CONTAINER);
        if (s->is_dateline)
            feature_set(s, F_DATELINE);
        if (name->spots > 1)
            feature_set(s, F_REPEATED);
        if (name->after_capital > 0)
            feature_set(s, F_AFTER_NAME_CAPITAL_ELSEWHERE);
    }
}

void place_judge_chances(found *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.items[i];
        float sum = 0;
        if (f->names.items[s->called].is_abbreviation) {
            s->chance = .97f; /* found only where a state is expected */
            continue;
        }
        bool never = feature_has(s, F_NO_NAME) || feature_has(s, F_PRESS_NAME) || feature_has(s, F_PREV_MR);
        if (s->is_agency || (never && s->container == NO_SPOT && !s->is_dateline)) {
            s->chance = 0;
            continue;
        }
        for (unsigned word = 0; word < 2; word++)
            for (uint64_t bits = s->features[word]; bits; bits &= bits - 1)
                sum += place_weights[64 * word + (unsigned)__builtin_ctzll(bits)];
        s->chance = 1 / (1 + expf(-sum));
    }
}
