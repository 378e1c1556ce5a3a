/* show_tags.c - where do the tags of an article begin and end, and how do they look on a terminal? */
#include <stdlib.h>
#include <string.h>

#include "show.h"

static char *label_of(const char *what, double confidence, const char *rule)
{
    size_t room = strlen(what) + strlen(rule) + 32;
    char *label = malloc(room);
    if (!label)
        abort();
    snprintf(label, room, "%s, %.0f %%%s%s", what, confidence * 100, *rule ? ", " : "", rule);
    return label;
}

static void add_edges(edge_list *list, const quoth_span *span, style s, char *label)
{
    if (span->end <= span->start) {
        free(label);
        return;
    }
    list->items = realloc(list->items, (list->count + 2) * sizeof *list->items);
    if (!list->items)
        abort();
    list->items[list->count++] = (edge){span->start, s, true, label};
    list->items[list->count++] = (edge){span->end, s, false, NULL};
}

static int by_place(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (int)x->opens - (int)y->opens;
}

edge_list edges_of(const quoth_tags *tags)
{
    edge_list list = {0};
    const quoth_quotation *q;
    const quoth_place *p;
    const quoth_timex *t;
    for (size_t n = quoth_tags_quotations(tags, &q); n > 0; n--, q++) {
        if (q->in_title)
            continue;
        add_edges(&list, &q->span, STYLE_QUOTE, label_of(*q->name ? q->name : q->kind, q->confidence, q->rule));
        add_edges(&list, &q->speaker, STYLE_SPEAKER, label_of(*q->name ? q->name : "unknown", q->confidence, q->rule));
    }
    for (size_t n = quoth_tags_places(tags, &p); n > 0; n--, p++)
        if (!p->in_title)
            add_edges(&list, &p->span, STYLE_PLACE, label_of(p->name, p->confidence, p->rule));
    for (size_t n = quoth_tags_timexes(tags, &t); n > 0; n--, t++)
        if (!t->in_title)
            add_edges(&list, &t->span, STYLE_DATE, label_of(t->value, t->confidence, t->rule));
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_place);
    return list;
}

void edges_free(edge_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free((char *)list->items[i].label);
    free(list->items);
    *list = (edge_list){0};
}

/* Tags overlap, so each change sets anew all styles that are open. */
void show_tagged_text(const quoth_article *article)
{
    enum { STYLES = STYLE_QUOTE + 1 };
    int open[STYLES] = {0};
    edge_list list = edges_of(article->tags);
    size_t at = 0;
    for (size_t i = 0; i < list.count; i++) {
        const edge *e = &list.items[i];
        print_safely(article->text + at, e->at - at);
        at = e->at;
        open[e->s] += e->opens ? 1 : -1;
        print_style(STYLE_PLAIN);
        for (int s = 0; s < STYLES; s++)
            if (open[s] > 0)
                print_style((style)s);
    }
    print_safely(article->text + at, article->text_bytes - at);
    print_style(STYLE_PLAIN);
    edges_free(&list);
}
