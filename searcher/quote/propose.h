/* propose.h - which articles may have a text? Asked of the inverted index, by the words of the text */
#ifndef SEARCHER_QUOTE_PROPOSE_H
#define SEARCHER_QUOTE_PROPOSE_H

#include "searcher/quote/asked.h"

typedef struct proposing proposing;

/* The archive must have been entered, and stay so. In `a`; end gives back what is not, due after success only. */
quoth_status propose_begin(quoth_archive *archive, arena *a, const asked_text *text, proposing **out, quoth_error *err);
void propose_end(proposing *p);

/* Articles that have every word: among them are all that have the exact text. In the order of the archive; return false to stop.
 */
typedef bool (*proposal_visitor)(void *context, uint32_t article);
quoth_status propose_exact(proposing *p, proposal_visitor visit, void *context, quoth_error *err);

/* What an article must pay to have the text: the weight of those of its words that it lacks. No alignment costs less. */
typedef struct proposal {
    uint32_t article;
    double lacks; /* a whole number but for rounding */
} proposal;
typedef struct proposal_list {
    proposal *items; /* those that lack least first */
    size_t count;
    bool is_cut; /* more lack no more than that: these are PROPOSALS of them */
} proposal_list;
/* Articles that lack no more than `most`, in the arena. */
enum { PROPOSALS = 400 };
quoth_status propose_likely(proposing *p, uint32_t most, proposal_list *out, quoth_error *err);

#endif
