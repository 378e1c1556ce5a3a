/* command_timeline.c - when were the articles published that match? quoth timeline */
#include <stdlib.h>

#include "timeline.h"

typedef enum timeline_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_SVG } timeline_format;

static void print_csv(const timeline_drawing *d)
{
    printf("%s,first_day,articles,held,share\r\n", period_name(d->by));
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++) {
        const quoth_moment *m = quoth_timeline_at(d->timeline, i);
        printf("%s,%s,", m->period, m->first_day);
        if (m->held) /* where the archive has nothing, there is nothing to count */
            printf("%llu,%llu,%.6f\r\n", (unsigned long long)m->articles, (unsigned long long)m->held,
                   (double)m->articles / (double)m->held);
        else
            fputs(",0,\r\n", stdout);
    }
}

static json_t *json_of_moment(const quoth_moment *m)
{
    json_t *object = json_pack("{s:s,s:s,s:I,s:I}", "period", m->period, "first_day", m->first_day, "articles",
                               (json_int_t)m->articles, "held", (json_int_t)m->held);
    json_object_set_new(object, "share", m->held ? json_real((double)m->articles / (double)m->held) : json_null());
    return object;
}

static void print_timeline_json(const timeline_drawing *d)
{
    json_t *periods = json_array();
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++)
        json_array_append_new(periods, json_of_moment(quoth_timeline_at(d->timeline, i)));
    print_json(json_pack("{s:i,s:o,s:s,s:I,s:I,s:f,s:o}", "schema", JSON_SCHEMA, "query", json_text(d->query), "by",
                         period_name(d->by), "total", (json_int_t)quoth_timeline_total(d->timeline), "undated",
                         (json_int_t)quoth_timeline_undated(d->timeline), "took_ms", quoth_timeline_milliseconds(d->timeline),
                         "periods", periods));
}

static void print_timeline(const timeline_drawing *d, timeline_format format)
{
    switch (format) {
    case FORMAT_TEXT:
        print_through_pager();
        timeline_print_text(d);
        return;
    case FORMAT_JSON: print_timeline_json(d); return;
    case FORMAT_CSV: print_csv(d); return;
    case FORMAT_SVG: timeline_print_svg(d); return;
    }
}

static void print_remarks(const quoth_timeline *t, bool summary)
{
    uint64_t total = quoth_timeline_total(t), undated = quoth_timeline_undated(t);
    if (total == 0)
        fputs("nothing found\n", stderr);
    else if (summary)
        fprintf(stderr, "%s, %.1f ms\n", counted(total, "article", "articles"), quoth_timeline_milliseconds(t));
    if (undated)
        remark("note: %s no date and %s in no period\n", counted(undated, "article has", "articles have"),
               undated == 1 ? "is" : "are");
    const char *note;
    for (size_t i = 0; (note = quoth_timeline_note(t, i)); i++)
        remark("note: %s\n", note);
}

static timeline_format format_of(const char *of_command, bool json, bool csv, bool svg)
{
    if (json + csv + svg > 1)
        usage_error(of_command, "--json, --csv and --svg exclude each other");
    return json ? FORMAT_JSON : csv ? FORMAT_CSV : svg ? FORMAT_SVG : FORMAT_TEXT;
}

int command_timeline(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    int by = QUOTH_PERIOD_MONTH;
    bool any = false, share = false, json = false, csv = false, svg = false;
    const option_row rows[] = {
        {"by", 0, OPTION_CHOICE, &by, "day|week|month|year", "the periods (default: month)"},
        {"share", 0, OPTION_FLAG, &share, NULL, "bars: percent of what the archive holds of each period"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a period, for spreadsheets"},
        {"svg", 0, OPTION_FLAG, &svg, NULL, "as a picture"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    timeline_format format = format_of(argv[0], json, csv, svg);
    char *query = words.count ? query_of_arguments(argv[0], &words) : calloc(1, 1);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    quoth_timeline *timeline = NULL;
    quoth_error err;
    if (archive && quoth_timeline_make(archive, query, any, (quoth_period)by, &timeline, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else if (archive) {
        const timeline_drawing drawing = {timeline, query, (quoth_period)by, share};
        print_timeline(&drawing, format);
        print_end();
        fflush(stdout);
        if (!common.quiet)
            print_remarks(timeline, format == FORMAT_TEXT);
        status = quoth_timeline_total(timeline) ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_timeline_free(timeline);
    quoth_archive_close(archive);
    free(query);
    return status;
}
