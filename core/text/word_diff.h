/* word_diff.h - which words were taken out of a text, and which were put in? */
#ifndef TEXT_WORD_DIFF_H
#define TEXT_WORD_DIFF_H

#include "text/analysis.h"

/* A word, or what stands between two words but for white space: a full stop, a dash. */
typedef struct text_unit {
    uint32_t start, end; /* bytes of the text */
    uint32_t token;      /* number of the word; NO_TOKEN */
    bool is_changed;     /* taken out of the earlier text; put into the later one */
} text_unit;
#define NO_TOKEN UINT32_MAX

typedef struct text_units {
    text_unit *items;
    size_t count, changed;
} text_units;

/* How two texts differ, in `a`: units that are not changed are the same in both, in the same order, and as many. Units are the
 * same when they are written the same, capitals and accents included; white space says nothing. As few units as can be are
 * changed (Myers 1986, in linear space), unless that takes more than DIFF_MOST_STEPS steps, a few hundredths of a second: from
 * there on what is not compared yet counts as changed. Memory: 40 bytes a unit. Any thread. */
void word_diff(arena *a, const analysis *before, const analysis *after, text_units *gone, text_units *came);

/* By number of a word: whether it is changed. `count`: the words of the text. */
bool *units_changed_tokens(arena *a, const text_units *units, uint32_t count);

/* Texts that differ in some 5,000 words are still compared to the end. */
enum { DIFF_MOST_STEPS = 8 << 20 };

/* The same over any symbols; x_changed and y_changed have room for x_count and y_count. False when the steps did not do. */
bool sequence_diff(arena *a, const uint64_t *x, size_t x_count, const uint64_t *y, size_t y_count, bool *x_changed,
                   bool *y_changed);

#endif
