/* tag.h - who said what, where and when, in one text: no archive needed */
#ifndef QUOTH_TAG_H
#define QUOTH_TAG_H

#include <quoth/error.h>
#include <quoth/index.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* [start, end) in bytes and in Unicode code points of the text (or of the title where in_title is set). */
typedef struct quoth_span {
    uint32_t start, end;
    uint32_t start_cp, end_cp;
} quoth_span;

typedef struct quoth_quotation {
    quoth_span span;
    const char *kind;   /* "direct", "mixed", "indirect" */
    quoth_span speaker; /* the mention; empty when nobody is named */
    const char *speaker_text;
    const char *name; /* resolved in the article; "" unknown */
    quoth_span cue;
    double confidence; /* 0..1 */
    const char *rule;
    int in_title;
    const char *role; /* the office that the article gives the speaker: "defence minister"; "" none */
} quoth_quotation;

typedef struct quoth_place {
    quoth_span span;
    const char *text; /* as written */
    const char *name; /* of the place it was resolved to */
    uint32_t geonameid;
    double lat, lon;
    const char *country; /* ISO 3166-1 alpha-2, "" where it has none */
    const char *kind;    /* "name", "demonym", "dateline"; "within": somewhere in it, by a name not in the gazetteer */
    double confidence;
    const char *rule;
    int in_title;
} quoth_place;

/* A place that the article is about, rather than only mentions. */
typedef struct quoth_focus {
    uint32_t geonameid;
    const char *name, *country;
    double share; /* 0..1: of the weight of all mentions; those of places inside it count */
} quoth_focus;

typedef struct quoth_timex {
    quoth_span span;
    const char *type;                 /* "DATE", "TIME", "DURATION", "SET" */
    const char *value;                /* TIMEX3 */
    const char *first_day, *last_day; /* "2023-11-08", "" when the value names no days */
    double confidence;
    const char *rule;
    int in_title;
} quoth_timex;

typedef struct quoth_tags quoth_tags;

/* Tags one article. quoth_tags_free when done. Any thread. */
quoth_status quoth_tag(const quoth_article_input *article, quoth_tags **tags, quoth_error *err);
size_t quoth_tags_quotations(const quoth_tags *tags, const quoth_quotation **list);
size_t quoth_tags_places(const quoth_tags *tags, const quoth_place **list);
/* Heaviest first: the country, then what in it. */
size_t quoth_tags_focus(const quoth_tags *tags, const quoth_focus **list);
size_t quoth_tags_timexes(const quoth_tags *tags, const quoth_timex **list);
void quoth_tags_free(quoth_tags *tags);

/* A stream of articles from files, for filters: JSON lines, HTML … as quoth_writer_index reads them. */
typedef struct quoth_reader quoth_reader;
quoth_status quoth_reader_open(const char *const *paths, size_t path_count, const quoth_index_options *options,
                               quoth_reader **reader, quoth_error *err);
/* QUOTH_NOT_FOUND at the end. The article is valid until the next call. */
quoth_status quoth_reader_next(quoth_reader *reader, quoth_article_input *article, quoth_error *err);
void quoth_reader_close(quoth_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
