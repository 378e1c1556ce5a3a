/* hits.c - how does a hit of a search look, on a terminal and for programs? */
#include <stdlib.h>
#include <string.h>

#include "answer_html.h"
#include "hits.h"

/* --- for people --- */

static void print_list(const char *before, const char *const *texts, size_t count, style s)
{
    enum { SHOWN = 4 };
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        fputs(i ? ", " : before, stdout);
        print_style(s);
        print_safely(texts[i], strlen(texts[i]));
        print_style(STYLE_PLAIN);
    }
    if (count > SHOWN)
        printf(" +%zu", count - SHOWN);
}

/* "and 3 copies: AP, Reuters (quoth copies 17)" */
static void print_copies(const quoth_hit *hit)
{
    enum { SHOWN = 4 };
    const char *sources[SHOWN];
    size_t count = 0, more = 0;
    if (hit->copy_count == 0)
        return;
    for (size_t i = 0; i < hit->copy_count; i++) {
        size_t k = 0;
        while (k < count && strcmp(sources[k], hit->copies[i].source) != 0)
            k++;
        if (k < count || !*hit->copies[i].source)
            continue;
        if (count < SHOWN)
            sources[count++] = hit->copies[i].source;
        else
            more++;
    }
    printf("    and %s", counted(hit->copy_count, "copy", "copies"));
    print_list(": ", sources, count, STYLE_PLAIN);
    printf("%s (quoth copies %llu)\n", more ? ", …" : "", (unsigned long long)hit->id);
}

static void print_text(const void *item)
{
    const quoth_hit *hit = item;
    printf("%2zu  ", hit->rank);
    print_style(STYLE_TITLE);
    const char *title = *hit->title ? hit->title : "(no title)";
    print_marked(title, strlen(title), *hit->title ? hit->title_matches : NULL, *hit->title ? hit->title_match_count : 0, true);
    print_style(STYLE_PLAIN);
    fputs("\n    ", stdout);
    print_style(STYLE_DATE);
    fputs(*hit->date ? hit->date : "undated", stdout);
    print_style(STYLE_FAINT);
    if (*hit->source) {
        fputs("  ", stdout);
        print_safely(hit->source, strlen(hit->source));
    }
    fputs("  ", stdout);
    print_locator(hit->locator, hit->page);
    printf("  (%llu)", (unsigned long long)hit->id);
    print_style(STYLE_PLAIN);
    putchar('\n');
    if (*hit->snippet.text) {
        fputs("    ", stdout);
        print_marked(hit->snippet.text, strlen(hit->snippet.text), hit->snippet.matches, hit->snippet.match_count, true);
        putchar('\n');
    }
    if (hit->speaker_count || hit->place_count) {
        print_list("    said: ", hit->speakers, hit->speaker_count, STYLE_SPEAKER);
        print_list(hit->speaker_count ? "   at: " : "    at: ", hit->places, hit->place_count, STYLE_PLACE);
        putchar('\n');
    }
    print_copies(hit);
}

/* --- for spreadsheets --- */

static void print_csv(const void *item)
{
    const quoth_hit *h = item;
    printf("%zu,", h->rank);
    if (*h->external_id)
        print_csv_field(h->external_id, false);
    else
        printf("%llu,", (unsigned long long)h->id);
    printf("%.6f,", h->score);
    const char *columns[] = {h->date, h->source, h->author, h->title, h->url, h->locator, h->snippet.text};
    size_t n = sizeof columns / sizeof *columns;
    for (size_t i = 0; i < n; i++)
        print_csv_field(columns[i], i + 1 == n);
}

/* --- as the user wants it --- */

static const char *const names[] = {"rank",     "id",  "article", "score",    "date",   "title",   "source", "author",
                                    "language", "url", "locator", "speakers", "places", "snippet", "page",   NULL};

static char *joined(const char *const *texts, size_t count)
{
    size_t bytes = 1;
    for (size_t i = 0; i < count; i++)
        bytes += strlen(texts[i]) + 2;
    char *out = malloc(bytes), *to = out;
    if (!out)
        abort();
    *out = '\0';
    for (size_t i = 0; i < count; i++)
        to += sprintf(to, "%s%s", i ? ", " : "", texts[i]);
    return out;
}

static void print_line(const template *lines, const void *item)
{
    const quoth_hit *h = item;
    char rank[24], article[24], score[32], page[12] = "";
    char *speakers = joined(h->speakers, h->speaker_count), *places = joined(h->places, h->place_count);
    snprintf(rank, sizeof rank, "%zu", h->rank);
    snprintf(article, sizeof article, "%llu", (unsigned long long)h->id);
    snprintf(score, sizeof score, "%.6f", h->score);
    if (h->page)
        snprintf(page, sizeof page, "%u", h->page);
    const char *values[] = {rank,        *h->external_id ? h->external_id : article,
                            article,     score,
                            h->date,     h->title,
                            h->source,   h->author,
                            h->language, h->url,
                            h->locator,  speakers,
                            places,      h->snippet.text,
                            page};
    template_print(lines, values);
    free(speakers);
    free(places);
}

/* --- as a reference --- */

static reference as_reference(const void *item)
{
    const quoth_hit *h = item;
    reference r = {.title = h->title,
                   .authors = h->authors,
                   .author_count = h->author_count,
                   .date = h->date,
                   .source = h->source,
                   .url = h->url,
                   .language = h->language,
                   .id = h->external_id,
                   .locator = h->locator,
                   .page = h->page,
                   .abstract = h->snippet.text,
                   .quoted = "",
                   .note = ""};
    snprintf(r.key, sizeof r.key, "%llu", (unsigned long long)h->id);
    return r;
}

static json_t *as_json(const void *item)
{
    return json_of_hit(item);
}

const answer_kind kind_of_hits = {.list = "hits",
                                  .one = "article",
                                  .many = "articles",
                                  .csv_head = "rank,id,score,date,source,author,title,url,locator,snippet",
                                  .names = names,
                                  .print_text = print_text,
                                  .json = as_json,
                                  .print_csv = print_csv,
                                  .print_line = print_line,
                                  .print_html = answer_html_hit,
                                  .reference = as_reference};
