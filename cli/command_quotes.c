/* command_quotes.c - which quotations are in the archive, and how are they printed? quoth quotes */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "said.h"

typedef enum quotes_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV } quotes_format;

typedef struct quotes_printer {
    quotes_format format;
    json_t *list, *notes; /* of FORMAT_JSON */
    bool quiet;
    size_t printed;
} quotes_printer;

static const char csv_head[] = "rank,score,article,title,date,locator,text,speaker,speaker_mention,kind,confidence,start,end\r\n";

static void print_csv(const quoth_said *s)
{
    printf("%zu,%.6f,", s->rank, s->score);
    if (*s->external_id)
        print_csv_field(s->external_id, false);
    else
        printf("%llu,", (unsigned long long)s->article);
    const char *fields[] = {s->title, s->date, s->locator, s->text, s->speaker, s->speaker_mention, s->kind};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_csv_field(fields[i], false);
    printf("%.2f,%u,%u\r\n", s->confidence, s->span.start_cp, s->span.end_cp);
}

static int print_one(void *context, const quoth_said *said)
{
    quotes_printer *p = context;
    switch (p->format) {
    case FORMAT_JSON: json_array_append_new(p->list, json_of_said(said)); break;
    case FORMAT_JSONL: print_json(json_of_said(said)); break;
    case FORMAT_CSV: print_csv(said); break;
    case FORMAT_TEXT:
        if (p->printed)
            putchar('\n');
        print_said(said, said->rank);
        break;
    }
    p->printed++;
    return !ferror(stdout);
}

static void take_note(void *context, const char *text)
{
    quotes_printer *p = context;
    if (p->notes)
        json_array_append_new(p->notes, json_text(text));
    if (!p->quiet)
        remark("note: %s\n", text);
}

static void print_summary(const quotes_printer *p, const quoth_quotes_totals *totals, const char *query)
{
    if (p->format == FORMAT_JSON) {
        json_t *object =
            json_pack("{s:i,s:o,s:I,s:f,s:O,s:O}", "schema", JSON_SCHEMA, "query", json_text(query), "total",
                      (json_int_t)totals->quotations, "took_ms", totals->milliseconds, "notes", p->notes, "quotations", p->list);
        print_json(object);
    }
    if (p->quiet)
        return;
    fflush(stdout);
    if (totals->quotations == 0)
        fputs("nothing found\n", stderr);
    else if (p->format == FORMAT_TEXT)
        fprintf(stderr, "%s, %.1f ms\n", counted(totals->quotations, "quotation", "quotations"), totals->milliseconds);
}

static char *query_or_all(const text_list *words)
{
    return words->count ? query_of_arguments("quotes", words) : calloc(1, 1);
}

int command_quotes(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    long limit = 10, offset = 0;
    bool json = false, jsonl = false, csv = false;
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many (default: 10; 0: all)"},
        {"offset", 0, OPTION_NUMBER, &offset, "N", "leave out the first N"},
        {"json", 0, OPTION_FLAG, &json, NULL, "the whole answer as one JSON object"},
        {"jsonl", 0, OPTION_FLAG, &jsonl, NULL, "one JSON object a quotation"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a quotation for spreadsheets"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (json + jsonl + csv > 1)
        usage_error(argv[0], "--json, --jsonl and --csv exclude each other");
    char *query = query_or_all(&words);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive) {
        free(query);
        return status;
    }
    quotes_printer p = {.format = json    ? FORMAT_JSON
                                  : jsonl ? FORMAT_JSONL
                                  : csv   ? FORMAT_CSV
                                          : FORMAT_TEXT,
                        .list = json ? json_array() : NULL,
                        .notes = json ? json_array() : NULL,
                        .quiet = common.quiet};
    quoth_quotes_options options = {
        .limit = (size_t)limit, .offset = (size_t)offset, .context = &p, .visit = print_one, .note = take_note};
    quoth_quotes_totals totals;
    quoth_error err;
    if (p.format == FORMAT_TEXT)
        print_through_pager();
    if (p.format == FORMAT_CSV)
        fputs(csv_head, stdout);
    if (quoth_quotes(archive, query, &options, &totals, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else {
        print_end();
        print_summary(&p, &totals, query);
        status = p.printed ? EXIT_FOUND : EXIT_NOTHING;
    }
    json_decref(p.list);
    json_decref(p.notes);
    quoth_archive_close(archive);
    free(query);
    return status;
}
