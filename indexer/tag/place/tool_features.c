/* tool_features.c - what does the place tagger see? One line a spot, for tool_learn.py
 *
 * usage: tool_features < articles.jsonl     ({"id","title","text","url","domain"} a line)
 * prints, parted by tabs: id; T (title) or B (body); start and end in code points; chance; A (abbreviation), P (pinned by
 * what contains it), U (not in the gazetteer) or -; numbers of the features set; readings as
 * geonameid:latitude:longitude:country:features… */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/tag/place/place.h"
#include "indexer/tag/place/resolve.h"
#include "indexer/tag/place/unlisted.h"
#include "indexer/tag/vocabulary.h"
#include "text/utf8.h"

static str text_of(arena *a, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? utf8_repair(a, (str){json_string_value(value), json_string_length(value)}) : STR("");
}

static void print_reading(const found *f, uint32_t number, uint32_t reading)
{
    const place *p = &f->names.items[number].readings[reading].place;
    float x[R_COUNT];
    place_reading_features(f, number, reading, x);
    printf(" %u:%.4f:%.4f:%s", p->id, (double)p->lat, (double)p->lon, p->country);
    for (unsigned i = 0; i < R_COUNT; i++)
        printf(":%g", (double)x[i]);
}

static void print_spot(const article *art, const found *f, const spot *s)
{
    const called *name = &f->names.items[s->called];
    str text = s->in_title ? art->title : art->body;
    size_t start = utf8_count(str_slice(text, 0, s->span.start)),
           end = start + utf8_count(str_slice(text, s->span.start, s->span.end));
    printf("%.*s\t%c\t%zu\t%zu\t%.3f\t%c\t", STR_ARG(art->id), s->in_title ? 'T' : 'B', start, end, (double)s->chance,
           name->is_abbreviation  ? 'A'
           : s->pinned != NO_SPOT ? 'P'
                                  : '-');
    for (unsigned i = 0; i < F_COUNT; i++)
        if (feature_has(s, (place_feature)i))
            printf("%u ", i);
    printf("\t");
    for (uint32_t i = 0; i < name->reading_count; i++)
        print_reading(f, s->called, i);
    printf("\n");
}

static void print_unlisted(const article *art, const unlisted *u)
{
    str text = u->in_title ? art->title : art->body;
    size_t start = utf8_count(str_slice(text, 0, u->span.start)),
           end = start + utf8_count(str_slice(text, u->span.start, u->span.end));
    printf("%.*s\t%c\t%zu\t%zu\t%.3f\tU\t", STR_ARG(art->id), u->in_title ? 'T' : 'B', start, end, (double)u->chance);
    for (unsigned i = 0; i < U_COUNT; i++)
        if (u->features >> i & 1)
            printf("%u ", i);
    printf("\t\n");
}

static void print_article(arena *a, vocabulary *known, const json_t *object)
{
    article art = {.id = text_of(a, object, "id"),
                   .title = text_of(a, object, "title"),
                   .body = text_of(a, object, "text"),
                   .source = text_of(a, object, "domain")};
    analysis title, body;
    tags out = {0};
    found f;
    unlisted_list more;
    analyse(a, art.title, LANGUAGE_ENGLISH, &title);
    analyse(a, art.body, LANGUAGE_ENGLISH, &body);
    vocabulary_look_up(known, a, &title, &body);
    const tag_input in = {.art = &art, .title = &title, .body = &body, .lang = LANGUAGE_ENGLISH};
    tag_speakers(a, &in, &out);
    place_find(a, &in, &out, &f);
    for (size_t i = 0; i < f.spots.count; i++)
        print_spot(&art, &f, &f.spots.items[i]);
    place_find_unlisted(a, &in, &out, &f, &more);
    for (size_t i = 0; i < more.count; i++)
        if (more.items[i].inside != NO_PLACE)
            print_unlisted(&art, &more.items[i]);
}

int main(void)
{
    arena a = {0};
    vocabulary *known = vocabulary_new();
    char *line = NULL;
    size_t room = 0;
#define X(name) #name " "
    printf("# " PLACE_FEATURES(X) "\n");
    printf("# " READING_FEATURES(X) "\n");
    printf("# " UNLISTED_FEATURES(X) "\n");
#undef X
    for (ssize_t n; (n = getline(&line, &room, stdin)) >= 0; arena_reset(&a)) {
        json_error_t error;
        json_t *object = json_loadb(line, (size_t)n, JSON_ALLOW_NUL, &error);
        if (object)
            print_article(&a, known, object);
        json_decref(object);
    }
    free(line);
    vocabulary_free(&known);
    arena_release(&a);
    return 0;
}
