/* answer.h - what was found of a text, for the caller: the closest quotation, what differs, the first, the sources */
#ifndef SEARCHER_QUOTE_ANSWER_H
#define SEARCHER_QUOTE_ANSWER_H

#include "searcher/quote/verify.h"

/* Fills all but the milliseconds; strings in `a`, which must outlive `out`. */
quoth_status answer_verification(quoth_archive *archive, arena *a, const asked_text *text, const finding *found,
                                 quoth_verification *out, quoth_error *err);

#endif
