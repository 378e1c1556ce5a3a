/* unlisted.h - which names are places although the gazetteer lacks them? */
#ifndef TAG_PLACE_UNLISTED_H
#define TAG_PLACE_UNLISTED_H

#include "indexer/tag/place/find.h"

/* A run of capitalised words that is no place of the gazetteer: "Cellardyke" in "the village of Cellardyke in Fife". */
typedef struct unlisted {
    uint32_t first, count; /* tokens */
    uint32_t sentence_first, sentence_end;
    text_span span;
    uint64_t hash;     /* of its folded words */
    uint64_t features; /* bits of unlisted_feature */
    uint32_t behind;   /* the first spot behind it */
    uint32_t beside;   /* the spot behind that says where it lies, or NO_SPOT */
    uint32_t listed;   /* the spot before it in one list of places, or NO_SPOT */
    place_id inside;   /* the smallest place that is known to hold it, or NO_PLACE where the article names none */
    float chance;
    bool is_told; /* what stands beside the name says that it is there; else it is what the article speaks of most */
    bool in_title;
} unlisted;

typedef VEC(unlisted) unlisted_list;

/* Those beside which something speaks for a place, the title's first, each with its chance. `f` is final: spots of at least
 * PLACE_THRESHOLD are places, and no run that overlaps one is looked at. A name that is a place once is looked at wherever the
 * article has it. Linear in the text. */
void place_find_unlisted(arena *a, const tag_input *in, const tags *tagged, const found *f, unlisted_list *out);

#endif
