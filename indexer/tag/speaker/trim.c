/* trim.c - which words around a quotation belong to the next clause, and which to it after all? */
#include "indexer/tag/speaker/trim.h"

#include "indexer/tag/speaker/phrases.h"

enum { INFORMANT = 24, BLOCK = 2000, SUBJECT = 12 /* pieces looked at */ };

static bool goes_on_with_verb(const piece *p)
{
    return is_finite_verb(p) ||
           (p->kind == PIECE_WORD && p->bits & (WORD_AUXILIARY | WORD_MODAL | WORD_NEGATION | WORD_ADVERB | WORD_VERB) &&
            !(p->bits & (NAME_ROLE | WORD_DETERMINER)));
}

bool is_over_before_informant(const reading *r, uint32_t cue)
{
    uint32_t n = r->mentions_before[cue], sentence = at(r, cue)->sentence;
    if (!is_according(&r->s, at(r, cue)) || n >= r->p->mentions.count)
        return false;
    uint32_t last = r->p->mentions.items[n].last;
    for (uint32_t i = last + 1; i < last + INFORMANT && i < r->s.count && at(r, i)->sentence == sentence; i++)
        if (at(r, i)->kind == PIECE_COMMA && goes_on_with_verb(at(r, i + 1)))
            return false;
    return true;
}

bool brings_block(const reading *r, uint32_t cue)
{
    const piece *c = at(r, cue), *first = c + 2;
    return c->bits & WORD_SAY && c[1].kind == PIECE_COLON && first->flags & PIECE_PARAGRAPH_START && !first->quote &&
           (first->kind == PIECE_WORD || first->kind == PIECE_NUMBER) && first->paragraph == c->paragraph + 1;
}

bool takes_block(const reading *r, const attribution *t)
{
    const piece *first = at(r, t->first);
    return t->where == SIDE_RIGHT && t->first > t->cue && first->flags & PIECE_PARAGRAPH_START && !first->quote &&
           at(r, t->first - 1)->kind == PIECE_COLON && at(r, t->cue)->paragraph + 1 == first->paragraph;
}

void trim_block(const reading *r, attribution *t)
{
    uint32_t paragraph = at(r, t->first)->paragraph, i = t->first;
    while (i < t->first + BLOCK && i + 1 < r->s.count && at(r, i + 1)->paragraph == paragraph)
        i++;
    t->last = i;
}

/* The first piece of the clause whose cue it is: its subject, or the cue itself when that is a participle. */
static uint32_t clause_start(const reading *r, const attribution *t)
{
    uint32_t start = cue_group_start(r, t->cue);
    const mention *m = t->speaker ? &r->p->mentions.items[t->speaker - 1] : NULL;
    return m && m->first < start && start - m->first <= SUBJECT && at(r, t->cue)->form != FORM_ING ? m->first : start;
}

static bool is_conjunction(const piece *p)
{
    return p->kind == PIECE_WORD && p->bits & WORD_CONJUNCTION;
}

void trim_before(const reading *r, attribution *earlier, const attribution *later)
{
    if (earlier->first < earlier->cue || later->cue <= earlier->first || later->cue > earlier->last || at(r, later->cue)->quote ||
        at(r, later->cue)->sentence != at(r, earlier->first)->sentence)
        return;
    const piece *cue = at(r, later->cue);
    uint32_t start = clause_start(r, later), comma = start - 1;
    bool joined = is_conjunction(at(r, comma));
    comma -= joined;
    if (at(r, comma)->kind != PIECE_COMMA || comma <= earlier->first + 1)
        return;
    /* "Although she predicted that all would be well, he said": the clause that the sentence is about comes second */
    bool main = at(r, r->s.sentence_first[cue->sentence])->bits & WORD_SUBORDINATOR && !joined;
    if (cue->form == FORM_ING || later->where == SIDE_LEFT || (cue->bits & WORD_SAY && (joined || main)))
        earlier->last = comma - 1;
}
