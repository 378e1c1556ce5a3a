/* tags_public.h - tags as store/tags.h keeps them -> the lists of <quoth/tag.h> */
#ifndef STORE_TAGS_PUBLIC_H
#define STORE_TAGS_PUBLIC_H

#include <quoth/tag.h>

#include "base/arena.h"
#include "store/tags.h"

/* What the layers above know: the names of rules, and places by their ids. Any of them may be NULL. */
typedef struct place_facts {
    str name;
    char country[3];
    double lat, lon;
} place_facts;
typedef struct tags_lookup {
    const char *(*speaker_rule)(uint8_t rule);
    const char *(*place_rule)(uint8_t rule);
    const char *(*date_rule)(uint8_t rule);
    bool (*place)(uint32_t place_id, place_facts *out); /* false: no such place */
} tags_lookup;

/* A new handle that owns copies of all it shows: quoth_tags_free. `body` and `title` are what the spans point into. */
quoth_tags *tags_public_new(const tags *found, str title, str body, const tags_lookup *lookup);

#endif
