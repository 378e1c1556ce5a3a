/* model.h - how likely is this choice, by the weights learned from articles marked by people? */
#ifndef TAG_SPEAKER_MODEL_H
#define TAG_SPEAKER_MODEL_H

#include <stdint.h>

/* Linear models over hashed features. Each question has a model of its own; their weights share one table.
 * tool_train.c writes weights.inc and says how. */
typedef enum model {
    MODEL_CUE,         /* does this word bring speech, and on which side does it stand? four classes */
    MODEL_RIGHT_START, /* where does what follows the cue begin? one of several candidates */
    MODEL_RIGHT_END,
    MODEL_LEFT_START,
    MODEL_LEFT_END,
    MODEL_SPEAKER,
    MODELS
} model;

enum { MODEL_BITS = 16, MODEL_SLOTS = 1 << MODEL_BITS, FEATURES = 120, MODEL_SCALE = 16 };

typedef struct feature_set {
    uint32_t count;
    uint32_t slots[FEATURES];
} feature_set;

static inline uint32_t feature_mix(uint32_t a, uint32_t b)
{
    uint32_t x = (a ^ (b + 0x9e3779b9u + (a << 6) + (a >> 2))) * 0x85ebca6bu;
    return x ^ (x >> 15);
}

/* Slots of features have their two low bits clear: a class of MODEL_CUE is added to them. */
static inline void feature_add(feature_set *f, model m, uint32_t template, uint32_t value)
{
    if (f->count < FEATURES) {
        uint32_t x = feature_mix(feature_mix((uint32_t)m * 131 + template, value), 0x5bd1e995u);
        f->slots[f->count++] = m == MODEL_CUE ? (x << 2) & (MODEL_SLOTS - 1) : x & (MODEL_SLOTS - 1);
    }
}

/* The sum of the features' weights (their class 0 for MODEL_CUE). */
float model_score(const feature_set *f);
/* Probabilities of the four classes of MODEL_CUE. */
void model_classes(const feature_set *f, float probability[4]);

/* In training these are read instead of the table that was compiled in; NULL otherwise. Not for threads. */
extern const float *model_trained_weights;

#endif
