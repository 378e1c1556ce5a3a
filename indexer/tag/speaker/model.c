/* model.c - sums of learned weights */
#include "indexer/tag/speaker/model.h"

#include <math.h>
#include <pthread.h>
#include <stddef.h>

typedef struct weight_table {
    int8_t weights[MODEL_SLOTS];
    uint8_t tags[MODEL_SLOTS]; /* of the first slot only where a feature has four */
} weight_table;

/* [0]: questions with several candidates; [1]: the classes of MODEL_CUE */
static const weight_table tables[2] = {
#include "indexer/tag/speaker/weights.inc"
};

static model_weights all;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void join_tables(void)
{
    for (size_t i = 0; i < MODEL_SLOTS; i++) {
        all.choices[i] = (choice_weight){tables[0].weights[i], tables[0].tags[i]};
        all.classes[i / 4].weights[i % 4] = tables[1].weights[i];
        if (i % 4 == 0)
            all.classes[i / 4].tag = tables[1].tags[i];
    }
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

float model_score(const feature_set *f)
{
    int sum = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        choice_weight c = f->weights->choices[feature_slot(f->hashes[i], false)];
        sum += c.weight & mask_of(c.tag, feature_tag(f->hashes[i]));
    }
    return (float)sum / MODEL_SCALE;
}

void model_classes(const feature_set *f, float probability[4])
{
    int sum[4] = {0};
    float total = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        const class_weights *c = &f->weights->classes[feature_slot(f->hashes[i], true) / 4];
        int mask = mask_of(c->tag, feature_tag(f->hashes[i]));
        for (uint32_t k = 0; k < 4; k++)
            sum[k] += c->weights[k] & mask;
    }
    int most = sum[0];
    for (int c = 1; c < 4; c++)
        most = sum[c] > most ? sum[c] : most;
    for (int c = 0; c < 4; c++)
        total += probability[c] = expf((float)(sum[c] - most) / MODEL_SCALE);
    for (int c = 0; c < 4; c++)
        probability[c] /= total;
}
