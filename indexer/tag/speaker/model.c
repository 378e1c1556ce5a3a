/* model.c - sums of learned weights */
#include "indexer/tag/speaker/model.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

/* Compiled twice; which one runs is decided when the program is loaded, which sanitizers do not survive. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && defined(NDEBUG)
#define WIDE_WHERE_POSSIBLE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_WHERE_POSSIBLE
#endif

static const weight_table learned[TABLES] = {
#include "indexer/tag/speaker/weights.inc"
};

static model_weights all;
static pthread_once_t once = PTHREAD_ONCE_INIT;

void model_weights_join(const weight_table tables[TABLES], model_weights *out)
{
    const weight_table *choices = &tables[TABLE_CHOICES], *classes = &tables[TABLE_CLASSES], *judge = &tables[TABLE_JUDGE];
    for (size_t i = 0; i < MODEL_SLOTS; i++) {
        out->choices[i] = (choice_weight){choices->weights[i], choices->tags[i]};
        out->judge[i] = (choice_weight){judge->weights[i], judge->tags[i]};
        out->classes[i / 4].weights[i % 4] = classes->weights[i];
        if (i % 4 == 0)
            out->classes[i / 4].tag = classes->tags[i];
    }
}

static void join_tables(void)
{
    model_weights_join(learned, &all);
}

const model_weights *model_weights_get(void)
{
    pthread_once(&once, join_tables);
    return &all;
}

/* Every other feature was never learned, so nobody could guess which way a branch would go: all ones where `tag` is in the slot.
 */
static int mask_of(uint8_t slot, uint8_t tag)
{
    return -(int)(slot == tag);
}

typedef uint32_t lanes __attribute__((vector_size(FEATURE_LANES * sizeof(uint32_t))));

static inline __attribute__((always_inline)) void read_lanes(const uint32_t *from, lanes *out)
{
    memcpy(out, from, sizeof *out);
}

/* feature_mix of each: a becomes mixed with b. */
static inline __attribute__((always_inline)) void mix_lanes(lanes *a, const lanes *b)
{
    lanes x = (*a ^ (*b + 0x9e3779b9u + (*a << 6) + (*a >> 2))) * 0x85ebca6bu;
    *a = x ^ (x >> 15);
}

/* The last lanes may be of no feature. */
WIDE_WHERE_POSSIBLE
void feature_hashes(const feature_set *f, uint32_t hashes[FEATURE_ROOM])
{
    const lanes end = (lanes){0} + 0x5bd1e995u;
    for (uint32_t i = 0; i < f->count; i += FEATURE_LANES) {
        lanes mixed, first, second;
        read_lanes(&f->questions[i], &mixed);
        read_lanes(&f->first[i], &first);
        read_lanes(&f->second[i], &second);
        mix_lanes(&first, &second);
        mix_lanes(&mixed, &first);
        mix_lanes(&mixed, &end);
        memcpy(&hashes[i], &mixed, sizeof mixed);
    }
}

static float sum_of(const feature_set *f, const choice_weight *weights)
{
    uint32_t hashes[FEATURE_ROOM];
    int sum = 0;
    feature_hashes(f, hashes);
    for (uint32_t i = 0; i < f->count; i++) {
        choice_weight c = weights[feature_slot(hashes[i], false)];
        sum += c.weight & mask_of(c.tag, feature_tag(hashes[i]));
    }
    return (float)sum / MODEL_SCALE;
}

float model_score(const feature_set *f)
{
    return sum_of(f, f->weights->choices);
}

float model_judge(const feature_set *f)
{
    return sum_of(f, f->weights->judge);
}

/* Sums of FEATURES weights of 8 bits fit into 16. */
typedef int8_t four_weights __attribute__((vector_size(4)));
typedef int16_t four_sums __attribute__((vector_size(8)));
static_assert(FEATURES * 128 < INT16_MAX, "sums overflow");

void model_classes(const feature_set *f, float probability[4])
{
    uint32_t hashes[FEATURE_ROOM];
    four_sums sum = {0};
    float total = 0;
    feature_hashes(f, hashes);
    for (uint32_t i = 0; i < f->count; i++) {
        const class_weights *c = &f->weights->classes[feature_slot(hashes[i], true) / 4];
        four_weights weights;
        memcpy(&weights, c->weights, sizeof weights);
        sum += __builtin_convertvector(weights, four_sums) & (int16_t)mask_of(c->tag, feature_tag(hashes[i]));
    }
    int most = sum[0];
    for (int c = 1; c < 4; c++)
        most = sum[c] > most ? sum[c] : most;
    for (int c = 0; c < 4; c++)
        total += probability[c] = expf((float)(sum[c] - most) / MODEL_SCALE);
    for (int c = 0; c < 4; c++)
        probability[c] /= total;
}
