/* run.h - do words stand one behind the other in an article, or near each other? A look at its record's bytes
 *
 * Of the words wanted the rarest is looked for, and the others only where it stands. */
#ifndef STORE_FORWARD_RUN_H
#define STORE_FORWARD_RUN_H

#include "store/forward/find.h"

/* Words that must stand one behind the other, each one of a few. {0}, then one call for each item. */
enum { RUN_ITEMS = 4 };
typedef struct word_run {
    const uint32_t *words[RUN_ITEMS];
    size_t word_counts[RUN_ITEMS];
    uint32_t least[RUN_ITEMS]; /* of their numbers: the most frequent words have the first */
    word_filter filters[RUN_ITEMS];
    uint32_t count;
    uint32_t rarest;               /* item that is looked for */
    uint32_t beside;               /* its neighbour that must be there too: of two the rarer one */
    byte_pairs alone, with_beside; /* where the rarest item may begin: anywhere, and next to `beside` */
} word_run;
/* One more item of the run, of which `words` stay as long as it; no more than RUN_ITEMS. */
void word_run_add(word_run *run, const uint32_t *words, size_t count);
typedef enum run_presence { RUN_ABSENT, RUN_POSSIBLE, RUN_PRESENT } run_presence;
/* Whether the record has the run among its tokens, all in the title or all in the body. Possible: where a number above 65,535 has
 * the same lower half, across title and body, and in a record that is broken. `r` as for forward_find. */
run_presence forward_run_presence(arena *scratch, const forward_record *r, const word_run *run);
/* The same for two words at a distance of at most `most` words, as searcher/match/README.md defines it; `ordered`: the first
 * before the second. */
enum { NEAR_MOST = 64 }; /* so far one looks from token to token */
typedef struct word_near {
    word_run of; /* two items */
    uint32_t most;
    bool ordered;
} word_near;
run_presence forward_near_presence(arena *scratch, const forward_record *r, const word_near *near);
/* Whether it may have the run where some items are compounds: `compounds` are those of the record that are words of the run. */
bool forward_may_join_run(const forward_record *r, const word_run *run, const forward_compound *compounds, size_t count);

#endif
