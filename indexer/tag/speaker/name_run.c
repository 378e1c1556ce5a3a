/* name_run.c - where does a name begin and end, and which of its words are titles? */
#include "indexer/tag/speaker/name_run.h"

#include "indexer/tag/speaker/figures.h"
#include "indexer/tag/speaker/juniors.h"
#include "text/fold.h"
#include "text/words.h"

enum { NAME_WORDS = 10 /* the longest name */ };

bool begins_name(const piece *p)
{
    if (!is_capital(p) || (p->bits & WORD_TIME && !(p->bits & NAME_GIVEN && is_capital(p + 1))))
        return false; /* "in June" is more common than a June without surname */
    if (p->flags & PIECE_SENTENCE_START && p->bits & (WORD_CONJUNCTION | WORD_SUBORDINATOR) && p->bits & NAME_GIVEN)
        return false; /* "So Mary Smith left" */
    if (p->bits & GRAMMAR && !(p->bits & NAME_GIVEN && is_capital(p + 1)))
        return false;
    bool start = p->flags & PIECE_SENTENCE_START || (p[-1].kind == PIECE_MARK && p->quote) || p[-1].kind == PIECE_COLON;
    if (!start || is_capital(p + 1) || (p + 1)->kind == PIECE_PERIOD)
        return true;
    if (p->bits & (NAME_ROLE | NAME_HONORIFIC) && has(p + 1, WORD_PREPOSITION) && is_capital(p + 2))
        return true; /* "Secretary of State Ann Lee" */
    if (p->bits & (NAME_GIVEN | NAME_SURNAME | NAME_NATIONALITY))
        return !(p->bits & NAME_COMMON);
    return !(p->bits & (WORD_CUE | WORD_VERB | NAME_ROLE | WORD_PLURAL | NAME_COMMON));
}

/* "and Drug Administration", "and Farm Agency": what follows "and" is the end of one name. */
static bool is_office_of_state(const finder *f, const piece *p)
{
    static const char *const words[] = {"Administration", "Agency",  "Department", "Ministry",  "Commission", "Committee",
                                        "Association",    "Board",   "Office",     "Authority", "Council",    "Bureau",
                                        "Institute",      "Service", "Union",      "Fund"};
    for (int n = 0; n < 4 && is_capital(p); n++, p++)
        for (size_t i = 0; n > 0 && i < sizeof words / sizeof *words; i++)
            if (word_is_this(piece_text(f->s, p), words[i]))
                return true;
    return false;
}

/* "Secretary of Health and Human Services Ann Lee", "Housing and Urban Development Secretary Ann Lee": nobody is called Health.
 */
static bool is_charge(const finder *f, uint32_t i)
{
    static const char *const charges[] = {
        "Health",      "Housing",  "Agriculture", "Education",   "Energy",   "Labor",   "Labour",    "Justice",   "Commerce",
        "Trade",       "Customs",  "Immigration", "Citizenship", "Parks",    "Fish",    "Emergency", "Transport", "Management",
        "Environment", "Science",  "Culture",     "Youth",       "Industry", "Finance", "Defense",   "Defence",   "Security",
        "Safety",      "Planning", "Development", "Economy",     "Welfare",  "Food",    "Water",     "Families",  "Veterans"};
    const piece *p = &f->s->pieces[i];
    if (!piece_is_any(f->s, p, charges, sizeof charges / sizeof *charges) || has(p + 2, NAME_GIVEN | NAME_HONORIFIC | NAME_ROLE))
        return false;
    if (word_is(f->s, p - 1, "of") && has(p - 2, NAME_ROLE))
        return true;
    for (const piece *behind = p + 3; behind <= p + 5 && is_capital(behind); behind++)
        if (has(behind, NAME_ROLE))
            return true;
    return false;
}

/* "Department of Health and Human Services", "Centers for Disease Control and Prevention": the "and" is the office's own. */
static bool is_charge_of_office(const finder *f, uint32_t i)
{
    if (is_charge(f, i))
        return true;
    static const char *const offices[] = {"Department", "Departments", "Ministry", "Office",
                                          "Center",     "Centers",     "Bureau",   "Agency"};
    const piece *behind = &f->s->pieces[i + 2];
    if (behind->bits & (NAME_GIVEN | NAME_HONORIFIC) || (behind->flags & PIECE_ALL_CAPITALS))
        return false;
    for (uint32_t back = 1; back <= 3 && back < i; back++) {
        const piece *p = &f->s->pieces[i - back];
        if (word_is(f->s, p, "of") || word_is(f->s, p, "for"))
            for (size_t k = 0; k < sizeof offices / sizeof *offices; k++)
                if (str_equal(piece_text(f->s, p - 1), str_from(offices[k])))
                    return true;
        if (!is_capital(p))
            return false;
    }
    return false;
}

/* The surname in `Mary "Molly" Smith`, when the piece at `i` is its first word, or 0. */
static uint32_t surname_after_nickname(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    bool marked = p[1].kind == PIECE_MARK && is_capital(p + 2) && p[3].kind == PIECE_MARK && is_capital(p + 4);
    return marked && p[4].sentence == p->sentence && p[2].start == p[1].end && p[3].start == p[2].end ? i + 4 : 0;
}

/* "Speaker of the House John Smith": the first name behind the office at `i` and what it is of, or 0. */
static uint32_t given_name_behind(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    if (!has(p, NAME_ROLE) || !word_is(f->s, p + 1, "of") || !word_is(f->s, p + 2, "the") || !is_capital(p + 3))
        return 0;
    for (uint32_t n = 4; n <= 5 && is_capital(p + n) && p[n].sentence == p->sentence; n++)
        if (has(p + n, NAME_GIVEN) && !has(p + n, NAME_COMMON) && is_capital(p + n + 1))
            return i + n;
    return 0;
}

/* "de Smith", "van der Smith" from piece `i` on: the capital behind the particles, or 0. */
static uint32_t past_particles(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    if (!is_particle(f->s, p))
        return 0;
    i += is_particle(f->s, p + 1) ? 2 : 1;
    return is_capital(&f->s->pieces[i]) ? i : 0;
}

/* "the National Oceanic and …": the first word says that one body is meant. */
static bool is_of_state(const finder *f, const piece *p)
{
    static const char *const words[] = {"National", "Federal", "Royal", "European", "International"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(f->s, p, words[i]))
            return true;
    return false;
}

/* The piece after a name's word at `i` that still belongs to it, or 0. */
static uint32_t next_of_name(const finder *f, uint32_t i, bool body)
{
    const piece *p = &f->s->pieces[i], *next = p + 1;
    if (next->flags & PIECE_PARAGRAPH_START)
        return 0;
    bool dot = next->kind == PIECE_PERIOD && (p->end - p->start == 1 || p->bits & WORD_ABBREVIATION);
    if (dot && (next + 1)->sentence != p->sentence)
        dot = false;
    if (dot && p->bits & NAME_HONORIFIC && past_particles(f, i + 2))
        return past_particles(f, i + 2); /* "Mr. de Smith" */
    if (dot)
        return is_capital(next + 1) && !((next + 1)->bits & (WORD_TIME | WORD_DETERMINER)) ? i + 2 : 0;
    if (next->sentence != p->sentence)
        return 0;
    if (next->kind == PIECE_MARK)
        return surname_after_nickname(f, i);
    if (is_capital(next))
        return next->bits & (WORD_TIME | WORD_SUBJECT | WORD_AUXILIARY | WORD_SUBORDINATOR) && !(next->bits & NAME_GIVEN) ? 0
                                                                                                                          : i + 1;
    if (is_particle(f->s, next) && is_particle(f->s, next + 1) && is_capital(next + 2))
        return i + 3; /* "van der Berg" */
    if (given_name_behind(f, i))
        return given_name_behind(f, i);
    if (!is_capital(next + 1) || (next + 1)->flags & PIECE_SENTENCE_START)
        return 0;
    bool article = word_is(f->s, next, "der") || word_is(f->s, next, "den"); /* "sagte Lee der Zeitung" */
    if ((is_particle(f->s, next) && !article) || (next->kind == PIECE_OTHER && f->s->text.data[next->start] == '&'))
        return i + 2;
    bool of = word_is(f->s, next, "of") || word_is(f->s, next, "for");
    if (word_is(f->s, next, "for") && (word_is(f->s, p, "Centers") || word_is(f->s, p, "Center")))
        return i + 2;
    bool surname = has(p - 1, NAME_GIVEN) && !has(p - 1, NAME_COMMON) && is_capital(p - 1); /* "Peter King of New York" */
    if (of && p->bits & (NAME_BODY | NAME_ROLE | NAME_HONORIFIC) && !surname)
        return i + 2;
    if (word_is(f->s, next, "and") && is_charge_of_office(f, i))
        return i + 2;
    if (word_is(f->s, next, "and") && (has(p - 1, WORD_DETERMINER) || is_of_state(f, p - 1)) && is_office_of_state(f, next + 1))
        return i + 2;
    return body && word_is(f->s, next, "and") && p->bits & ~(uint32_t)(NAME_GIVEN | NAME_SURNAME) && !(p->bits & NAME_BODY)
               ? i + 2
               : 0;
}

static name_run read_name(const finder *f, uint32_t i)
{
    name_run r = {.first = i, .last = i, .core = i, .title = UINT32_MAX};
    bool body = f->s->pieces[i].bits & NAME_BODY;
    for (int n = 0; n < NAME_WORDS; n++) {
        uint32_t next = next_of_name(f, r.last, body);
        if (!next)
            break;
        r.last = next;
        body |= (f->s->pieces[next].bits & NAME_BODY) != 0;
    }
    return r;
}

/* "President-elect", "PM-designate" */
static bool is_coming_office(const scan *s, const piece *p)
{
    str word = piece_text(s, p);
    return is_capital(p) && (str_ends_with(word, STR("-elect")) || str_ends_with(word, STR("-Elect")) ||
                             str_ends_with(word, STR("-designate")) || str_ends_with(word, STR("-Designate")));
}

static bool is_title(const piece *p)
{
    return p->bits & (NAME_HONORIFIC | NAME_ROLE | NAME_NATIONALITY) &&
           !(p->bits & NAME_GIVEN && !(p->bits & NAME_COMMON) && !(p->bits & NAME_HONORIFIC));
}

static const piece *first_word_after(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i + 1];
    return p->kind == PIECE_PERIOD ? p + 1 : p;
}

/* After a title within a name: a known first name, or just one or two words that end it. */
static bool begins_person(const finder *f, const name_run *r, const piece *p, bool body)
{
    const piece *last = &f->s->pieces[r->last];
    bool initial = is_capital(p) && p->end - p->start == 1 && p[1].kind == PIECE_PERIOD && p < last && !has(last, NAME_BODY);
    return has(p, NAME_GIVEN) || initial ||
           (!body && (p == last || p + 1 == last) && is_capital(p) && is_capital(last) &&
            !has(p, NAME_BODY | NAME_ROLE | NAME_HONORIFIC));
}

/* "Chief of Staff Tom Reed", "Director of National Intelligence Ann Lee": the first name behind an office and its "of". */
static const piece *name_after_office(const finder *f, const name_run *r, uint32_t role)
{
    const piece *p = first_word_after(f, role), *last = &f->s->pieces[r->last];
    if (!word_is(f->s, p, "of") || last->bits & NAME_BODY)
        return p;
    for (const piece *name = p + 2; name < last && name <= p + 4; name++)
        if (has(name, NAME_GIVEN) && is_capital(name) && !has(name, NAME_COMMON))
            return name;
    bool two_left = p + 3 == last && is_capital(p + 2);
    return two_left && (word_is(f->s, p + 1, "Staff") || word_is(f->s, p + 1, "State")) ? p + 2 : p;
}

static bool is_shouted(const piece *p)
{
    return p->flags & PIECE_ALL_CAPITALS && p->end - p->start > 3;
}

/* "Pfarrerin Anke Thiel": German writes trades with a capital, and its first names are not all known. */
static bool is_german_trade(const finder *f, str word)
{
    static const char *const endings[] = {"er", "in", "or", "ist", "ent", "ant", "eur", "ler", "ann", "frau", "ekt", "arzt"};
    if (word.len < 5 || !str_equal(language_code(f->s->lang), STR("de")))
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (str_ends_with(word, str_from(endings[k])))
            return true;
    return false;
}

/* "Kanzlerin Merkel", "Innenminister Faeser": what ends so is an office, and nobody's first name. */
static bool is_german_office(const finder *f, const piece *p)
{
    static const char *const endings[] = {"kanzler",  "minister", "meister",  "sprecher", "anwalt",
                                          "direktor", "sident",   "senator",  "richter",  "pfarrer",
                                          "trainer",  "ratin",    "anwaltin", "herr",     "frau"};
    if (!str_equal(language_code(f->s->lang), STR("de")) || !is_capital(p))
        return false;
    str word = fold(f->a, piece_text(f->s, p));
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (str_ends_with(word, str_from(endings[k])) ||
            (str_ends_with(word, STR("in")) && str_ends_with(str_slice(word, 0, word.len - 2), str_from(endings[k]))))
            return true;
    return false;
}

/* A word nobody is called by, before a first name and a surname: where a sentence begins, or with the ending of a trade. */
static bool is_occupation(const finder *f, const name_run *r, uint32_t i)
{
    static const char *const endings[] = {"ist",  "er",   "or",   "ian",  "man",   "woman", "wife",
                                          "arin", "erin", "orin", "ntin", "torin", "ant",   "ent"};
    const piece *p = &f->s->pieces[i];
    if (i + 2 > r->last || p->bits & (NAME_GIVEN | NAME_SURNAME | NAME_BODY) || !is_capital(p + 1) || !is_capital(p + 2) ||
        has(p + 1, NAME_BODY) || has(&f->s->pieces[r->last], NAME_BODY))
        return false;
    str word = piece_text(f->s, p);
    if (i + 2 == r->last && (str_ends_with(word, STR("ologist")) || is_german_trade(f, word)))
        return true;
    if (!has(p + 1, NAME_GIVEN) || has(p + 1, NAME_COMMON))
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (str_ends_with(word, str_from(endings[k])))
            return true;
    return p->flags & PIECE_SENTENCE_START;
}

/* "Harbour Majority Whip Mary Smith", "Tarn County Administrator Mary Smith": two words or more that are nobody's name, before a
 * first name and all of the rest. */
static uint32_t past_strange_title(const finder *f, name_run *r, uint32_t i)
{
    const piece *pieces = f->s->pieces;
    if (i + 3 > r->last || has(&pieces[r->last], NAME_BODY | NAME_ROLE) || pieces[r->last].flags & PIECE_ALL_CAPITALS)
        return i;
    for (uint32_t k = i; k < r->last; k++) {
        if (!is_capital(&pieces[k]) || pieces[k].flags & PIECE_ALL_CAPITALS || (k + 1 < r->last && !is_capital(&pieces[k + 1])))
            return i;
        if (!has(&pieces[k], NAME_GIVEN) || has(&pieces[k], NAME_COMMON))
            continue;
        if (k < i + 2 || r->last - k > 2)
            return i;
        r->strong_title = true;
        return k;
    }
    return i;
}

/* "Mary Smith KC" is called Mary Smith. */
static void drop_letters_after(const finder *f, name_run *r)
{
    static const char *const letters[] = {"KC", "QC", "SC", "MP", "MEP", "MSP", "OBE", "CBE", "MBE", "MD", "PhD"};
    const piece *last = &f->s->pieces[r->last];
    for (size_t k = 0; k < sizeof letters / sizeof *letters && r->last >= r->core + 2; k++)
        if (is_word(last - 1) && word_is_this(piece_text(f->s, last), letters[k])) {
            r->last--;
            return;
        }
}

/* "Removing Trump from office": a verb that begins the sentence is no part of the name behind it. */
static bool is_raised_verb(const finder *f, const name_run *r, const piece *p)
{
    return p->flags & PIECE_SENTENCE_START && !(p->flags & PIECE_ALL_CAPITALS) && r->first < r->last && is_capital(p + 1) &&
           !(p->bits & (NAME_GIVEN | NAME_SURNAME | NAME_BODY | NAME_ROLE)) && str_ends_with(piece_text(f->s, p), STR("ing")) &&
           p->end - p->start > 5 && has(p + 1, NAME_GIVEN | NAME_SURNAME);
}

/* "WATCH", "U.N.", but no initials. */
static bool is_call(const finder *f, const piece *p)
{
    str word = piece_text(f->s, p);
    if (!is_shouted(p) || has(p, NAME_GIVEN) || (has(p, NAME_SURNAME) && !has(p + 1, NAME_GIVEN)))
        return false;
    return word.data[1] != '.' || word_is_this(word, "U.N.") || word_is_this(word, "U.S.") || word_is_this(word, "U.K.");
}

/* "WATCH Mary Smith", "JUST WATCHED Smith": a call to the reader in front of a name that is not shouted. */
static uint32_t past_shouting(const finder *f, const name_run *r, uint32_t first)
{
    uint32_t i = first;
    while (i < r->last && is_call(f, &f->s->pieces[i]))
        i++;
    const piece *p = &f->s->pieces[i];
    bool named = has(p, NAME_GIVEN) || (i == r->last && (has(p, NAME_SURNAME) || bears_surname(f, p)));
    char second = p->end - p->start > 1 ? f->s->text.data[p->start + 1] : '\0';
    return i > first && named && second >= 'a' && second <= 'z' ? i : first;
}

/* "Secretary of Health and Human Services Ann Lee", at "Health": the first name behind what the office is of. */
static uint32_t past_charge(const finder *f, const name_run *r, uint32_t i)
{
    if (!r->strong_title || r->title + 2 != i || !word_is(f->s, &f->s->pieces[i - 1], "of") || has(&f->s->pieces[i], NAME_GIVEN))
        return i;
    for (uint32_t k = i + 1; k < r->last && k <= i + 5; k++)
        if (has(&f->s->pieces[k], NAME_GIVEN) && !has(&f->s->pieces[k], NAME_COMMON))
            return k;
    return i;
}

static void split_titles(const finder *f, name_run *r)
{
    const piece *pieces = f->s->pieces;
    uint32_t i = r->first;
    bool body = pieces[r->last].bits & NAME_BODY && !(pieces[i].bits & WORD_ABBREVIATION); /* "Defence Ministry" has no title */
    for (; i <= r->last && !body; i++) {
        const piece *p = &pieces[i];
        if (p->kind == PIECE_PERIOD || (i > r->first && has(p, WORD_PREPOSITION) && i < r->last))
            continue;
        if (given_name_behind(f, i) && given_name_behind(f, i) <= r->last) {
            r->strong_title = true;
            r->title = i;
            r->title_bits |= p->bits;
            i = given_name_behind(f, i);
            break;
        }
        if (i > r->first + 1 && word_is(f->s, p - 1, "of") && i < r->last && is_capital(p + 1) && !(p->bits & NAME_GIVEN))
            continue; /* "Secretary of State Ann Lee" */
        bool country =
            p->end - p->start > 2 && f->s->text.data[p->end - 1] == '.' && p->kind == PIECE_WORD; /* "U.S. President" */
        if (country && i < r->last && (p + 1)->bits & (NAME_HONORIFIC | NAME_ROLE))
            continue;
        if (i < r->last && is_coming_office(f->s, p)) {
            r->strong_title = true;
            continue;
        }
        if (i == r->first && is_raised_verb(f, r, p))
            continue;
        if (i == r->first && i < r->last && is_capital(p + 1) && is_german_office(f, p)) {
            r->strong_title = true;
            continue;
        }
        if (!is_title(p) && !(i > r->first && word_is(f->s, p - 1, "of") && p->bits & NAME_BODY))
            break;
        if (i > r->first && i + 1 == r->last && p->bits & NAME_GIVEN && !(p->bits & NAME_HONORIFIC))
            break; /* "Rep. Dean Lee" is no dean */
        if (i + 1 == r->last && is_junior(f->s, p + 1))
            break; /* "Peter King Jr." is no king */
        if (i < r->last && p[1].kind == PIECE_MARK)
            break; /* `Earl "Bud" Smith` is no earl */
        if (p->bits & (NAME_ROLE | NAME_HONORIFIC)) {
            r->strong_title = true;
            r->title = i;
        }
        r->title_bits |= p->bits;
    }
    i = past_charge(f, r, i);
    if (r->strong_title && i > r->first + 2 && i + 1 < r->last && word_is(f->s, &pieces[i - 2], "of") &&
        !has(&pieces[i], NAME_GIVEN) && has(&pieces[i + 1], NAME_GIVEN))
        i++;                             /* "Director of National Intelligence Ann Lee" */
    for (uint32_t k = r->last; k-- > i;) /* "Ohio Sen. Ann Lee", "Council Speaker Tom Reed" */
        if (has(&pieces[k], NAME_HONORIFIC | NAME_ROLE) && !is_junior(f->s, &pieces[k + 1]) &&
            !(k == i && r->strong_title && pieces[k].bits & NAME_GIVEN) &&
            begins_person(f, r, name_after_office(f, r, k), body)) {
            r->title = k;
            r->strong_title = true;
            r->title_bits |= pieces[k].bits;
            i = (uint32_t)(name_after_office(f, r, k) - pieces);
            break;
        }
    i = past_shouting(f, r, i);
    if (is_occupation(f, r, i))
        i++; /* "Biologist Mary Smith" */
    i = past_strange_title(f, r, i);
    r->core = i;
    drop_letters_after(f, r);
    for (; i <= r->last; i++) {
        r->words += pieces[i].kind == PIECE_WORD;
        r->any_bits |= pieces[i].bits;
    }
}

who type_of_name(const finder *f, const name_run *r)
{
    const piece *first = &f->s->pieces[r->core], *last = &f->s->pieces[r->last];
    bool given = first->bits & NAME_GIVEN && (!(first->bits & NAME_COMMON) || r->words > 1);
    if (r->words == 1) {
        if (last->bits & NAME_BODY && !r->strong_title)
            return WHO_BODY;
        if (last->flags & PIECE_ALL_CAPITALS && last->end - last->start < 7 && !r->strong_title)
            return WHO_BODY;
        bool name = last->bits & (NAME_GIVEN | NAME_SURNAME) && !(last->bits & (NAME_COMMON | NAME_NATIONALITY));
        return r->strong_title || name ? WHO_PERSON : WHO_BODY;
    }
    if (last->bits & NAME_BODY && !(given && r->words == 2 && r->strong_title))
        return WHO_BODY;
    if (is_junior(f->s, last))
        return WHO_PERSON;
    if (given || (r->strong_title && !(r->any_bits & NAME_BODY)))
        return WHO_PERSON;
    if (r->any_bits & NAME_BODY || r->words > 3)
        return WHO_BODY;
    return last->bits & NAME_SURNAME && !(last->bits & NAME_COMMON) ? WHO_PERSON : WHO_BODY;
}

name_run read_name_run(const finder *f, uint32_t i)
{
    name_run r = read_name(f, i);
    split_titles(f, &r);
    return r;
}
