/* choices.h - what the features of cues, contents and speakers share; for reading.c and voice.c alone */
#ifndef TAG_SPEAKER_CHOICES_H
#define TAG_SPEAKER_CHOICES_H

#include "indexer/tag/speaker/reading.h"

static inline uint32_t lemma_of(const piece *p)
{
    return p->kind == PIECE_COLON ? 4001 : p->lemma ? p->lemma : 4000; /* 4000: "according" */
}

static inline uint32_t bucket(uint32_t n)
{
    return n < 6 ? n : n < 9 ? 6 : n < 14 ? 7 : n < 22 ? 8 : n < 40 ? 9 : 10;
}

static inline void add(feature_set *f, model m, uint32_t template, uint32_t a, uint32_t b)
{
    feature_add(f, m, template, a, b);
}

static inline void choose(choices *out, uint32_t item)
{
    if (out->count < CHOICES && (out->count == 0 || out->items[out->count - 1] != item))
        out->items[out->count++] = item;
}

/* Bits of the verb group before a cue: 1 a modal, 2 a negation, 4 "to", 8 an auxiliary. */
uint32_t cue_group_flags(const reading *r, uint32_t start, uint32_t cue);
/* Finite verbs in [from, to), at most 3. */
uint32_t verbs_between(const reading *r, uint32_t from, uint32_t to);

#endif
