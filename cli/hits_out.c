/* hits_out.c - how do the hits of a search look, on a terminal and for programs? */
#include <stdlib.h>
#include <string.h>

#include "cite.h"
#include "facets.h"
#include "hits_html.h"
#include "hits_out.h"

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

/* "and 3 copies: AP, Reuters" */
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
    puts(more ? ", …" : "");
}

static void print_hit(const quoth_hit *hit)
{
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
    print_safely(hit->locator, strlen(hit->locator));
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

static void print_csv(const quoth_hit *h)
{
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

const char *const hits_names[] = {"rank",     "id",  "article", "score",    "date",   "title",   "source", "author",
                                  "language", "url", "locator", "speakers", "places", "snippet", NULL};

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

static void print_line(const template *lines, const quoth_hit *h)
{
    char rank[24], article[24], score[32];
    char *speakers = joined(h->speakers, h->speaker_count), *places = joined(h->places, h->place_count);
    snprintf(rank, sizeof rank, "%zu", h->rank);
    snprintf(article, sizeof article, "%llu", (unsigned long long)h->id);
    snprintf(score, sizeof score, "%.6f", h->score);
    const char *values[] = {rank,        *h->external_id ? h->external_id : article,
                            article,     score,
                            h->date,     h->title,
                            h->source,   h->author,
                            h->language, h->url,
                            h->locator,  speakers,
                            places,      h->snippet.text};
    template_print(lines, values);
    free(speakers);
    free(places);
}

/* --- one JSON object, hit by hit --- */

static void begin_json(const hits_out *out)
{
    printf("{\"schema\":%d,\"query\":", JSON_SCHEMA);
    print_json_value(json_text(out->query));
    fputs(",\"hits\":[", stdout);
}

static void end_json(hits_out *out, const quoth_search_totals *totals, const char *next)
{
    printf("],\"total\":%llu,\"total_is_exact\":%s,", (unsigned long long)totals->matches, totals->exact ? "true" : "false");
    if (next) {
        fputs("\"next\":", stdout);
        print_json_value(*next ? json_text(next) : json_null());
        putchar(',');
    }
    if (out->facets) {
        fputs("\"facets\":", stdout);
        print_json_value(json_of_facets(out->facets));
        putchar(',');
    }
    printf("\"took_ms\":%g,\"notes\":", totals->milliseconds);
    print_json_value(out->notes ? json_incref(out->notes) : json_array());
    fputs("}\n", stdout);
}

/* --- in the form asked for --- */

/* Not before the query is known to be good. */
static void begin(hits_out *out)
{
    if (out->begun)
        return;
    out->begun = true;
    switch (out->form) {
    case HITS_TEXT: print_through_pager(); break;
    case HITS_JSON: begin_json(out); break;
    case HITS_HTML: hits_html_begin(out->query); break;
    case HITS_CSL: putchar('['); break;
    case HITS_JSONL:
    case HITS_RIS:
    case HITS_BIBTEX:
    case HITS_LINES:
    case HITS_COUNT: break;
    case HITS_CSV: fputs("rank,id,score,date,source,author,title,url,locator,snippet\r\n", stdout); break;
    }
}

bool hits_print(hits_out *out, const quoth_hit *hit)
{
    begin(out);
    bool first = out->printed++ == 0;
    switch (out->form) {
    case HITS_TEXT:
        if (!first)
            putchar('\n');
        print_hit(hit);
        break;
    case HITS_JSON:
        if (!first)
            putchar(',');
        print_json_value(json_of_hit(hit));
        break;
    case HITS_JSONL: print_json(json_of_hit(hit)); break;
    case HITS_CSV: print_csv(hit); break;
    case HITS_HTML: hits_html_hit(hit); break;
    case HITS_RIS: cite_ris(hit); break;
    case HITS_BIBTEX: cite_bibtex(hit); break;
    case HITS_CSL:
        fputs(first ? "\n" : ",\n", stdout);
        print_json_value(cite_csl(hit));
        break;
    case HITS_LINES: print_line(out->lines, hit); break;
    case HITS_COUNT: break;
    }
    return !ferror(stdout);
}

void hits_note(hits_out *out, const char *note)
{
    if (!out->notes)
        out->notes = json_array();
    json_array_append_new(out->notes, json_text(note));
}

static void remarks(const hits_out *out, const quoth_search_totals *totals)
{
    if (out->form == HITS_TEXT && out->printed)
        fprintf(stderr, "%s%s, %.1f ms\n", totals->exact ? "" : "about ", counted(totals->matches, "article", "articles"),
                totals->milliseconds);
    if (totals->matches == 0)
        fputs("nothing found\n", stderr);
    for (size_t i = 0; i < json_array_size(out->notes); i++)
        remark("note: %s\n", json_string_value(json_array_get(out->notes, i)));
}

void hits_end(hits_out *out, const quoth_search_totals *totals, const char *next)
{
    begin(out);
    if (out->form == HITS_JSON)
        end_json(out, totals, next);
    if (out->form == HITS_HTML)
        hits_html_end(totals);
    if (out->form == HITS_CSL)
        fputs("\n]\n", stdout);
    if (out->form == HITS_TEXT && out->facets && quoth_facets_total(out->facets)) {
        putchar('\n');
        facets_print_text(out->facets);
    }
    if (out->form == HITS_COUNT)
        printf("%llu\n", (unsigned long long)totals->matches);
    print_end();
    fflush(stdout);
    if (!out->quiet)
        remarks(out, totals);
    json_decref(out->notes);
    out->notes = NULL;
}
