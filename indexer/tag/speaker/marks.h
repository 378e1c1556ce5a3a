/* marks.h - which words stand between quotation marks? */
#ifndef TAG_SPEAKER_MARKS_H
#define TAG_SPEAKER_MARKS_H

#include "indexer/tag/speaker/scan.h"

/* What one opening mark opens, within one paragraph. Nested passages belong to the outermost one. */
typedef struct passage {
    uint32_t open, close; /* pieces: the opening mark, and the closing one; the paragraph's last piece when it is missing */
    uint32_t words;
    uint32_t whole_open, whole_close; /* of the quotation over several paragraphs that it is part of */
    bool closed;
    bool single;    /* ‘so’ */
    bool continues; /* not closed, and the next paragraph opens again: the next passage belongs to the same quotation */
} passage;

typedef struct passages {
    passage *items;
    uint32_t count;
    bool single_style; /* the article quotes with single marks */
} passages;

/* Pairs the marks; sets .quote of every piece within a passage. Linear. */
void find_passages(arena *a, scan *s, passages *out);

#endif
