/* hits_out.c - how do the hits of a search look, on a terminal and for programs? */
#include <string.h>

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
    case HITS_JSONL:
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
    if (out->form == HITS_COUNT)
        printf("%llu\n", (unsigned long long)totals->matches);
    print_end();
    fflush(stdout);
    if (!out->quiet)
        remarks(out, totals);
    json_decref(out->notes);
    out->notes = NULL;
}
