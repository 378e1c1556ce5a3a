/* attribute.h - all quotations of one text, with cue and speaker */
#ifndef TAG_SPEAKER_ATTRIBUTE_H
#define TAG_SPEAKER_ATTRIBUTE_H

#include "indexer/tag/speaker/reading.h"

typedef enum rule {
    RULE_NONE,
    RULE_CUE_RIGHT, /* She said that … */
    RULE_CUE_LEFT,  /* …, she said */
    RULE_CUE_BOTH,  /* …, she said, … */
    RULE_FOLLOWS,   /* a passage in marks without a cue of its own, after one that has a speaker */
    RULE_MARKS,     /* a passage in marks, nobody named */
    RULE_DASH,      /* “…” — Mary Smith */
    RULE_LABEL,     /* SMITH: … */
    RULE_SENTENCE,  /* Mary Smith has doubts about “…” */
    RULES
} rule;

typedef struct found_quotation {
    attribution what;
    uint32_t label_first, label_last; /* pieces of a transcript's label, for RULE_LABEL */
    bool has_cue;
    rule by;
} found_quotation;

typedef VEC(found_quotation) found_quotations;

enum { PROPOSALS = 2 };

/* What the cue at this piece would bring on either side, and who would say it, the likeliest side first: to be judged yet.
 * Gives their number; it is one alone where that has a passage in marks. */
uint32_t propose_attributions(const reading *r, uint32_t cue, attribution out[PROPOSALS]);

/* Is any of it a passage in quotation marks? */
bool has_marks(const reading *r, const attribution *t);

/* In the order of the text. Linear: every choice looks at a bounded number of places. */
void find_attributions(const reading *r, found_quotations *out);

#endif
