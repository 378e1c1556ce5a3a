/* attribute.c - which words speak, what do they bring, and whose passages are left over? */
#include "indexer/tag/speaker/attribute.h"

#include <stdlib.h>

#include "base/trace.h"
#include "indexer/tag/speaker/judge.h"
#include "indexer/tag/speaker/labels.h"
#include "indexer/tag/speaker/loose.h"
#include "indexer/tag/speaker/phrases.h"
#include "indexer/tag/speaker/trim.h"
#include "indexer/tag/speaker/unsaid.h"

enum {
    SUBJECT_REACH = 12,
    CROWD = 4,
    NEGLIGIBLE = 5 * MODEL_SCALE /* e^-5 */
};

/* Below the first a cue is not looked at any further; below the second it brings no passage in marks, below the third no clause
 * without, below the fourth no mere nouns. Chosen so that annotated news (polnear) keeps .75 of its indirect speech, nouns
 * included, while on news read by hand (tests/accuracy/judged_quotes.tsv, its development half) least is taken for speech that is
 * none. */
static const float propose_threshold = .15f, cue_threshold = .4f, judge_threshold = .5f, nouns_threshold = .75f,
                   other_side_threshold = .2f, of_block = .8f;

/* ---- one cue ---- */

/* The best of several choices, and its share of all by the logistic model. */
typedef struct ballot {
    uint32_t item;
    int best;
    float total;
} ballot;

static void vote(ballot *b, uint32_t item, const feature_set *f)
{
    const int score = model_score(f), ahead = score - b->best;
    if (b->total == 0 || ahead > 0) {
        b->total = 1 + (b->total == 0 || ahead > NEGLIGIBLE ? 0 : b->total * model_odds(f->weights, ahead));
        b->best = score;
        b->item = item;
    } else if (ahead > -NEGLIGIBLE)
        b->total += model_odds(f->weights, -ahead);
}

/* Takes what was chosen; `sure` becomes the least sure of the choices. */
static uint32_t chosen(const ballot *b, float *sure)
{
    float share = b->total == 0 ? 1 : 1 / b->total;
    *sure = share < *sure ? share : *sure;
    return b->item;
}

static void choose_right(const reading *r, uint32_t cue, side where, uint32_t *first, uint32_t *last, float *sure)
{
    choices c;
    feature_set f;
    ballot start = {0}, end = {0};
    right_start_choices(r, cue, &c);
    *first = *last = 0;
    for (uint32_t i = 0; i < c.count; i++) {
        right_start_features(r, cue, where, c.items[i], i, &f);
        vote(&start, c.items[i], &f);
    }
    if (c.count == 0)
        return;
    *first = chosen(&start, sure);
    right_end_choices(r, cue, *first, &c);
    for (uint32_t i = 0; i < c.count; i++) {
        right_end_features(r, cue, *first, c.items[i], i, c.count, &f);
        vote(&end, c.items[i], &f);
    }
    *last = chosen(&end, sure);
}

static void choose_left(const reading *r, uint32_t cue, uint32_t *first, uint32_t *last, float *sure)
{
    choices c;
    feature_set f;
    ballot start = {0}, end = {0};
    left_end_choices(r, cue, &c);
    *first = *last = 0;
    for (uint32_t i = 0; i < c.count; i++) {
        left_end_features(r, cue, c.items[i], i, &f);
        vote(&end, c.items[i], &f);
    }
    if (c.count == 0)
        return;
    *last = chosen(&end, sure);
    left_start_choices(r, cue, *last, &c);
    for (uint32_t i = 0; i < c.count; i++) {
        left_start_features(r, cue, *last, c.items[i], i, c.count, &f);
        vote(&start, c.items[i], &f);
    }
    *first = chosen(&start, sure);
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

/* "Selon Anne Martin, | le pont était vide": whoever is accorded with is none of what is said. */
static void skip_informant(const reading *r, attribution *t)
{
    uint32_t number = is_according(&r->s, at(r, t->cue)) ? mention_right_behind(r, t->cue) : 0;
    const mention *m = number ? &r->p->mentions.items[number - 1] : NULL;
    if (m && t->first > t->cue && t->first <= m->last && t->last > m->last + 1)
        t->first = m->last + 1 + (at(r, m->last + 1)->kind == PIECE_COMMA);
}

/* "Selon" and its like among English words are no more known to the judge than a text in French. */
static bool is_foreign(const reading *r, uint32_t cue)
{
    const piece *c = at(r, cue);
    return r->foreign || (is_according(&r->s, c) && !str_equal_ascii_nocase(piece_text(&r->s, c), STR("according")));
}

/* "The caretaker, Ann Lee, | asked", "Ann Lee, who sells nets, | asked": the person before the comma, number + 1, or 0. */
static uint32_t subject_before_comma(const reading *r, uint32_t cue)
{
    const piece *c = at(r, cue);
    if (c->form != FORM_PAST || at(r, cue - 1)->kind != PIECE_COMMA)
        return 0;
    uint32_t opening = 0, end = cue - 1;
    for (uint32_t i = cue - 1; i-- > 0 && cue - i <= SUBJECT_REACH && at(r, i)->sentence == c->sentence;)
        if (at(r, i)->kind == PIECE_COMMA) {
            opening = i;
            break;
        }
    if (!opening) /* "Ann Lee, asked about it, smiled" */
        return 0;
    end = at(r, opening + 1)->bits & WORD_RELATIVE ? opening : end;
    uint32_t n = r->mentions_before[end];
    const mention *m = n ? &r->p->mentions.items[n - 1] : NULL;
    return m && m->last + 1 == end && m->type == WHO_PERSON && m->figure && at(r, m->first)->sentence == c->sentence ? n : 0;
}

static void choose_speaker(const reading *r, attribution *t)
{
    choices c;
    feature_set f;
    ballot speaker = {0};
    t->sure_speaker = 1;
    speaker_choices(r, t, &c);
    for (uint32_t i = 0; i < c.count; i++) {
        speaker_features(r, t, c.items[i], &c, &f);
        vote(&speaker, c.items[i], &f);
    }
    t->speaker = chosen(&speaker, &t->sure_speaker);
    uint32_t informant = is_according(&r->s, at(r, t->cue)) ? mention_right_behind(r, t->cue) : 0;
    if (informant && (!t->speaker || is_foreign(r, t->cue)))
        t->speaker = informant;
    if (!t->speaker && t->where == SIDE_RIGHT)
        t->speaker = subject_before_comma(r, t->cue);
}

/* Punctuation or a mark stands here or right before. */
static bool is_cut_off(const reading *r, uint32_t i)
{
    return (at(r, i)->kind >= PIECE_COMMA && at(r, i)->kind <= PIECE_MARK) || at(r, i - 1)->kind == PIECE_MARK;
}

static bool choose_content(const reading *r, attribution *t)
{
    uint32_t first, last;
    t->sure_content = 1;
    switch (t->where) {
    case SIDE_NONE: return false;
    case SIDE_RIGHT:
        choose_right(r, t->cue, t->where, &t->first, &t->last, &t->sure_content);
        return t->first > t->cue && t->last >= t->first;
    case SIDE_LEFT: choose_left(r, t->cue, &t->first, &t->last, &t->sure_content); return t->last < t->cue && t->last >= t->first;
    case SIDE_BOTH:
        if (is_over_before_informant(r, t->cue)) {
            t->where = SIDE_LEFT;
            return choose_content(r, t);
        }
        choose_left(r, t->cue, &t->first, &last, &t->sure_content);
        choose_right(r, t->cue, t->where, &first, &t->last, &t->sure_content);
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

/* On which side a verb of saying has a passage right beside it: Ann Lee said: “…” and, with a comma, “…,” Ann Lee said. */
static side passage_beside(const reading *r, uint32_t cue)
{
    const piece *c = at(r, cue);
    if (!(c->bits & WORD_SAY))
        return SIDE_NONE;
    uint32_t next = cue + 1 + (at(r, cue + 1)->kind == PIECE_COMMA || at(r, cue + 1)->kind == PIECE_COLON);
    if (at(r, next)->quote || brings_block(r, cue))
        return SIDE_RIGHT;
    for (uint32_t i = cue; i-- > 0 && cue - i <= SUBJECT_REACH && at(r, i)->paragraph == c->paragraph;) {
        const piece *p = at(r, i);
        if (p->quote) {
            uint8_t kind = at(r, i - 1)->kind;
            bool stops =
                kind == PIECE_COMMA || kind == PIECE_QUESTION || kind == PIECE_EXCLAMATION || (p + 1)->kind == PIECE_COMMA;
            return r->q.items[p->quote - 1].close == i && stops ? SIDE_LEFT : SIDE_NONE;
        }
        if (p->kind == PIECE_WORD && p->bits & (WORD_AUXILIARY | WORD_SUBORDINATOR))
            return SIDE_NONE;
    }
    return SIDE_NONE;
}

/* May this word bring speech, by what stands around it? The chances of each side are left in `p`. */
static bool ask_cue(const reading *r, uint32_t cue, float p[SIDES])
{
    feature_set f;
    cue_first_features(r, cue, &f);
    if (!(at(r, cue)->bits & WORD_SAY)) { /* most words that can bring speech do not, and soon show it */
        model_classes(&f, p);
        if (1 - p[SIDE_NONE] < propose_threshold)
            return false;
    }
    cue_more_features(r, cue, &f);
    model_classes(&f, p);
    if (trace_on("speaker"))
        trace("speaker", "%.*s: none %.2f right %.2f left %.2f both %.2f", STR_ARG(piece_text(&r->s, at(r, cue))), (double)p[0],
              (double)p[1], (double)p[2], (double)p[3]);
    return 1 - p[SIDE_NONE] >= propose_threshold && (passage_beside(r, cue) || !says_nothing(r, cue));
}

static side likeliest(const float p[SIDES])
{
    return p[SIDE_RIGHT] >= p[SIDE_LEFT] && p[SIDE_RIGHT] >= p[SIDE_BOTH] ? SIDE_RIGHT
           : p[SIDE_LEFT] >= p[SIDE_BOTH]                                 ? SIDE_LEFT
                                                                          : SIDE_BOTH;
}

bool has_marks(const reading *r, const attribution *t)
{
    size_t low = 0, high = r->q.count; /* the first passage that closes behind the beginning */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->q.items[mid].close < t->first)
            low = mid + 1;
        else
            high = mid;
    }
    return low < r->q.count && r->q.items[low].open <= t->last;
}

/* Another such word right before: no sentence that anybody wrote, and not worth the time of a second look. */
static bool is_crowded(const reading *r, uint32_t cue)
{
    for (uint32_t i = 1; i <= CROWD && i <= cue; i++)
        if (at(r, cue - i)->bits & WORD_SAY || is_according(&r->s, at(r, cue - i)))
            return true;
    return false;
}

/* "All is well, | say | city officials.", "…, | noted | the Wire's Ann Lee." */
static bool is_inverted(const reading *r, uint32_t cue)
{
    uint32_t n = r->mentions_before[cue];
    const mention *m = n < r->p->mentions.count ? &r->p->mentions.items[n] : NULL;
    if (!(at(r, cue)->bits & WORD_SAY) || at(r, cue)->form == FORM_ING || at(r, cue - 1)->kind != PIECE_COMMA || !m ||
        m->first != cue + 1)
        return false;
    if (m->possessive && n + 1 < r->p->mentions.count && m[1].first == m->last + 2)
        m++;
    return at(r, m->last + 1)->kind == PIECE_PERIOD &&
           (at(r, m->last + 2)->kind == PIECE_END || at(r, m->last + 2)->sentence != at(r, cue)->sentence);
}

/* "Ann Lee said:", and all of the next paragraph. */
static attribution block_of(const reading *r, uint32_t cue, float likely)
{
    attribution t = {.cue = cue, .where = SIDE_RIGHT, .first = cue + 2, .share = 1, .sure_content = 1};
    t.probability = likely > of_block ? likely : of_block;
    trim_block(r, &t);
    choose_speaker(r, &t);
    return t;
}

uint32_t propose_attributions(const reading *r, uint32_t cue, attribution out[PROPOSALS])
{
    float p[SIDES];
    if (!ask_cue(r, cue, p))
        return 0;
    const float likely = 1 - p[SIDE_NONE];
    if (brings_block(r, cue)) {
        out[0] = block_of(r, cue, likely);
        return 1;
    }
    side beside = passage_beside(r, cue);
    if (beside == SIDE_LEFT && p[SIDE_LEFT] + p[SIDE_BOTH] > other_side_threshold)
        p[SIDE_RIGHT] = 0; /* “…,” she said in a statement, adding that … */
    if (is_inverted(r, cue)) {
        p[SIDE_LEFT] = likely;
        p[SIDE_RIGHT] = 0;
    }
    uint32_t count = 0;
    const uint32_t sides = is_crowded(r, cue) ? 1 : PROPOSALS;
    for (uint32_t tried = 0; tried < sides; tried++) {
        side where = likeliest(p);
        attribution t = {.cue = cue, .where = where, .probability = likely, .share = p[where] / likely};
        if (tried > 0 && t.share < other_side_threshold)
            break;
        p[where] = -1;
        if (!choose_content(r, &t) || is_no_content(r, &t))
            continue;
        choose_speaker(r, &t);
        skip_informant(r, &t);
        if (has_marks(r, &t)) {
            if (count == 0 || beside) {
                out[0] = t;
                return 1;
            }
        } else
            out[count++] = t;
    }
    return count;
}

static str said_text(const reading *r, const attribution *t)
{
    return str_slice(r->s.text, at(r, t->first)->start, at(r, t->last)->end);
}

static bool read_cue(const reading *r, uint32_t cue, attribution *out)
{
    attribution proposed[PROPOSALS];
    uint32_t count = propose_attributions(r, cue, proposed);
    if (count == 0)
        return false;
    *out = proposed[0];
    if (is_foreign(r, cue) || has_marks(r, out) || brings_block(r, cue))
        return out->probability >= cue_threshold || passage_beside(r, cue);
    out->probability = 0;
    for (uint32_t i = 0; i < count; i++) {
        float judged = judge_probability(r, &proposed[i]);
        if (trace_on("speaker"))
            trace("speaker", "  side %d: %.*s: %.2f", (int)proposed[i].where, STR_ARG(said_text(r, &proposed[i])),
                  (double)judged);
        if (judged > out->probability) {
            *out = proposed[i];
            out->probability = judged;
        }
    }
    if (takes_block(r, out))
        trim_block(r, out);
    return out->probability >= (judge_is_clause(r, out) ? judge_threshold : nouns_threshold);
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

/* Keeps the likelier of two that say the same. */
static void add_attribution(passage_owners *f, const attribution *t)
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
    for (size_t back = 1; back <= 3 && back <= out->count; back++)
        trim_before(f->r, &out->items[out->count - back].what, t);
    vec_push(f->r->a, out, q);
    own_passages(f, t->first, t->last, (uint32_t)out->count);
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
    passage_owners f = {.r = r, .out = out, .owner = ARENA_ARRAY(r->a, uint32_t, r->q.count + 1)};
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
