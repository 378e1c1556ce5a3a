/* command_verify.c - was this said, by whom, in these words? quoth verify */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "said.h"

/* --- what the archive covers --- */

enum { SOURCES_SHOWN = 20 };

typedef struct coverage {
    quoth_stats stats;
    json_t *sources;
    size_t count;
} coverage;

static int count_source(void *context, const char *source, uint64_t articles)
{
    coverage *c = context;
    if (*source && c->count++ < SOURCES_SHOWN)
        json_array_append_new(c->sources, json_pack("{s:s,s:I}", "source", source, "articles", (json_int_t)articles));
    return 1;
}

static quoth_status coverage_read(quoth_archive *archive, coverage *c, quoth_error *err)
{
    quoth_status status = quoth_stats_get(archive, &c->stats, err);
    c->sources = json_array();
    return status == QUOTH_OK ? quoth_each_source(archive, count_source, c, err) : status;
}

static json_t *json_of_coverage(const coverage *c)
{
    return json_pack("{s:I,s:I,s:I,s:s,s:s,s:I,s:O}", "articles", (json_int_t)c->stats.articles, "quotations",
                     (json_int_t)c->stats.quotations, "speakers", (json_int_t)c->stats.speakers, "first_date",
                     c->stats.first_date, "last_date", c->stats.last_date, "source_count", (json_int_t)c->count, "sources",
                     c->sources);
}

static void print_coverage(const coverage *c)
{
    printf("\nthis archive: %s", counted(c->stats.articles, "article", "articles"));
    printf(" with %s", counted(c->stats.quotations, "quotation", "quotations"));
    if (c->count)
        printf(", from %s", counted(c->count, "source", "sources"));
    if (*c->stats.first_date)
        printf(", %s to %s", c->stats.first_date, c->stats.last_date);
    putchar('\n');
}

/* --- JSON --- */

static json_t *json_of_diff(const quoth_verification *v)
{
    static const char *const names[] = {
        [QUOTH_DIFF_SAME] = "same", [QUOTH_DIFF_REMOVED] = "removed", [QUOTH_DIFF_ADDED] = "added"};
    json_t *list = json_array();
    for (size_t i = 0; i < v->diff_count; i++)
        json_array_append_new(list, json_pack("{s:s,s:s}", "op", names[v->diff[i].op], "text", v->diff[i].text));
    return list;
}

static json_t *json_of_closest(const quoth_verification *v)
{
    if (!v->closest)
        return json_null();
    json_t *object = json_of_said(v->closest);
    json_object_set_new(object, "quoted", json_boolean(v->closest_is_quoted));
    return object;
}

static void print_verification_json(const quoth_verification *v, const coverage *c, const char *text, const char *by)
{
    json_t *object = json_pack("{s:i,s:o,s:s,s:s,s:s,s:f,s:f}", "schema", JSON_SCHEMA, "text", json_text(text), "by",
                               by ? by : "", "verdict", quoth_verdict_name(v->verdict), "explanation", v->explanation,
                               "similarity", v->similarity, "took_ms", v->milliseconds);
    json_object_set_new(object, "closest", json_of_closest(v));
    json_object_set_new(object, "diff", json_of_diff(v));
    json_object_set_new(object, "negation_differs", json_boolean(v->negation_differs));
    json_object_set_new(object, "number_differs", json_boolean(v->number_differs));
    json_object_set_new(object, "first", v->first ? json_of_said(v->first) : json_null());
    json_t *sources = json_array();
    for (size_t i = 0; i < v->source_count; i++)
        json_array_append_new(sources, json_of_said(&v->sources[i]));
    json_object_set_new(object, "sources", sources);
    json_object_set_new(object, "coverage", json_of_coverage(c));
    json_t *notes = json_array();
    for (size_t i = 0; i < v->note_count; i++)
        json_array_append_new(notes, json_text(v->notes[i]));
    json_object_set_new(object, "notes", notes);
    print_json(object);
}

/* --- text --- */

/* As git's word diff: [-in the quotation only-] {+in the text asked about only+}. */
static void print_diff(const quoth_verification *v)
{
    fputs("    ", stdout);
    for (size_t i = 0; i < v->diff_count; i++) {
        const quoth_diff *d = &v->diff[i];
        if (i)
            putchar(' ');
        if (d->op != QUOTH_DIFF_SAME)
            print_style(STYLE_MATCH);
        fputs(d->op == QUOTH_DIFF_REMOVED ? "[-" : d->op == QUOTH_DIFF_ADDED ? "{+" : "", stdout);
        print_marked(d->text, strlen(d->text), NULL, 0, true);
        fputs(d->op == QUOTH_DIFF_REMOVED ? "-]" : d->op == QUOTH_DIFF_ADDED ? "+}" : "", stdout);
        print_style(STYLE_PLAIN);
    }
    putchar('\n');
}

static void print_verification(const quoth_verification *v, const coverage *c)
{
    print_style(STYLE_TITLE);
    fputs(quoth_verdict_name(v->verdict), stdout);
    print_style(STYLE_PLAIN);
    printf(": %s%s%s\n", v->explanation, v->negation_differs ? "; a negation differs" : "",
           v->number_differs ? "; a number differs" : "");
    if (v->closest) {
        putchar('\n');
        print_said(v->closest, 0);
        if (v->similarity < 1) {
            puts("\n  what differs: [-there-] {+here+}");
            print_diff(v);
        }
    }
    if (v->source_count > 1) {
        printf("\n  in %s, first of all\n", counted(v->source_count, "article", "articles"));
        for (size_t i = 0; i < v->source_count; i++)
            print_said(&v->sources[i], i + 1);
    }
    print_coverage(c);
}

static int print_answer(quoth_archive *archive, const quoth_verification *v, const char *text, const char *by, bool json)
{
    coverage c = {0};
    quoth_error err;
    int status = v->verdict == QUOTH_SAID_EXACTLY ? EXIT_FOUND : EXIT_NOTHING;
    if (coverage_read(archive, &c, &err) != QUOTH_OK)
        status = report_error(&err);
    else if (json)
        print_verification_json(v, &c, text, by);
    else
        print_verification(v, &c);
    for (size_t i = 0; i < v->note_count; i++)
        remark("note: %s\n", v->notes[i]);
    json_decref(c.sources);
    return status;
}

int command_verify(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    const char *by = NULL;
    bool json = false;
    const option_row rows[] = {
        {"by", 'b', OPTION_TEXT, &by, "NAME", "said by this person or body: any words of the name"},
        {"json", 0, OPTION_FLAG, &json, NULL, "the whole answer as one JSON object"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (words.count == 0)
        usage_error(argv[0], "verify wants the words that were said");
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive)
        return status;
    char *text = query_of_arguments(argv[0], &words);
    quoth_verification *v = NULL;
    quoth_error err;
    status =
        quoth_verify(archive, text, by, &v, &err) == QUOTH_OK ? print_answer(archive, v, text, by, json) : report_error(&err);
    quoth_verification_free(v);
    quoth_archive_close(archive);
    free(text);
    return status;
}
