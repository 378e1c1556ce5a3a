/* answer_html.c - how does an answer look as a page? */
#include <string.h>

#include "answer_html.h"

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

void answer_html_begin(const char *query)
{
    fputs("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>", stdout);
    put_text(query);
    fputs("</title>\n<style>\n"
          "body { max-width: 42rem; margin: 2rem auto; font: 1.05rem/1.5 Georgia, serif; color: #222; padding: 0 1rem }\n"
          "h2 { font-size: 1.1rem; margin: 1.5rem 0 0 } .of { font: .85rem/1.4 sans-serif; color: #555; margin: 0 }\n"
          "p { margin: .3rem 0 } mark { background: #fff3c4 } .round { color: #555 }\n"
          "</style>\n</head>\n<body>\n<h1>",
          stdout);
    put_text(query);
    fputs("</h1>\n<ol>\n", stdout);
}

static bool is_web_address(const char *url)
{
    return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static void put_heading(size_t rank, const char *url)
{
    printf("<li value=\"%zu\">\n<h2>", rank);
    if (!is_web_address(url))
        return;
    fputs("<a rel=\"noreferrer\" href=\"", stdout);
    put_text(url);
    fputs("\">", stdout);
}

/* Ends the heading; what is known of the article stands in small print below it. */
static void put_origin(const char *url, const char *date, const char *const *rest, size_t count)
{
    printf("%s</h2>\n<p class=\"of\">", is_web_address(url) ? "</a>" : "");
    put_text(*date ? date : "undated");
    for (size_t i = 0; i < count; i++) {
        if (!*rest[i])
            continue;
        fputs(" · ", stdout);
        put_text(rest[i]);
    }
    fputs("</p>\n<p>", stdout);
}

enum { LOCATOR_BYTES = 4400 }; /* a path and a page */

static const char *locator_of(const char *locator, unsigned page, char out[LOCATOR_BYTES])
{
    if (!page || strlen(locator) > LOCATOR_BYTES - 24)
        return locator;
    sprintf(out, "%s#page=%u", locator, page);
    return out;
}

void answer_html_hit(const void *item)
{
    const quoth_hit *hit = item;
    char page[LOCATOR_BYTES];
    const char *rest[] = {hit->source, hit->author, locator_of(hit->locator, hit->page, page)};
    put_heading(hit->rank, hit->url);
    put_marked(*hit->title ? hit->title : "(no title)", hit->title_matches, *hit->title ? hit->title_match_count : 0);
    put_origin(hit->url, hit->date, rest, sizeof rest / sizeof *rest);
    put_marked(hit->snippet.text, hit->snippet.matches, hit->snippet.match_count);
    fputs("</p>\n</li>\n", stdout);
}

static void put_round(const char *text)
{
    if (!*text)
        return;
    fputs(" <span class=\"round\">", stdout);
    put_text(text);
    fputs("</span> ", stdout);
}

void answer_html_said(const void *item)
{
    const quoth_said *said = item;
    char page[LOCATOR_BYTES];
    const char *rest[] = {said->title, said->source, said->author, locator_of(said->locator, said->page, page)};
    put_heading(said->rank, said->url);
    put_text(*said->speaker ? said->speaker : *said->speaker_mention ? said->speaker_mention : "(nobody named)");
    put_origin(said->url, said->date, rest, sizeof rest / sizeof *rest);
    put_round(said->before);
    put_marked(said->text, said->matches, said->match_count);
    put_round(said->after);
    fputs("</p>\n</li>\n", stdout);
}

void answer_html_end(bool exact, const char *total)
{
    printf("</ol>\n<p class=\"of\">%s%s</p>\n</body>\n</html>\n", exact ? "" : "about ", total);
}
