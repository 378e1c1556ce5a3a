/* tag.h - the three taggers behind one call: article in, tags out */
#ifndef INDEXER_TAG_H
#define INDEXER_TAG_H

#include "indexer/article.h"
#include "store/home.h"
#include "store/tags/tags.h"
#include "text/analysis.h"

/* What every tagger is given. The analyses are of article->title and article->body, their words looked up (vocabulary.h). */
typedef struct tag_input {
    const article *art;
    const analysis *title, *body;
    language lang;
    source_home home; /* of its publication, as far as is known */
} tag_input;

/* Each fills its own lists of `out` and reads those filled before it. Linear in the text; any thread; needs nothing from disk.
 * Order: persons and quotations, then places (which person names veto), then dates. */
void tag_speakers(arena *a, const tag_input *in, tags *out); /* indexer/tag/speaker: quotations and persons */
void tag_places(arena *a, const tag_input *in, tags *out);   /* indexer/tag/place */
void tag_dates(arena *a, const tag_input *in, tags *out);    /* indexer/tag/date */

void tag_article(arena *a, const tag_input *in, tags *out);

/* The names of the numbers in .rule, for `show --tags` and the manual; "" beyond the last. */
const char *speaker_rule_name(uint8_t rule);
const char *place_rule_name(uint8_t rule);
const char *date_rule_name(uint8_t rule);

#endif
