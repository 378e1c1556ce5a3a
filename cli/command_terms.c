/* command_terms.c - which words set the articles that match apart from the rest? quoth terms */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

typedef enum terms_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV } terms_format;

static double percent(uint64_t part, uint64_t whole)
{
    return whole ? 100 * (double)part / (double)whole : 0;
}

static void print_terms_text(const quoth_terms *t)
{
    if (t->count)
        printf("%6s  %18s  %18s\n", "score", "matches", "rest");
    for (size_t i = 0; i < t->count; i++) {
        const quoth_term *w = &t->items[i];
        printf("%6.1f  %8s  %6.2f %%  %8s  %6.2f %%  ", w->score, in_groups(w->here), percent(w->here, t->matches),
               in_groups(w->there), percent(w->there, t->rest));
        print_style(STYLE_MATCH);
        print_safely(w->word, strlen(w->word));
        print_style(STYLE_PLAIN);
        putchar('\n');
    }
}

static void print_terms_json(const quoth_terms *t, const char *query)
{
    json_t *list = json_array();
    for (size_t i = 0; i < t->count; i++) {
        const quoth_term *w = &t->items[i];
        json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:f}", "word", json_text(w->word), "matches", (json_int_t)w->here,
                                              "rest", (json_int_t)w->there, "score", w->score));
    }
    print_json(json_pack("{s:i,s:o,s:I,s:I,s:I,s:f,s:o}", "schema", JSON_SCHEMA, "query", json_text(query), "matches",
                         (json_int_t)t->matches, "rest", (json_int_t)t->rest, "read", (json_int_t)t->read, "took_ms",
                         t->milliseconds, "terms", list));
}

static void print_terms(const quoth_terms *t, const char *query, terms_format format)
{
    switch (format) {
    case FORMAT_TEXT: print_terms_text(t); return;
    case FORMAT_JSON: print_terms_json(t, query); return;
    case FORMAT_CSV:
        fputs("word,matches,rest,score\r\n", stdout);
        for (size_t i = 0; i < t->count; i++) {
            print_csv_field(t->items[i].word, false);
            printf("%llu,%llu,%.4f\r\n", (unsigned long long)t->items[i].here, (unsigned long long)t->items[i].there,
                   t->items[i].score);
        }
        return;
    }
}

static void print_remarks(const quoth_terms *t, bool summary)
{
    if (t->matches == 0)
        fputs("nothing found\n", stderr);
    else if (summary)
        fprintf(stderr, "%s against %s, %.1f ms\n", counted(t->matches, "article", "articles"), in_groups(t->rest),
                t->milliseconds);
    if (t->read < t->matches && t->count)
        remark("note: words were looked for in %s of the articles, spread evenly; the counts are of all\n", in_groups(t->read));
    for (size_t i = 0; i < t->note_count; i++)
        remark("note: %s\n", t->notes[i]);
}

int command_terms(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    long limit = 20;
    bool any = false, json = false, csv = false;
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many words (default: 20; most: 1000)"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a word, for spreadsheets"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (json && csv)
        usage_error(argv[0], "--json and --csv exclude each other");
    char *query = query_of_arguments(argv[0], &words);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    const quoth_terms *terms = NULL;
    quoth_error err;
    if (archive && quoth_terms_find(archive, query, any, (size_t)limit, &terms, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else if (archive) {
        print_terms(terms, query, json ? FORMAT_JSON : csv ? FORMAT_CSV : FORMAT_TEXT);
        fflush(stdout);
        if (!common.quiet)
            print_remarks(terms, !json && !csv);
        status = terms->count ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_terms_free(terms);
    quoth_archive_close(archive);
    free(query);
    return status;
}
