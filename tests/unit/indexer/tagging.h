/* tagging.h - what does one tagger find in an article? */
#ifndef TEST_TAGGING_H
#define TEST_TAGGING_H

#include "indexer/tag/tag.h"
#include "indexer/tag/vocabulary.h"

typedef void tagger(arena *a, const tag_input *in, tags *out);

static inline tags tags_of(arena *a, const article *art, language lang, tagger *finds)
{
    analysis title, body;
    tags found = {0};
    vocabulary *known = vocabulary_new();
    analyse(a, art->title, lang, &title);
    analyse(a, art->body, lang, &body);
    vocabulary_look_up(known, a, &title, &body);
    finds(a, &(tag_input){.art = art, .title = &title, .body = &body, .lang = lang}, &found);
    vocabulary_free(&known);
    return found;
}

#endif
