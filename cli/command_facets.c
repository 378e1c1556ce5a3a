/* command_facets.c - who, where, when and by whom are all the articles that match? quoth facets */
#include <stdlib.h>
#include <string.h>

#include "facets.h"

typedef enum facets_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV } facets_format;

static void print_facets(const quoth_facets *facets, const char *query, facets_format format)
{
    switch (format) {
    case FORMAT_TEXT:
        print_through_pager();
        if (quoth_facets_total(facets))
            facets_print_text(facets);
        return;
    case FORMAT_JSON:
        print_json(json_pack("{s:i,s:o,s:I,s:f,s:o}", "schema", JSON_SCHEMA, "query", json_text(query), "total",
                             (json_int_t)quoth_facets_total(facets), "took_ms", quoth_facets_milliseconds(facets), "facets",
                             json_of_facets(facets)));
        return;
    case FORMAT_CSV: facets_print_csv(facets); return;
    }
}

static void print_remarks(const quoth_facets *facets, bool summary)
{
    uint64_t total = quoth_facets_total(facets);
    if (total == 0)
        fputs("nothing found\n", stderr);
    else if (summary)
        fprintf(stderr, "%s, %.1f ms\n", counted(total, "article", "articles"), quoth_facets_milliseconds(facets));
    const char *note;
    for (size_t i = 0; (note = quoth_facets_note(facets, i)); i++)
        remark("note: %s\n", note);
}

int command_facets(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    const char *names = "speaker,place,source,author,lang,year";
    bool any = false, json = false, csv = false;
    const option_row rows[] = {
        {"facet", 'f', OPTION_TEXT, &names, "NAME[:N],…",
         "speaker, place, source, author, lang, year, month, day; N values each (default: 10; 0: all)"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a value, for spreadsheets"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (json && csv)
        usage_error(argv[0], "--json and --csv exclude each other");
    facet_list list = facets_of_text(argv[0], names);
    char *query = words.count ? query_of_arguments(argv[0], &words) : calloc(1, 1);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    quoth_facets *facets = NULL;
    quoth_error err;
    if (archive && quoth_facets_count(archive, query, any, list.wanted, list.count, &facets, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else if (archive) {
        print_facets(facets, query, json ? FORMAT_JSON : csv ? FORMAT_CSV : FORMAT_TEXT);
        print_end();
        fflush(stdout);
        if (!common.quiet)
            print_remarks(facets, !json && !csv);
        status = quoth_facets_total(facets) ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_facets_free(facets);
    quoth_archive_close(archive);
    free(query);
    return status;
}
