/* links.c - what do an apposition, a bracket or a pronoun tell about the name beside it? */
#include "indexer/tag/speaker/links.h"

#include "indexer/tag/speaker/figures.h"

enum { GENDER_REACH = 6 /* mentions before a pronoun */, BRACKET = 6, LIST = 160 /* pieces */ };

static figure *figure_of(const finder *f, const mention *m)
{
    return m->figure ? &f->out->figures.items[m->figure - 1] : NULL;
}

/* Words for persons that firms and states are called, too: "Acme, the owner,", "Syria, an ally,". */
static bool is_role_of_bodies(const finder *f, const mention *m)
{
    static const char *const words[] = {"ally",     "rival",     "partner",    "owner",   "member",    "leader", "host",
                                        "source",   "operator",  "donor",      "founder", "publisher", "star",   "contractor",
                                        "maker",    "supplier",  "dealer",     "sponsor", "investor",  "buyer",  "developer",
                                        "employer", "regulator", "watchdog",   "victim",  "champion",  "player", "producer",
                                        "nominee",  "candidate", "participant"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(f->s, &f->s->pieces[m->core], words[i]))
            return true;
    return false;
}

/* An office makes a person of a name that nothing else does: "Amrit Johal, the mayor,". */
static void make_person(const finder *f, mention *named, const mention *role)
{
    figure *g = figure_of(f, named);
    if (named->type != WHO_PERSON && may_be_person(f->s, f->out, named, 1) && !is_role_of_bodies(f, role)) {
        named->type = WHO_PERSON;
        g->type = WHO_PERSON;
    }
    if (named->type == WHO_PERSON)
        g->sure = true;
}

/* Past "(D-Ohio)" and what was blanked as a list of links. */
static uint32_t past_bracket(const scan *s, uint32_t at)
{
    uint32_t i = at;
    while (s->pieces[i].kind == PIECE_OTHER && !s->pieces[i].key && i < at + LIST)
        i++;
    if (s->pieces[i].kind != PIECE_OPEN)
        return i;
    for (uint32_t k = i + 1; k <= i + BRACKET && k < s->count; k++)
        if (s->pieces[k].kind == PIECE_CLOSE)
            return k + 1;
    return i;
}

/* Between the two stand a comma and at most an age or a bracket: "Ann Lee, 51, a teacher". */
static bool is_beside(const finder *f, const mention *m, const mention *next)
{
    const piece *pieces = f->s->pieces;
    uint32_t at = past_bracket(f->s, m->last + 1);
    if (pieces[at].kind != PIECE_COMMA)
        return false;
    if (pieces[at + 1].kind == PIECE_NUMBER && pieces[at + 2].kind == PIECE_COMMA)
        at += 2;
    return next->first == at + 1 && pieces[next->first].sentence == pieces[m->first].sentence;
}

/* "his wife, Ann" */
static bool is_spouse(const finder *f, const mention *noun)
{
    static const char *const words[] = {"wife", "husband", "widow", "widower"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(f->s, &f->s->pieces[noun->core], words[i]))
            return has(&f->s->pieces[noun->first], WORD_POSSESSIVE);
    return false;
}

/* "Yoav Gallant, the defence minister," and "the defence minister, Yoav Gallant,": the noun is said of the name. */
static void link_apposition(finder *f, mention *named, const mention *noun)
{
    if (noun->type == WHO_ROLE) {
        make_person(f, named, noun);
        figure *g = figure_of(f, named);
        if (named->type == WHO_PERSON && g->gender == GENDER_UNKNOWN)
            g->gender = noun->gender;
        g->spouse |= named->type == WHO_PERSON && g->words == 1 && is_spouse(f, noun);
        if (named->type == WHO_PERSON)
            add_office(f, noun->core, named->figure);
    } else if (noun->type == WHO_BODY && named->type == WHO_BODY)
        add_office(f, noun->core, named->figure);
}

/* "Ann Lee, who resigned as minister", "Ann Lee was the mayor". */
static void link_predicate(finder *f, const mention *named, const mention *noun)
{
    static const char *const words[] = {"as", "is", "was", "became", "elected", "appointed", "named"};
    const piece *before = &f->s->pieces[noun->first] - 1;
    if (named->type != WHO_PERSON || !named->figure || named->possessive || noun->type != WHO_ROLE ||
        f->s->pieces[named->last].sentence != before->sentence)
        return;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(f->s, before, words[i]))
            add_office(f, noun->core, named->figure);
}

/* "the Food and Drug Administration (FDA)". */
static void link_acronym(finder *f, const mention *m, const mention *next)
{
    const piece *pieces = f->s->pieces;
    if (m->type == WHO_BODY && next->type == WHO_BODY && m->figure && next->figure && pieces[m->last + 1].kind == PIECE_OPEN &&
        next->first == m->last + 2 && pieces[next->last + 1].kind == PIECE_CLOSE && next->first == next->last) {
        figure *acronym = figure_of(f, next);
        if (acronym->words == 1)
            acronym->name = figure_of(f, m)->name;
    }
}

/* "…, including Kislyak, the official said": the official is somebody else. */
static bool speaks_itself(const finder *f, const mention *noun)
{
    const piece *after = &f->s->pieces[noun->last + 1];
    return after->kind == PIECE_WORD && after->bits & WORD_SAY && (after->form == FORM_PAST || after->form == FORM_S);
}

void link_newest(finder *f)
{
    if (f->out->mentions.count < 2)
        return;
    mention *next = &f->out->mentions.items[f->out->mentions.count - 1], *m = next - 1;
    if (f->out->mentions.count > 2 && (&f->s->pieces[m->first] - 1)->kind == PIECE_OPEN &&
        past_bracket(f->s, m[-1].last + 1) > m->last)
        m--; /* "Ann Lee (Ohio), the mayor" */
    if (m->figure && !next->figure && is_beside(f, m, next) && !speaks_itself(f, next))
        link_apposition(f, m, next);
    else if (next->figure && !m->figure && is_beside(f, m, next))
        link_apposition(f, next, m);
    bool relative = m->type == WHO_RELATIVE && f->out->mentions.count > 2; /* "Ann Lee, who was the mayor" */
    link_predicate(f, relative ? m - 1 : m, next);
    link_acronym(f, m, next);
}

void learn_gender(finder *f, uint32_t pronoun)
{
    const piece *p = &f->s->pieces[pronoun];
    figure *only = NULL;
    size_t count = f->out->mentions.count;
    for (size_t back = 1; back <= GENDER_REACH && back <= count; back++) {
        const mention *m = &f->out->mentions.items[count - back];
        if (f->s->pieces[m->first].sentence + 1 < p->sentence || f->s->pieces[m->first].paragraph != p->paragraph)
            break;
        if (!m->figure) {
            if (m->type == WHO_ROLE)
                return; /* or is it the teacher's? */
            continue;
        }
        if (!may_be_person(f->s, f->out, m, 2))
            continue;
        if (only && only != figure_of(f, m))
            return;
        only = figure_of(f, m);
    }
    if (only && only->gender == GENDER_UNKNOWN)
        only->gender = (uint8_t)gender_of(p->bits & (WORD_MAN | WORD_WOMAN));
}
