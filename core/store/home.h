/* home.h - where is a publication at home? Learned from the places in its articles that leave no doubt */
#ifndef STORE_HOME_H
#define STORE_HOME_H

#include "base/buf.h"
#include "base/fail.h"
#include "gazetteer/gazetteer.h"

/* What a publication's own articles say. NO_PLACE: nothing clear. */
typedef struct source_home {
    place_id country, division, county; /* each inside the one before it */
    uint32_t articles;                  /* with a place that leaves no doubt */
    uint32_t share;                     /* per cent of these that have one in the smallest of the three */
} source_home;

/* In how many articles each country, first-level division and county was met. At most HOME_MOST_PLACES are kept: when one more
 * comes, all lose an article (Misra and Gries 1982), so what makes up half of the articles always stays. */
enum { HOME_MOST_PLACES = 256 };
typedef struct home_vote {
    place_id place;
    uint32_t articles;
} home_vote;
typedef struct home_votes {
    uint32_t articles, count;
    home_vote votes[HOME_MOST_PLACES];
} home_votes;

/* One article that surely speaks of these places; each counts for what contains it, once. None: no vote. */
void home_votes_add(home_votes *v, const place_id *certain, size_t count);
/* The division that half of the articles have, the county that a third have; of each at least four articles. A country needs
 * three of five. */
source_home home_of(const home_votes *v);

void home_votes_encode(const home_votes *v, buf *out);
/* QUOTH_CORRUPT on bytes that home_votes_encode never writes. */
quoth_status home_votes_decode(str bytes, home_votes *out, quoth_error *err);

#endif
