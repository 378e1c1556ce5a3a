/* loose.c - “…” without a cue of its own: who says it? */
#include "indexer/tag/speaker/loose.h"

enum { LOOSE_WORDS = 5, LONG_WORDS = 12, CARRY_PARAGRAPHS = 2, MOST_OWNED = 1000, NEAREST = 4, OUTLET = 6 };

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

void own_passages(passage_owners *f, uint32_t first, uint32_t last, uint32_t owner)
{
    for (uint32_t i = first, n = 0; i <= last && n < MOST_OWNED; i++, n++) {
        uint32_t q = at(f->r, i)->quote;
        if (!q)
            continue;
        f->owner[q - 1] = owner;
        i = f->r->q.items[q - 1].close;
    }
}

static bool begins_sentence(const reading *r, uint32_t i)
{
    return at(r, i)->flags & (PIECE_SENTENCE_START | PIECE_PARAGRAPH_START);
}

/* The piece after the sentence(s) that a quotation and its cue stand in. */
static uint32_t piece_after(const reading *r, const attribution *t, bool has_cue)
{
    uint32_t last = has_cue ? larger(t->last, t->cue) : t->last;
    return larger(last + 1, r->s.sentence_first[at(r, last)->sentence + 1]);
}

static void extend(passage_owners *f, found_quotation *q, uint32_t passage_number, uint32_t owner)
{
    const passage *p = &f->r->q.items[passage_number];
    q->what.last = p->close;
    f->owner[passage_number] = owner;
}

/* More words between them than in them: two quotations rather than one span over both. */
static bool is_far(const reading *r, const attribution *t, const passage *p)
{
    uint32_t gap = at(r, p->open)->start - at(r, t->last)->end;
    return gap > (at(r, t->last)->end - at(r, t->first)->start) + (at(r, p->close)->end - at(r, p->open)->start);
}

static bool stands_alone(const reading *r, const passage *p)
{
    bool ends = begins_sentence(r, p->close + 1) || p->close + 1 >= r->s.count;
    return begins_sentence(r, p->open) && ends;
}

/* The quotation whose end and cue stand nearest before a passage. Those with cues are in the order of the text, nearly. */
static const found_quotation *nearest_before(const passage_owners *f, const passage *p)
{
    const found_quotation *nearest = NULL;
    uint32_t best = 0;
    size_t at_most = f->cued, low = 0;
    while (low < at_most) { /* the first whose cue is behind the passage */
        size_t mid = (low + at_most) / 2;
        if (f->out->items[mid].what.cue < p->open)
            low = mid + 1;
        else
            at_most = mid;
    }
    for (size_t back = 1; back <= NEAREST && back <= low; back++) {
        const found_quotation *q = &f->out->items[low - back];
        uint32_t end = larger(q->what.last, q->what.cue);
        if (end < p->open && end >= best && q->what.speaker) {
            best = end;
            nearest = q;
        }
    }
    return nearest;
}

/* "This was Ann Smith at the harbour: “…”", "Ann Smith has doubts about “…”": the person named first in the sentence; with no
 * colon, only one who begins it. 1 + the mention, or 0. */
static uint32_t subject_before(const reading *r, const passage *p)
{
    uint32_t sentence = at(r, p->open)->sentence, first = r->s.sentence_first[sentence];
    bool colon = at(r, p->open - 1)->kind == PIECE_COLON;
    if (first >= p->open)
        return 0;
    for (uint32_t n = r->mentions_before[first], k = 0; n < r->p->mentions.count && k < NEAREST; n++, k++) {
        const mention *m = &r->p->mentions.items[n];
        if (m->last >= p->open)
            return 0;
        if (m->type == WHO_PERSON && m->figure && !m->possessive && !m->mute && !at(r, m->core)->quote &&
            (colon || m->first == first))
            return n + 1;
        if (!colon)
            return 0;
    }
    return 0;
}

static bool is_brought_by_colon(const reading *r, const passage *p)
{
    return at(r, p->open - 1)->kind == PIECE_COLON && subject_before(r, p);
}

static void add_loose(passage_owners *f, uint32_t number, const found_quotation *earlier)
{
    const passage *p = &f->r->q.items[number];
    const found_quotation *nearest = nearest_before(f, p);
    if (nearest && (!earlier || nearest->what.cue > earlier->what.last))
        earlier = nearest;
    found_quotation q = {.what = {.first = p->open, .last = p->close, .cue = p->open, .probability = .5f}, .by = RULE_MARKS};
    uint32_t subject = subject_before(f->r, p);
    if (subject) {
        q.what.speaker = subject;
        q.by = RULE_SENTENCE;
        q.what.probability = .6f;
    } else if (earlier && earlier->by != RULE_DASH &&
               at(f->r, p->open)->paragraph <= at(f->r, earlier->what.last)->paragraph + CARRY_PARAGRAPHS) {
        q.what.speaker = earlier->what.speaker;
        q.by = RULE_FOLLOWS;
        q.what.probability = .6f;
    }
    vec_push(f->r->a, f->out, q);
    f->owner[number] = (uint32_t)f->out->count;
}

/* “…” — Mary Smith, on the same line or the next: the person's mention + 1, or 0. */
static uint32_t signed_by(const reading *r, const passage *p, uint32_t *dash)
{
    *dash = p->close + 1;
    if (at(r, *dash)->kind != PIECE_DASH || at(r, *dash)->paragraph > at(r, p->close)->paragraph + 1 || *dash + 1 >= r->s.count)
        return 0;
    uint32_t n = r->mentions_before[*dash];
    if (n >= r->p->mentions.count || r->p->mentions.items[n].first != *dash + 1 || r->p->mentions.items[n].type > WHO_BODY)
        return 0;
    const piece *after = at(r, r->p->mentions.items[n].last + 1);
    bool ends = after->kind == PIECE_END || after->kind == PIECE_COMMA || after->kind == PIECE_OPEN ||
                after->kind == PIECE_PERIOD || after->flags & PIECE_PARAGRAPH_START;
    return ends ? n + 1 : 0;
}

/* “…” Mary Smith, Harbour Wire, as digests of opinions have it: the person's mention + 1, or 0. */
static uint32_t bylined_by(const reading *r, const passage *p, uint32_t *dash)
{
    uint32_t first = p->close + 1, n = r->mentions_before[first];
    if (!p->closed || n >= r->p->mentions.count)
        return 0;
    const mention *m = &r->p->mentions.items[n];
    if (m->first != first || m->type > WHO_BODY || !m->figure || at(r, m->core)->flags & PIECE_ALL_CAPITALS ||
        m->last == m->core || at(r, m->last + 1)->kind != PIECE_COMMA || at(r, first)->paragraph > at(r, p->close)->paragraph + 1)
        return 0;
    uint32_t last = m->last + 2;
    while (last < m->last + 2 + OUTLET && at(r, last)->kind == PIECE_WORD && at(r, last)->flags & PIECE_CAPITAL &&
           !(at(r, last)->flags & PIECE_PARAGRAPH_START))
        last++;
    *dash = m->last + 1;
    bool ends = at(r, last)->kind == PIECE_END || at(r, last)->flags & PIECE_PARAGRAPH_START;
    return last > m->last + 2 && ends ? n + 1 : 0;
}

static bool add_signed(passage_owners *f, uint32_t number)
{
    const passage *p = &f->r->q.items[number];
    uint32_t dash, first = number, speaker = signed_by(f->r, p, &dash);
    speaker = speaker ? speaker : bylined_by(f->r, p, &dash);
    if (!speaker)
        return false;
    while (first > 0 && f->r->q.items[first - 1].continues)
        first--;
    attribution t = {.cue = dash,
                     .where = SIDE_LEFT,
                     .first = f->r->q.items[first].open,
                     .last = p->close,
                     .speaker = speaker,
                     .probability = .9f};
    vec_push(f->r->a, f->out, (found_quotation){.what = t, .has_cue = true, .by = RULE_DASH});
    own_passages(f, t.first, t.last, (uint32_t)f->out->count);
    return true;
}

void place_loose_passages(passage_owners *f)
{
    const reading *r = f->r;
    uint32_t last_owner = 0;
    for (uint32_t i = 0; i < r->q.count; i++) {
        const passage *p = &r->q.items[i];
        if (!f->owner[i] && add_signed(f, i)) {
            last_owner = f->owner[i];
            continue;
        }
        if (f->in_turn[at(r, p->open)->paragraph])
            continue;
        if (f->owner[i]) {
            last_owner = f->owner[i];
            continue;
        }
        found_quotation *earlier = last_owner ? &f->out->items[last_owner - 1] : NULL;
        bool goes_on = i > 0 && r->q.items[i - 1].continues && f->owner[i - 1] == last_owner;
        if (earlier && earlier->by != RULE_DASH && !is_far(r, &earlier->what, p) &&
            (goes_on || (begins_sentence(r, p->open) && piece_after(r, &earlier->what, earlier->has_cue) == p->open))) {
            extend(f, earlier, i, last_owner);
        } else if (p->words >= LOOSE_WORDS && (stands_alone(r, p) || p->words > LONG_WORDS || is_brought_by_colon(r, p))) {
            add_loose(f, i, earlier);
            last_owner = f->owner[i];
        }
    }
}
