/* focus.h - which places is a report about, and which does it only mention? */
#ifndef STORE_TAGS_FOCUS_H
#define STORE_TAGS_FOCUS_H

#include "gazetteer/gazetteer.h"
#include "store/forward/forward.h"
#include "store/tags/tags.h"
#include "text/analysis.h"

/* Every mention speaks for its place and for all that contains it, with the tagger's confidence: thrice in the title, twice in
 * the lead, once elsewhere; a demonym ("Lebanese") and a street in it half as loud. A country is in focus when it has two thirds
 * of the weight of the heaviest; a place in it, when it has a third of its country's and is named itself or holds several; a sea
 * or a part of the world, when it is itself called by name so often. After CLIFF (D'Ignazio et al. 2014), whose focus is the most
 * frequent country, state and town. */
typedef struct place_focus {
    place_id place;
    place_kind kind;
    uint32_t weight;   /* 1/200 of a mention in the body; places inside it count */
    uint32_t share;    /* per cent of the weight of all mentions */
    uint32_t mentions; /* of the place itself */
    bool is_focus;
} place_focus;

typedef VEC(place_focus) focus_list;

/* In `a`: every place mentioned, or with one inside it, the heaviest first (then the wider, then by number). The lead is the
 * first paragraph of the body, of which at most 60 words count. */
void focus_of_tags(arena *a, const tags *found, const analysis *body, focus_list *out);

/* For many articles: remembers what every place lies in, which takes longer to look up than to weigh. Some 100 bytes a place met;
 * one thread at a time. */
typedef struct focus_finder focus_finder;
focus_finder *focus_finder_new(void);
void focus_finder_free(focus_finder **finder);
/* Of a record with its marks, as focus_of_tags, but in no order. */
void focus_of_record(focus_finder *finder, arena *a, const forward_record *r, focus_list *out);

/* How often an article is said to have the place, for ranking by BM25: half its mentions times its share. 0 for a passing
 * mention; at most FOCUS_MOST_OFTEN, so that the length of an article stays the number of its words but for a few per cent. */
enum { FOCUS_MOST_OFTEN = 6 };
uint32_t focus_frequency(const place_focus *f);

#endif
