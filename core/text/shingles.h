/* shingles.h - how much of one text stands in another, and which few numbers tell that it may? */
#ifndef TEXT_SHINGLES_H
#define TEXT_SHINGLES_H

#include "base/arena.h"

/* A shingle is SHINGLE_WORDS words in a row (Broder, "On the resemblance and containment of documents", 1997). Two texts share
 * most of theirs when one is a reprint of the other, whatever was cut, put before or added: a changed word costs five shingles,
 * a moved paragraph four. */
enum {
    SHINGLE_WORDS = 5,
    /* The signature: of all shingles those with the smallest hashes (bottom-k sketch). Of a text that shares a third of its
     * shingles with another, at least two are in both signatures in 98 of 100 cases. */
    SIGNATURE_KEYS = 16,
    /* Texts of fewer shingles have none: a caption or a list of results is like many others. */
    SIGNATURE_LEAST_SHINGLES = 32,
    /* The opening: some five paragraphs. */
    OPENING_SHINGLES = 200
};

typedef struct signature {
    uint32_t count; /* 0: the text is too short */
    uint32_t keys[SIGNATURE_KEYS];
} signature;

/* Made word by word. {0} is an empty one. */
typedef struct signature_maker {
    uint64_t rolling, last[SHINGLE_WORDS];
    uint64_t least[SIGNATURE_KEYS]; /* rising */
    uint32_t words, kept;
} signature_maker;
/* `word_hash` is a good hash of the next word's folded form, the same in every archive. */
void signature_word(signature_maker *m, uint64_t word_hash);
void signature_end(const signature_maker *m, signature *out);

/* The shingles of a text, each once. */
typedef struct shingle_set {
    uint64_t *slots; /* 0: free */
    size_t mask, count;
    uint64_t *sequence; /* as they come */
    size_t length;
} shingle_set;
/* From the words' numbers, in `a`: 24 to 40 bytes a word. */
void shingles_of(arena *a, const uint32_t *words, size_t count, shingle_set *out);

typedef struct likeness {
    double resemblance; /* shared shingles of all that either has */
    double containment; /* shared shingles of those of the shorter text */
    double opening;     /* of one text's opening, what stands in the other text: the larger of the two */
    size_t alone;       /* shingles in a row of the shorter text that the longer one does not have, at most */
} likeness;
likeness shingles_compare(const shingle_set *x, const shingle_set *y);

/* Is one the copy of the other? Three quarters of the shorter text stand in the longer one, which is not so much longer that it
 * is rather a round-up with the shorter text as one piece of many (resemblance .2); or half of it does, what it has alone is in
 * short passages of up to 80 words (a new lead, a local paragraph; a follow-up tells its news at length), and the two are alike
 * as wholes (resemblance .3; two reports that quote the same letter are less so). In either case a third of one's opening stands
 * in the other: a report is written to be cut from its end, and two that open differently throughout share a background passage,
 * the captions of a gallery, an appeal to subscribe. Measured by tests/accuracy/copies.py. */
bool likeness_is_copy(likeness l);

#endif
