/* resolve.c - whom does a pronoun, an office or half a name stand for? */
#include "indexer/tag/speaker/resolve.h"

#include "indexer/tag/speaker/phrases.h"

enum {
    LOOK_BACK = 60,
    PARAGRAPHS_BACK = 6,
    OFFICES_SEARCHED = 200,
    BODIES_SEARCHED = 100,
    QUOTATIONS_AHEAD = 3,
    PARAGRAPHS_AHEAD = 2,
    COMPLEMENT = 10,
    APPOSITION = 8
};

typedef struct resolver {
    const reading *r;
    uint32_t speaker; /* figure that spoke last, 0 none */
    uint32_t speaker_paragraph;
    uint32_t nameless; /* 1 + the mention of who spoke last, when that has no name: "a nurse"; 0 none */
    uint32_t joint;    /* 1 + the mention of one of two who spoke together last; 0 none */
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

/* How much speaks for the person at `number` being meant by a pronoun at `piece`. */
static int salience(const resolver *v, uint32_t number, const mention *pronoun)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    const figure *g = &r->p->figures.items[m->figure - 1];
    int sentences = (int)(at(r, pronoun->first)->sentence - at(r, m->first)->sentence);
    int paragraphs = (int)(at(r, pronoun->first)->paragraph - at(r, m->first)->paragraph);
    int score = 60 - 6 * (sentences < 6 ? sentences : 6) - 12 * paragraphs;
    score += is_first_of_sentence(r, number) ? 18 : 0;
    score += m->figure == v->speaker ? 25 - 4 * (int)(at(r, pronoun->first)->paragraph - v->speaker_paragraph) : 0;
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

/* "they": several people mentioned at the start of a sentence: 1 + the mention, or 0. */
static uint32_t several_for(const reading *r, uint32_t number)
{
    const mention *pronoun = &r->p->mentions.items[number];
    for (uint32_t back = 1; back <= LOOK_BACK / 2 && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (at(r, m->first)->paragraph + 1 < at(r, pronoun->first)->paragraph)
            break;
        if (m->type == WHO_PLURAL && is_first_of_sentence(r, number - back) && !at(r, m->core)->quote)
            return number - back + 1;
    }
    return 0;
}

/* "one mediator, Ann Lee,", "his wife, Ann,", "a spokesman for the mine, Tom Reed,": the name behind the noun's comma. */
static uint32_t named_behind(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    uint32_t comma = m->last + 1;
    while (comma <= m->last + COMPLEMENT && at(r, comma)->kind == PIECE_WORD &&
           !(at(r, comma)->bits & (WORD_AUXILIARY | WORD_MODAL | WORD_RELATIVE | WORD_CONJUNCTION)) &&
           (at(r, comma)->flags & PIECE_CAPITAL || !(at(r, comma)->bits & (WORD_CUE | WORD_VERB)))) /* "the Times building" */
        comma++;
    if (at(r, comma)->kind != PIECE_COMMA || at(r, comma)->sentence != at(r, m->last)->sentence)
        return 0;
    uint32_t n = r->mentions_before[comma];
    const mention *next = n < r->p->mentions.count ? &r->p->mentions.items[n] : NULL;
    if (!next || next->first != comma + 1 || !next->figure || next->possessive)
        return 0;
    const piece *after = at(r, next->last + 1);
    bool alone = after->kind == PIECE_COMMA || after->kind == PIECE_PERIOD || after->kind == PIECE_END || comma == m->last + 1;
    return alone && after->kind != PIECE_WORD && may_be_person(&r->s, r->p, next, 2) ? next->figure : 0;
}

static bool is_any_of(const reading *r, const piece *p, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (p->kind == PIECE_WORD && str_equal_ascii_nocase(piece_text(&r->s, p), str_from(words[i])))
            return true;
    return false;
}

static bool is_the(const reading *r, const piece *p)
{
    return p->end - p->start == 3 && str_equal_ascii_nocase(piece_text(&r->s, p), STR("the"));
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

/* "The veteran pollster says": whoever spoke right before, when it begins the next sentence and nobody else was named. */
static uint32_t epithet_of(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    if (!v->speaker || m->first == m->core || !is_the(r, at(r, m->first)) || !is_epithet(r, at(r, m->core)) ||
        !is_first_of_sentence(r, number) || v->speaker_paragraph + 1 < at(r, m->first)->paragraph ||
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

/* The figure this noun was last said of; the aviation minister is not the finance minister. */
static uint32_t office_for(const reading *r, const mention *m)
{
    bool past = is_past_office(&r->s, m->core);
    uint32_t key = at(r, m->core)->key, modifier = modifier_key(&r->s, at(r, m->core)), found = 0;
    size_t count = r->p->offices.count, stop = count > OFFICES_SEARCHED ? count - OFFICES_SEARCHED : 0;
    for (size_t i = count; i-- > stop;) {
        const office *o = &r->p->offices.items[i];
        if (o->key != key || (modifier && o->modifier && modifier != o->modifier) || (o->past && !past && o->piece > m->first))
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

static bool is_word_of_name(const figure *g, uint32_t key)
{
    return g->type == WHO_BODY && g->words > 1 && (g->last_key == key || g->first_key == key);
}

/* "the ministry": the body whose name has that word at its end or beginning, the one mentioned last. */
static uint32_t named_body(const reading *r, uint32_t number)
{
    uint32_t key = at(r, r->p->mentions.items[number].core)->key;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (m->figure && is_word_of_name(&r->p->figures.items[m->figure - 1], key))
            return m->figure;
    }
    size_t count = r->p->figures.count, stop = count > BODIES_SEARCHED ? count - BODIES_SEARCHED : 0;
    for (size_t i = stop; i < count; i++)
        if (is_word_of_name(&r->p->figures.items[i], key))
            return (uint32_t)i + 1;
    return 0;
}

/* "the ministry" after "the agriculture ministry", written small: 1 + the last mention that says more, or 0. */
static uint32_t fuller_body(const reading *r, uint32_t number)
{
    uint32_t key = at(r, r->p->mentions.items[number].core)->key;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (!m->figure && m->type == WHO_BODY && at(r, m->core)->key == key && modifier_key(&r->s, at(r, m->core)))
            return number - back + 1;
    }
    return 0;
}

/* "the company": the firm mentioned last. */
static uint32_t firm_for(const reading *r, uint32_t number)
{
    static const char *const nouns[] = {"company", "firm", "corporation", "business", "manufacturer", "retailer", "airline"};
    static const char *const legal[] = {"Inc", "Corp", "Co",   "Ltd",         "LLC",     "Plc",
                                        "SA",  "AG",   "GmbH", "Corporation", "Company", "Airlines"};
    if (!is_any_of(r, at(r, r->p->mentions.items[number].core), nouns, sizeof nouns / sizeof *nouns))
        return 0;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= number; back++) {
        const mention *m = &r->p->mentions.items[number - back];
        if (m->figure && m->type == WHO_BODY && m->last > m->core &&
            is_any_of(r, at(r, m->last), legal, sizeof legal / sizeof *legal))
            return m->figure;
    }
    return 0;
}

static bool is_definite(const reading *r, const mention *m)
{
    const piece *p = at(r, m->first);
    return (m->first == m->core && p->flags & PIECE_CAPITAL && m->type == WHO_ROLE) || p->bits & WORD_POSSESSIVE || is_the(r, p);
}

/* "Norway's water minister", "the water minister": there is one only. */
static bool is_unique(const reading *r, const mention *m)
{
    if (is_definite(r, m))
        return true;
    for (uint32_t i = m->first; i < m->core; i++)
        if (at(r, i)->kind == PIECE_CLITIC)
            return true;
    return false;
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

/* "the ministry", "the company" */
static uint32_t body_meant(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    uint32_t found = m->first + 1 >= m->core ? named_body(r, number) : 0; /* "the interior ministry" may be another */
    found = found ? found : office_for(r, m);
    return found ? found : firm_for(r, number);
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

static bool is_they_or_it(const reading *r, const mention *m)
{
    str word = piece_text(&r->s, at(r, m->core));
    return str_equal_ascii_nocase(word, STR("they")) || str_equal_ascii_nocase(word, STR("it"));
}

/* "the newspaper Harbour News said", "according to the agency Tarn,": the name right behind the noun, or 0. */
static uint32_t named_right_behind(const reading *r, uint32_t number)
{
    static const char *const nouns[] = {"newspaper", "paper",   "magazine", "daily",   "weekly",  "journal",
                                        "agency",    "channel", "station",  "network", "website", "broadcaster"};
    const mention *m = &r->p->mentions.items[number], *next = number + 1 < r->p->mentions.count ? m + 1 : NULL;
    if (!next || next->first != m->last + 1 || !next->figure || next->possessive || !is_the(r, at(r, m->first)) ||
        !is_any_of(r, at(r, m->core), nouns, sizeof nouns / sizeof *nouns))
        return 0;
    const piece *after = at(r, next->last + 1);
    bool ends = after->kind != PIECE_WORD || (after->bits & WORD_SAY && (after->form == FORM_PAST || after->form == FORM_S));
    return ends ? next->figure : 0;
}

/* "El ministro de Energía, Raúl Holt, dijo": where nouns are not known, what looks like a name before the comma is none. */
static uint32_t foreign_apposition(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number], *next = number + 1 < r->p->mentions.count ? m + 1 : NULL;
    if (!r->foreign || m->type != WHO_BODY || r->p->figures.items[m->figure - 1].words > 1 || !next || next->type != WHO_PERSON ||
        next->first != m->last + 2 || at(r, m->last + 1)->kind != PIECE_COMMA || next->first == next->last)
        return 0;
    return at(r, next->last + 1)->kind == PIECE_COMMA ? next->figure : 0;
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
    case WHO_ROLE: {
        uint32_t behind = named_behind(r, number);
        behind = behind ? behind : is_unique(r, m) ? office_for(r, m) : 0;
        return behind ? behind : epithet_of(v, number);
    }
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

/* "they", after two have spoken together: 1 + the mention of one of them, or 0. */
static uint32_t joint_before(const resolver *v, const mention *pronoun)
{
    const reading *r = v->r;
    if (!v->joint || at(r, r->p->mentions.items[v->joint - 1].first)->paragraph + 2 < at(r, pronoun->first)->paragraph)
        return 0;
    return v->joint;
}

/* A pronoun or noun that stands for another mention, which has no name. */
static uint32_t meant_by(const resolver *v, uint32_t number)
{
    const reading *r = v->r;
    const mention *m = &r->p->mentions.items[number];
    if (m->type != WHO_PRONOUN)
        return 0;
    if (m->gender)
        return nameless_for(v, number);
    if (!is_they_or_it(r, m))
        return 0;
    bool they = str_equal_ascii_nocase(piece_text(&r->s, at(r, m->core)), STR("they"));
    uint32_t joint = they ? joint_before(v, m) : 0, several = they && !joint ? several_for(r, number) : joint;
    return several ? several : body_before(r, number);
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
        v->nameless = 0;
        return;
    }
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
