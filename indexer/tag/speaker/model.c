/* model.c - sums of learned weights */
#include "indexer/tag/speaker/model.h"

#include <math.h>
#include <stddef.h>

typedef struct weight_table {
    int8_t weights[MODEL_SLOTS];
    uint8_t tags[MODEL_SLOTS]; /* of the first slot only where a feature has four */
} weight_table;

/* [0]: questions with several candidates; [1]: the classes of MODEL_CUE */
static const weight_table tables[2] = {
#include "indexer/tag/speaker/weights.inc"
};

float model_score(const feature_set *f)
{
    int sum = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t slot = feature_slot(f->hashes[i], false);
        sum += tables[0].tags[slot] == feature_tag(f->hashes[i]) ? tables[0].weights[slot] : 0;
    }
    return (float)sum / MODEL_SCALE;
}

void model_classes(const feature_set *f, float probability[4])
{
    int sum[4] = {0};
    float total = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t slot = feature_slot(f->hashes[i], true);
        if (tables[1].tags[slot] == feature_tag(f->hashes[i]))
            for (uint32_t c = 0; c < 4; c++)
                sum[c] += tables[1].weights[slot + c];
    }
    int most = sum[0];
    for (int c = 1; c < 4; c++)
        most = sum[c] > most ? sum[c] : most;
    for (int c = 0; c < 4; c++)
        total += probability[c] = expf((float)(sum[c] - most) / MODEL_SCALE);
    for (int c = 0; c < 4; c++)
        probability[c] /= total;
}
