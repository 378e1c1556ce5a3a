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

/* Sums of FEATURES weights of 8 bits fit into 16. */
static_assert(FEATURES * 256 < 1 << 16, "sums overflow");

/* What is added to a weight so that it is never negative, and no sum borrows from its neighbour. */
enum { BIAS = 128, CLASSES = 4, CLASS_BITS = 16 };

static class_weights join_classes(const int8_t weights[CLASSES], uint8_t tag)
{
    class_weights joined = (class_weights)tag << 56;
    for (int c = 0; c < CLASSES; c++)
        joined |= (class_weights)(weights[c] + BIAS) << CLASS_BITS * c;
    return joined;
}

void model_weights_join(const weight_table tables[TABLES], model_weights *out)
{
    const weight_table *choices = &tables[TABLE_CHOICES], *classes = &tables[TABLE_CLASSES], *judge = &tables[TABLE_JUDGE];
    for (size_t i = 0; i < MODEL_SLOTS; i++) {
        out->choices[i] = (choice_weight)(choices->tags[i] << 8 | (uint8_t)choices->weights[i]);
        out->judge[i] = (choice_weight)(judge->tags[i] << 8 | (uint8_t)judge->weights[i]);
    }
    for (size_t i = 0; i < MODEL_SLOTS; i += CLASSES)
        out->classes[i / CLASSES] = join_classes(&classes->weights[i], classes->tags[i]);
    for (int i = 0; i < MODEL_ODDS; i++)
        out->odds[i] = expf(-(float)i / MODEL_SCALE);
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

/* Eight features at a time. Every other one was never learned, so nobody could guess which way a branch would go: what a slot
 * says for another tag is taken with a mask. */
typedef uint32_t lanes __attribute__((vector_size(FEATURE_LANES * sizeof(uint32_t))));
typedef int32_t signed_lanes __attribute__((vector_size(FEATURE_LANES * sizeof(int32_t))));
typedef uint64_t half_lanes __attribute__((vector_size(FEATURE_LANES / 2 * sizeof(uint64_t))));
#define INLINE static inline __attribute__((always_inline))

INLINE void read_lanes(const uint32_t *from, lanes *out)
{
    memcpy(out, from, sizeof *out);
}

/* feature_mix of each: a becomes mixed with b. */
INLINE void mix_lanes(lanes *a, const lanes *b)
{
    lanes x = (*a ^ (*b + 0x9e3779b9u + (*a << 6) + (*a >> 2))) * 0x85ebca6bu;
    *a = x ^ (x >> 15);
}

/* The hashes of the features from number `i` on; the last may be of no feature. */
INLINE void hash_lanes(const feature_set *f, size_t i, lanes *out)
{
    const lanes end = (lanes){0} + 0x5bd1e995u;
    lanes first, second;
    read_lanes(&f->questions[i], out);
    read_lanes(&f->first[i], &first);
    read_lanes(&f->second[i], &second);
    mix_lanes(&first, &second);
    mix_lanes(out, &first);
    mix_lanes(out, &end);
}

/* Their slots, and their tags; of what is no feature a tag that no slot has. */
INLINE void find_lanes(const feature_set *f, size_t i, uint32_t slot_bits, uint32_t slots[FEATURE_LANES], lanes *tags)
{
    const signed_lanes numbers = {0, 1, 2, 3, 4, 5, 6, 7};
    lanes hashes;
    hash_lanes(f, i, &hashes);
    lanes at = hashes & (lanes)((lanes){0} + ((1u << slot_bits) - 1));
    memcpy(slots, &at, sizeof at);
    *tags = (hashes >> 24 | 1) | (lanes)(numbers >= (int32_t)(f->count - i)) << 8;
}

WIDE_WHERE_POSSIBLE
void feature_hashes(const feature_set *f, uint32_t hashes[FEATURE_ROOM])
{
    for (size_t i = 0; i < f->count; i += FEATURE_LANES) {
        lanes mixed;
        hash_lanes(f, i, &mixed);
        memcpy(&hashes[i], &mixed, sizeof mixed);
    }
}

WIDE_WHERE_POSSIBLE
static int sum_of(const feature_set *f, const choice_weight *weights)
{
    signed_lanes sums = {0};
    for (size_t i = 0; i < f->count; i += FEATURE_LANES) {
        uint32_t s[FEATURE_LANES];
        lanes tags;
        find_lanes(f, i, MODEL_BITS, s, &tags);
        lanes found = {weights[s[0]], weights[s[1]], weights[s[2]], weights[s[3]],
                       weights[s[4]], weights[s[5]], weights[s[6]], weights[s[7]]};
        sums += (signed_lanes)(found << 24) >> 24 & (found >> 8 == tags);
    }
    int sum = 0;
    for (int k = 0; k < FEATURE_LANES; k++)
        sum += sums[k];
    return sum;
}

int model_score(const feature_set *f)
{
    return sum_of(f, f->weights->choices);
}

float model_judge(const feature_set *f)
{
    return (float)sum_of(f, f->weights->judge) / MODEL_SCALE;
}

/* Adds up the weights of four features, and how many of them have any. */
INLINE void add_classes(const class_weights *classes, const uint32_t s[], const uint32_t tags[], half_lanes *sums,
                        half_lanes *known)
{
    const half_lanes found = {classes[s[0]], classes[s[1]], classes[s[2]], classes[s[3]]};
    const half_lanes wanted = {tags[0], tags[1], tags[2], tags[3]};
    const half_lanes mask = (half_lanes)(found >> 56 == wanted);
    *sums += found & mask & UINT64_C(0x00ff00ff00ff00ff);
    *known -= mask;
}

WIDE_WHERE_POSSIBLE
static void sum_classes(const feature_set *f, int sums[CLASSES])
{
    half_lanes all_sums = {0}, all_known = {0};
    for (size_t i = 0; i < f->count; i += FEATURE_LANES) {
        uint32_t s[FEATURE_LANES], t[FEATURE_LANES];
        lanes tags;
        find_lanes(f, i, MODEL_BITS - 2, s, &tags);
        memcpy(t, &tags, sizeof tags);
        add_classes(f->weights->classes, s, t, &all_sums, &all_known);
        add_classes(f->weights->classes, s + 4, t + 4, &all_sums, &all_known);
    }
    uint64_t sum = all_sums[0] + all_sums[1] + all_sums[2] + all_sums[3];
    int known = (int)(all_known[0] + all_known[1] + all_known[2] + all_known[3]);
    for (int c = 0; c < CLASSES; c++)
        sums[c] = (int)(sum >> CLASS_BITS * c & 0xffff) - BIAS * known;
}

void model_classes(const feature_set *f, float probability[4])
{
    int sum[CLASSES];
    float total = 0;
    sum_classes(f, sum);
    int most = sum[0];
    for (int c = 1; c < CLASSES; c++)
        most = sum[c] > most ? sum[c] : most;
    for (int c = 0; c < CLASSES; c++)
        total += probability[c] = model_odds(f->weights, most - sum[c]);
    for (int c = 0; c < CLASSES; c++)
        probability[c] /= total;
}
