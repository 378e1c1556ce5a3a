/* tags_rest.h - what an article's record does not say of its tags
 *
 * The marks of a record are the tags as ranges of words, with their kinds, confidence and values. What remains is where a tag
 * starts and ends beside its words (a quotation mark), the cue, the rule, and how a name is written: mostly as the text of the
 * tag itself. 88 tags leave 300 bytes, 150 after zstd, where they alone took 540. */
#ifndef STORE_TAGS_REST_H
#define STORE_TAGS_REST_H

#include "store/forward/forward.h"
#include "store/tags/tags.h"
#include "store/text/rest.h"

/* What both sides know. */
typedef struct tag_ground {
    const forward_record *record; /* with marks */
    str title, body;
    const text_place *title_places, *body_places; /* of their tokens */
} tag_ground;

/* Appends to `out`. The ground must be that of these tags, as derive makes it; where their order or their number is another than
 * that of the marks, they are kept as tags_encode has them. */
void tags_rest_encode(const tags *t, const tag_ground *ground, buf *out);
/* QUOTH_CORRUPT for bytes that tags_rest_encode never writes for this ground. In `a`; strings are borrowed from `bytes` and the
 * ground's texts. */
quoth_status tags_rest_decode(arena *a, const tag_ground *ground, str bytes, tags *out, quoth_error *err);

#endif
