/* attribute.c - which words speak, what do they bring, and whose passages are left over? */
#include "indexer/tag/speaker/attribute.h"

#include <stdlib.h>

#include "base/trace.h"
#include "indexer/tag/speaker/labels.h"
#include "indexer/tag/speaker/phrases.h"

enum { LOOSE_WORDS = 5, CARRY_PARAGRAPHS = 2, MOST_OWNED = 1000, SUBJECT_REACH = 12, NEAREST = 4 };

/* Below this a cue is taken to bring nothing: chosen for recall at a precision above .85 on annotated news. */
static const float cue_threshold = .4f;

static const float beside_threshold = .15f, hopeless = .85f;

typedef struct finder {
    const reading *r;
    found_quotations *out;
    bool *in_turn;   /* paragraphs of a transcript's turns */
    size_t cued;     /* this many quotations have cues of their own and come first */
    uint32_t *owner; /* of each passage: 1 + number of the quotation it belongs to */
} finder;

static const piece *at(const reading *r, uint32_t i)
{
    return &r->s.pieces[(int32_t)i];
}

/* ---- one cue ---- */

static void choose_right(const reading *r, uint32_t cue, side where, uint32_t *first, uint32_t *last)
{
    choices c;
    feature_set f;
    float best = -1e9f;
    right_start_choices(r, cue, &c);
    *first = *last = 0;
    for (uint32_t i = 0; i < c.count; i++) {
        right_start_features(r, cue, where, c.items[i], i, &f);
        float score = model_score(&f);
        if (score > best) {
            best = score;
            *first = c.items[i];
        }
    }
    if (c.count == 0)
        return;
    right_end_choices(r, cue, *first, &c);
    best = -1e9f;
    for (uint32_t i = 0; i < c.count; i++) {
        right_end_features(r, cue, *first, c.items[i], i, c.count, &f);
        float score = model_score(&f);
        if (score > best) {
            best = score;
            *last = c.items[i];
        }
    }
}

static void choose_left(const reading *r, uint32_t cue, uint32_t *first, uint32_t *last)
{
    choices c;
    feature_set f;
    float best = -1e9f;
    left_end_choices(r, cue, &c);
    *first = *last = 0;
    for (uint32_t i = 0; i < c.count; i++) {
        left_end_features(r, cue, c.items[i], i, &f);
        float score = model_score(&f);
        if (score > best) {
            best = score;
            *last = c.items[i];
        }
    }
    if (c.count == 0)
        return;
    left_start_choices(r, cue, *last, &c);
    best = -1e9f;
    for (uint32_t i = 0; i < c.count; i++) {
        left_start_features(r, cue, *last, c.items[i], i, c.count, &f);
        float score = model_score(&f);
        if (score > best) {
            best = score;
            *first = c.items[i];
        }
    }
    if (!at(r, *last)->quote && *last > *first && at(r, *last)->kind != PIECE_WORD)
        (*last)--;
    uint32_t behind = past_dateline(&r->s, *first); /* "KABUL, Nov 5 (Reuters) - Two men …" says "Two men …" */
    *first = behind < *last ? behind : *first;
}

/* "According to the harbour master": number + 1, or 0. */
static uint32_t mention_right_behind(const reading *r, uint32_t cue)
{
    uint32_t n = r->mentions_before[cue];
    const mention *m = n < r->p->mentions.count ? &r->p->mentions.items[n] : NULL;
    return m && m->first <= cue + 3 && at(r, m->first)->sentence == at(r, cue)->sentence ? n + 1 : 0;
}

static void choose_speaker(const reading *r, attribution *t)
{
    choices c;
    feature_set f;
    float best = -1e9f;
    speaker_choices(r, t, &c);
    for (uint32_t i = 0; i < c.count; i++) {
        speaker_features(r, t, c.items[i], &c, &f);
        float score = model_score(&f);
        if (score > best) {
            best = score;
            t->speaker = c.items[i];
        }
    }
    if (!t->speaker && is_according(&r->s, at(r, t->cue)))
        t->speaker = mention_right_behind(r, t->cue);
}

/* Punctuation or a mark stands here or right before. */
static bool is_cut_off(const reading *r, uint32_t i)
{
    return (at(r, i)->kind >= PIECE_COMMA && at(r, i)->kind <= PIECE_MARK) || at(r, i - 1)->kind == PIECE_MARK;
}

static bool choose_content(const reading *r, attribution *t)
{
    uint32_t first, last;
    switch (t->where) {
    case SIDE_NONE: return false;
    case SIDE_RIGHT: choose_right(r, t->cue, t->where, &t->first, &t->last); return t->first > t->cue && t->last >= t->first;
    case SIDE_LEFT: choose_left(r, t->cue, &t->first, &t->last); return t->last < t->cue && t->last >= t->first;
    case SIDE_BOTH:
        choose_left(r, t->cue, &t->first, &last);
        choose_right(r, t->cue, t->where, &first, &t->last);
        if (!is_cut_off(r, last + 1) ||
            (at(r, last)->sentence != at(r, t->cue)->sentence && at(r, last - 1)->kind == PIECE_PERIOD))
            /* the subject itself, or a sentence that is over: nothing is said before it */
            t->where = SIDE_RIGHT;
        else if (first > t->cue && !is_cut_off(r, first - 1) && !at(r, first)->quote)
            t->where = SIDE_LEFT;
        else
            return t->first < t->cue && t->last > t->cue;
        return choose_content(r, t);
    }
    return false;
}

/* A verb of saying right beside a passage: “…,” Ann Lee said; Ann Lee said: “…” */
static bool is_beside_passage(const reading *r, uint32_t cue)
{
    const piece *c = at(r, cue);
    if (!(c->bits & WORD_SAY))
        return false;
    uint32_t next = cue + 1 + (at(r, cue + 1)->kind == PIECE_COMMA || at(r, cue + 1)->kind == PIECE_COLON);
    if (at(r, next)->quote)
        return true;
    for (uint32_t i = cue; i-- > 0 && cue - i <= SUBJECT_REACH && at(r, i)->paragraph == c->paragraph;) {
        const piece *p = at(r, i);
        if (p->quote) {
            uint8_t kind = at(r, i - 1)->kind;
            return r->q.items[p->quote - 1].close == i &&
                   (kind == PIECE_COMMA || kind == PIECE_QUESTION || kind == PIECE_EXCLAMATION || (p + 1)->kind == PIECE_COMMA);
        }
        if (p->kind == PIECE_WORD && p->bits & (WORD_AUXILIARY | WORD_SUBORDINATOR))
            return false;
    }
    return false;
}

/* "would argue", "has never said", "to say": said by nobody, or not yet. */
static bool is_unsaid(const reading *r, uint32_t cue)
{
    for (uint32_t i = cue_group_start(r, cue); i < cue; i++) {
        const piece *p = at(r, i);
        if (p->kind == PIECE_WORD && p->bits & (WORD_MODAL | WORD_NEGATION))
            return true;
    }
    return false;
}

/* "was confirmed on Tuesday": done to the subject, not said by it. */
static bool is_passive(const reading *r, uint32_t cue)
{
    static const char *const forms[] = {"was", "were", "been", "is", "are", "be", "being"};
    const piece *c = at(r, cue);
    if (c->bits & WORD_SAY || (c->form != FORM_PAST && c->form != FORM_PARTICIPLE))
        return false;
    bool passive = false;
    for (uint32_t i = cue_group_start(r, cue); i < cue; i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            passive |= str_equal(piece_text(&r->s, at(r, i)), str_from(forms[k]));
    for (uint32_t i = cue + 1; passive && i < cue + SUBJECT_REACH && at(r, i)->sentence == c->sentence; i++)
        if (str_equal(piece_text(&r->s, at(r, i)), STR("by")))
            return false;
    return passive;
}

static bool read_cue(const reading *r, uint32_t cue, attribution *out)
{
    feature_set f;
    float p[4];
    cue_first_features(r, cue, &f);
    if (!(at(r, cue)->bits & WORD_SAY)) { /* most words that can bring speech do not, and soon show it */
        model_classes(&f, p);
        if (p[SIDE_NONE] > hopeless)
            return false;
    }
    cue_more_features(r, cue, &f);
    model_classes(&f, p);
    if (trace_on("speaker"))
        trace("speaker", "%.*s: none %.2f right %.2f left %.2f both %.2f", STR_ARG(piece_text(&r->s, at(r, cue))), (double)p[0],
              (double)p[1], (double)p[2], (double)p[3]);
    bool beside = is_beside_passage(r, cue);
    if (1 - p[SIDE_NONE] < (beside ? beside_threshold : cue_threshold) || (!beside && (is_unsaid(r, cue) || is_passive(r, cue))))
        return false;
    side where = p[SIDE_RIGHT] >= p[SIDE_LEFT] && p[SIDE_RIGHT] >= p[SIDE_BOTH] ? SIDE_RIGHT
                 : p[SIDE_LEFT] >= p[SIDE_BOTH]                                 ? SIDE_LEFT
                                                                                : SIDE_BOTH;
    *out = (attribution){.cue = cue, .where = where, .probability = 1 - p[SIDE_NONE]};
    if (!choose_content(r, out))
        return false;
    choose_speaker(r, out);
    return true;
}

/* ---- all cues ---- */

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static bool nearly_same(const attribution *a, const attribution *b)
{
    uint32_t first = larger(a->first, b->first), last = a->last < b->last ? a->last : b->last;
    uint32_t from = a->first < b->first ? a->first : b->first, to = larger(a->last, b->last);
    return first <= last && (last - first + 1) * 4 >= (to - from + 1) * 3;
}

static void own_passages(finder *f, uint32_t first, uint32_t last, uint32_t owner)
{
    for (uint32_t i = first, n = 0; i <= last && n < MOST_OWNED; i++, n++) {
        uint32_t q = at(f->r, i)->quote;
        if (!q)
            continue;
        f->owner[q - 1] = owner;
        i = f->r->q.items[q - 1].close;
    }
}

/* Keeps the likelier of two that say the same. */
static void add_attribution(finder *f, const attribution *t)
{
    found_quotations *out = f->out;
    static const rule rules[] = {RULE_NONE, RULE_CUE_RIGHT, RULE_CUE_LEFT, RULE_CUE_BOTH};
    found_quotation q = {.what = *t, .has_cue = true, .by = rules[t->where]};
    for (size_t back = 1; back <= 3 && back <= out->count; back++) {
        found_quotation *earlier = &out->items[out->count - back];
        if (nearly_same(&earlier->what, t)) {
            if (earlier->what.probability < t->probability)
                *earlier = q;
            return;
        }
    }
    vec_push(f->r->a, out, q);
    own_passages(f, t->first, t->last, (uint32_t)out->count);
}

/* ---- passages without a cue of their own ---- */

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

static void extend(finder *f, found_quotation *q, uint32_t passage_number, uint32_t owner)
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
static const found_quotation *nearest_before(const finder *f, const passage *p)
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

static void add_loose(finder *f, uint32_t number, const found_quotation *earlier)
{
    const passage *p = &f->r->q.items[number];
    const found_quotation *nearest = nearest_before(f, p);
    if (nearest && (!earlier || nearest->what.cue > earlier->what.last))
        earlier = nearest;
    found_quotation q = {.what = {.first = p->open, .last = p->close, .cue = p->open, .probability = .5f}, .by = RULE_MARKS};
    if (earlier && earlier->by != RULE_DASH &&
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

static bool add_signed(finder *f, uint32_t number)
{
    const passage *p = &f->r->q.items[number];
    uint32_t dash, first = number, speaker = signed_by(f->r, p, &dash);
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

static void place_loose_passages(finder *f)
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
        } else if (p->words >= LOOSE_WORDS && (stands_alone(r, p) || p->words > 12)) {
            add_loose(f, i, earlier);
            last_owner = f->owner[i];
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const attribution *x = &((const found_quotation *)a)->what, *y = &((const found_quotation *)b)->what;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->cue < y->cue ? -1 : x->cue > y->cue;
}

void find_attributions(const reading *r, found_quotations *out)
{
    finder f = {.r = r, .out = out, .owner = ARENA_ARRAY(r->a, uint32_t, r->q.count + 1)};
    f.in_turn = ARENA_ARRAY(r->a, bool, r->s.paragraph_count + 1);
    find_labels(r, f.in_turn, out);
    attribution t;
    for (uint32_t i = 0; i < r->s.count; i++)
        if (is_cue_candidate(r, i) && !f.in_turn[at(r, i)->paragraph] && read_cue(r, i, &t))
            add_attribution(&f, &t);
    f.cued = out->count;
    place_loose_passages(&f);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_place);
}
