/* cue.h - which words inside a quotation are the reporter's? */
#ifndef SEARCHER_QUOTE_CUE_H
#define SEARCHER_QUOTE_CUE_H

#include "searcher/quote/occur.h"
#include "searcher/quote/show.h"

/* A quotation may go on behind its cue: "The law is clear," she said. "The sky is clear too." Aligns the text again without the
 * words between the quotation marks around the speaker's name, and changes `o` where that is cheaper. Reads the article
 * where a speaker is named between the words. */
quoth_status cue_leave_out(lazy_article *article, const asked_text *text, occurrence *o, quoth_error *err);

#endif
