/* command_search.c - which articles match, and how is the answer printed? quoth search, count, explain */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

typedef enum search_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV } search_format;

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

static json_t *json_notes(const quoth_result *result)
{
    json_t *notes = json_array();
    const char *note;
    for (size_t i = 0; (note = quoth_result_note(result, i)); i++)
        json_array_append_new(notes, json_text(note));
    return notes;
}

static void print_result_json(const quoth_result *result, const char *query)
{
    int exact;
    uint64_t total = quoth_result_total(result, &exact);
    json_t *object = json_pack("{s:i,s:o,s:I,s:b,s:f}", "schema", JSON_SCHEMA, "query", json_text(query), "total",
                               (json_int_t)total, "total_is_exact", exact, "took_ms", quoth_result_milliseconds(result));
    json_object_set_new(object, "notes", json_notes(result));
    json_t *hits = json_array();
    for (size_t i = 0; i < quoth_result_count(result); i++)
        json_array_append_new(hits, json_of_hit(quoth_result_hit(result, i)));
    json_object_set_new(object, "hits", hits);
    print_json(object);
}

static void print_result_csv(const quoth_result *result)
{
    fputs("rank,id,score,date,source,author,title,url,locator,snippet\r\n", stdout);
    for (size_t i = 0; i < quoth_result_count(result); i++) {
        const quoth_hit *h = quoth_result_hit(result, i);
        printf("%zu,", h->rank);
        if (*h->external_id)
            print_csv_field(h->external_id, false);
        else
            printf("%llu,", (unsigned long long)h->id);
        printf("%.6f,", h->score);
        const char *fields[] = {h->date, h->source, h->author, h->title, h->url, h->locator, h->snippet.text};
        size_t n = sizeof fields / sizeof *fields;
        for (size_t k = 0; k < n; k++)
            print_csv_field(fields[k], k + 1 == n);
    }
}

static void print_result(const quoth_result *result, const char *query, search_format format)
{
    switch (format) {
    case FORMAT_JSON: print_result_json(result, query); return;
    case FORMAT_JSONL:
        for (size_t i = 0; i < quoth_result_count(result); i++)
            print_json(json_of_hit(quoth_result_hit(result, i)));
        return;
    case FORMAT_CSV: print_result_csv(result); return;
    case FORMAT_TEXT:
        for (size_t i = 0; i < quoth_result_count(result); i++) {
            if (i)
                putchar('\n');
            print_hit(quoth_result_hit(result, i));
        }
        return;
    }
}

static void print_remarks(const quoth_result *result, bool summary)
{
    int exact;
    uint64_t total = quoth_result_total(result, &exact);
    fflush(stdout);
    if (summary && quoth_result_count(result))
        fprintf(stderr, "%s%s, %.1f ms\n", exact ? "" : "about ", counted(total, "article", "articles"),
                quoth_result_milliseconds(result));
    if (total == 0)
        fputs("nothing found\n", stderr);
    const char *note;
    for (size_t i = 0; (note = quoth_result_note(result, i)); i++)
        remark("note: %s\n", note);
}

static search_format format_of(bool json, bool jsonl, bool csv)
{
    if (json + jsonl + csv > 1)
        usage_error("search", "--json, --jsonl and --csv exclude each other");
    return json ? FORMAT_JSON : jsonl ? FORMAT_JSONL : csv ? FORMAT_CSV : FORMAT_TEXT;
}

int command_search(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    long limit = 10, offset = 0, context = 2;
    int sort = 0;
    bool any = false, exact = false, json = false, jsonl = false, csv = false, no_snippets = false;
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many hits (default: 10)"},
        {"offset", 0, OPTION_NUMBER, &offset, "N", "leave out the first N"},
        {"sort", 0, OPTION_CHOICE, &sort, "relevance|date|-date", "order (default: relevance; date: oldest first)"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"exact-total", 0, OPTION_FLAG, &exact, NULL, "count every match, do not estimate"},
        {"context", 'C', OPTION_NUMBER, &context, "N", "sentences in a snippet (default: 2)"},
        {"no-snippets", 0, OPTION_FLAG, &no_snippets, NULL, "titles only"},
        {"json", 0, OPTION_FLAG, &json, NULL, "the whole answer as one JSON object"},
        {"jsonl", 0, OPTION_FLAG, &jsonl, NULL, "one JSON object a hit"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a hit for spreadsheets"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    search_format format = format_of(json, jsonl, csv);
    char *query = query_of_arguments(argv[0], &words);
    if (limit == 0)
        usage_error(argv[0], "--limit=0 (all hits) is not there yet: give a number");

    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive) {
        free(query);
        return status;
    }
    quoth_search_options options = {.limit = (size_t)limit,
                                    .offset = (size_t)offset,
                                    .sort = (quoth_sort)sort,
                                    .any = any,
                                    .count_exactly = exact,
                                    .no_snippets = no_snippets,
                                    .context_sentences = (unsigned)context};
    quoth_result *result = NULL;
    quoth_error err;
    if (quoth_search(archive, query, &options, &result, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else {
        if (format == FORMAT_TEXT)
            print_through_pager();
        print_result(result, query, format);
        print_end();
        if (!common.quiet)
            print_remarks(result, format == FORMAT_TEXT);
        status = quoth_result_count(result) ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_result_free(result);
    quoth_archive_close(archive);
    free(query);
    return status;
}

int command_count(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    bool any = false;
    const option_row rows[] = {{"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"}, {0}};
    options_read(argc, argv, rows, &common, &words);
    char *query = query_of_arguments(argv[0], &words);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive) {
        free(query);
        return status;
    }
    quoth_search_options options = {.limit = 1, .any = any, .count_exactly = 1, .no_snippets = 1};
    quoth_result *result = NULL;
    quoth_error err;
    if (quoth_search(archive, query, &options, &result, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else {
        uint64_t total = quoth_result_total(result, NULL);
        printf("%llu\n", (unsigned long long)total);
        if (!common.quiet)
            print_remarks(result, false);
        status = total ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_result_free(result);
    quoth_archive_close(archive);
    free(query);
    return status;
}

int command_explain(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    bool any = false;
    const option_row rows[] = {{"any", 0, OPTION_FLAG, &any, NULL, "as search --any understands it"}, {0}};
    options_read(argc, argv, rows, &common, &words);
    char *query = query_of_arguments(argv[0], &words);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive) {
        free(query);
        return status;
    }
    quoth_search_options options = {.any = any};
    char *text = NULL;
    quoth_error err;
    if (quoth_explain(archive, query, &options, &text, &err) != QUOTH_OK)
        status = report_query_error(&err, query);
    else
        print_safely(text, strlen(text));
    quoth_text_free(text);
    quoth_archive_close(archive);
    free(query);
    return status;
}
