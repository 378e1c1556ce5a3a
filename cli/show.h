/* show.h - an article with its tags made visible: on a terminal, as a page */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli.h"

/* One end of a tag in the text: where a style begins or ends. */
typedef struct edge {
    uint32_t at; /* byte of the text */
    style s;
    bool opens;
    const char *label; /* of an opening edge: "Mara Ilves, direct, 98 %"; freed with the list */
} edge;

typedef struct edge_list {
    edge *items;
    size_t count;
} edge_list;

/* The tags of the text (not of the title), in the order of the text; at one place ends come before beginnings. */
edge_list edges_of(const quoth_tags *tags);
void edges_free(edge_list *list);

/* One line about the copies of an article, where it has any. */
void show_copies(quoth_archive *archive, uint64_t id);
/* What says when it was published, and what stands behind each tag. */
void show_evidence(const quoth_article *article);
json_t *json_of_claims(const quoth_article *article);
void show_tagged_text(const quoth_article *article);
void show_html_page(const quoth_article *article);

#endif
