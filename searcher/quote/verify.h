/* verify.h - was this said? */
#ifndef SEARCHER_QUOTE_VERIFY_H
#define SEARCHER_QUOTE_VERIFY_H

#include <quoth/quote.h>

#include "searcher/quote/occur.h"

/* What was found: occurrences that say the same as the closest, the closest first, then by day. */
typedef struct finding {
    quoth_verdict verdict;
    bool found;          /* there is a closest one */
    bool speaker_unsure; /* it is quoted, but nobody knows by whom */
    bool nobody_of_name; /* nobody who is quoted has all words of the name asked for */
    occurrence_list same;
} finding;

/* The archive must have been entered; everything in `a`. */
quoth_status verify_text(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err);
/* The same, for these words alone: nothing is found where they are altered, or stand around a cue. */
quoth_status verify_words(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err);

/* Whether verify_text finds a quotation of the same words contracted or written out everywhere: where most are, it does not. */
bool verify_finds_contracted(const asked_text *text);

#endif
