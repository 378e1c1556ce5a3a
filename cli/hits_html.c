/* hits_html.c - how does the answer to a search look as a page? */
#include <string.h>

#include "hits_html.h"

static void put_marked(const char *text, const quoth_span *marks, size_t count)
{
    size_t at = 0, bytes = strlen(text);
    for (size_t i = 0; i < count; i++) {
        if (marks[i].start < at || marks[i].end > bytes)
            continue;
        print_html(text + at, marks[i].start - at);
        fputs("<mark>", stdout);
        print_html(text + marks[i].start, marks[i].end - marks[i].start);
        fputs("</mark>", stdout);
        at = marks[i].end;
    }
    print_html(text + at, bytes - at);
}

static void put_text(const char *text)
{
    print_html(text, strlen(text));
}

void hits_html_begin(const char *query)
{
    fputs("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>", stdout);
    put_text(query);
    fputs("</title>\n<style>\n"
          "body { max-width: 42rem; margin: 2rem auto; font: 1.05rem/1.5 Georgia, serif; color: #222; padding: 0 1rem }\n"
          "h2 { font-size: 1.1rem; margin: 1.5rem 0 0 } .of { font: .85rem/1.4 sans-serif; color: #555; margin: 0 }\n"
          "p { margin: .3rem 0 } mark { background: #fff3c4 }\n"
          "</style>\n</head>\n<body>\n<h1>",
          stdout);
    put_text(query);
    fputs("</h1>\n<ol>\n", stdout);
}

static bool is_web_address(const char *url)
{
    return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

void hits_html_hit(const quoth_hit *hit)
{
    bool link = is_web_address(hit->url);
    printf("<li value=\"%zu\">\n<h2>", hit->rank);
    if (link) {
        fputs("<a rel=\"noreferrer\" href=\"", stdout);
        put_text(hit->url);
        fputs("\">", stdout);
    }
    put_marked(*hit->title ? hit->title : "(no title)", hit->title_matches, *hit->title ? hit->title_match_count : 0);
    printf("%s</h2>\n<p class=\"of\">", link ? "</a>" : "");
    put_text(*hit->date ? hit->date : "undated");
    const char *rest[] = {hit->source, hit->author, hit->locator};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        if (!*rest[i])
            continue;
        fputs(" · ", stdout);
        put_text(rest[i]);
    }
    fputs("</p>\n<p>", stdout);
    put_marked(hit->snippet.text, hit->snippet.matches, hit->snippet.match_count);
    fputs("</p>\n</li>\n", stdout);
}

void hits_html_end(const quoth_search_totals *totals)
{
    printf("</ol>\n<p class=\"of\">%s%s</p>\n</body>\n</html>\n", totals->exact ? "" : "about ",
           counted(totals->matches, "article", "articles"));
}
