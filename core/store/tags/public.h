/* public.h - tags as store/tags/tags.h keeps them -> the lists of <quoth/tag.h> */
#ifndef STORE_TAGS_PUBLIC_H
#define STORE_TAGS_PUBLIC_H

#include <quoth/tag.h>

#include "base/arena.h"
#include "store/catalogue/catalogue.h"
#include "store/tags/focus.h"
#include "store/tags/tags.h"

/* Names of rules as an archive keeps them: by number, a line each; they are of the quoth that wrote it. */
typedef struct rule_names {
    str speaker, place, date;
} rule_names;
/* What the layers above know: the names of rules. Any of them may be NULL. */
typedef struct tags_lookup {
    const char *(*speaker_rule)(uint8_t rule);
    const char *(*place_rule)(uint8_t rule);
    const char *(*date_rule)(uint8_t rule);
    const rule_names *stored; /* asked where a function above is NULL */
} tags_lookup;

/* Keeps the names of all rules in the open transaction, where they differ from what is there. */
quoth_status rule_names_store(catalogue *c, const tags_lookup *names, quoth_error *err);
/* In `a`; empty where the archive has none. */
quoth_status rule_names_load(catalogue *c, arena *a, rule_names *out, quoth_error *err);

/* A new handle that owns copies of all it shows: quoth_tags_free. `body` and `title` are what the spans point into. */
quoth_tags *tags_public_new(const tags *found, const focus_list *places, str title, str body, const tags_lookup *lookup);

#endif
