/* tool_train.c - learns weights.inc from articles whose quotations people have marked
 *
 *     tool_train [--epochs=N] < articles.jsonl > weights.inc
 *
 * One article a line: {"text", "quotes": [{"spans", "cue": {"spans"}, "speaker": {"start"}, "speech"}]}, offsets in code points.
 * The choices and features are those of reading.c; each question is a logistic model over its choices, trained together by
 * AdaGrad in a fixed order, so that the same articles give the same weights. Attitudes that nobody uttered ("speech": false)
 * are no speech, with a third of the weight; where they begin and end is learned from all the same. The judge learns last, from
 * what the others, taught by three quarters of the articles, bring of the fourth. Weights are rounded to eight bits.
 * Figures of the fit go to stderr. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/tag/speaker/attribute.h"
#include "indexer/tag/speaker/judge.h"
#include "text/analysis.h"
#include "text/utf8.h"

typedef struct example {
    uint32_t first, count; /* choices */
    uint32_t target;
    float weight;
    model_table table; /* TABLE_CLASSES: one choice, four classes */
} example;

typedef struct choice {
    uint32_t first, count; /* features */
} choice;

static VEC(example) examples;
static VEC(choice) all_choices;
static VEC(uint32_t) slots; /* hashes of features; after choose_features, where their weights lie */
static arena keep;
enum { ALL_SLOTS = TABLES * MODEL_SLOTS, SEEN_ENOUGH = 4, FOLDS = 4 };
static float weights[ALL_SLOTS + 4], squares[ALL_SLOTS + 4], averages[ALL_SLOTS + 4];
static uint8_t tags[ALL_SLOTS];
static float shrink = 5e-4f;
static weight_table rounded[TABLES];
static model_weights learned; /* what every article is read by */

static void keep_choice(const feature_set *f)
{
    uint32_t hashes[FEATURE_ROOM];
    feature_hashes(f, hashes);
    vec_push(&keep, &all_choices, (choice){(uint32_t)slots.count, (uint32_t)f->count});
    for (uint32_t i = 0; i < f->count; i++)
        vec_push(&keep, &slots, hashes[i]);
}

/* ---- gold in pieces ---- */

typedef struct gold_span {
    uint32_t first, last; /* pieces */
} gold_span;

typedef struct gold {
    gold_span spans[32], speaker;
    uint32_t span_count, cue;
    bool has_cue, has_speaker, speech;
} gold;

typedef struct document {
    reading r;
    people p;
    uint32_t *byte_of; /* of each code point */
    size_t code_points;
    json_t *quotes;
} document;

static uint32_t piece_at(const document *d, uint32_t byte)
{
    uint32_t low = 0, high = d->r.s.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (d->r.s.pieces[mid].end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static uint32_t byte_of(const document *d, const json_t *number)
{
    size_t n = (size_t)json_integer_value(number);
    return d->byte_of[n < d->code_points ? n : d->code_points];
}

static bool span_of(const document *d, uint32_t start, uint32_t end, gold_span *out)
{
    if (end <= start)
        return false;
    out->first = piece_at(d, start);
    out->last = piece_at(d, end - 1);
    return out->first <= out->last && out->last < d->r.s.count;
}

static uint32_t rank_of_cue(const document *d, uint32_t i)
{
    const piece *p = &d->r.s.pieces[i];
    if (!is_cue_candidate(&d->r, i))
        return 0;
    return p->bits & WORD_SAY ? 4 : p->kind == PIECE_COLON ? 1 : p->bits & WORD_NOUN_CUE ? 2 : 3;
}

static void find_cue(const document *d, const json_t *cue, gold *g)
{
    size_t i;
    json_t *pair;
    uint32_t best = 0;
    json_array_foreach(json_object_get(cue, "spans"), i, pair)
    {
        gold_span span;
        if (!span_of(d, byte_of(d, json_array_get(pair, 0)), byte_of(d, json_array_get(pair, 1)), &span))
            continue;
        for (uint32_t k = span.first; k <= span.last; k++) {
            uint32_t rank = rank_of_cue(d, k);
            if (rank > best || (rank == best && rank == 3)) {
                best = rank;
                g->cue = k;
                g->has_cue = true;
            }
        }
    }
}

static gold read_gold(const document *d, const json_t *quote)
{
    gold g = {.speech = json_is_true(json_object_get(quote, "speech"))};
    size_t i;
    json_t *pair;
    json_array_foreach(json_object_get(quote, "spans"), i, pair)
    {
        gold_span span;
        if (g.span_count < 32 && span_of(d, byte_of(d, json_array_get(pair, 0)), byte_of(d, json_array_get(pair, 1)), &span))
            g.spans[g.span_count++] = span;
    }
    find_cue(d, json_object_get(quote, "cue"), &g);
    const json_t *speaker = json_object_get(quote, "speaker");
    if (json_is_object(speaker))
        g.has_speaker =
            span_of(d, byte_of(d, json_object_get(speaker, "start")), byte_of(d, json_object_get(speaker, "end")), &g.speaker);
    return g;
}

static side side_of(const document *d, const gold *g)
{
    bool before = false, after = false, after_here = false;
    for (uint32_t i = 0; i < g->span_count; i++) {
        before |= g->spans[i].first < g->cue;
        after |= g->spans[i].last > g->cue;
        after_here |= g->spans[i].last > g->cue && d->r.s.pieces[g->spans[i].first].sentence <= d->r.s.pieces[g->cue].sentence;
    }
    if (before && after)
        return after_here ? SIDE_BOTH : SIDE_LEFT;
    return before ? SIDE_LEFT : SIDE_RIGHT;
}

/* ---- examples ---- */

static void add_example(const choices *from, uint32_t target, float weight)
{
    (void)from;
    vec_push(&keep, &examples,
             (example){(uint32_t)(all_choices.count - from->count), from->count, target, weight, TABLE_CHOICES});
}

/* The choice equal to `wanted`, or the nearest within a few pieces; count when there is none. */
static uint32_t nearest(const choices *c, uint32_t wanted, uint32_t tolerance)
{
    uint32_t best = c->count, best_distance = tolerance + 1;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t distance = c->items[i] > wanted ? c->items[i] - wanted : wanted - c->items[i];
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}

static unsigned missed[MODELS], made[MODELS];

static void learn_right(const document *d, const gold *g, side where, float weight)
{
    choices c;
    feature_set f;
    uint32_t first = UINT32_MAX, last = 0;
    uint32_t of_cue = d->r.s.pieces[g->cue].sentence;
    for (uint32_t i = 0; i < g->span_count; i++)
        if (g->spans[i].first > g->cue && (where == SIDE_RIGHT || d->r.s.pieces[g->spans[i].first].sentence == of_cue)) {
            first = first < g->spans[i].first ? first : g->spans[i].first;
            if (first == g->spans[i].first || d->r.s.pieces[g->spans[i].first].sentence == d->r.s.pieces[first].sentence)
                last = last > g->spans[i].last ? last : g->spans[i].last;
        }
    if (first == UINT32_MAX)
        return;
    right_start_choices(&d->r, g->cue, &c);
    uint32_t target = nearest(&c, first, 1);
    made[MODEL_RIGHT_START]++;
    missed[MODEL_RIGHT_START] += target == c.count;
    if (target == c.count)
        return;
    for (uint32_t i = 0; i < c.count; i++) {
        right_start_features(&d->r, g->cue, where, c.items[i], i, &f);
        keep_choice(&f);
    }
    add_example(&c, target, weight);
    first = c.items[target];
    right_end_choices(&d->r, g->cue, first, &c);
    made[MODEL_RIGHT_END]++;
    if (last > c.items[c.count - 1])
        target = c.count - 1;
    else
        target = nearest(&c, last, 2);
    missed[MODEL_RIGHT_END] += target == c.count;
    if (target == c.count)
        return;
    for (uint32_t i = 0; i < c.count; i++) {
        right_end_features(&d->r, g->cue, first, c.items[i], i, c.count, &f);
        keep_choice(&f);
    }
    add_example(&c, target, weight);
}

static void learn_left(const document *d, const gold *g, float weight)
{
    choices c;
    feature_set f;
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < g->span_count; i++)
        if (g->spans[i].first < g->cue) {
            first = first < g->spans[i].first ? first : g->spans[i].first;
            last = last > g->spans[i].last ? last : g->spans[i].last;
        }
    left_end_choices(&d->r, g->cue, &c);
    made[MODEL_LEFT_END]++;
    uint32_t target = nearest(&c, last, 1);
    missed[MODEL_LEFT_END] += target == c.count;
    if (target == c.count)
        return;
    for (uint32_t i = 0; i < c.count; i++) {
        left_end_features(&d->r, g->cue, c.items[i], i, &f);
        keep_choice(&f);
    }
    add_example(&c, target, weight);
    last = c.items[target];
    left_start_choices(&d->r, g->cue, last, &c);
    made[MODEL_LEFT_START]++;
    target = first < c.items[0] ? 0 : nearest(&c, first, 1);
    missed[MODEL_LEFT_START] += target == c.count;
    if (target == c.count)
        return;
    for (uint32_t i = 0; i < c.count; i++) {
        left_start_features(&d->r, g->cue, last, c.items[i], i, c.count, &f);
        keep_choice(&f);
    }
    add_example(&c, target, weight);
}

static void learn_speaker(const document *d, const gold *g, side where, float weight)
{
    attribution t = {.cue = g->cue, .where = where, .first = g->spans[0].first, .last = g->spans[0].last};
    for (uint32_t i = 1; i < g->span_count; i++) {
        t.first = t.first < g->spans[i].first ? t.first : g->spans[i].first;
        t.last = t.last > g->spans[i].last ? t.last : g->spans[i].last;
    }
    choices c;
    feature_set f;
    speaker_choices(&d->r, &t, &c);
    uint32_t target = g->has_speaker ? c.count : 0, from = UINT32_MAX;
    for (uint32_t i = 1; g->has_speaker && i < c.count; i++) {
        const mention *m = &d->p.mentions.items[c.items[i] - 1];
        if (m->first <= g->speaker.last && m->last >= g->speaker.first && m->first < from) {
            from = m->first;
            target = i;
        }
    }
    made[MODEL_SPEAKER]++;
    missed[MODEL_SPEAKER] += target == c.count;
    if (target == c.count)
        return;
    for (uint32_t i = 0; i < c.count; i++) {
        speaker_features(&d->r, &t, c.items[i], &c, &f);
        keep_choice(&f);
    }
    add_example(&c, target, weight);
}

static unsigned cues_found, cues_missed;

static void learn_article(const document *d)
{
    uint8_t *label = arena_zalloc(d->r.a, d->r.s.count + 1), *weak = arena_zalloc(d->r.a, d->r.s.count + 1);
    size_t i;
    json_t *quote;
    json_array_foreach(d->quotes, i, quote)
    {
        gold g = read_gold(d, quote);
        cues_found += g.has_cue && g.speech;
        cues_missed += !g.has_cue && g.speech;
        if (!g.has_cue || !g.span_count)
            continue;
        side where = side_of(d, &g);
        float weight = g.speech ? 1.0f : .3f;
        if (!label[g.cue] || g.speech) {
            label[g.cue] = (uint8_t)where;
            weak[g.cue] = !g.speech;
        }
        if (where != SIDE_LEFT)
            learn_right(d, &g, where, weight);
        if (where != SIDE_RIGHT)
            learn_left(d, &g, weight);
        learn_speaker(d, &g, where, weight);
    }
    for (uint32_t c = 0; c < d->r.s.count; c++) {
        if (!is_cue_candidate(&d->r, c))
            continue;
        feature_set f;
        cue_first_features(&d->r, c, &f);
        cue_more_features(&d->r, c, &f);
        keep_choice(&f);
        vec_push(&keep, &examples,
                 (example){(uint32_t)all_choices.count - 1, 1, weak[c] ? 0 : label[c], weak[c] ? .3f : 1.0f, TABLE_CLASSES});
    }
}

static VEC(document *) documents;

static void read_article(const json_t *article)
{
    const json_t *text = json_object_get(article, "text");
    document *d = arena_zalloc(&keep, sizeof *d);
    str body = arena_copy(&keep, (str){json_string_value(text), json_string_length(text)});
    d->byte_of = arena_alloc(&keep, (body.len + 1) * sizeof *d->byte_of);
    for (size_t at = 0; at < body.len; d->code_points++) {
        d->byte_of[d->code_points] = (uint32_t)at;
        utf8_next(body, &at);
    }
    d->byte_of[d->code_points] = (uint32_t)body.len;
    analysis tokens;
    analyse(&keep, body, LANGUAGE_ENGLISH, &tokens);
    reading_make(&keep, &tokens, LANGUAGE_ENGLISH, &d->p, &d->r);
    d->r.weights = &learned;
    d->quotes = json_incref(json_object_get(article, "quotes"));
    vec_push(&keep, &documents, d);
}

/* ---- what the judge learns from ---- */

typedef struct judged {
    feature_set seen;
    float weight;
    bool speech;
} judged;

static VEC(judged *) judgements;

static uint32_t letters_in(const document *d, uint32_t first, uint32_t last)
{
    uint32_t letters = 0;
    for (uint32_t i = first; i <= last; i++)
        letters += d->r.s.pieces[i].kind == PIECE_MARK ? 0 : d->r.s.pieces[i].end - d->r.s.pieces[i].start;
    return letters;
}

/* Share of letters that a marked quotation and an attribution have in common. */
static float overlap(const document *d, const gold *g, const attribution *t)
{
    uint32_t both = 0, marked = 0;
    for (uint32_t i = 0; i < g->span_count; i++) {
        uint32_t first = g->spans[i].first > t->first ? g->spans[i].first : t->first,
                 last = g->spans[i].last < t->last ? g->spans[i].last : t->last;
        marked += letters_in(d, g->spans[i].first, g->spans[i].last);
        both += first <= last ? letters_in(d, first, last) : 0;
    }
    return (float)both / (float)(marked + letters_in(d, t->first, t->last) - both + 1);
}

static void judge_attribution(const document *d, const attribution *t)
{
    const float least = .3f;
    size_t i;
    json_t *quote;
    judged *j = arena_zalloc(&keep, sizeof *j);
    j->weight = 1;
    json_array_foreach(d->quotes, i, quote)
    {
        gold g = read_gold(d, quote);
        if (overlap(d, &g, t) < least)
            continue;
        j->speech |= g.speech;
        j->weight = g.speech ? 1 : .7f;
    }
    judge_features(&d->r, t, &j->seen);
    vec_push(&keep, &judgements, j);
}

static void judge_article(const document *d)
{
    attribution proposed[PROPOSALS];
    for (uint32_t c = 0; c < d->r.s.count; c++) {
        uint32_t count = is_cue_candidate(&d->r, c) ? propose_attributions(&d->r, c, proposed) : 0;
        for (uint32_t i = 0; i < count; i++)
            if (!has_marks(&d->r, &proposed[i]))
                judge_attribution(d, &proposed[i]);
    }
}

/* Yes is the features' sum, no is nothing at all. */
static void learn_judgements(void)
{
    for (size_t i = 0; i < judgements.count; i++) {
        const judged *j = judgements.items[i];
        keep_choice(&j->seen);
        keep_choice(&(feature_set){0});
        vec_push(&keep, &examples, (example){(uint32_t)all_choices.count - 2, 2, j->speech ? 0 : 1, j->weight, TABLE_JUDGE});
    }
}

/* ---- which features have weights ---- */

typedef struct counted {
    uint32_t hash, count;
    model_table table;
} counted;

static int by_hash(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    return x->table != y->table ? (int)x->table - (int)y->table : x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int by_count(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1) : by_hash(a, b);
}

static uint32_t slot_in_all(uint32_t hash, model_table table)
{
    return feature_slot(hash, table == TABLE_CLASSES) + table * MODEL_SLOTS;
}

/* The commonest features take their slots; what comes later, or was seen too rarely, goes without. */
static void choose_features(void)
{
    counted *all = mem_alloc((slots.count + 1) * sizeof *all);
    size_t n = 0, distinct = 0, taken = 0;
    for (size_t e = 0; e < examples.count; e++)
        for (uint32_t c = 0; c < examples.items[e].count; c++) {
            const choice *of = &all_choices.items[examples.items[e].first + c];
            for (uint32_t i = 0; i < of->count; i++)
                all[n++] = (counted){slots.items[of->first + i], 1, examples.items[e].table};
        }
    qsort(all, n, sizeof *all, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (distinct && by_hash(&all[distinct - 1], &all[i]) == 0)
            all[distinct - 1].count++;
        else
            all[distinct++] = all[i];
    }
    qsort(all, distinct, sizeof *all, by_count);
    for (size_t i = 0; i < distinct && all[i].count >= SEEN_ENOUGH; i++) {
        uint32_t slot = slot_in_all(all[i].hash, all[i].table);
        if (!tags[slot]) {
            tags[slot] = feature_tag(all[i].hash);
            taken++;
        }
    }
    fprintf(stderr, "%zu different features, %zu with weights\n", distinct, taken);
    free(all);
}

static void hashes_to_slots(void)
{
    for (size_t e = 0; e < examples.count; e++)
        for (uint32_t c = 0; c < examples.items[e].count; c++) {
            choice *of = &all_choices.items[examples.items[e].first + c];
            uint32_t kept = 0;
            for (uint32_t i = 0; i < of->count; i++) {
                uint32_t hash = slots.items[of->first + i], slot = slot_in_all(hash, examples.items[e].table);
                if (tags[slot] == feature_tag(hash))
                    slots.items[of->first + kept++] = slot;
            }
            of->count = kept;
        }
}

/* ---- learning ---- */

static float sum_of(const choice *c, uint32_t offset)
{
    float sum = 0;
    for (uint32_t i = 0; i < c->count; i++)
        sum += weights[slots.items[c->first + i] + offset];
    return sum;
}

static void step(const choice *c, uint32_t offset, float gradient)
{
    const float rate = .08f;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t slot = slots.items[c->first + i] + offset;
        float g = gradient + shrink * weights[slot];
        squares[slot] += g * g;
        weights[slot] -= rate * g / sqrtf(squares[slot] + 1e-6f);
    }
}

static bool learn(const example *e, double *loss)
{
    float p[CHOICES] = {0}, most = -1e9f, total = 0;
    bool classes = e->table == TABLE_CLASSES;
    uint32_t of = classes ? 4 : e->count, best = 0;
    for (uint32_t i = 0; i < of; i++) {
        p[i] = classes ? sum_of(&all_choices.items[e->first], i) : sum_of(&all_choices.items[e->first + i], 0);
        if (p[i] > most) {
            most = p[i];
            best = i;
        }
    }
    for (uint32_t i = 0; i < of; i++)
        total += p[i] = expf(p[i] - most);
    *loss -= log(p[e->target] / total + 1e-9) * e->weight;
    for (uint32_t i = 0; i < of; i++) {
        float gradient = (p[i] / total - (i == e->target)) * e->weight;
        if (fabsf(gradient) > 1e-4f)
            step(&all_choices.items[e->first + (classes ? 0 : i)], classes ? i : 0, gradient);
    }
    return best == e->target;
}

static double share(size_t part, size_t of)
{
    return of ? (double)part / (double)of : 0;
}

static void train(unsigned epochs)
{
    memset(averages, 0, sizeof averages);
    memset(squares, 0, sizeof squares);
    uint32_t *order = mem_alloc(examples.count * sizeof *order);
    uint64_t seed = 42;
    for (uint32_t i = 0; i < examples.count; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        double loss = 0;
        size_t right[TABLES] = {0}, total[TABLES] = {0};
        for (size_t i = examples.count; i > 1; i--) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            size_t k = (size_t)(seed >> 33) % i;
            uint32_t swap = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < examples.count; i++) {
            const example *e = &examples.items[order[i]];
            right[e->table] += learn(e, &loss);
            total[e->table]++;
        }
        if (epoch > 0 || epochs == 1)
            for (size_t i = 0; i < ALL_SLOTS; i++)
                averages[i] += weights[i];
        fprintf(stderr, "epoch %u: loss %.4f, right: choices %.4f, cues %.4f, judgements %.4f\n", epoch + 1,
                loss / (double)examples.count, share(right[0], total[0]), share(right[1], total[1]), share(right[2], total[2]));
    }
    for (size_t i = 0; i < ALL_SLOTS; i++)
        weights[i] = averages[i] / (float)(epochs > 1 ? epochs - 1 : 1);
    free(order);
}

static void print_weights(void)
{
    size_t used = 0;
    for (int table = 0; table < TABLES; table++) {
        printf("{{\n");
        for (size_t i = 0; i < MODEL_SLOTS; i++) {
            used += rounded[table].weights[i] != 0;
            printf("%d,%s", rounded[table].weights[i], i % 40 == 39 ? "\n" : "");
        }
        printf("}, {\n");
        for (size_t i = 0; i < MODEL_SLOTS; i++)
            printf("%u,%s", rounded[table].tags[i], i % 40 == 39 ? "\n" : "");
        printf("}},\n");
    }
    fprintf(stderr, "%zu weights are not zero\n", used);
}

/* ---- all of it ---- */

static void round_weights(void)
{
    for (size_t slot = 0; slot < ALL_SLOTS; slot++) {
        long w = lroundf(weights[slot] * MODEL_SCALE);
        rounded[slot / MODEL_SLOTS].weights[slot % MODEL_SLOTS] = (int8_t)(w > 127 ? 127 : w < -127 ? -127 : w);
        rounded[slot / MODEL_SLOTS].tags[slot % MODEL_SLOTS] = tags[slot];
    }
    model_weights_join(rounded, &learned);
}

static void learn_anew(unsigned epochs)
{
    choose_features();
    hashes_to_slots();
    train(epochs);
    round_weights();
    examples.count = all_choices.count = slots.count = 0;
}

static void forget(void)
{
    memset(weights, 0, sizeof weights);
    memset(tags, 0, sizeof tags);
    memset(made, 0, sizeof made);
    memset(missed, 0, sizeof missed);
    cues_found = cues_missed = 0;
}

/* From all articles but those of one fold, or from all when there is no such fold. */
static void learn_without(size_t fold, unsigned epochs)
{
    forget();
    for (size_t i = 0; i < documents.count; i++)
        if (i % FOLDS != fold)
            learn_article(documents.items[i]);
    learn_anew(epochs);
}

/* What the judge will see of strange articles is what the other models make of articles that they have not learned from. */
static void learn_all(unsigned epochs)
{
    for (size_t fold = 0; fold < FOLDS; fold++) {
        learn_without(fold, epochs);
        for (size_t i = fold; i < documents.count; i += FOLDS)
            judge_article(documents.items[i]);
    }
    learn_without(FOLDS, epochs);
    for (int m = 1; m < MODELS; m++)
        fprintf(stderr, "question %d: %u, the answer not among the choices %u\n", m, made[m], missed[m]);
    fprintf(stderr, "cues of speech: %u among the candidates, %u not; %zu judgements\n", cues_found, cues_missed,
            judgements.count);
    learn_judgements();
    learn_anew(epochs);
}

int main(int argc, char **argv)
{
    unsigned epochs = 5;
    if (argc > 2 || (argc == 2 && sscanf(argv[1], "--epochs=%u", &epochs) != 1)) {
        fputs("usage: tool_train [--epochs=N] < articles.jsonl > weights.inc\n", stderr);
        return 2;
    }
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) >= 0;) {
        json_t *article = json_loadb(line, (size_t)n, 0, NULL);
        if (article)
            read_article(article);
        json_decref(article);
    }
    free(line);
    learn_all(epochs);
    print_weights();
    for (size_t i = 0; i < documents.count; i++)
        json_decref(documents.items[i]->quotes);
    arena_release(&keep);
    return 0;
}
