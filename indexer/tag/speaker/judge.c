/* judge.c - now that it is known what a cue would bring and who would have said it: is that speech? */
#include "indexer/tag/speaker/judge.h"

#include <math.h>

#include "indexer/tag/speaker/choices.h"
#include "indexer/tag/speaker/phrases.h"

enum { LOOKED_AT = 40 /* pieces of what is said */, TIDY = 15, VERB = 8 };

/* Nine in ten of all tidy sentences with a verb of saying are speech, though the shortest have little else to show for it. */
static const float sure_cue = .8f, of_plain_speech = .7f;

/* What is said, seen from the outside. */
typedef struct content {
    uint32_t words, verbs, commas;
    bool past;    /* has a word that looks like a verb that the word book lacks */
    bool subject; /* begins with a pronoun or a mention */
} content;

/* "collapsed": there are more verbs than the word book has. */
static bool is_past_of_any_verb(const reading *r, const piece *p)
{
    return p->kind == PIECE_WORD && !p->bits && !p->lemma && str_ends_with(piece_text(&r->s, p), STR("ed"));
}

static content content_of(const reading *r, const attribution *t)
{
    content c = {0};
    uint32_t n = r->mentions_before[t->first];
    const mention *m = n < r->p->mentions.count ? &r->p->mentions.items[n] : NULL;
    c.subject =
        at(r, t->first)->bits & WORD_SUBJECT || at(r, t->first + 1)->bits & WORD_SUBJECT || (m && m->first <= t->first + 1);
    for (uint32_t i = t->first; i <= t->last && i < t->first + LOOKED_AT; i++) {
        const piece *p = at(r, i);
        c.words += p->kind == PIECE_WORD;
        c.commas += p->kind == PIECE_COMMA;
        c.verbs += is_finite_verb(p);
        c.past |= is_past_of_any_verb(r, p);
    }
    c.verbs = c.verbs < 3 ? c.verbs : 3;
    return c;
}

static uint32_t speaker_kind(const reading *r, const attribution *t, uint32_t group, uint32_t *key)
{
    *key = 0;
    if (!t->speaker)
        return 0;
    const mention *m = &r->p->mentions.items[t->speaker - 1];
    *key = m->type == WHO_PERSON ? 1 : at(r, m->figure ? m->last : m->core)->key;
    bool near = m->last + 1 == group || m->first == t->cue + 1;
    return 1 + m->type + (near ? 16 : 0) + (m->last < t->cue ? 32 : 0) + (m->possessive ? 64 : 0) + (m->figure ? 128 : 0);
}

/* What stands between the cue and what is said. */
static uint32_t gap(const reading *r, const attribution *t)
{
    if (t->first > t->cue)
        return t->first == t->cue + 1 ? 0 : 1 + symbol_of(r, t->cue + 1);
    return t->last + 1 >= t->cue ? 0 : 1 + symbol_of(r, t->last + 1);
}

/* How tidily the three stand together: "All is well, | the mayor | said", "The mayor | said | all is well." 1 the speaker stands
 * beside the cue, 2 what is said right beside the two, 4 it reaches to the end of the sentence, 8 it has a verb of its own. */
static uint32_t tidiness(const reading *r, const attribution *t, const content *said)
{
    const mention *m = t->speaker ? &r->p->mentions.items[t->speaker - 1] : NULL;
    uint32_t group = cue_group_start(r, t->cue);
    uint32_t first = m && m->first < group ? m->first : group, last = m && m->last > t->cue ? m->last : t->cue;
    bool left = t->last < t->cue;
    uint32_t tidy = m && (m->last + 1 == group || m->first == t->cue + 1) ? 1 : 0;
    if (left)
        tidy |= t->last + 1 == first || (t->last + 2 == first && at(r, first - 1)->kind == PIECE_COMMA) ? 2 : 0;
    else
        tidy |= t->first == last + 1 || (t->first == last + 2 && at(r, last + 1)->kind == PIECE_COMMA) ? 2 : 0;
    uint32_t start = r->s.sentence_first[at(r, t->first)->sentence], stop = r->s.sentence_first[at(r, t->last)->sentence + 1];
    tidy |= left ? (t->first == start ? 4 : 0) : t->last + 2 >= stop ? 4 : 0;
    return tidy | (said->verbs ? VERB : 0);
}

static void add_features(const reading *r, const attribution *t, content said, uint32_t tidy, feature_set *f)
{
    const piece *c = at(r, t->cue);
    uint32_t lemma = lemma_of(c), word = feature_mix(lemma, c->form), group = cue_group_start(r, t->cue), key;
    uint32_t flags = cue_group_flags(r, group, t->cue), whom = speaker_kind(r, t, group, &key);
    uint32_t shape = t->where, likely = (uint32_t)(t->probability * 12);
    uint32_t head = symbol_of(r, t->first), head2 = symbol_of(r, t->first + 1), tail = symbol_of(r, t->last);
    uint32_t before = symbol_of(r, t->first - 1), after = symbol_of(r, t->last + 1), around = symbol_of(r, group - 1);
    uint32_t words = bucket(said.words), between = gap(r, t);
    const model q = MODEL_JUDGE;
    feature_begin(f, r->weights);
    add(f, q, 0, likely, 0);
    add(f, q, 1, likely, shape);
    add(f, q, 2, lemma, shape);
    add(f, q, 3, word, said.verbs == 0);
    add(f, q, 4, words, shape);
    add(f, q, 5, feature_mix(said.verbs, words), shape);
    add(f, q, 6, head, shape);
    add(f, q, 7, feature_mix(head, head2), shape);
    add(f, q, 8, lemma, feature_mix(head, shape));
    add(f, q, 9, tail, shape);
    add(f, q, 10, before, shape);
    add(f, q, 11, after, shape);
    add(f, q, 12, whom, shape);
    add(f, q, 13, whom, word);
    add(f, q, 14, key, shape);
    add(f, q, 15, flags, word);
    add(f, q, 16, flags, whom);
    add(f, q, 17, around, feature_mix(whom, c->form));
    add(f, q, 18, feature_mix(between, shape), said.verbs == 0);
    add(f, q, 19, feature_mix(between, head), lemma);
    add(f, q, 20, said.subject, feature_mix(said.verbs, shape));
    add(f, q, 21, feature_mix(said.subject, said.verbs), lemma);
    add(f, q, 22, feature_mix(head, said.verbs), words);
    add(f, q, 23, said.commas, feature_mix(shape, words));
    add(f, q, 24, bucket(t->cue - r->s.sentence_first[c->sentence]), shape);
    add(f, q, 25, c->bits & WORD_SAY, feature_mix(whom, shape));
    add(f, q, 26, c->bits & WORD_SAY, feature_mix(said.verbs, feature_mix(shape, c->form)));
    add(f, q, 27, feature_mix(likely, said.verbs), shape);
    add(f, q, 28, symbol_of(r, t->cue - 1), feature_mix(symbol_of(r, t->cue + 1), shape));
    add(f, q, 29, feature_mix(before, head), shape);
    add(f, q, 30, feature_mix(tail, after), shape);
    uint32_t sure = (uint32_t)(t->sure_content * 10), sure_of_speaker = (uint32_t)(t->sure_speaker * 10);
    add(f, q, 35, sure, shape);
    add(f, q, 36, sure_of_speaker, shape);
    add(f, q, 37, feature_mix(sure, sure_of_speaker), likely);
    add(f, q, 38, sure, lemma);
    add(f, q, 39, (uint32_t)(t->share * 8), shape);
    add(f, q, 40, (uint32_t)(t->share * 8), feature_mix(head, shape));
    add(f, q, 41, tidy, shape);
    add(f, q, 42, tidy, feature_mix(words, shape));
    add(f, q, 43, tidy, lemma);
    add(f, q, 44, tidy, feature_mix(likely, shape));
    if (t->speaker) {
        const mention *m = &r->p->mentions.items[t->speaker - 1];
        add(f, q, 31, symbol_of(r, m->first - 1), feature_mix(whom, shape));
        add(f, q, 32, symbol_of(r, m->last + 1), feature_mix(whom, shape));
        add(f, q, 33, symbol_of(r, m->first), feature_mix(m->type, shape));
        add(f, q, 34, verbs_between(r, m->last + 1, group), feature_mix(whom, shape));
    }
}

void judge_features(const reading *r, const attribution *t, feature_set *f)
{
    const content said = content_of(r, t);
    add_features(r, t, said, tidiness(r, t, &said), f);
}

bool judge_is_clause(const reading *r, const attribution *t)
{
    static const char *const words[] = {"to", "that"};
    const piece *p = at(r, t->first);
    for (uint32_t i = 0; p->kind == PIECE_WORD && i < sizeof words / sizeof *words; i++)
        if (str_equal_ascii_nocase(piece_text(&r->s, p), str_from(words[i])))
            return true;
    const content said = content_of(r, t);
    return said.verbs || said.past;
}

float judge_probability(const reading *r, const attribution *t)
{
    feature_set f;
    const content said = content_of(r, t);
    const uint32_t tidy = tidiness(r, t, &said);
    add_features(r, t, said, tidy, &f);
    float p = 1 / (1 + expf(-model_judge(&f)));
    bool says = at(r, t->cue)->bits & WORD_SAY || is_according(&r->s, at(r, t->cue));
    bool plain = t->probability >= sure_cue && says && (tidy | (said.past ? VERB : 0)) == TIDY;
    return plain && p < of_plain_speech ? of_plain_speech : p;
}
