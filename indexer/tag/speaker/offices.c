/* offices.c - whom do "the minister" and "the company" stand for, and a noun with the name beside it? */
#include "indexer/tag/speaker/resolver.h"

#include "indexer/tag/speaker/phrases.h"

enum { OFFICES_SEARCHED = 200, BODIES_SEARCHED = 100, COMPLEMENT = 10, NEAR = 1 /* paragraphs */ };

bool is_definite(const reading *r, const mention *m)
{
    const piece *p = at(r, m->first);
    return (m->first == m->core && p->flags & PIECE_CAPITAL && m->type == WHO_ROLE) || p->bits & WORD_POSSESSIVE || is_the(r, p);
}

bool is_unique(const reading *r, const mention *m)
{
    if (is_definite(r, m))
        return true;
    for (uint32_t i = m->first; i < m->core; i++)
        if (at(r, i)->kind == PIECE_CLITIC)
            return true;
    return false;
}

/* "President Obama" is named once in a report about President Trump: where nobody was said to bear the office just before,
 * whoever bears it and is mentioned most is meant. */
static bool is_rather_meant(const reading *r, const mention *m, const office *last, const office *earlier, uint32_t found)
{
    const figure *figures = r->p->figures.items;
    return at(r, last->piece)->paragraph + NEAR < at(r, m->first)->paragraph && !earlier->past &&
           figures[earlier->figure - 1].mentions > figures[found - 1].mentions;
}

uint32_t office_for(const reading *r, const mention *m)
{
    bool past = is_past_office(&r->s, m->core), deputy = is_deputy(&r->s, m->core);
    uint32_t key = at(r, m->core)->key, modifier = modifier_key(&r->s, at(r, m->core)), found = 0;
    size_t count = r->p->offices.count, stop = count > OFFICES_SEARCHED ? count - OFFICES_SEARCHED : 0;
    const office *last = NULL; /* said of somebody before the mention */
    for (size_t i = count; i-- > stop;) {
        const office *o = &r->p->offices.items[i];
        if (o->key != key || o->deputy != deputy || (modifier && o->modifier && modifier != o->modifier) ||
            (o->past && !past && o->piece > m->first))
            continue;
        if (last ? is_rather_meant(r, m, last, o, found) : !found || o->piece < m->first)
            found = o->figure;
        if (!last && o->piece < m->first)
            last = o;
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

uint32_t fuller_body(const reading *r, uint32_t number)
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

uint32_t body_meant(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    uint32_t found = m->first + 1 >= m->core ? named_body(r, number) : 0; /* "the interior ministry" may be another */
    found = found ? found : office_for(r, m);
    return found ? found : firm_for(r, number);
}

uint32_t named_behind(const reading *r, uint32_t number)
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

uint32_t named_right_behind(const reading *r, uint32_t number)
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

uint32_t foreign_apposition(const reading *r, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number], *next = number + 1 < r->p->mentions.count ? m + 1 : NULL;
    if (!r->foreign || m->type != WHO_BODY || r->p->figures.items[m->figure - 1].words > 1 || !next || next->type != WHO_PERSON ||
        next->first != m->last + 2 || at(r, m->last + 1)->kind != PIECE_COMMA || next->first == next->last)
        return 0;
    return at(r, next->last + 1)->kind == PIECE_COMMA ? next->figure : 0;
}
