/* pronouns.c - whom do "she", "it" and "they" stand for? */
#include "indexer/tag/speaker/resolver.h"

enum { PARAGRAPHS_BACK = 6 };

bool is_first_of_sentence(const reading *r, uint32_t number)
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

/* "The coach, Ann Lee, shrugged. “…,” she said": named in full at the start of the sentence right before, in this paragraph. */
static bool introduces(const reading *r, uint32_t number, const mention *pronoun)
{
    const mention *m = &r->p->mentions.items[number];
    const piece *before = at(r, m->first - 1);
    if (before->bits & WORD_PREPOSITION || (before->bits & WORD_DETERMINER && before[-1].bits & WORD_PREPOSITION))
        return false; /* "the spectre of a President Lee" */
    bool follows = number && m[-1].type == WHO_PRONOUN && at(r, m[-1].last)->sentence == at(r, m->first)->sentence;
    return m->type == WHO_PERSON && m->last > m->core && !m->possessive && !follows && !at(r, m->core)->quote &&
           at(r, m->first)->paragraph == at(r, pronoun->first)->paragraph &&
           at(r, m->first)->sentence + 1 == at(r, pronoun->first)->sentence && is_first_of_sentence(r, number);
}

/* "At Tom Reed's trial, Ann Lee was asked": nobody else can be the subject before her, and a verb of her own follows. */
static bool is_acting(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    const piece *before = at(r, m->first - 1), *p = at(r, m->last + 1);
    p += p->kind == PIECE_WORD && p->bits & WORD_ADVERB && !(p->bits & (WORD_CUE | WORD_VERB | WORD_AUXILIARY));
    if (m->possessive || p->sentence != at(r, m->last)->sentence || !is_finite_verb(p) ||
        (before->kind == PIECE_WORD && before->bits & (WORD_PREPOSITION | WORD_SUBORDINATOR | WORD_RELATIVE | WORD_CUE)))
        return false;
    for (uint32_t back = 1; back <= LOOK_BACK / 4 && back <= number; back++) {
        const mention *other = m - back;
        if (at(r, other->last)->sentence != p->sentence)
            return true;
        bool inside = other->possessive || at(r, other->first - 1)->bits & WORD_PREPOSITION;
        if (!inside && (other->type == WHO_PRONOUN || other->type == WHO_ROLE || other->type == WHO_PERSON))
            return false;
    }
    return true;
}

/* How much speaks for the person at `number`, that figure, being meant by a pronoun. */
static int salience(const resolver *v, uint32_t number, uint32_t person, const mention *pronoun)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    const figure *g = &r->p->figures.items[person - 1];
    int sentences = (int)(at(r, pronoun->first)->sentence - at(r, m->first)->sentence);
    int paragraphs = (int)(at(r, pronoun->first)->paragraph - at(r, m->first)->paragraph);
    int score = 60 - 6 * (sentences < 6 ? sentences : 6) - 12 * paragraphs;
    score += is_first_of_sentence(r, number) || is_acting(r, number) ? 18 : 0;
    score += person == v->speaker ? 25 - 4 * (int)(at(r, pronoun->first)->paragraph - v->speaker_paragraph) : 0;
    score += g->gender != GENDER_UNKNOWN && g->gender == pronoun->gender ? 10 : 0;
    score += g->mentions > 4 ? 4 : (int)g->mentions;
    score -= g->sure ? 0 : g->words > 1 ? 12 : 25;                      /* "Colorado", "Easter" may have been taken for names */
    score -= g->words < 2 && !is_first_of_sentence(r, number) ? 24 : 0; /* "left Paris": a first name alone, or a town */
    score -= m->possessive ? 8 : 0;
    score -= at(r, m->core)->quote ? 40 : 0;
    score -= at(r, m->first - 1)->bits & WORD_PREPOSITION ? 10 : 0;
    score += introduces(r, number, pronoun) ? 20 : 0;
    return score - (sentences == 0 ? 8 : 0);
}

/* "Tarnley says …", more than once: a surname that nobody knows, rather than a firm. */
static bool is_unknown_speaker(const reading *r, const mention *m)
{
    const figure *g = &r->p->figures.items[m->figure - 1];
    return g->speaks && g->words == 1 && g->mentions > 1 && may_be_person(&r->s, r->p, m, 1) && !at(r, m->core)->bits;
}

/* The person whom the mention at `number` names, or who bears its office where a sentence begins with that: "The president
 * flew home. He said"; 0 for nobody. */
static uint32_t person_at(const reading *r, uint32_t number)
{
    mention *m = &r->p->mentions.items[number];
    if (m->figure)
        return may_be_person(&r->s, r->p, m, 2) || is_unknown_speaker(r, m) ? m->figure : 0;
    if (m->type != WHO_ROLE || m->possessive || at(r, m->core)->quote || !is_unique(r, m) || !is_first_of_sentence(r, number) ||
        named_behind(r, number))
        return 0;
    m->bearer = m->bearer ? m->bearer : office_for(r, m);
    return m->bearer;
}

uint32_t person_for(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *pronoun = &r->p->mentions.items[number];
    uint32_t best = 0;
    int most = -1000;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->paragraph + PARAGRAPHS_BACK < at(r, pronoun->first)->paragraph)
            break;
        uint32_t person = m->mute ? 0 : person_at(r, number - back);
        if (!person || !fits(pronoun->gender, r->p->figures.items[person - 1].gender))
            continue;
        int score = salience(v, number - back, person, pronoun);
        if (score > most) {
            most = score;
            best = person;
        }
    }
    if (best && r->p->figures.items[best - 1].gender == GENDER_UNKNOWN)
        r->p->figures.items[best - 1].gender = pronoun->gender; /* the next "she" will know */
    return best;
}

/* The very first mention of its sentence. */
static bool is_subject(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    return number == 0 || at(r, m[-1].last)->sentence != at(r, m->first)->sentence;
}

/* "it", "they": 1 + the mention of the body or paper that was last the start of a sentence, or 0. */
static uint32_t body_before(const reading *r, uint32_t number)
{
    const mention *pronoun = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= LOOK_BACK / 2 && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->paragraph + 2 < at(r, pronoun->first)->paragraph)
            break;
        if ((m->type == WHO_BODY || (m->type == WHO_MEDIUM && !m->figure)) && !m->mute && !at(r, m->core)->quote &&
            is_subject(r, number - back))
            return number - back + 1;
    }
    return 0;
}

/* Several people mentioned at the start of a sentence before the pronoun, the very first where they must begin it; 1 + the
 * mention, or 0. */
static uint32_t several_before(const reading *r, uint32_t number, uint32_t first_sentence, bool very_first)
{
    const mention *pronoun = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= LOOK_BACK / 2 && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->sentence < first_sentence || at(r, m->first)->paragraph + 1 < at(r, pronoun->first)->paragraph)
            break;
        bool begins = very_first ? is_subject(r, number - back) : is_first_of_sentence(r, number - back);
        if (m->type == WHO_PLURAL && begins && !at(r, m->core)->quote)
            return number - back + 1;
    }
    return 0;
}

/* "they": several people with whom this sentence or the one before begins, who spoke last, in this paragraph or the one before,
 * or who were mentioned there at the start of a sentence: 1 + the mention, or 0. */
static uint32_t several_for(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *spoke = v->several ? &r->p->mentions.items[v->several - 1] : NULL;
    const piece *pronoun = at(r, r->p->mentions.items[number].first);
    uint32_t subject = several_before(r, number, pronoun->sentence ? pronoun->sentence - 1 : 0, true);
    if (subject)
        return subject;
    if (spoke && v->several <= number && at(r, spoke->first)->paragraph + 1 >= pronoun->paragraph)
        return v->several;
    return several_before(r, number, 0, false);
}

/* A name at the start of a sentence between the two mentions: who is meant by what comes then? */
static bool is_named_between(const reading *r, uint32_t first, uint32_t last)
{
    if (last - first > LOOK_BACK)
        return true;
    for (uint32_t i = first + 1; i < last; i++) {
        const mention *m = &r->p->mentions.items[i];
        if (m->figure && m->type == WHO_PERSON && !at(r, m->core)->quote && is_first_of_sentence(r, i))
            return true;
    }
    return false;
}

/* "A nurse says the ward is full. “…,” she says": 1 + the mention of the nurse, or 0. "The governor said …. He said" may as well
 * have a name. */
static uint32_t nameless_for(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *pronoun = &r->p->mentions.items[number], *m = v->nameless ? &r->p->mentions.items[v->nameless - 1] : NULL;
    if (!m || v->nameless > number || !fits(pronoun->gender, m->gender) ||
        at(r, m->first)->paragraph + 1 < at(r, pronoun->first)->paragraph)
        return 0;
    if (is_the(r, at(r, m->first)) && at(r, m->first)->sentence + 1 < at(r, pronoun->first)->sentence)
        return 0;
    return is_named_between(r, v->nameless - 1, number) ? 0 : v->nameless;
}

/* "A spokesman was silent. It was, he said, …": 1 + the mention of somebody without a name with whom the sentence before begins,
 * in this paragraph, or 0. */
static uint32_t stranger_before(const reading *r, uint32_t number)
{
    const mention *pronoun = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= LOOK_BACK / 4 && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        bool before = at(r, m->first)->sentence + 1 == at(r, pronoun->first)->sentence;
        if ((!before && at(r, m->first)->sentence != at(r, pronoun->first)->sentence) ||
            at(r, m->first)->paragraph != at(r, pronoun->first)->paragraph || (m->figure && may_be_person(&r->s, r->p, m, 2)))
            return 0;
        const piece *article = at(r, m->first);
        if (before && m->type == WHO_ROLE && !m->figure && !m->possessive && article->flags & PIECE_SENTENCE_START &&
            (article->key == piece_key("a") || article->key == piece_key("an")) && !article->quote &&
            fits(pronoun->gender, m->gender))
            return number - back + 1;
    }
    return 0;
}

bool is_they_or_it(const reading *r, const mention *m)
{
    str word = piece_text(&r->s, at(r, m->core));
    return str_equal_ascii_nocase(word, STR("they")) || str_equal_ascii_nocase(word, STR("it"));
}

/* "they", after two have spoken together: 1 + the mention of one of them, or 0. */
static uint32_t joint_before(const resolver *v, const mention *pronoun)
{
    const reading *r = v->r;
    if (!v->joint || at(r, r->p->mentions.items[v->joint - 1].first)->paragraph + 2 < at(r, pronoun->first)->paragraph)
        return 0;
    return v->joint;
}

uint32_t meant_by(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    if (m->type != WHO_PRONOUN)
        return 0;
    if (m->gender) {
        uint32_t nameless = nameless_for(v, number);
        return nameless ? nameless : stranger_before(r, number);
    }
    if (!is_they_or_it(r, m))
        return 0;
    bool they = str_equal_ascii_nocase(piece_text(&r->s, at(r, m->core)), STR("they"));
    uint32_t joint = they ? joint_before(v, m) : 0, several = they && !joint ? several_for(v, number) : joint;
    return several ? several : body_before(r, number);
}
