/* model.c - sums of learned weights */
#include "indexer/tag/speaker/model.h"

#include <math.h>
#include <stddef.h>

static const int8_t weights[MODEL_SLOTS] = {
#include "indexer/tag/speaker/weights.inc"
};

const float *model_trained_weights;

static inline float weight(uint32_t slot)
{
    return model_trained_weights ? model_trained_weights[slot] : (float)weights[slot] / MODEL_SCALE;
}

float model_score(const feature_set *f)
{
    float sum = 0;
    for (uint32_t i = 0; i < f->count; i++)
        sum += weight(f->slots[i]);
    return sum;
}

void model_classes(const feature_set *f, float probability[4])
{
    float total = 0, most = -1e9f;
    for (int c = 0; c < 4; c++) {
        probability[c] = 0;
        for (uint32_t i = 0; i < f->count; i++)
            probability[c] += weight(f->slots[i] + (uint32_t)c);
        most = fmaxf(most, probability[c]);
    }
    for (int c = 0; c < 4; c++) {
        probability[c] = expf(probability[c] - most);
        total += probability[c];
    }
    for (int c = 0; c < 4; c++)
        probability[c] /= total;
}
