/* telling.h - what api_terms.c and api_compare.c have in common */
#ifndef SEARCHER_TELLING_H
#define SEARCHER_TELLING_H

#include <quoth/facet.h>

#include "searcher/facet/words.h"

/* What one may ask for. */
enum { USUAL_TERMS = 20, USUAL_COMPARED = 10, MOST_TELLING = 1000 };

const quoth_term *telling_show(arena *a, const telling_words *words);

#endif
