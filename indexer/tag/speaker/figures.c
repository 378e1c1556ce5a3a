/* figures.c - which names of an article are one and the same, and what is whoever bears them called? */
#include "indexer/tag/speaker/figures.h"

enum { FIGURES_SEARCHED = 256 /* the newest ones; an article with more people is a list of names */ };

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
    if (figure_number && has(p, NAME_ROLE | NAME_BODY | NAME_HONORIFIC))
        vec_push(f->a, &f->out->offices, (office){office_key(f, p), figure_number, noun});
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

uint32_t figure_of_name(finder *f, const name_run *r, who *type, gender g)
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
