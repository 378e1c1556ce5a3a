/* voice.c - which mentions may speak, and what speaks for each? */
#include "indexer/tag/speaker/choices.h"

static bool may_speak(const reading *r, const attribution *t, uint32_t number)
{
    const mention *m = &r->p->mentions.items[number];
    bool inside = m->first >= t->first && m->last <= t->last;
    if (inside && !(t->where == SIDE_BOTH && m->first + 30 > t->cue && m->last < t->cue + 30))
        return false;
    return !m->mute && !at(r, m->core)->quote && m->core != t->cue;
}

void speaker_choices(const reading *r, const attribution *t, choices *out)
{
    out->count = 0;
    choose(out, 0);
    uint32_t sentence = at(r, t->cue)->sentence, before = r->mentions_before[t->cue], count = (uint32_t)r->p->mentions.count;
    uint32_t left = 0, right = 0;
    for (uint32_t n = before; n-- > 0 && left < 8;) {
        const mention *m = &r->p->mentions.items[n];
        if (at(r, m->first)->sentence != sentence || t->cue - m->last > 80)
            break;
        if (may_speak(r, t, n)) {
            choose(out, n + 1);
            left++;
        }
    }
    for (uint32_t n = before; n < count && right < 4; n++) {
        const mention *m = &r->p->mentions.items[n];
        if (at(r, m->first)->sentence != sentence || m->first - t->cue > 40)
            break;
        if (may_speak(r, t, n)) {
            choose(out, n + 1);
            right++;
        }
    }
    /* whoever the sentence before began with */
    for (uint32_t n = before - left; left == 0 && n > 0 && before - n < 12 && out->count < CHOICES - 4; n--) {
        const mention *m = &r->p->mentions.items[n - 1];
        if (at(r, m->first)->sentence + 1 < sentence)
            break;
        if (may_speak(r, t, n - 1) && at(r, m->first)->sentence != sentence)
            choose(out, n);
    }
}

static uint32_t commas_between(const reading *r, uint32_t from, uint32_t to)
{
    uint32_t commas = 0;
    for (uint32_t i = from; i < to && i < from + 40; i++)
        commas += at(r, i)->kind == PIECE_COMMA;
    return commas < 4 ? commas : 4;
}

static void nobody_features(const reading *r, const attribution *t, uint32_t of, feature_set *f)
{
    const piece *c = at(r, t->cue);
    const model q = MODEL_SPEAKER;
    add(f, q, 50, c->form, t->where);
    add(f, q, 51, lemma_of(c), c->form);
    add(f, q, 52, of < 4 ? of : 4, t->where);
    add(f, q, 53, symbol_of(r, t->cue - 1), c->form);
    add(f, q, 54, symbol_of(r, t->cue + 1), c->form);
    add(f, q, 55, cue_group_flags(r, cue_group_start(r, t->cue), t->cue), c->form);
}

void speaker_features(const reading *r, const attribution *t, uint32_t choice, const choices *all, feature_set *f)
{
    const piece *c = at(r, t->cue);
    const model q = MODEL_SPEAKER;
    feature_begin(f, r->weights);
    if (choice == 0) {
        nobody_features(r, t, all->count, f);
        return;
    }
    const mention *m = &r->p->mentions.items[choice - 1];
    uint32_t group = cue_group_start(r, t->cue), lemma = lemma_of(c), word = feature_mix(lemma, c->form);
    uint32_t flags = cue_group_flags(r, group, t->cue);
    bool left = m->last < t->cue, same = at(r, m->first)->sentence == c->sentence;
    uint32_t rank = 0;
    uint32_t number = choice - 1, before = r->mentions_before[t->cue];
    rank = left ? before - 1 - number : number - before;
    rank = rank < 6 ? rank : 6;
    uint32_t place = feature_mix(left * 2 + same, rank);
    uint32_t gap = left ? m->last + 1 <= group ? group - m->last - 1 : 0 : m->first - t->cue - 1;
    uint32_t verbs = left ? verbs_between(r, m->last + 1, group) : verbs_between(r, t->cue + 1, m->first);
    uint32_t commas = left ? commas_between(r, m->last + 1, group) : commas_between(r, t->cue + 1, m->first);
    uint32_t pre = symbol_of(r, m->first - 1), post = symbol_of(r, m->last + 1);
    uint32_t after_cue = symbol_of(r, t->cue + 1);
    uint32_t shape = feature_mix(left, t->where * 8 + c->form);
    add(f, q, 0, place, shape);
    add(f, q, 1, m->type, shape);
    add(f, q, 2, bucket(gap), shape);
    add(f, q, 3, feature_mix(verbs, commas), shape);
    add(f, q, 4, pre, left);
    add(f, q, 5, pre, feature_mix(m->type, left));
    add(f, q, 6, post, shape);
    add(f, q, 7, m->possessive, feature_mix(left, rank));
    add(f, q, 8, lemma, place);
    add(f, q, 9, word, feature_mix(left, gap == 0));
    add(f, q, 10, feature_mix(m->type, place), c->form);
    add(f, q, 11, flags, feature_mix(left, c->form));
    add(f, q, 12, feature_mix(bucket(gap), verbs), feature_mix(commas, shape));
    add(f, q, 13, m->first == r->s.sentence_first[at(r, m->first)->sentence], shape);
    add(f, q, 14, feature_mix(pre, post), left);
    add(f, q, 15, after_cue, feature_mix(left, gap == 0));
    add(f, q, 16, m->title, m->type);
    add(f, q, 17, feature_mix(verbs, m->type), place);
    add(f, q, 18, lemma, m->type);
    add(f, q, 19, all->count < 4 ? all->count : 4, place);
    add(f, q, 20, feature_mix(pre, place), c->form);
}
