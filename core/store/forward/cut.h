/* cut.h - what of a forward record an article's text alone decides */
#ifndef STORE_FORWARD_CUT_H
#define STORE_FORWARD_CUT_H

#include "store/forward/forward.h"
#include "text/analysis.h"

/* Fills in the counts of words, how they are written, sentences, paragraphs and the lead, in `a`. Title: paragraph 0. Body: from
 * 1. The lead is the body's first paragraph. The words' numbers are the caller's. */
void forward_cut(arena *a, const analysis *title, const analysis *body, forward_record *r);

#endif
