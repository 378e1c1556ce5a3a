/* loose.h - whose are the passages in quotation marks that no cue brought? For attribute.c and loose.c alone */
#ifndef TAG_SPEAKER_LOOSE_H
#define TAG_SPEAKER_LOOSE_H

#include "indexer/tag/speaker/attribute.h"

/* The quotations found so far, and which passages are theirs. */
typedef struct passage_owners {
    const reading *r;
    found_quotations *out;
    bool *in_turn;   /* paragraphs of a transcript's turns */
    size_t cued;     /* this many quotations have cues of their own and come first */
    uint32_t *owner; /* of each passage: 1 + number of the quotation it belongs to */
} passage_owners;

/* The passages from piece `first` to `last` are that quotation's: its number + 1. */
void own_passages(passage_owners *f, uint32_t first, uint32_t last, uint32_t owner);

/* Makes quotations of the passages that nobody owns, or parts of the quotation they go on with. Linear. */
void place_loose_passages(passage_owners *f);

#endif
