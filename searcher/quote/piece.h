/* piece.h - a quotation as if it were an article: the part of a forward record that it covers */
#ifndef SEARCHER_QUOTE_PIECE_H
#define SEARCHER_QUOTE_PIECE_H

#include "store/forward/forward.h"

/* Words, compounds, sentences and marks that lie wholly inside, numbered from the quotation's first word; the only quotation
 * among the marks is this one. Borrows words and cases; linear in the quotation, and log n in the record. */
void piece_of(arena *a, const forward_record *r, const forward_mark *quotation, forward_record *out);

#endif
