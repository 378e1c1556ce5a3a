/* chain.h - can an article have a text word for word, whoever says which of its words? Told by its words alone */
#ifndef SEARCHER_QUOTE_CHAIN_H
#define SEARCHER_QUOTE_CHAIN_H

#include "searcher/quote/asked.h"
#include "store/forward/forward.h"

/* The text made ready for many articles. */
typedef struct chain {
    const asked_text *text;
    uint32_t reach;      /* how many words behind a word the text's next one may stand */
    uint32_t rarest;     /* word of the text that is looked for; the others only around it */
    uint16_t *ends[2];   /* by form: the first word of the text that has it, and the last one, from 1; 0: none */
    uint16_t *beside[2]; /* from each of these to the one before it, and to the next one */
    uint32_t *met;       /* by word of the text: where it stands, chained to the rarest one; from 1 */
} chain;

/* Everything in `a`. */
void chain_init(chain *c, arena *a, const asked_text *text, uint32_t reach);
/* False: it has it not. `r` needs FORWARD_WORDS. Linear. */
bool chain_may_stand(chain *c, const forward_record *r);

#endif
