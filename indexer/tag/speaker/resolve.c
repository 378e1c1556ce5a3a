/* resolve.c - whom does each speaker's noun phrase stand for? */
#include "indexer/tag/speaker/resolve.h"

#include "indexer/tag/speaker/phrases.h"
#include "indexer/tag/speaker/resolver.h"

enum { QUOTATIONS_AHEAD = 3, PARAGRAPHS_AHEAD = 2, APPOSITION = 8 };

/* Nouns by which reports call somebody a second time, and hardly anybody a first time; offices are not among them. */
static bool is_epithet(const reading *r, const piece *noun)
{
    static const char *const words[] = {
        "lawmaker",    "legislator", "congressman", "congresswoman", "senator",     "assemblyman",   "politician",
        "candidate",   "contender",  "nominee",     "hopeful",       "republican",  "democrat",      "billionaire",
        "millionaire", "mogul",      "tycoon",      "entrepreneur",  "businessman", "businesswoman", "teen",
        "teenager",    "cleric",     "pollster",    "economist",     "historian",   "actor",         "actress",
        "singer",      "comedian",   "author",      "activist",      "filmmaker",   "conservative",  "liberal",
        "libertarian", "socialist",  "independent", "star",          "strategist",  "front-runner",  "frontrunner"};
    return is_any_of(r, noun, words, sizeof words / sizeof *words);
}

/* No other name stands before it in its sentence, what is quoted aside: "“I met Ann Lee,” the senator said". */
static bool is_first_outside_quotation(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    uint32_t back = 1;
    while (back <= LOOK_BACK && back <= number && at(r, m[-(int32_t)back].first)->quote)
        back++;
    return back > number || at(r, m[-(int32_t)back].last)->sentence != at(r, m->first)->sentence ||
           is_first_of_sentence(r, number);
}

/* "The veteran pollster says": whoever spoke right before, when it begins the next sentence and nobody else was named. */
static uint32_t epithet_of(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    if (!v->speaker || m->first == m->core || !is_the(r, at(r, m->first)) || !is_epithet(r, at(r, m->core)) ||
        !is_first_outside_quotation(r, number) || v->speaker_paragraph + 1 < at(r, m->first)->paragraph ||
        !fits(m->gender, r->p->figures.items[v->speaker - 1].gender))
        return 0;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *before = &r->p->mentions.items[number - back];
        if (before->figure == v->speaker)
            return v->speaker;
        if (before->figure && before->type == WHO_PERSON && !at(r, before->core)->quote && is_first_of_sentence(r, number - back))
            return 0;
        if (at(r, before->first)->paragraph + 1 < at(r, m->first)->paragraph)
            return 0;
    }
    return 0;
}

/* "who": whoever stands right before. */
static uint32_t antecedent(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= APPOSITION && back <= number; back++) {
        const mention *before = &r->p->mentions.items[number - back];
        if (at(r, before->first)->sentence != at(r, m->first)->sentence)
            return 0;
        bool near = back <= 3 || at(r, before->last + 1)->kind == PIECE_COMMA; /* "Ann Lee, a painter and teacher at …, who" */
        if (near && before->figure && may_be_person(&r->s, r->p, before, 2))
            return before->figure;
        if (back > 3)
            continue;
        if (before->type == WHO_ROLE && is_definite(r, before))
            return office_for(r, before);
    }
    return 0;
}

/* "who" after people without a name: 1 + their mention, or 0. */
static uint32_t nameless_before(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number], *before = number ? m - 1 : NULL;
    bool beside = before && (before->last + 1 == m->first ||
                             (before->last + 2 == m->first && at(r, before->last + 1)->kind == PIECE_COMMA));
    return beside && !before->figure && (before->type == WHO_PLURAL || before->type == WHO_ROLE || before->type == WHO_OTHER)
               ? number
               : 0;
}

/* "a report by the institute": its author; "her letter", "Ann Lee's letter": whose it is. */
static uint32_t author_of(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    mention *m = &r->p->mentions.items[number];
    if (m->owner)
        return m->owner;
    if (at(r, m->first)->bits & WORD_POSSESSIVE && at(r, m->first)->bits & (WORD_MAN | WORD_WOMAN)) {
        m->gender = at(r, m->first)->bits & WORD_MAN ? GENDER_MAN : GENDER_WOMAN;
        return person_for(v, number);
    }
    const mention *next = number + 1 < r->p->mentions.count ? m + 1 : NULL;
    bool by = str_equal_ascii_nocase(piece_text(&r->s, at(r, m->last + 1)), STR("by"));
    if (!by || !next || next->first != m->last + 2 || next->possessive)
        return 0;
    return next->figure ? next->figure : next->type == WHO_BODY && is_definite(r, next) ? body_meant(r, number + 1) : 0;
}

/* "The Ohio Republican said" stands most often for who spoke before; "the minister", for whom that was said of. */
static uint32_t whose_role(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    bool member = at(r, m->core)->flags & PIECE_CAPITAL && m->core > m->first + 1;
    uint32_t behind = named_behind(r, number);
    if (!behind && member)
        behind = epithet_of(v, number);
    if (!behind && is_unique(r, m))
        behind = office_for(r, m);
    if (member && behind && r->p->figures.items[behind - 1].type != WHO_PERSON)
        behind = 0;
    return behind ? behind : epithet_of(v, number);
}

static uint32_t figure_for(resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    switch ((who)m->type) {
    case WHO_PERSON: return m->figure;
    case WHO_BODY: {
        uint32_t behind = m->figure ? foreign_apposition(r, number) : named_right_behind(r, number);
        behind = behind ? behind : m->figure;
        return behind ? behind : is_definite(r, m) ? body_meant(r, number) : 0;
    }
    case WHO_PRONOUN: return m->gender ? person_for(v, number) : is_they_or_it(r, m) ? 0 : named_behind(r, number);
    case WHO_ROLE: return whose_role(v, number);
    case WHO_RELATIVE: return antecedent(r, number);
    case WHO_PLURAL: return 0;
    case WHO_MEDIUM: {
        uint32_t behind = named_right_behind(r, number);
        return behind ? behind : author_of(v, number);
    }
    case WHO_OTHER: return named_behind(r, number);
    }
    return 0;
}

/* "the mayor, Ann Lee", "said the clock's keeper, Ann Lee": an office of her own stands before the name. */
static bool is_apposed(const reading *r, const mention *m, uint32_t cue)
{
    if (m == r->p->mentions.items || at(r, m->first - 1)->kind != PIECE_COMMA)
        return false;
    return (m[-1].last + 2 == m->first && !m[-1].figure && m[-1].type == WHO_ROLE) ||
           (cue < m->first && at(r, cue)->sentence == at(r, m->first)->sentence);
}

/* "The water minister said …" in one paragraph, “…,” Ann Lee said in the next: whoever is first named there, and by nothing
 * but the name, is the minister. */
static void name_from_ahead(const reading *r, found_quotations *quotations, size_t i)
{
    mention *m = &r->p->mentions.items[quotations->items[i].what.speaker - 1];
    for (size_t k = i + 1; k < quotations->count && k <= i + QUOTATIONS_AHEAD; k++) {
        uint32_t speaker = quotations->items[k].what.speaker;
        const mention *next = speaker ? &r->p->mentions.items[speaker - 1] : NULL;
        if (!next || next == m || next->type == WHO_PRONOUN)
            continue;
        if (at(r, next->first)->paragraph > at(r, m->first)->paragraph + PARAGRAPHS_AHEAD || !next->figure ||
            next->first < m->last || !may_be_person(&r->s, r->p, next, 2))
            return;
        const figure *g = &r->p->figures.items[next->figure - 1];
        bool bare = next->first == next->core && next->last > next->core && at(r, next->last + 1)->kind != PIECE_COMMA &&
                    !is_apposed(r, next, quotations->items[k].what.cue);
        if (bare && g->piece >= next->core && fits(m->gender, g->gender))
            m->figure = next->figure;
        return;
    }
}

/* "Fox News' Ann Lee reported", "Channel 13's Tom Reed says": a body's own reporter speaks, not the body. The mention + 1. */
static uint32_t reporter_of(const reading *r, uint32_t speaker)
{
    const mention *m = &r->p->mentions.items[speaker - 1];
    if (m->type != WHO_BODY || !m->figure || speaker >= r->p->mentions.count)
        return speaker;
    uint32_t i = m->last + 1 + (at(r, m->last + 1)->kind == PIECE_NUMBER);
    const piece *p = at(r, i);
    bool owns = (p->kind == PIECE_CLITIC && p->key == 's') || (p->mark >= MARK_SINGLE_OPEN && !p->quote && p->start == p[-1].end);
    const mention *next = m + 1;
    return owns && next->first == i + 1 && next->type == WHO_PERSON && !next->possessive ? speaker + 1 : speaker;
}

static bool is_and(const reading *r, const piece *p)
{
    return p->kind == PIECE_WORD && str_equal_ascii_nocase(piece_text(&r->s, p), STR("and"));
}

/* Two names of people with nothing but "and" between. */
static bool are_joined(const reading *r, const mention *m, const mention *next)
{
    return next->first == m->last + 2 && is_and(r, at(r, m->last + 1)) && m->figure && next->figure &&
           m->figure != next->figure && !m->mute && !next->mute && !m->possessive && !next->possessive &&
           may_be_person(&r->s, r->p, m, 2) && may_be_person(&r->s, r->p, next, 2);
}

/* Whether the two are all that stands at their side of the cue: "Ann Lee and Tom Reed said", "said Ann Lee and Tom Reed". */
static bool speak_together(const reading *r, const mention *m, const mention *next, uint32_t cue)
{
    if (!are_joined(r, m, next) || (m->first < cue && next->last > cue))
        return false;
    const piece *before = at(r, m->first - 1), *after = at(r, next->last + 1);
    if (next->last < cue)
        return before->kind != PIECE_WORD || before->sentence != at(r, m->first)->sentence;
    return after->kind != PIECE_CLITIC && (after->kind != PIECE_WORD || after->bits & (WORD_PREPOSITION | WORD_TIME));
}

/* 1 + the mention of who speaks together with the speaker, or 0. */
static uint32_t partner_of(const reading *r, const attribution *t)
{
    uint32_t number = t->speaker - 1;
    const mention *m = &r->p->mentions.items[number];
    if (number > 0 && speak_together(r, m - 1, m, t->cue))
        return number;
    return number + 1 < r->p->mentions.count && speak_together(r, m, m + 1, t->cue) ? number + 2 : 0;
}

/* "When a reporter asked him, he said …" */
static bool is_asking(const reading *r, const piece *cue)
{
    static const char *const words[] = {"asked", "asks", "ask", "asking"};
    return is_any_of(r, cue, words, sizeof words / sizeof *words);
}

static void remember_speaker(resolver *v, const attribution *t)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[t->speaker - 1];
    if (m->figure && r->p->figures.items[m->figure - 1].type == WHO_PERSON) {
        v->speaker = m->figure;
        v->speaker_paragraph = at(r, t->cue > t->last ? t->cue : t->last)->paragraph;
        v->nameless = v->several = 0;
        return;
    }
    if (m->type == WHO_PLURAL && !m->figure)
        v->several = t->speaker;
    bool human = m->type == WHO_ROLE || (m->type == WHO_OTHER && !is_according(&r->s, at(r, t->cue))); /* or "the city" */
    if (!m->figure && human && !is_asking(r, at(r, t->cue)))
        v->nameless = t->speaker;
}

static void resolve_one(resolver *v, found_quotations *quotations, size_t i)
{
    const reading *r = v->r;
    attribution *t = &quotations->items[i].what;
    t->speaker = reporter_of(r, t->speaker);
    mention *m = &r->p->mentions.items[t->speaker - 1];
    m->meant = m->figure ? 0 : meant_by(v, t->speaker - 1);
    if (m->meant && r->p->mentions.items[m->meant - 1].figure && !r->p->mentions.items[m->meant - 1].with)
        m->figure = r->p->mentions.items[m->meant - 1].figure;
    if (!m->meant && (!m->figure || m->type == WHO_RELATIVE || m->type == WHO_BODY))
        m->figure = figure_for(v, t->speaker - 1);
    if (!m->figure && m->type == WHO_RELATIVE)
        m->meant = nameless_before(r, t->speaker - 1);
    if (!m->figure && m->type == WHO_BODY && is_definite(r, m) && m->first + 1 >= m->core)
        m->meant = fuller_body(r, t->speaker - 1);
    if (!m->figure && m->type == WHO_ROLE && is_unique(r, m))
        name_from_ahead(r, quotations, i);
    m->with = partner_of(r, t);
    v->joint = m->with ? t->speaker : m->meant && m->meant == v->joint ? v->joint : 0;
    remember_speaker(v, t);
}

void resolve_speakers(const reading *r, found_quotations *quotations)
{
    resolver v = {.r = r};
    for (size_t i = 0; i < quotations->count; i++)
        if (quotations->items[i].what.speaker)
            resolve_one(&v, quotations, i);
}
