/* resolve.c - whom does a pronoun, an office or half a name stand for? */
#include "indexer/tag/speaker/resolve.h"

enum { LOOK_BACK = 60, PARAGRAPHS_BACK = 6, OFFICES_SEARCHED = 200, BODIES_SEARCHED = 100 };

typedef struct resolver {
    const reading *r;
    uint32_t speaker; /* figure that spoke last, 0 none */
    uint32_t speaker_paragraph;
} resolver;

static const piece *at(const reading *r, uint32_t i)
{
    return &r->s.pieces[(int32_t)i];
}

static bool fits(uint8_t pronoun, uint8_t person)
{
    return person == GENDER_UNKNOWN || pronoun == GENDER_UNKNOWN || person == pronoun;
}

static bool is_first_of_sentence(const reading *r, uint32_t number)
{
    uint32_t sentence = at(r, r->p->mentions.items[number].first)->sentence;
    for (uint32_t back = 1; back <= number; back++) {
        const mention *before = &r->p->mentions.items[number - back];
        if (at(r, before->last)->sentence != sentence)
            return true;
        if (before->figure || back > 2)
            return false; /* "The coach, Ann Lee" is the first all the same */
    }
    return true;
}

/* How much speaks for the person at `number` being meant by a pronoun at `piece`. */
static int salience(const resolver *v, uint32_t number, const mention *pronoun)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    const figure *g = &r->p->figures.items[m->figure - 1];
    int sentences = (int)(at(r, pronoun->first)->sentence - at(r, m->first)->sentence);
    int paragraphs = (int)(at(r, pronoun->first)->paragraph - at(r, m->first)->paragraph);
    int score = 60 - 6 * (sentences < 6 ? sentences : 6) - 8 * paragraphs;
    score += is_first_of_sentence(r, number) ? 12 : 0;
    score += m->figure == v->speaker ? 25 - 4 * (int)(at(r, pronoun->first)->paragraph - v->speaker_paragraph) : 0;
    score += g->gender != GENDER_UNKNOWN && g->gender == pronoun->gender ? 18 : 0;
    score += g->mentions > 4 ? 4 : (int)g->mentions;
    score -= g->sure ? 0 : 25;                                          /* "Colorado", "Easter" may have been taken for names */
    score -= g->words < 2 && !is_first_of_sentence(r, number) ? 24 : 0; /* "left Paris": a first name alone, or a town */
    score -= m->possessive ? 8 : 0;
    score -= at(r, m->core)->quote ? 40 : 0;
    score -= at(r, m->first - 1)->bits & WORD_PREPOSITION ? 10 : 0;
    return score - (sentences == 0 ? 8 : 0);
}

static uint32_t person_for(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *pronoun = &r->p->mentions.items[number];
    uint32_t best = 0;
    int most = -1000;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->paragraph + PARAGRAPHS_BACK < at(r, pronoun->first)->paragraph)
            break;
        if (m->mute || !m->figure || !may_be_person(&r->s, r->p, m, 2) ||
            !fits(pronoun->gender, r->p->figures.items[m->figure - 1].gender))
            continue;
        int score = salience(v, number - back, pronoun);
        if (score > most) {
            most = score;
            best = m->figure;
        }
    }
    if (best && r->p->figures.items[best - 1].gender == GENDER_UNKNOWN)
        r->p->figures.items[best - 1].gender = pronoun->gender; /* the next "she" will know */
    return best;
}

/* "they", "it": the plural or body mentioned last at the start of a sentence. */
static uint32_t body_for(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *pronoun = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= LOOK_BACK / 2 && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->paragraph + 2 < at(r, pronoun->first)->paragraph)
            break;
        if (m->figure && !m->mute && m->type == WHO_BODY && is_first_of_sentence(r, number - back) && !at(r, m->core)->quote)
            return m->figure;
    }
    return 0;
}

/* "one mediator, Ann Lee,": the name that stands right behind the noun. */
static uint32_t named_behind(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number], *next = m + 1;
    if (number + 1 >= r->p->mentions.count || !next->figure || next->possessive || next->first != m->last + 2 ||
        at(r, m->last + 1)->kind != PIECE_COMMA || at(r, m->last)->sentence != at(r, next->first)->sentence)
        return 0;
    bool alone = at(r, next->last + 1)->kind != PIECE_WORD;
    return alone && may_be_person(&r->s, r->p, next, 2) && r->p->figures.items[next->figure - 1].words > 1 ? next->figure : 0;
}

/* The figure this noun was last said of. */
static uint32_t office_for(const reading *r, const mention *m)
{
    uint32_t key = at(r, m->core)->key, found = 0;
    size_t count = r->p->offices.count, stop = count > OFFICES_SEARCHED ? count - OFFICES_SEARCHED : 0;
    for (size_t i = count; i-- > stop;) {
        const office *o = &r->p->offices.items[i];
        if (o->key != key)
            continue;
        if (!found || o->piece < m->first)
            found = o->figure;
        if (o->piece < m->first)
            break;
    }
    if (found && m->gender && !fits(m->gender, r->p->figures.items[found - 1].gender))
        return 0;
    return found;
}

/* "the ministry": the body whose name has that word at its end or beginning. */
static uint32_t named_body(const reading *r, const mention *m)
{
    uint32_t key = at(r, m->core)->key;
    size_t count = r->p->figures.count, stop = count > BODIES_SEARCHED ? count - BODIES_SEARCHED : 0;
    for (size_t i = stop; i < count; i++) {
        const figure *g = &r->p->figures.items[i];
        if (g->type == WHO_BODY && g->words > 1 && (g->last_key == key || g->first_key == key))
            return (uint32_t)i + 1;
    }
    return 0;
}

static bool is_definite(const reading *r, const mention *m)
{
    const piece *p = at(r, m->first);
    return (m->first == m->core && p->flags & PIECE_CAPITAL && m->type == WHO_ROLE) || p->bits & WORD_POSSESSIVE ||
           (p->end - p->start == 3 && (r->s.text.data[p->start] | 32) == 't');
}

/* "who": whoever stands right before. */
static uint32_t antecedent(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= 3 && back <= number; back++) {
        const mention *before = &r->p->mentions.items[number - back];
        if (at(r, before->first)->sentence != at(r, m->first)->sentence)
            return 0;
        if (before->figure && may_be_person(&r->s, r->p, before, 2))
            return before->figure;
        if (before->type == WHO_ROLE && is_definite(r, before))
            return office_for(r, before);
    }
    return 0;
}

static bool is_they_or_it(const reading *r, const mention *m)
{
    str word = piece_text(&r->s, at(r, m->core));
    return str_equal_ascii_nocase(word, STR("they")) || str_equal_ascii_nocase(word, STR("it"));
}

static uint32_t figure_for(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    switch ((who)m->type) {
    case WHO_PERSON: return m->figure;
    case WHO_BODY: return m->figure ? m->figure : is_definite(r, m) ? named_body(r, m) : 0;
    case WHO_PRONOUN: return m->gender ? person_for(v, number) : is_they_or_it(r, m) ? body_for(v, number) : 0;
    case WHO_ROLE: {
        uint32_t behind = named_behind(r, number);
        return behind ? behind : is_definite(r, m) ? office_for(r, m) : 0;
    }
    case WHO_RELATIVE: return antecedent(r, number);
    case WHO_PLURAL:
    case WHO_MEDIUM:
    case WHO_OTHER: return 0;
    }
    return 0;
}

void resolve_speakers(const reading *r, found_quotations *quotations)
{
    resolver v = {.r = r};
    for (size_t i = 0; i < quotations->count; i++) {
        const attribution *t = &quotations->items[i].what;
        if (!t->speaker)
            continue;
        mention *m = &r->p->mentions.items[t->speaker - 1];
        if (!m->figure || m->type == WHO_RELATIVE)
            m->figure = figure_for(&v, t->speaker - 1);
        if (m->figure && r->p->figures.items[m->figure - 1].type == WHO_PERSON) {
            v.speaker = m->figure;
            v.speaker_paragraph = at(r, t->cue)->paragraph;
        }
    }
}
