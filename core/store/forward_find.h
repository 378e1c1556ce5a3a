/* forward_find.h - where does an article have one of a few words, without decoding the others?
 *
 * The sixteen bits of a number are four nibbles. Each word looked for sets one of eight bits at its nibbles in four tables of
 * sixteen bytes; a token may be one of the words where the bytes of its nibbles have a bit in common, which a shuffle tells for
 * sixteen tokens at once: J. Cameron and others' "shufti" of Hyperscan, for two bytes instead of one. Of a dozen words few others
 * pass; whoever asks looks each up. */
#ifndef STORE_FORWARD_FIND_H
#define STORE_FORWARD_FIND_H

#include "store/forward.h"

/* {0} lets nothing pass. Beyond WORD_FILTER_WORDS so much passes that decoding is as fast. */
enum { WORD_FILTER_WORDS = 64 };
typedef struct word_filter {
    unsigned char nibbles[4][16]; /* low ones first */
    uint32_t words;
} word_filter;
void word_filter_add(word_filter *f, uint32_t word);

typedef struct found_word {
    uint32_t at, word; /* number of the token, and of its word */
} found_word;

/* Of the first `tokens` tokens of a record those that may be one of the filter's words, in order; in `a`. The record is one that
 * forward_decode has filled in and whose bytes are still there. False for bytes that forward_encode never writes, as far as they
 * were looked at. */
bool forward_find(arena *a, const forward_record *r, uint32_t tokens, const word_filter *f, found_word **out, size_t *count);

/* Words that must stand one behind the other, each one of a few. */
enum { RUN_ITEMS = 4 };
typedef struct word_run {
    word_filter filter; /* a bit an item */
    const uint32_t *words[RUN_ITEMS];
    size_t word_counts[RUN_ITEMS];
    uint32_t count;
} word_run;
/* One more item of the run, of which `words` stay as long as it; no more than RUN_ITEMS. */
void word_run_add(word_run *run, const uint32_t *words, size_t count);
/* Whether the record may have the run among its tokens: true also for numbers above 65,535 whose lower halves do, and for a
 * record that is broken. Twice as fast as forward_find where the words are frequent. */
bool forward_may_have_run(arena *scratch, const forward_record *r, const word_run *run);
/* Those of the record's compounds whose words are wanted, in order; in `a`. False as for forward_find. */
typedef bool (*word_test)(const void *context, uint32_t word);
bool forward_find_compounds(arena *a, const forward_record *r, word_test is_wanted, const void *context, forward_compound **out,
                            size_t *count);

#endif
