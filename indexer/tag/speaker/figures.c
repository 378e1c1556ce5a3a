/* figures.c - which names of an article are one and the same, and what is whoever bears them called? */
#include "indexer/tag/speaker/figures.h"

#include "gazetteer/gazetteer.h"
#include "indexer/tag/speaker/juniors.h"
#include "text/fold.h"

enum { MOST_ROLE_BYTES = 80 };
enum {
    SENTENCE_NAMES = 6,
    SURNAMES_SEARCHED = 64,
    FIGURES_SEARCHED = 256 /* the newest ones; an article with more people is a list of names */
};

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

void add_office(finder *f, uint32_t noun, uint32_t figure_number)
{
    const piece *p = &f->s->pieces[noun];
    if (!figure_number || !has(p, NAME_ROLE | NAME_BODY | NAME_HONORIFIC))
        return;
    vec_push(f->a, &f->out->offices,
             (office){office_key(f, p), figure_number, noun, modifier_key(f->s, p), is_past_office(f->s, noun),
                      is_deputy(f->s, noun)});
    figure *g = &f->out->figures.items[figure_number - 1];
    if (g->type != WHO_PERSON || !has(p, NAME_ROLE))
        return;
    str role = office_text(f->a, f->s, noun, g->first_key);
    if (role.len > g->role.len && role.len <= MOST_ROLE_BYTES)
        g->role = role;
}

/* A name as it is looked for. */
typedef struct name_keys {
    uint32_t first, middle, last; /* as in figure */
    uint32_t words, paragraph;
    who type;
    gender sex;   /* by its title or first name */
    bool unknown; /* one word that means nothing by itself and names no place */
    bool junior;  /* "Jr." stands behind it */
    bool guessed; /* the sex is that of a first name which may be a surname here: "Nelson" */
} name_keys;

static bool is_suffix(const finder *f, const piece *p)
{
    static const char *const words[] = {"II", "III", "IV"};
    if (is_junior(f->s, p))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(f->s, p, words[i]))
            return true;
    return false;
}

static bool is_unknown_word(const finder *f, const piece *p)
{
    place_id id;
    bool raised = p->flags & PIECE_SENTENCE_START && is_word(p + 1) && !has(p + 1, GRAMMAR | WORD_CUE | WORD_VERB);
    return p->bits == 0 && !raised && p->end - p->start > 2 && !(p->flags & PIECE_ALL_CAPITALS) &&
           !gazetteer_named(fold(f->a, piece_text(f->s, p)), &id, 1);
}

static name_keys keys_of(const finder *f, const name_run *r, who type, gender sex)
{
    uint32_t last = r->last;
    bool junior = r->words > 1 && is_junior(f->s, &f->s->pieces[last]);
    if (junior || (r->words > 2 && is_suffix(f, &f->s->pieces[last])))
        last--;
    while (last > r->core && !is_word(&f->s->pieces[last]))
        last--;
    uint32_t middle = last > r->core ? last - 1 : last;
    while (middle > r->core && !is_word(&f->s->pieces[middle]))
        middle--;
    name_keys k = {.first = f->s->pieces[r->core].key, .last = f->s->pieces[last].key, .type = type, .sex = sex};
    k.words = r->words - (last < r->last && (junior || r->words > 2));
    k.junior = junior;
    k.middle = middle < last ? f->s->pieces[middle].key : 0;
    k.paragraph = f->s->pieces[r->core].paragraph;
    k.guessed = k.words == 1 && !(r->title_bits & (WORD_MAN | WORD_WOMAN));
    if (k.guessed && f->s->pieces[r->core].bits & NAME_SURNAME)
        k.sex = GENDER_UNKNOWN;
    k.unknown = k.words == 1 && type == WHO_BODY && is_unknown_word(f, &f->s->pieces[r->core]);
    return k;
}

/* "Republican Whip Ann Lee" and "Ann Lee": a person's longer name has words in front that are none of it. */
static bool is_longer_by_titles(uint32_t words, uint32_t middle, uint32_t other_words, uint32_t other_first)
{
    return words > 2 && other_words == 2 && middle == other_first;
}

/* "the House" is not the White House, though "the Court" may be the Supreme Court. */
static bool is_the_house(const figure *g, const name_keys *k)
{
    static const char *const white_house[] = {"white", "house"};
    return k->words == 1 && g->words == 2 && g->first_key == piece_key(white_house[0]) && k->last == piece_key(white_house[1]);
}

static bool is_shouting(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.data[i] >= 'a' && name.data[i] <= 'z')
            return false;
    return true;
}

/* "Navy SEAL and Holt", "NEWS TAKES A LOOK AT HOLT": not what anybody is called. */
static bool is_no_name(const figure *g)
{
    return g->type == WHO_BODY && g->words > 3 && (str_find(g->name, STR(" and ")) != SIZE_MAX || is_shouting(g->name));
}

static bool is_same_name(const figure *g, const name_keys *k)
{
    bool person = g->type == WHO_PERSON && k->type == WHO_PERSON, one_word = k->words == 1 || g->words == 1;
    bool surname = k->guessed && g->words > 1 && g->last_key == k->last;
    if (person && !surname && g->gender != GENDER_UNKNOWN && k->sex != GENDER_UNKNOWN && g->gender != k->sex)
        return false; /* "Mrs. Lee" beside Tom Lee */
    if (k->words == 1 && g->words > 1 && g->type == WHO_PERSON && g->first_key == k->last && !(g->last_key == k->last))
        return k->type == WHO_PERSON || g->sure;
    if (k->unknown && g->words == 2 && g->type == WHO_BODY && g->first_key == k->last && !g->place)
        return true; /* "Dewi" is Dewi Lestiani, whoever that is */
    if (g->last_key != k->last || is_the_house(g, k))
        return false;
    if (one_word)
        return !(k->type == WHO_PERSON && is_no_name(g));
    if (g->first_key == k->first)
        return g->type == k->type && (person || (g->words < k->words + 2 && k->words < g->words + 2));
    return person && (is_longer_by_titles(k->words, k->middle, g->words, g->first_key) ||
                      is_longer_by_titles(g->words, g->middle_key, k->words, k->first));
}

/* A surname alone is that of whoever bears it and was named in full in this paragraph, or else is mentioned most. */
static uint32_t prominence(const figure *g, const name_keys *k)
{
    if (k->words > 1)
        return 0;
    if (g->type == WHO_BODY && g->last_key != k->last)
        return 1; /* "Tarn" is rather Ann Tarn than the Tarn Prize */
    if (g->words == 1 && g->last_key == k->last && g->gender != GENDER_WOMAN)
        return 1600; /* told apart from all who bear it already */
    return g->mentions + (g->words > 1 && g->paragraph == k->paragraph ? 1000 : 0) + (g->last_key == k->last ? 500 : 0) +
           (k->sex != GENDER_UNKNOWN && !k->guessed && g->gender == k->sex ? 2000 : 0);
}

/* The number of the figure, 0 if there is none yet. */
static uint32_t known_figure(const finder *f, const name_keys *k)
{
    size_t count = f->out->figures.count, stop = count > FIGURES_SEARCHED ? count - FIGURES_SEARCHED : 0;
    uint32_t best = 0, most = 0;
    bool apart = has_juniors(f->out, k->last);
    for (size_t i = count; i-- > stop;) {
        const figure *g = &f->out->figures.items[i];
        if ((g->last_key != k->last && g->first_key != k->last) || !is_same_name(g, k) || (apart && g->junior != k->junior) ||
            (best && prominence(g, k) <= most))
            continue;
        most = prominence(g, k);
        best = (uint32_t)i + 1;
    }
    return best;
}

bool bears_surname(const finder *f, const piece *p)
{
    if (!is_capital(p) || p->bits & GRAMMAR)
        return false;
    size_t count = f->out->figures.count, stop = count > SURNAMES_SEARCHED ? count - SURNAMES_SEARCHED : 0;
    for (size_t i = count; i-- > stop;)
        if (f->out->figures.items[i].last_key == p->key && f->out->figures.items[i].type == WHO_PERSON &&
            f->out->figures.items[i].words > 1)
            return true;
    return false;
}

bool is_known_surname(const finder *f, const piece *p)
{
    return (p->flags & PIECE_SENTENCE_START || p->quote) && bears_surname(f, p);
}

/* "Inc." and "Jr." keep their full stop. */
static bool keeps_stop(const finder *f, uint32_t last)
{
    static const char *const words[] = {"Inc", "Corp", "Co", "Ltd", "Jr", "Sr"};
    const piece *p = &f->s->pieces[last];
    for (size_t i = 0; i < sizeof words / sizeof *words && p[1].kind == PIECE_PERIOD; i++)
        if (word_is(f->s, p, words[i]))
            return true;
    return false;
}

static str name_text(const finder *f, uint32_t first, uint32_t last)
{
    last += keeps_stop(f, last);
    return one_line(f->a, str_slice(f->s->text, f->s->pieces[first].start, f->s->pieces[last].end));
}

/* A first name that everybody knows, not "Van" or "April". */
static bool is_given(const finder *f, const piece *p)
{
    static const char *const particles[] = {"Van", "Von", "De", "La", "Le", "Di", "Du", "Da", "St"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (word_is(f->s, p, particles[i]))
            return false;
    return has(p, NAME_GIVEN) && !has(p, NAME_COMMON | WORD_TIME);
}

static void give_name(finder *f, figure *g, const name_run *r, const name_keys *k)
{
    g->name = name_text(f, r->core, r->last);
    g->first_key = k->first;
    g->middle_key = k->middle;
    g->last_key = k->last;
    g->words = k->words;
    g->junior = k->junior;
    g->given = is_given(f, &f->s->pieces[r->core]);
}

static uint32_t add_figure(finder *f, const name_run *r, const name_keys *k)
{
    figure g = {.mentions = 1, .type = (uint8_t)k->type, .gender = (uint8_t)k->sex, .piece = r->core, .paragraph = k->paragraph};
    give_name(f, &g, r, k);
    place_id id;
    g.place = !r->strong_title && k->words < 3 && gazetteer_named(fold(f->a, g.name), &id, 1) > 0;
    vec_push(f->a, &f->out->figures, g);
    return (uint32_t)f->out->figures.count;
}

/* "de Smith" is not all of a name. */
static bool begins_small(str name)
{
    return name.len && name.data[0] >= 'a' && name.data[0] <= 'z';
}

/* Is the name that stands here a better one than `known` had so far? */
static bool is_better_name(const finder *f, const figure *known, const name_run *r, const name_keys *k)
{
    bool shouted = f->s->pieces[r->last].flags & PIECE_ALL_CAPITALS;
    if (k->words > 1 && known->words > 1 && k->first != known->first_key) {
        bool half = begins_small(piece_text(f->s, &f->s->pieces[r->core])), known_half = begins_small(known->name);
        if (half != known_half)
            return known_half;
        if (k->words == known->words)
            return false;
        bool given = is_given(f, &f->s->pieces[r->core]), longer = k->words > known->words;
        bool fuller = (longer ? k->words : known->words) == 3 && (longer ? given && !known->given : known->given && !given);
        return longer == fuller; /* "Ann Van Holt" for "Van Holt", but "Ann Lee" without her titles */
    }
    if (k->words == known->words)
        return is_shouting(known->name) && !shouted;
    return k->words > known->words;
}

/* "Smith met first lady Ann Smith": the surname alone, earlier in the sentence, is somebody else's. */
static bool is_other_of_surname(const finder *f, uint32_t number, const name_run *r, const name_keys *k)
{
    const figure *g = &f->out->figures.items[number - 1];
    if (g->words > 1 || k->words < 2 || k->sex != GENDER_WOMAN || g->gender == GENDER_WOMAN)
        return false;
    size_t count = f->out->mentions.count;
    for (size_t back = 1; back <= SENTENCE_NAMES && back <= count; back++) {
        const mention *m = &f->out->mentions.items[count - back];
        if (f->s->pieces[m->first].sentence != f->s->pieces[r->core].sentence)
            return false;
        if (m->figure == number)
            return true;
    }
    return false;
}

/* Does somebody else in the article have that surname, or one that ends in it: "Khoury-Nassar"? */
static bool is_in_family(const finder *f, str surname, size_t stop)
{
    for (size_t i = f->out->figures.count; i-- > stop;) {
        const figure *g = &f->out->figures.items[i];
        if (g->type == WHO_PERSON && g->words > 1 && str_ends_with(g->name, surname) &&
            strchr(" -", g->name.data[g->name.len - surname.len - 1]))
            return true;
    }
    return false;
}

/* "Mrs. Nassar" after "Elias Nassar" and "his wife, Mireille": she is given the surname. Her number, or 0. */
static uint32_t spouse_of_surname(const finder *f, const name_run *r, const name_keys *k)
{
    if (k->words > 1 || k->type != WHO_PERSON || k->sex == GENDER_UNKNOWN || k->guessed)
        return 0;
    str surname = piece_text(f->s, &f->s->pieces[r->last]);
    size_t count = f->out->figures.count, stop = count > FIGURES_SEARCHED ? count - FIGURES_SEARCHED : 0;
    for (size_t i = count; i-- > stop;) {
        figure *g = &f->out->figures.items[i];
        if (!g->spouse || g->words > 1 || g->gender != k->sex || !is_in_family(f, surname, stop))
            continue;
        g->name = arena_printf(f->a, "%.*s %.*s", STR_ARG(g->name), STR_ARG(surname));
        g->last_key = k->last;
        g->middle_key = g->first_key;
        g->words = 2;
        return (uint32_t)i + 1;
    }
    return 0;
}

uint32_t figure_of_name(finder *f, const name_run *r, who *type, gender sex)
{
    name_keys k = keys_of(f, r, *type, sex);
    uint32_t number = known_figure(f, &k);
    number = number ? number : spouse_of_surname(f, r, &k);
    if (!number || is_other_of_surname(f, number, r, &k))
        return add_figure(f, r, &k);
    figure *known = &f->out->figures.items[number - 1];
    known->mentions++;
    if (k.words > 1)
        known->paragraph = k.paragraph;
    if (is_better_name(f, known, r, &k)) {
        if (k.words > known->words)
            known->type = (uint8_t)*type;
        give_name(f, known, r, &k);
    }
    if (*type == WHO_PERSON && r->strong_title)
        known->type = WHO_PERSON;
    *type = (who)known->type;
    if (known->gender == GENDER_UNKNOWN)
        known->gender = (uint8_t)k.sex;
    return number;
}

bool may_be_person(const scan *s, const people *p, const mention *m, uint32_t fewest_words)
{
    const figure *g = &p->figures.items[m->figure - 1];
    if (g->type == WHO_PERSON)
        return m->type != WHO_BODY && (g->sure || !g->place);
    if (g->place)
        return false;
    if (g->words < fewest_words || g->words > 3 || has(&s->pieces[m->first], WORD_DETERMINER) ||
        s->pieces[m->last].flags & PIECE_ALL_CAPITALS)
        return false;
    for (uint32_t i = m->core; i <= m->last; i++)
        if (s->pieces[i].bits & (NAME_BODY | NAME_NATIONALITY | WORD_MEDIUM | WORD_PREPOSITION | WORD_CONJUNCTION | WORD_TIME))
            return false;
    return true;
}
