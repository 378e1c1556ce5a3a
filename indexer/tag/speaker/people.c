/* people.c - which words name a person or a body, and who is meant by "she" or "the minister"? */
#include "indexer/tag/speaker/people.h"

enum {
    NAME_WORDS = 10,       /* the longest name */
    NOUN_REACH = 6,        /* words between a determiner and its noun */
    FIGURES_SEARCHED = 256 /* the newest ones; an article with more people is a list of names */
};

typedef struct finder {
    arena *a;
    const scan *s;
    people *out;
    uint32_t from; /* mentions of this text begin here */
} finder;

static bool is_word(const piece *p)
{
    return p->kind == PIECE_WORD;
}

static bool is_capital(const piece *p)
{
    return is_word(p) && (p->flags & PIECE_CAPITAL);
}

static bool has(const piece *p, uint32_t bits)
{
    return p->kind == PIECE_WORD && (p->bits & bits);
}

enum {
    GRAMMAR = WORD_DETERMINER | WORD_POSSESSIVE | WORD_PREPOSITION | WORD_SUBJECT | WORD_OBJECT | WORD_RELATIVE |
              WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_MODAL | WORD_NEGATION | WORD_ADVERB
};

/* "according to" in other languages, at the head of a sentence. */
static bool is_according_elsewhere(const scan *s, const piece *p)
{
    static const char *const words[] = {"Volgens", "Laut", "Selon", "Según", "Secondo", "Segundo", "Enligt", "Ifølge"};
    for (size_t i = 0; p->flags & PIECE_SENTENCE_START && i < sizeof words / sizeof *words; i++)
        if (str_equal(piece_text(s, p), str_from(words[i])))
            return true;
    return false;
}

/* An article or pronoun of another language, which a capital makes no name. */
static bool is_small_word_elsewhere(const scan *s, const piece *p)
{
    static const char *const words[] = {"El",  "Los", "Las", "Il",  "Elle", "Ella", "Der",
                                        "Die", "Das", "Het", "Det", "Os",   "As",   "O"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(piece_text(s, p), str_from(words[i])))
            return true;
    return false;
}

/* Could a name begin here? A capital at the start of a sentence says nothing by itself. */
static bool begins_name(const piece *p)
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

static bool is_particle(const scan *s, const piece *p)
{
    static const char *const words[] = {"de", "la", "van", "von", "der", "den", "bin", "ibn", "al",
                                        "el", "du", "da",  "dos", "di",  "ben", "le",  "y",   "abu"};
    uint32_t len = p->end - p->start;
    if (!is_word(p) || len > 3)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == len && memcmp(words[i], s->text.data + p->start, len) == 0)
            return true;
    return false;
}

static bool word_is(const scan *s, const piece *p, const char *lower)
{
    return is_word(p) && str_equal(piece_text(s, p), str_from(lower));
}

/* "and Drug Administration", "and Farm Agency": what follows "and" is the end of one name. */
static bool is_office_of_state(const finder *f, const piece *p)
{
    static const char *const words[] = {"Administration", "Agency",  "Department", "Ministry",  "Commission", "Committee",
                                        "Association",    "Board",   "Office",     "Authority", "Council",    "Bureau",
                                        "Institute",      "Service", "Union",      "Fund"};
    for (int n = 0; n < 4 && is_capital(p); n++, p++)
        for (size_t i = 0; n > 0 && i < sizeof words / sizeof *words; i++)
            if (str_equal(piece_text(f->s, p), str_from(words[i])))
                return true;
    return false;
}

/* The surname in `Mary "Molly" Smith`, when the piece at `i` is its first word, or 0. */
static uint32_t surname_after_nickname(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    bool marked = p[1].kind == PIECE_MARK && is_capital(p + 2) && p[3].kind == PIECE_MARK && is_capital(p + 4);
    return marked && p[4].sentence == p->sentence && p[2].start == p[1].end && p[3].start == p[2].end ? i + 4 : 0;
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
    if (!is_capital(next + 1) || (next + 1)->flags & PIECE_SENTENCE_START)
        return 0;
    if (is_particle(f->s, next) || (next->kind == PIECE_OTHER && f->s->text.data[next->start] == '&'))
        return i + 2;
    bool of = word_is(f->s, next, "of") || word_is(f->s, next, "for");
    if (of && p->bits & (NAME_BODY | NAME_ROLE | NAME_HONORIFIC))
        return i + 2;
    if (word_is(f->s, next, "and") && has(p - 1, WORD_DETERMINER) && is_office_of_state(f, next + 1))
        return i + 2;
    return body && word_is(f->s, next, "and") && p->bits & ~(uint32_t)(NAME_GIVEN | NAME_SURNAME) && !(p->bits & NAME_BODY)
               ? i + 2
               : 0;
}

static gender gender_of(uint32_t bits)
{
    if (bits & (WORD_MAN | NAME_GIVEN_MALE))
        return bits & (WORD_WOMAN | NAME_GIVEN_FEMALE) ? GENDER_UNKNOWN : GENDER_MAN;
    return bits & (WORD_WOMAN | NAME_GIVEN_FEMALE) ? GENDER_WOMAN : GENDER_UNKNOWN;
}

static mention *add_mention(finder *f, who type, uint32_t first, uint32_t last, uint32_t core)
{
    vec_push(f->a, &f->out->mentions, (mention){.first = first, .last = last, .core = core, .type = (uint8_t)type});
    mention *m = &f->out->mentions.items[f->out->mentions.count - 1];
    m->possessive = f->s->pieces[last + 1].kind == PIECE_CLITIC && f->s->pieces[last + 1].key == 's';
    return m;
}

/* "Gen." is spoken of as "the general". */
static uint32_t office_key(const finder *f, const piece *noun)
{
    static const char *const written_out[][2] = {
        {"gen", "general"},    {"sen", "senator"},    {"rep", "representative"}, {"gov", "governor"},
        {"col", "colonel"},    {"capt", "captain"},   {"lt", "lieutenant"},      {"sgt", "sergeant"},
        {"prof", "professor"}, {"dr", "doctor"},      {"maj", "major"},          {"adm", "admiral"},
        {"pres", "president"}, {"insp", "inspector"}, {"cllr", "councillor"},    {"supt", "superintendent"}};
    str word = piece_text(f->s, noun);
    for (size_t i = 0; i < sizeof written_out / sizeof *written_out; i++)
        if (str_equal_ascii_nocase(word, str_from(written_out[i][0])))
            return piece_key(written_out[i][1]);
    return noun->key;
}

static void add_office(finder *f, uint32_t noun, uint32_t figure_number)
{
    const piece *p = &f->s->pieces[noun];
    if (figure_number && has(p, NAME_ROLE | NAME_BODY | NAME_HONORIFIC))
        vec_push(f->a, &f->out->offices, (office){office_key(f, p), figure_number, noun});
}

/* ---- names ---- */

typedef struct name_run {
    uint32_t first, last, core; /* core: the first word after titles; last + 1 when there are only titles */
    uint32_t title;             /* the noun among the titles that is an office, or `core` */
    uint32_t words;             /* of the core */
    uint32_t title_bits, any_bits;
    bool strong_title;
} name_run;

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
    return has(p, NAME_GIVEN) || (!body && (p == last || p + 1 == last) && is_capital(p) && is_capital(last) &&
                                  !has(p, NAME_BODY | NAME_ROLE | NAME_HONORIFIC));
}

static bool is_shouted(const piece *p)
{
    return p->flags & PIECE_ALL_CAPITALS && p->end - p->start > 3;
}

/* A word nobody is called by, before a first name and a surname: where a sentence begins, or with the ending of a trade. */
static bool is_occupation(const finder *f, const name_run *r, uint32_t i)
{
    static const char *const endings[] = {"ist",  "master",  "keeper", "maker", "man",  "woman",
                                          "wife", "meister", "arin",   "erin",  "orin", "entin"};
    const piece *p = &f->s->pieces[i];
    if (i + 2 > r->last || p->bits & (NAME_GIVEN | NAME_SURNAME | NAME_BODY) || !has(p + 1, NAME_GIVEN) ||
        has(p + 1, NAME_COMMON | NAME_BODY) || has(&f->s->pieces[r->last], NAME_BODY) || !is_capital(p + 2))
        return false;
    str word = piece_text(f->s, p);
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (str_ends_with(word, str_from(endings[k])))
            return true;
    return p->flags & PIECE_SENTENCE_START;
}

/* "Mary Smith KC" is called Mary Smith. */
static void drop_letters_after(const finder *f, name_run *r)
{
    static const char *const letters[] = {"KC", "QC", "SC", "MP", "MEP", "MSP", "OBE", "CBE", "MBE", "MD", "PhD"};
    const piece *last = &f->s->pieces[r->last];
    for (size_t k = 0; k < sizeof letters / sizeof *letters && r->last >= r->core + 2; k++)
        if (is_word(last - 1) && str_equal(piece_text(f->s, last), str_from(letters[k]))) {
            r->last--;
            return;
        }
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
        if (i > r->first + 1 && word_is(f->s, p - 1, "of") && i < r->last && is_capital(p + 1) && !(p->bits & NAME_GIVEN))
            continue; /* "Secretary of State Ann Lee" */
        bool country =
            p->end - p->start > 2 && f->s->text.data[p->end - 1] == '.' && p->kind == PIECE_WORD; /* "U.S. President" */
        if (country && i < r->last && (p + 1)->bits & (NAME_HONORIFIC | NAME_ROLE))
            continue;
        if (!is_title(p) && !(i > r->first && word_is(f->s, p - 1, "of") && p->bits & NAME_BODY))
            break;
        if (i < r->last && p[1].kind == PIECE_MARK)
            break; /* `Earl "Bud" Smith` is no earl */
        if (p->bits & (NAME_ROLE | NAME_HONORIFIC)) {
            r->strong_title = true;
            r->title = i;
        }
        r->title_bits |= p->bits;
    }
    for (uint32_t k = r->last; k-- > i;) /* "Ohio Sen. Ann Lee", "Council Speaker Tom Reed" */
        if (has(&pieces[k], NAME_HONORIFIC | NAME_ROLE) && begins_person(f, r, first_word_after(f, k), body)) {
            r->title = k;
            r->strong_title = true;
            r->title_bits |= pieces[k].bits;
            i = (uint32_t)(first_word_after(f, k) - pieces);
            break;
        }
    if (i < r->last && is_shouted(&pieces[i]) && !is_shouted(&pieces[i + 1]) && has(&pieces[i + 1], NAME_GIVEN))
        i++; /* "WATCH Mary Smith" */
    if (is_occupation(f, r, i))
        i++; /* "Biologist Mary Smith" */
    r->core = i;
    drop_letters_after(f, r);
    for (; i <= r->last; i++) {
        r->words += pieces[i].kind == PIECE_WORD;
        r->any_bits |= pieces[i].bits;
    }
}

static who type_of_name(const finder *f, const name_run *r)
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
    if (given || (r->strong_title && !(r->any_bits & NAME_BODY)))
        return WHO_PERSON;
    if (r->any_bits & NAME_BODY || r->words > 3)
        return WHO_BODY;
    return last->bits & NAME_SURNAME && !(last->bits & NAME_COMMON) ? WHO_PERSON : WHO_BODY;
}

static figure *newest_figure(const finder *f, uint32_t last_key, uint32_t first_key, uint32_t words, who type, uint32_t *number)
{
    size_t count = f->out->figures.count, stop = count > FIGURES_SEARCHED ? count - FIGURES_SEARCHED : 0;
    for (size_t i = count; i-- > stop;) {
        figure *g = &f->out->figures.items[i];
        bool same_end = g->last_key == last_key && (words == 1 || g->words == 1 || g->first_key == first_key);
        bool given_only = words == 1 && type == WHO_PERSON && g->type == WHO_PERSON && g->first_key == last_key;
        if ((same_end && (g->type == type || words == 1 || g->words == 1)) || given_only) {
            *number = (uint32_t)i + 1;
            return g;
        }
    }
    return NULL;
}

/* White space of any kind and length becomes one space. */
static str one_line(arena *a, str text)
{
    if (!memchr(text.data, '\n', text.len))
        return text;
    char *out = arena_alloc(a, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool space = (unsigned char)text.data[i] <= ' ';
        if (!space || (len && out[len - 1] != ' '))
            out[len++] = space ? ' ' : text.data[i];
    }
    return (str){out, len};
}

static str name_text(const finder *f, uint32_t first, uint32_t last)
{
    return one_line(f->a, str_slice(f->s->text, f->s->pieces[first].start, f->s->pieces[last].end));
}

static bool is_shouting(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.data[i] >= 'a' && name.data[i] <= 'z')
            return false;
    return true;
}

static uint32_t figure_of_name(finder *f, const name_run *r, who *type, gender g)
{
    const piece *first = &f->s->pieces[r->core], *last = &f->s->pieces[r->last];
    uint32_t number;
    figure *known = newest_figure(f, last->key, first->key, r->words, *type, &number);
    if (!known) {
        str name = name_text(f, r->core, r->last);
        vec_push(f->a, &f->out->figures,
                 (figure){.name = name,
                          .first_key = first->key,
                          .last_key = last->key,
                          .words = r->words,
                          .mentions = 1,
                          .type = (uint8_t)*type,
                          .gender = (uint8_t)g});
        return (uint32_t)f->out->figures.count;
    }
    known->mentions++;
    if (r->words == known->words && is_shouting(known->name) && !(last->flags & PIECE_ALL_CAPITALS))
        known->name = name_text(f, r->core, r->last);
    if (r->words > known->words) {
        known->name = name_text(f, r->core, r->last);
        known->first_key = first->key;
        known->words = r->words;
        known->type = (uint8_t)*type;
    }
    if (*type == WHO_PERSON && r->strong_title)
        known->type = WHO_PERSON;
    *type = (who)known->type;
    if (known->gender == GENDER_UNKNOWN)
        known->gender = (uint8_t)g;
    return number;
}

/* Lower-case titles before a name: "spokesman John Smith", "former prime minister Tony Blair". */
static uint32_t titles_before(const finder *f, uint32_t first, uint32_t *title)
{
    const piece *pieces = f->s->pieces;
    uint32_t i = first;
    while (i > 0 && first - i < NOUN_REACH && pieces[i - 1].sentence == pieces[first].sentence && is_word(&pieces[i - 1]) &&
           !(pieces[i - 1].flags & PIECE_CAPITAL) &&
           has(&pieces[i - 1], NAME_ROLE | NAME_HONORIFIC | NAME_NATIONALITY | NAME_BODY) &&
           !has(&pieces[i - 1], WORD_CUE | WORD_PREPOSITION)) {
        i--;
        if (*title == UINT32_MAX && has(&pieces[i], NAME_ROLE))
            *title = i;
    }
    return *title == UINT32_MAX ? first : i;
}

static void drop_mentions_from(finder *f, uint32_t piece_number)
{
    while (f->out->mentions.count > f->from && f->out->mentions.items[f->out->mentions.count - 1].last >= piece_number)
        f->out->mentions.count--;
}

static uint32_t take_titles_only(finder *f, const name_run *r)
{
    const piece *p = &f->s->pieces[r->last];
    bool plural = p->bits & WORD_PLURAL;
    bool role = p->bits & (NAME_ROLE | NAME_HONORIFIC);
    uint32_t first =
        r->first > 0 && has(p - (r->last - r->first) - 1, WORD_DETERMINER | WORD_POSSESSIVE) ? r->first - 1 : r->first;
    mention *m = add_mention(f, plural ? WHO_PLURAL : role ? WHO_ROLE : WHO_BODY, first, r->last, r->last);
    m->gender = (uint8_t)gender_of(p->bits);
    return r->last + 1;
}

static uint32_t take_name(finder *f, uint32_t i)
{
    name_run r = read_name(f, i);
    split_titles(f, &r);
    if (r.core > r.last)
        return take_titles_only(f, &r);
    const piece *core = &f->s->pieces[r.core];
    if (r.words == 1 && core->bits & WORD_PLURAL && !r.strong_title) {
        bool determined = r.first > 0 && has(core - 1, WORD_DETERMINER);
        add_mention(f, WHO_PLURAL, determined ? r.first - 1 : r.first, r.last, r.last);
        return r.last + 1;
    }
    uint32_t first = titles_before(f, r.first, &r.title);
    r.strong_title |= first < r.first;
    who type = type_of_name(f, &r);
    gender g = type == WHO_PERSON ? gender_of(r.title_bits & (WORD_MAN | WORD_WOMAN)) : GENDER_UNKNOWN;
    if (g == GENDER_UNKNOWN && type == WHO_PERSON)
        g = gender_of(core->bits & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE));
    uint32_t number = figure_of_name(f, &r, &type, g);
    drop_mentions_from(f, first);
    if (first > 0 && has(&f->s->pieces[first - 1], WORD_DETERMINER) && type != WHO_PERSON)
        first--;
    mention *m = add_mention(f, type, first, r.last, r.core);
    m->figure = number;
    m->gender = (uint8_t)g;
    m->title = r.strong_title || core->bits & NAME_GIVEN;
    f->out->figures.items[number - 1].sure |= m->title;
    if (r.title != UINT32_MAX && type == WHO_PERSON)
        add_office(f, r.title, number);
    return r.last + 1;
}

/* ---- nouns and pronouns ---- */

static bool is_noun_modifier(const piece *p)
{
    if (p->kind == PIECE_NUMBER)
        return true;
    if (!is_word(p) || p->bits & (WORD_PREPOSITION | WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_MODAL |
                                  WORD_SUBJECT | WORD_OBJECT | WORD_ADVERB | WORD_RELATIVE | WORD_NEGATION))
        return false;
    return !(p->bits & (WORD_CUE | WORD_VERB)) || p->form == FORM_BASE || p->form == FORM_ING || p->form == FORM_NOUN ||
           p->bits & (NAME_ROLE | NAME_BODY | WORD_MEDIUM);
}

static uint32_t noun_phrase_start(const finder *f, uint32_t head)
{
    const piece *pieces = f->s->pieces;
    uint32_t i = head;
    while (i > 0 && head - i < NOUN_REACH && pieces[i - 1].sentence == pieces[head].sentence &&
           !(pieces[i].flags & PIECE_PARAGRAPH_START)) {
        const piece *p = &pieces[i - 1];
        if (has(p, WORD_DETERMINER | WORD_POSSESSIVE))
            return i - 1;
        if (p->kind == PIECE_CLITIC && p->key == 's' && i >= 2) {
            i -= 2;
            continue;
        }
        bool plural_possessive = p->mark >= MARK_SINGLE_OPEN && !p->quote && i >= 2 && p->start == p[-1].end;
        if (!is_noun_modifier(p) && !plural_possessive)
            break;
        i--;
    }
    return i;
}

static void take_pronoun(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    mention *m = add_mention(f, p->bits & WORD_RELATIVE ? WHO_RELATIVE : WHO_PRONOUN, i, i, i);
    m->gender = (uint8_t)gender_of(p->bits & (WORD_MAN | WORD_WOMAN));
}

static who type_of_noun(uint32_t bits)
{
    if (bits & WORD_PLURAL)
        return WHO_PLURAL;
    if (bits & NAME_ROLE)
        return WHO_ROLE;
    return bits & WORD_MEDIUM ? WHO_MEDIUM : WHO_BODY;
}

static uint32_t plural_bits(const finder *f, const piece *p)
{
    if (p->bits || f->s->text.data[p->end - 1] != 's' || p->end - p->start < 5)
        return 0;
    uint64_t key = WORDBOOK_KEY_START;
    for (uint32_t i = p->start; i + 1 < p->end; i++)
        key = wordbook_key_add(key, (unsigned char)f->s->text.data[i]);
    return wordbook_find(wordbook(), key)->bits & NAME_ROLE ? WORD_PLURAL : 0;
}

/* "the seismologist said": whatever noun it is, it speaks. */
static void take_any_noun(finder *f, uint32_t i)
{
    uint32_t first = noun_phrase_start(f, i);
    if (first == i || !has(&f->s->pieces[first], WORD_DETERMINER | WORD_POSSESSIVE))
        return;
    drop_mentions_from(f, first);
    add_mention(f, WHO_OTHER, first, i, i);
}

static void take_noun(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i], *next = p + 1;
    uint32_t bits = p->bits & (NAME_ROLE | NAME_BODY | WORD_PLURAL | WORD_MEDIUM);
    if (!bits)
        bits = plural_bits(f, p);
    if (!bits && !(p->bits & GRAMMAR) && !p->lemma && has(next, WORD_SAY) && (next->form == FORM_PAST || next->form == FORM_S) &&
        !(p->flags & PIECE_CAPITAL)) {
        take_any_noun(f, i);
        return;
    }
    bool start = p->flags & PIECE_SENTENCE_START || (p[-1].kind == PIECE_MARK && p->quote) || p[-1].kind == PIECE_COLON;
    if (!bits || (p->flags & PIECE_CAPITAL && !start))
        return;
    bool compound = is_word(next) && !(next->flags & PIECE_CAPITAL) &&
                    next->bits & (NAME_ROLE | NAME_BODY | WORD_PLURAL | WORD_MEDIUM) && !(next->bits & (WORD_CUE | WORD_VERB)) &&
                    next->sentence == p->sentence;
    if (compound)
        return;
    if (bits & WORD_PLURAL && p->bits & WORD_DETERMINER && is_word(next) && next->sentence == p->sentence &&
        !has(next, GRAMMAR | WORD_CUE | WORD_VERB)) {
        if (!(next->flags & PIECE_CAPITAL || next->bits & (NAME_ROLE | WORD_PLURAL | NAME_BODY)))
            add_mention(f, WHO_PLURAL, i, i + 1, i + 1); /* "some electors" */
        return;
    }
    uint32_t first = noun_phrase_start(f, i);
    bool determined = first < i;
    if (!determined && !(bits & WORD_PLURAL) && p->bits & (WORD_CUE | WORD_VERB))
        return;
    while (f->out->mentions.count > f->from && f->out->mentions.items[f->out->mentions.count - 1].first >= first)
        f->out->mentions.count--; /* "Trump" in "the Trump campaign" */
    mention *m = add_mention(f, type_of_noun(bits), first, i, i);
    m->gender = (uint8_t)gender_of(p->bits & (WORD_MAN | WORD_WOMAN));
}

/* "Yoav Gallant, the defence minister," and "the defence minister, Yoav Gallant,": the noun is said of the name. */
static void link_apposition(finder *f, const mention *m, const mention *next)
{
    const piece *pieces = f->s->pieces;
    uint32_t at = m->last + 1;
    if (pieces[at].kind != PIECE_COMMA)
        return;
    if (pieces[at + 1].kind == PIECE_NUMBER && pieces[at + 2].kind == PIECE_COMMA)
        at += 2;
    if (next->first != at + 1 || pieces[next->first].sentence != pieces[m->first].sentence)
        return;
    if (m->type == WHO_PERSON && next->type == WHO_ROLE)
        add_office(f, next->core, m->figure);
    else if (m->type == WHO_ROLE && next->type == WHO_PERSON)
        add_office(f, m->core, next->figure);
}

/* "the Food and Drug Administration (FDA)". */
static void link_acronym(finder *f, mention *m, mention *next)
{
    const piece *pieces = f->s->pieces;
    if (m->type == WHO_BODY && next->type == WHO_BODY && m->figure && next->figure && pieces[m->last + 1].kind == PIECE_OPEN &&
        next->first == m->last + 2 && pieces[next->last + 1].kind == PIECE_CLOSE && next->first == next->last) {
        figure *acronym = &f->out->figures.items[next->figure - 1];
        if (acronym->words == 1)
            acronym->name = f->out->figures.items[m->figure - 1].name;
    }
}

static void link_neighbours(finder *f)
{
    for (size_t i = f->from; i + 1 < f->out->mentions.count; i++) {
        link_apposition(f, &f->out->mentions.items[i], &f->out->mentions.items[i + 1]);
        link_acronym(f, &f->out->mentions.items[i], &f->out->mentions.items[i + 1]);
    }
}

/* A surname alone that came before the full name did. */
static void join_early_surnames(finder *f)
{
    for (size_t i = f->from; i < f->out->mentions.count; i++) {
        mention *m = &f->out->mentions.items[i];
        if (m->figure && f->out->figures.items[m->figure - 1].type == WHO_PERSON && m->type == WHO_BODY)
            m->type = WHO_PERSON;
    }
}

void find_people(arena *a, const scan *s, people *out)
{
    finder f = {.a = a, .s = s, .out = out, .from = 0};
    out->mentions.count = 0;
    for (uint32_t i = 0; i < s->count;) {
        const piece *p = &s->pieces[i];
        if (p->kind != PIECE_WORD) {
            i++;
        } else if (is_according_elsewhere(s, p)) {
            i++;
        } else if (begins_name(p) && (is_capital(p + 1) || !is_small_word_elsewhere(s, p))) {
            i = take_name(&f, i);
        } else {
            if (p->bits & WORD_SUBJECT || word_is(s, p, "who"))
                take_pronoun(&f, i);
            else
                take_noun(&f, i);
            i++;
        }
    }
    link_neighbours(&f);
    join_early_surnames(&f);
}

static str lower_case(arena *a, str text)
{
    char *out = arena_alloc(a, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        out[i] = (char)(text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] + 32 : text.data[i]);
    return (str){out, text.len};
}

str mention_name(arena *a, const scan *s, const people *p, const mention *m)
{
    if (m->figure)
        return p->figures.items[m->figure - 1].name;
    if (m->type == WHO_PRONOUN || m->type == WHO_RELATIVE)
        return STR("");
    uint32_t first = m->first;
    while (first < m->core && s->pieces[first].bits & (WORD_DETERMINER | WORD_POSSESSIVE))
        first++;
    str text = one_line(a, str_slice(s->text, s->pieces[first].start, s->pieces[m->last].end));
    const piece *head = &s->pieces[first];
    bool name = head[1].kind == PIECE_CLITIC || head->bits & (NAME_NATIONALITY | NAME_GIVEN) || head->flags & PIECE_ALL_CAPITALS;
    bool holds_office = m->type == WHO_ROLE && s->pieces[m->core].flags & PIECE_CAPITAL; /* "the President" */
    return holds_office || (head->flags & PIECE_SENTENCE_START && !name) ? lower_case(a, text) : text;
}
