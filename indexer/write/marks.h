/* marks.h - an article's tags as ranges of tokens */
#ifndef WRITE_MARKS_H
#define WRITE_MARKS_H

#include "indexer/write/derive.h"

typedef struct speaker_numbers {
    uint32_t *of_quotation; /* 0: unknown; as many as there are quotations */
    uint32_t *of_person;    /* 0: not quoted in this article */
    uint32_t *quoted;       /* of_quotation again, for the caller to sort */
    size_t quoted_count;
} speaker_numbers;

quoth_status number_speakers(lexicon *shared, arena *a, const tags *found, speaker_numbers *out, quoth_error *err);
/* Fills the record's marks, which need its tokens counted. A tag that covers no token leaves no mark. */
void make_marks(arena *a, const derive_input *in, const speaker_numbers *speakers, forward_record *r);

#endif
