/* align.h - where in a row of words does a text lie, and what differs? */
#ifndef SEARCHER_QUOTE_ALIGN_H
#define SEARCHER_QUOTE_ALIGN_H

#include "base/arena.h"

/* A word of the text looked for. Forms and groups (of one stem) are numbers from 1; 0 is equal to nothing. */
typedef struct sought_word {
    uint16_t form, group;
    uint16_t weight; /* what it costs not to find it: about 100, more for telling words */
    bool gap_before; /* "…" stands there: words may be left out for nothing */
} sought_word;

/* A word of the row searched. */
typedef struct row_word {
    uint16_t form, group;
} row_word;

enum {
    ALIGN_REMOVED = 50,   /* a word of the row that the text leaves out */
    ALIGN_REPLACED = 20,  /* besides the weight of the word that stands there instead */
    ALIGN_INFLECTED = 30, /* the same stem in another form */
    ALIGN_MOST_WORDS = 1000
};

/* The cheapest place: row[first, end), and what it costs; 0: word for word. The whole text counts, of the row only that part. */
typedef struct alignment {
    uint32_t cost, first, end;
} alignment;

/* Time sought * row, memory linear in the row, from `scratch`. False when one is empty, or no word is in common. */
bool align_best(arena *scratch, const sought_word *sought, uint32_t sought_count, const row_word *row, uint32_t row_count,
                alignment *out);

typedef enum align_op { ALIGN_SAME, ALIGN_IN_ROW, ALIGN_IN_TEXT, ALIGN_LEFT_OUT /* under "…" */ } align_op;
typedef struct align_step {
    uint32_t op, sought, row; /* the numbers of the words that it is about */
} align_step;

/* How the text and row[at.first, at.end) differ, in their order. In `a`; memory sought * (end - first) bytes. */
size_t align_steps(arena *a, const sought_word *sought, uint32_t sought_count, const row_word *row, const alignment *at,
                   align_step **out);

#endif
