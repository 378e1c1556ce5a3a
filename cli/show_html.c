/* show_html.c - an article with its tags as one page that needs nothing else */
#include <stdlib.h>
#include <string.h>

#include "show.h"

static const char *const classes[] = {
    [STYLE_SPEAKER] = "speaker", [STYLE_PLACE] = "place", [STYLE_DATE] = "date", [STYLE_QUOTE] = "quotation"};

static void put_row(const char *name, const char *value)
{
    if (!*value)
        return;
    printf("<dt>%s</dt><dd>", name);
    print_html(value, strlen(value));
    fputs("</dd>\n", stdout);
}

static void put_head(const quoth_article *a)
{
    fputs("<!DOCTYPE html>\n<html lang=\"", stdout);
    print_html(a->language, strlen(a->language));
    fputs("\">\n<head>\n<meta charset=\"utf-8\">\n<title>", stdout);
    print_html(a->title, strlen(a->title));
    fputs("</title>\n<style>\n"
          "body { max-width: 42rem; margin: 2rem auto; font: 1.05rem/1.6 Georgia, serif; color: #222; padding: 0 1rem }\n"
          "dl { display: grid; grid-template-columns: 7rem 1fr; font: .85rem/1.4 sans-serif; color: #555 } dd { margin: 0 }\n"
          ".text { white-space: pre-wrap }\n"
          ".quotation { background: #fff3c4 } .speaker { color: #0b6e99; font-weight: bold }\n"
          ".place { color: #2b7a0b; border-bottom: 1px solid } .date { color: #8a1c7c; border-bottom: 1px dotted }\n"
          "</style>\n</head>\n<body>\n<h1>",
          stdout);
    print_html(a->title, strlen(a->title));
    fputs("</h1>\n<dl>\n", stdout);
    put_row("published", *a->published ? a->published : a->date);
    put_row("source", a->source);
    put_row("author", a->author);
    put_row("url", a->url);
    put_row("locator", a->locator);
    for (size_t i = 0; i < a->field_count; i++)
        put_row(a->fields[i].name, a->fields[i].value);
    fputs("<dt>legend</dt><dd><span class=\"quotation\">quotation</span> <span class=\"speaker\">speaker</span> "
          "<span class=\"place\">place</span> <span class=\"date\">date</span></dd>\n</dl>\n<div class=\"text\">",
          stdout);
}

/* The tags open at one place, innermost last. HTML's elements nest and tags may not, so at each edge all are closed and
 * those that go on are opened again. Tags of one style that overlap are few: the depth is that of the tagger's lists. */
typedef struct open_tags {
    const edge **items;
    size_t count;
} open_tags;

static void close_all(const open_tags *open)
{
    for (size_t i = 0; i < open->count; i++)
        fputs("</span>", stdout);
}

static void open_all(const open_tags *open)
{
    for (size_t i = 0; i < open->count; i++) {
        printf("<span class=\"%s\" title=\"", classes[open->items[i]->s]);
        print_html(open->items[i]->label, strlen(open->items[i]->label));
        fputs("\">", stdout);
    }
}

static void take_edge(open_tags *open, const edge *e)
{
    if (e->opens) {
        open->items[open->count++] = e;
        return;
    }
    for (size_t i = open->count; i > 0; i--) {
        if (open->items[i - 1]->s != e->s)
            continue;
        memmove(open->items + i - 1, open->items + i, (open->count - i) * sizeof *open->items);
        open->count--;
        return;
    }
}

void show_html_page(const quoth_article *a)
{
    edge_list list = edges_of(a->tags);
    open_tags open = {.items = malloc((list.count + 1) * sizeof(const edge *))};
    if (!open.items)
        abort();
    put_head(a);
    size_t at = 0;
    for (size_t i = 0; i < list.count;) {
        uint32_t here = list.items[i].at;
        print_html(a->text + at, here - at);
        close_all(&open);
        for (; i < list.count && list.items[i].at == here; i++)
            take_edge(&open, &list.items[i]);
        open_all(&open);
        at = here;
    }
    print_html(a->text + at, a->text_bytes - at);
    fputs("</div>\n</body>\n</html>\n", stdout);
    free(open.items);
    edges_free(&list);
}
