/* reading.c - which choices are there, and what speaks for each? */
#include "indexer/tag/speaker/choices.h"
#include "indexer/tag/speaker/known.h"
#include "indexer/tag/speaker/phrases.h"

enum {
    REACH = 16,
    FAR_AHEAD = 24,
    GROUP_REACH = 6,
    LABEL_REACH = 8,
    LONGEST_CLAUSE = 300 /* pieces; no sentence of a report is longer */
};

static bool in_bounds(const reading *r, uint32_t i)
{
    return i < r->s.count;
}

/* ---- symbols ---- */

static uint32_t symbol_of_capital(const piece *p)
{
    if (p->bits & WORD_TIME)
        return 20;
    if (p->bits & WORD_PLURAL)
        return 21;
    if (p->bits & (NAME_HONORIFIC | NAME_ROLE))
        return 22;
    if (p->bits & NAME_BODY)
        return 23;
    if (p->bits & NAME_NATIONALITY)
        return 24;
    if (p->bits & NAME_GIVEN)
        return 25;
    return p->flags & PIECE_ALL_CAPITALS ? 26 : 27;
}

static uint32_t symbol_of_word(const reading *r, const piece *p)
{
    bool capital = p->flags & PIECE_CAPITAL && !(p->flags & PIECE_SENTENCE_START);
    if (capital && !(p->bits & WORD_SUBJECT) && !(p[-1].kind == PIECE_MARK && p->quote))
        return symbol_of_capital(p);
    if (p->flags & PIECE_CAPITAL && !p->lemma && !(p->bits & (CLOSED | WORD_TIME)) && p->bits & (NAME_GIVEN | NAME_SURNAME))
        return 25;
    return symbol_of_small(p->bits, p->key, p->lemma, p->form, piece_text(&r->s, p));
}

static uint32_t symbol_at(const reading *r, uint32_t i)
{
    const piece *p = at(r, i);
    if (p->kind == PIECE_WORD)
        return symbol_of_word(r, p);
    if (p->kind == PIECE_CLITIC)
        return 80 + p->key;
    if (p->kind == PIECE_MARK && p->quote) {
        const passage *q = &r->q.items[p->quote - 1];
        return q->open == i ? 16 : q->close == i ? 17 : 18;
    }
    return p->kind;
}

/* Where the scan has not found them yet. */
static void find_symbols(reading *r)
{
    for (uint32_t i = 0; i < r->s.count; i++)
        if (!r->s.pieces[i].symbol)
            r->s.pieces[i].symbol = symbol_at(r, i);
}

void reading_make(arena *a, const struct analysis *text, language lang, people *p, reading *out)
{
    *out = (reading){.a = a, .p = p, .weights = model_weights_get()};
    scan_text(a, text, &out->s);
    out->s.lang = lang;
    out->foreign = lang != LANGUAGE_ENGLISH && lang != LANGUAGE_UNKNOWN;
    find_passages(a, &out->s, &out->q);
    find_symbols(out);
    find_people(a, &out->s, p);
    out->mentions_before = arena_alloc(a, (out->s.count + 2) * sizeof(uint32_t));
    uint32_t i = 0, m = 0;
    for (; m < p->mentions.count; m++)
        for (; i <= p->mentions.items[m].last; i++)
            out->mentions_before[i] = m;
    for (; i <= out->s.count; i++)
        out->mentions_before[i] = m;
}

/* ---- the cue ---- */

static bool word_is(const reading *r, const piece *p, const char *word, uint32_t len)
{
    return p->kind == PIECE_WORD && p->end - p->start == len && memcmp(r->s.text.data + p->start + 1, word + 1, len - 1) == 0 &&
           (r->s.text.data[p->start] | 32) == word[0];
}

/* "Smith: We will win" at the head of a paragraph. */
static bool is_label_colon(const reading *r, uint32_t i)
{
    const piece *p = at(r, i);
    for (uint32_t n = 0; n < LABEL_REACH && i - n > 0; n++)
        if (at(r, i - n)->flags & PIECE_PARAGRAPH_START)
            return n > 0 && in_bounds(r, i + 1) && (p + 1)->flags & PIECE_SPACE_BEFORE;
    return false;
}

bool is_audible_cue(const reading *r, uint32_t i)
{
    const piece *p = at(r, i);
    if (p->quote && (r->q.items[p->quote - 1].closed || r->q.items[p->quote - 1].continues))
        return false;
    if (p->kind == PIECE_WORD)
        return p->bits & WORD_CUE ? !(p->bits & WORD_PREPOSITION) || p->bits & WORD_SAY : is_according(&r->s, p);
    return p->kind == PIECE_COLON && is_label_colon(r, i);
}

static bool in_group(const piece *p)
{
    if (p->kind == PIECE_CLITIC)
        return true;
    return p->kind == PIECE_WORD && p->bits & (WORD_ADVERB | WORD_AUXILIARY | WORD_MODAL | WORD_NEGATION) &&
           !(p->bits & (WORD_DETERMINER | WORD_CONJUNCTION));
}

static bool is_to(const reading *r, const piece *p)
{
    return p->kind == PIECE_WORD && p->end - p->start == 2 && r->s.text.data[p->start] == 't' &&
           r->s.text.data[p->start + 1] == 'o';
}

uint32_t cue_group_start(const reading *r, uint32_t cue)
{
    uint32_t i = cue;
    uint32_t sentence = at(r, cue)->sentence;
    while (i > 0 && cue - i < GROUP_REACH && at(r, i - 1)->sentence == sentence &&
           (in_group(at(r, i - 1)) || is_to(r, at(r, i - 1)))) {
        if (at(r, i - 1)->kind == PIECE_CLITIC && at(r, i - 1)->key == 's' && i > 1 &&
            !(at(r, i - 2)->bits & (WORD_SUBJECT | WORD_RELATIVE)))
            break; /* a possessive */
        i--;
    }
    return i;
}

/* The last mention that ends before piece `i` and in its sentence, or NULL. */
static const mention *mention_before(const reading *r, uint32_t i)
{
    uint32_t n = r->mentions_before[i];
    if (n == 0)
        return NULL;
    const mention *m = &r->p->mentions.items[n - 1];
    return at(r, m->first)->sentence == at(r, i)->sentence ? m : NULL;
}

static const mention *mention_from(const reading *r, uint32_t i)
{
    uint32_t n = r->mentions_before[i];
    if (n >= r->p->mentions.count)
        return NULL;
    const mention *m = &r->p->mentions.items[n];
    return m->first < r->s.count && at(r, m->first)->sentence == at(r, i)->sentence ? m : NULL;
}

/* What kind of speaker the cue's sentence begins with, if any before the cue. */
static uint32_t first_in_sentence(const reading *r, uint32_t cue)
{
    const mention *m = mention_from(r, r->s.sentence_first[at(r, cue)->sentence]);
    return m && m->last < cue ? 1 + m->type + (m->first == r->s.sentence_first[at(r, cue)->sentence] ? 10 : 0) : 0;
}

uint32_t cue_group_flags(const reading *r, uint32_t start, uint32_t cue)
{
    uint32_t flags = 0;
    for (uint32_t i = start; i < cue; i++) {
        const piece *p = at(r, i);
        flags |= p->bits & WORD_MODAL ? 1 : 0;
        flags |= p->bits & WORD_NEGATION ? 2 : 0;
        flags |= is_to(r, p) ? 4 : 0;
        flags |= p->bits & WORD_AUXILIARY ? 8 : 0;
    }
    return flags;
}

uint32_t verbs_between(const reading *r, uint32_t from, uint32_t to)
{
    uint32_t verbs = 0;
    for (uint32_t i = from; i < to && i < from + 24; i++)
        verbs += at(r, i)->kind == PIECE_WORD &&
                 (at(r, i)->bits & WORD_AUXILIARY ||
                  (at(r, i)->bits & (WORD_CUE | WORD_VERB) && (at(r, i)->form == FORM_PAST || at(r, i)->form == FORM_S)));
    return verbs < 3 ? verbs : 3;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The piece behind the cue's sentence. */
static uint32_t sentence_end(const reading *r, uint32_t cue)
{
    return r->s.sentence_first[at(r, cue)->sentence + 1];
}

/* How many pieces before the cue's group there is one of a passage, in its sentence or right before it in its paragraph; or 0. */
static uint32_t passage_before(const reading *r, uint32_t group, uint32_t cue)
{
    uint32_t first = r->s.sentence_first[at(r, cue)->sentence];
    first -= first > 0 && at(r, first - 1)->paragraph == at(r, cue)->paragraph;
    for (uint32_t i = group; i-- > first && group - i < REACH;)
        if (at(r, i)->quote)
            return group - i;
    return 0;
}

/* How the cue stands to quoted passages: what closes shortly before its subject, what opens after it. */
static uint32_t passages_around(const reading *r, uint32_t group, uint32_t cue, uint32_t *before, uint32_t *after, uint32_t *stop)
{
    uint32_t back = passage_before(r, group, cue), i = cue + 1, end = smaller(cue + REACH + 8, sentence_end(r, cue));
    *before = bucket(back);
    *stop = back ? 1 + symbol_of(r, group - back - 1) * 4 + verbs_between(r, group - back + 1, group)
                 : 0; /* “…,” asks for who said it */
    while (i < end && !at(r, i)->quote)
        i++;
    *after = i < end ? bucket(i - cue) : 0;
    return *before * 16 + *after;
}

/* The first mark of punctuation after the cue and how far away; the first "that" before it. */
static void features_ahead(const reading *r, uint32_t cue, uint32_t lemma, feature_set *f)
{
    uint32_t that = 0, i = cue + 1, end = sentence_end(r, cue), last = smaller(cue + FAR_AHEAD, end);
    for (; i < last; i++) {
        const piece *p = at(r, i);
        if (!that && word_is(r, p, "that", 4))
            that = i - cue;
        if (p->kind != PIECE_WORD && p->kind != PIECE_NUMBER && p->kind != PIECE_CLITIC)
            break;
    }
    uint32_t stop = i < end ? symbol_of(r, i) : 99, n = i - cue;
    add(f, MODEL_CUE, 40, stop, bucket(n));
    add(f, MODEL_CUE, 41, lemma, stop);
    add(f, MODEL_CUE, 42, bucket(that), 0);
    add(f, MODEL_CUE, 43, lemma, that ? 1 : 0);
    add(f, MODEL_CUE, 44, bucket(n), 0);
}

static uint32_t subject_kind(const reading *r, const mention *m, uint32_t group)
{
    if (!m)
        return 0;
    if (m->last + 1 == group)
        return 1 + m->type;
    return at(r, m->last + 1)->kind == PIECE_COMMA && m->last + 2 == group ? 11 + m->type : 21;
}

void cue_first_features(const reading *r, uint32_t cue, feature_set *f)
{
    const piece *c = at(r, cue);
    uint32_t lemma = lemma_of(c), word = feature_mix(lemma, c->form), before = symbol_of(r, cue - 1),
             after = symbol_of(r, cue + 1);
    feature_begin(f, r->weights);
    add(f, MODEL_CUE, 0, 0, FEATURE_NOTHING);
    add(f, MODEL_CUE, 1, lemma, 0);
    add(f, MODEL_CUE, 2, word, 0);
    add(f, MODEL_CUE, 3, word, after);
    add(f, MODEL_CUE, 4, word, before);
    add(f, MODEL_CUE, 5, feature_mix(before, after), c->form);
    add(f, MODEL_CUE, 13, before, 0);
    add(f, MODEL_CUE, 15, after, 0);
}

void cue_more_features(const reading *r, uint32_t cue, feature_set *f)
{
    const piece *c = at(r, cue);
    uint32_t lemma = lemma_of(c), word = feature_mix(lemma, c->form), s[9];
    for (int k = -4; k <= 4; k++)
        s[k + 4] = symbol_of(r, cue + (uint32_t)k);
    uint32_t group = cue_group_start(r, cue), flags = cue_group_flags(r, group, cue);
    const mention *subject = mention_before(r, group);
    uint32_t kind = subject_kind(r, subject, group), before_group = symbol_of(r, group - 1);
    uint32_t clause = subject ? symbol_of(r, subject->first - 1) : 98, before, after, stop;
    uint32_t around = passages_around(r, group, cue, &before, &after, &stop);
    add(f, MODEL_CUE, 6, feature_mix(s[2], s[3]), c->form);
    add(f, MODEL_CUE, 7, s[5], s[6]);
    add(f, MODEL_CUE, 8, feature_mix(word, s[5]), s[6]);
    for (uint32_t k = 0; k < 9; k++)
        if (k < 3 || k > 5)
            add(f, MODEL_CUE, 10 + k, s[k], 0);
    add(f, MODEL_CUE, 20, flags, c->form);
    add(f, MODEL_CUE, 21, flags, word);
    add(f, MODEL_CUE, 22, kind, c->form);
    add(f, MODEL_CUE, 23, kind, lemma);
    add(f, MODEL_CUE, 24, before_group, c->form);
    add(f, MODEL_CUE, 25, before_group, lemma);
    add(f, MODEL_CUE, 26, clause, kind);
    add(f, MODEL_CUE, 27, clause, s[5]);
    add(f, MODEL_CUE, 28, feature_mix(clause, s[5]), kind);
    add(f, MODEL_CUE, 29, around, 0);
    add(f, MODEL_CUE, 30, before, lemma);
    add(f, MODEL_CUE, 31, after, lemma);
    add(f, MODEL_CUE, 32, before, s[5]);
    add(f, MODEL_CUE, 33, after, s[5]);
    add(f, MODEL_CUE, 34, before, c->bits & WORD_SAY);
    add(f, MODEL_CUE, 35, after, c->bits & WORD_SAY);
    add(f, MODEL_CUE, 36, bucket(cue - r->s.sentence_first[c->sentence]), c->form);
    add(f, MODEL_CUE, 37, bucket(r->s.sentence_first[c->sentence + 1] - cue), c->form);
    add(f, MODEL_CUE, 38, c->flags & (PIECE_CAPITAL | PIECE_SENTENCE_START), c->form);
    add(f, MODEL_CUE, 39, feature_mix(kind, s[5]), flags);
    features_ahead(r, cue, lemma, f);
    add(f, MODEL_CUE, 50, feature_mix(before, after), s[5]);
    add(f, MODEL_CUE, 51, feature_mix(clause, before), s[5]);
    uint32_t verbs = subject ? verbs_between(r, subject->last + 1, group) : 5;
    add(f, MODEL_CUE, 57, feature_mix(verbs, subject ? subject->type : 9), lemma);
    add(f, MODEL_CUE, 58, feature_mix(verbs, first_in_sentence(r, cue)), c->form);
    add(f, MODEL_CUE, 59, feature_mix(c->bits & WORD_SAY, c->form), flags);
    add(f, MODEL_CUE, 54, stop, s[5]);
    add(f, MODEL_CUE, 55, stop, feature_mix(c->bits & WORD_SAY, c->form));
    add(f, MODEL_CUE, 56, stop, feature_mix(kind, after));
    uint32_t left_of_sentence = bucket(r->s.sentence_first[c->sentence + 1] - cue); /* little in "said on Tuesday." */
    add(f, MODEL_CUE, 60, feature_mix(s[5], s[6]), left_of_sentence);
    add(f, MODEL_CUE, 61, feature_mix(s[5], before_group), left_of_sentence);
    add(f, MODEL_CUE, 52, c->quote ? 1 : 0, 0);
    add(f, MODEL_CUE, 53, c->paragraph == 0, c->form);
}

/* ---- where what follows the cue begins ---- */

static bool can_begin(const piece *p)
{
    return p->kind == PIECE_WORD || p->kind == PIECE_NUMBER || p->kind == PIECE_MARK || p->kind == PIECE_OPEN;
}

void right_start_choices(const reading *r, uint32_t cue, choices *out)
{
    out->count = 0;
    uint32_t sentence = at(r, cue)->sentence, paragraph = at(r, cue)->paragraph;
    for (uint32_t i = cue + 1; in_bounds(r, i) && i <= cue + REACH + 6; i++) {
        const piece *p = at(r, i);
        bool across = p->sentence != sentence;
        if (across && !(p[-1].kind == PIECE_COLON && p->paragraph <= paragraph + 1) && i != cue + 1)
            break;
        if (can_begin(p))
            choose(out, i);
        if (p->quote) /* nothing begins inside a passage */
            break;
        if (across)
            break;
    }
}

void right_start_features(const reading *r, uint32_t cue, side where, uint32_t i, uint32_t rank, feature_set *f)
{
    const piece *c = at(r, cue);
    uint32_t lemma = lemma_of(c), word = feature_mix(lemma, c->form), before = symbol_of(r, i - 1), here = symbol_of(r, i),
             next = symbol_of(r, i + 1);
    uint32_t after_cue = symbol_of(r, cue + 1), two_before = symbol_of(r, i - 2);
    uint32_t distance = bucket(i - cue - 1);
    const mention *m = mention_from(r, i);
    uint32_t mention_kind = m && m->first == i ? 1 + m->type : 0;
    const model q = MODEL_RIGHT_START;
    feature_begin(f, r->weights);
    add(f, q, 0, distance, where);
    add(f, q, 1, here, 0);
    add(f, q, 2, before, here);
    add(f, q, 3, lemma, here);
    add(f, q, 4, lemma, distance);
    add(f, q, 5, word, feature_mix(here, distance == 0));
    add(f, q, 6, here, next);
    add(f, q, 7, before, where);
    add(f, q, 8, feature_mix(two_before, before), here);
    add(f, q, 9, distance, here);
    add(f, q, 10, after_cue, distance);
    add(f, q, 11, feature_mix(lemma, after_cue), distance);
    add(f, q, 12, mention_kind, distance);
    add(f, q, 13, lemma, before);
    add(f, q, 14, rank, where);
    add(f, q, 15, feature_mix(before, here), next);
    add(f, q, 16, feature_mix(after_cue, here), before);
    add(f, q, 17, at(r, i)->sentence != c->sentence, here);
}

/* ---- where it ends ---- */

static bool can_end_before(const reading *r, const piece *p)
{
    switch ((piece_kind)p->kind) {
    case PIECE_COMMA:
    case PIECE_PERIOD:
    case PIECE_COLON:
    case PIECE_SEMICOLON:
    case PIECE_DASH:
    case PIECE_QUESTION:
    case PIECE_EXCLAMATION:
    case PIECE_OPEN:
    case PIECE_CLOSE:
    case PIECE_END: return true;
    case PIECE_WORD:
        return p->bits & (WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_PREPOSITION | WORD_RELATIVE) || is_according(&r->s, p);
    case PIECE_CLITIC:
    case PIECE_NUMBER:
    case PIECE_ELLIPSIS:
    case PIECE_MARK:
    case PIECE_OTHER: return false;
    }
    return false;
}

static uint32_t passage_end(const reading *r, uint32_t i)
{
    return r->q.items[at(r, i)->quote - 1].whole_close;
}

/* The last piece of the sentence that is not its stop. */
static uint32_t sentence_last(const reading *r, uint32_t i)
{
    uint32_t first = r->s.sentence_first[at(r, i)->sentence], last = r->s.sentence_first[at(r, i)->sentence + 1] - 1;
    if (last > i + LONGEST_CLAUSE)
        return i + LONGEST_CLAUSE;
    while (last > first && last > i && !at(r, last)->quote &&
           (at(r, last)->kind == PIECE_PERIOD || at(r, last)->kind == PIECE_MARK))
        last--;
    return last;
}

/* Each item is the last piece of what would be said. The sentence's end always is one, and the last. */
void right_end_choices(const reading *r, uint32_t cue, uint32_t first, choices *out)
{
    (void)cue;
    out->count = 0;
    uint32_t sentence = at(r, first)->sentence, stop = r->s.sentence_first[sentence + 1], end = sentence_last(r, first);
    for (uint32_t i = first; i < stop && i <= first + LONGEST_CLAUSE && out->count + 1 < CHOICES; i++) {
        if (at(r, i)->quote) {
            i = passage_end(r, i);
            end = end < i ? i : end;
            choose(out, i);
        } else if (i > first && i < stop && can_end_before(r, at(r, i)) && !can_end_before(r, at(r, i - 1)))
            choose(out, i - 1);
    }
    if (out->count && out->items[out->count - 1] > end)
        end = out->items[out->count - 1];
    choose(out, end);
}

void right_end_features(const reading *r, uint32_t cue, uint32_t first, uint32_t i, uint32_t rank, uint32_t of, feature_set *f)
{
    const piece *c = at(r, cue);
    uint32_t lemma = lemma_of(c), last = symbol_of(r, i), next = symbol_of(r, i + 1), next2 = symbol_of(r, i + 2),
             next3 = symbol_of(r, i + 3), head = symbol_of(r, first);
    bool ends_sentence = rank + 1 == of;
    const model q = MODEL_RIGHT_END;
    uint32_t opens = at(r, first)->quote ? 1 : 0, closes = at(r, i)->quote ? 1 : 0;
    uint32_t clause = head == symbol_of(r, cue + 1) ? 1 : 0;
    feature_begin(f, r->weights);
    add(f, q, 0, ends_sentence, opens * 2 + closes);
    add(f, q, 1, next, 0);
    add(f, q, 2, next, next2);
    add(f, q, 3, feature_mix(next, next2), next3);
    add(f, q, 4, lemma, feature_mix(next, ends_sentence));
    add(f, q, 5, head, feature_mix(next, ends_sentence));
    add(f, q, 6, bucket(i - first + 1), ends_sentence);
    add(f, q, 7, bucket(i - first + 1), next);
    add(f, q, 8, rank, of);
    add(f, q, 9, last, next);
    add(f, q, 10, closes, next);
    add(f, q, 11, feature_mix(head, c->form), ends_sentence);
    add(f, q, 12, feature_mix(lemma, head), ends_sentence);
    add(f, q, 13, feature_mix(opens, closes), feature_mix(next, next2));
    add(f, q, 14, rank, feature_mix(head, next));
    add(f, q, 15, clause, feature_mix(next, next2));
    add(f, q, 16, lemma, bucket(i - first + 1));
    add(f, q, 17, head, bucket(i - first + 1));
}

/* ---- what precedes the cue ---- */

static bool can_end_left(const reading *r, uint32_t i)
{
    const piece *p = at(r, i);
    if (p->quote)
        return r->q.items[p->quote - 1].close == i;
    return p->kind == PIECE_COMMA || p->kind == PIECE_DASH || p->kind == PIECE_QUESTION || p->kind == PIECE_EXCLAMATION ||
           p->kind == PIECE_SEMICOLON || p->kind == PIECE_COLON;
}

/* Each item is the comma or closing mark after what is said. The nearest to the cue comes first. */
void left_end_choices(const reading *r, uint32_t cue, choices *out)
{
    out->count = 0;
    uint32_t paragraph = at(r, cue)->paragraph, sentence = at(r, cue)->sentence;
    for (uint32_t i = cue; i-- > 0 && cue - i < 40 && out->count < 10 && at(r, i)->paragraph == paragraph;) {
        if (at(r, i)->sentence != sentence && !at(r, i)->quote)
            break;
        if (can_end_left(r, i))
            choose(out, i);
        if (at(r, i)->quote)
            break;
    }
    if (out->count == 0 && cue > 0 && at(r, cue - 1)->sentence == sentence)
        choose(out, cue - 1);
}

void left_end_features(const reading *r, uint32_t cue, uint32_t i, uint32_t rank, feature_set *f)
{
    uint32_t group = cue_group_start(r, cue), here = symbol_of(r, i), next = symbol_of(r, i + 1), before = symbol_of(r, i - 1);
    const mention *m = mention_from(r, i + 1);
    uint32_t exact = m && m->first == i + 1 ? m->last + 1 == group ? 1 : 2 : 0;
    uint32_t distance = group > i ? bucket(group - i - 1) : 0;
    const model q = MODEL_LEFT_END;
    feature_begin(f, r->weights);
    add(f, q, 0, rank, 0);
    add(f, q, 1, here, distance);
    add(f, q, 2, exact, distance);
    add(f, q, 3, next, exact);
    add(f, q, 4, here, next);
    add(f, q, 5, before, here);
    add(f, q, 6, distance, symbol_of(r, cue + 1));
    add(f, q, 7, m ? m->type : 9, exact);
    add(f, q, 8, exact, rank);
    add(f, q, 9, at(r, i)->quote ? 1 : 0, rank);
    add(f, q, 10, lemma_of(at(r, cue)), feature_mix(here, rank));
}

static uint32_t passage_start(const reading *r, uint32_t i)
{
    return r->q.items[at(r, i)->quote - 1].whole_open;
}

/* From the sentence's start onward. */
void left_start_choices(const reading *r, uint32_t cue, uint32_t last, choices *out)
{
    (void)cue;
    out->count = 0;
    uint32_t sentence = r->s.sentence_first[at(r, last)->sentence];
    if (last - sentence > LONGEST_CLAUSE)
        sentence = last - LONGEST_CLAUSE;
    uint32_t from = sentence;
    if (at(r, from)->quote)
        from = passage_start(r, from);
    choose(out, from);
    uint32_t i = at(r, last)->sentence == at(r, from)->sentence && from >= sentence ? from : sentence;
    for (; i < last && out->count < CHOICES; i++) {
        const piece *p = at(r, i);
        if (p->quote) {
            uint32_t start = passage_start(r, i);
            if (start >= from && (out->items[out->count - 1] < start))
                choose(out, start);
            i = r->q.items[p->quote - 1].close;
            continue;
        }
        bool boundary = p->kind == PIECE_COMMA || p->kind == PIECE_DASH || p->kind == PIECE_SEMICOLON || p->kind == PIECE_COLON ||
                        (p->kind == PIECE_WORD && p->bits & (WORD_CONJUNCTION | WORD_SUBORDINATOR));
        if (boundary && i + 1 < last)
            choose(out, i + 1);
    }
}

void left_start_features(const reading *r, uint32_t cue, uint32_t last, uint32_t i, uint32_t rank, uint32_t of, feature_set *f)
{
    uint32_t here = symbol_of(r, i), before = symbol_of(r, i - 1), next = symbol_of(r, i + 1);
    uint32_t closes = at(r, last)->quote ? 1 : 0, opens = at(r, i)->quote ? 1 : 0;
    const model q = MODEL_LEFT_START;
    feature_begin(f, r->weights);
    add(f, q, 0, rank == 0, closes * 2 + opens);
    add(f, q, 1, here, rank == 0);
    add(f, q, 2, before, here);
    add(f, q, 3, before, rank);
    add(f, q, 4, rank, of);
    add(f, q, 5, bucket(last - i), rank == 0);
    add(f, q, 6, feature_mix(before, here), next);
    add(f, q, 7, feature_mix(opens, closes), before);
    add(f, q, 8, lemma_of(at(r, cue)), rank == 0);
    add(f, q, 9, symbol_of(r, cue + 1), feature_mix(rank == 0, closes));
}
