/* model.h - how likely is this choice, by the weights learned from articles marked by people? */
#ifndef TAG_SPEAKER_MODEL_H
#define TAG_SPEAKER_MODEL_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Linear models over hashed features. Each question has a model of its own. tool_train.c writes weights.inc and says how. */
typedef enum model {
    MODEL_CUE,         /* does this word bring speech, and on which side does it stand? four classes */
    MODEL_RIGHT_START, /* where does what follows the cue begin? one of several candidates */
    MODEL_RIGHT_END,
    MODEL_LEFT_START,
    MODEL_LEFT_END,
    MODEL_SPEAKER,
    MODEL_JUDGE, /* is it speech, all in all? yes or no */
    MODELS
} model;

/* The cue's features have four weights each; the judge learns from what the others answer. */
typedef enum model_table { TABLE_CHOICES, TABLE_CLASSES, TABLE_JUDGE, TABLES } model_table;

enum { MODEL_BITS = 15, MODEL_SLOTS = 1 << MODEL_BITS, FEATURES = 120, MODEL_SCALE = 16 };
enum { FEATURE_LANES = 8, FEATURE_ROOM = FEATURES + FEATURE_LANES };

/* Where a feature's weight lies in its table; for MODEL_CUE the first of four. A slot belongs to the feature whose tag is in it:
 * others weigh nothing, so that what was never learned adds no noise. */
static inline uint32_t feature_slot(uint32_t hash, bool classes)
{
    return classes ? (hash << 2) & (MODEL_SLOTS - 1) : hash & (MODEL_SLOTS - 1);
}
static inline uint8_t feature_tag(uint32_t hash)
{
    return (uint8_t)(hash >> 24 | 1); /* never 0, which marks an empty slot */
}

/* The learned weights, each beside its tag: one place in memory a feature. */
typedef uint16_t choice_weight; /* the tag, then 8 bits of weight */
typedef uint64_t class_weights; /* the tag in the first 8 bits; four weights, each in the last 8 of 16 bits and 128 too large */

/* Sums of weights are in parts of MODEL_SCALE. Beyond MODEL_ODDS, odds are no number that a float tells from 0. */
enum { MODEL_ODDS = 104 * MODEL_SCALE };

typedef struct model_weights {
    choice_weight choices[MODEL_SLOTS];
    class_weights classes[MODEL_SLOTS / 4];
    choice_weight judge[MODEL_SLOTS];
    float odds[MODEL_ODDS];
} model_weights;

/* How likely is what scores so much less than something else, beside that? 1 if it is as likely. */
static inline float model_odds(const model_weights *weights, int less)
{
    return less < MODEL_ODDS ? weights->odds[less] : 0;
}

/* What the tables of weights.inc say, joined. */
typedef struct weight_table {
    int8_t weights[MODEL_SLOTS];
    uint8_t tags[MODEL_SLOTS]; /* of the first slot only where a feature has four */
} weight_table;

void model_weights_join(const weight_table tables[TABLES], model_weights *out);

/* Made when first asked for. Any thread. */
const model_weights *model_weights_get(void);

/* Features as they were met: of which question, and what for. Their hashes are made all at once, which takes half the time. */
typedef struct feature_set {
    const model_weights *weights;
    size_t count; /* as wide as an address, so that the places of features behind each other are told by the compiler */
    uint32_t questions[FEATURE_ROOM], first[FEATURE_ROOM], second[FEATURE_ROOM];
} feature_set;

static inline void feature_begin(feature_set *f, const model_weights *weights)
{
    f->weights = weights;
    f->count = 0;
}

static inline uint32_t feature_mix(uint32_t a, uint32_t b)
{
    uint32_t x = (a ^ (b + 0x9e3779b9u + (a << 6) + (a >> 2))) * 0x85ebca6bu;
    return x ^ (x >> 15);
}

/* feature_mix(0, FEATURE_NOTHING) is 0: the value of what is always there. */
#define FEATURE_NOTHING (0u - 0x9e3779b9u)

/* The template of a model, filled in with two values. No set has more than FEATURES: each is a list that somebody wrote down. */
static inline void feature_add(feature_set *f, model m, uint32_t template, uint32_t a, uint32_t b)
{
    assert(f->count < FEATURES);
    f->questions[f->count] = (uint32_t)m * 131 + template;
    f->first[f->count] = a;
    f->second[f->count] = b;
    f->count++;
}

/* What the features are known by, in their order. */
void feature_hashes(const feature_set *f, uint32_t hashes[FEATURE_ROOM]);
/* The sum of the features' weights, in parts of MODEL_SCALE. */
int model_score(const feature_set *f);
/* The same of MODEL_JUDGE, in whole. */
float model_judge(const feature_set *f);
/* Probabilities of the four classes of MODEL_CUE. */
void model_classes(const feature_set *f, float probability[4]);

#endif
