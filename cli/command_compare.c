/* command_compare.c - how do the articles of two queries differ? quoth compare */
#include <stdlib.h>
#include <string.h>

#include "timeline.h"

typedef enum compare_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV } compare_format;

static const char letters[2] = {'A', 'B'};

static double percent(uint64_t part, uint64_t whole)
{
    return whole ? 100 * (double)part / (double)whole : 0;
}

/* --- text --- */

static void print_totals(const quoth_comparison *c, char *const queries[2])
{
    for (int side = 0; side < 2; side++) {
        printf("%c  %9s  %6.2f %%  ", letters[side], in_groups(c->total[side]), percent(c->total[side], c->archive));
        print_style(STYLE_TITLE);
        print_safely(queries[side], strlen(queries[side]));
        print_style(STYLE_PLAIN);
        putchar('\n');
    }
    printf("both %7s  %6.2f %% of A, %.2f %% of B\n", in_groups(c->both), percent(c->both, c->total[0]),
           percent(c->both, c->total[1]));
}

static void print_times(const quoth_comparison *c, quoth_period by)
{
    if (c->moment_count == 0)
        return;
    printf("\n%-10s  %9s  %20s  %20s\n", period_name(by), "archive", "A", "B");
    for (size_t i = 0; i < c->moment_count; i++) {
        const quoth_compared_moment *m = &c->moments[i];
        printf("%-10s  %9s", m->period, in_groups(m->held));
        for (int side = 0; side < 2 && m->held; side++)
            printf("  %9s  %7.2f %%", in_groups(m->articles[side]), percent(m->articles[side], m->held));
        putchar('\n');
    }
}

static void print_shares(const quoth_comparison *c, const char *what, const quoth_share *const lists[2], const size_t counts[2],
                         style s)
{
    uint64_t only[2] = {c->total[0] - c->both, c->total[1] - c->both};
    for (int side = 0; side < 2; side++) {
        if (counts[side] == 0)
            continue;
        print_style(STYLE_TITLE);
        printf("\n%s of %c\n", what, letters[side]);
        print_style(STYLE_PLAIN);
        printf("%6s  %18c  %18c\n", "score", letters[side], letters[!side]);
        for (size_t i = 0; i < counts[side]; i++) {
            const quoth_share *v = &lists[side][i];
            printf("%6.1f  %8s  %6.2f %%  %8s  %6.2f %%  ", v->score, in_groups(v->here), percent(v->here, only[side]),
                   in_groups(v->there), percent(v->there, only[!side]));
            print_style(s);
            print_marked(v->label, strlen(v->label), NULL, 0, true);
            print_style(STYLE_PLAIN);
            putchar('\n');
        }
    }
}

/* Words in the shape of speakers and places. Freed with free(). */
static quoth_share *shares_of_words(const quoth_term *words, size_t count)
{
    quoth_share *out = calloc(count + 1, sizeof *out);
    if (!out)
        abort();
    for (size_t i = 0; i < count; i++)
        out[i] = (quoth_share){words[i].word, words[i].here, words[i].there, words[i].score};
    return out;
}

static void print_text(const quoth_comparison *c, char *const queries[2], quoth_period by)
{
    quoth_share *words[2] = {shares_of_words(c->words[0], c->word_count[0]), shares_of_words(c->words[1], c->word_count[1])};
    const quoth_share *const lists[2] = {words[0], words[1]};
    print_totals(c, queries);
    print_times(c, by);
    print_shares(c, "words in articles", lists, c->word_count, STYLE_MATCH);
    print_shares(c, "people quoted in articles", c->speakers, c->speaker_count, STYLE_SPEAKER);
    print_shares(c, "places named in articles", c->places, c->place_count, STYLE_PLACE);
    free(words[0]);
    free(words[1]);
}

/* --- for programs --- */

static json_t *json_of_shares(const quoth_share *list, size_t count, const char *name)
{
    json_t *out = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(out,
                              json_pack("{s:o,s:I,s:I,s:f}", name, json_text(list[i].label), "here", (json_int_t)list[i].here,
                                        "there", (json_int_t)list[i].there, "score", list[i].score));
    return out;
}

static json_t *json_of_side(const quoth_comparison *c, const char *query, int side)
{
    quoth_share *words = shares_of_words(c->words[side], c->word_count[side]);
    json_t *object = json_pack("{s:o,s:I,s:I,s:I}", "query", json_text(query), "total", (json_int_t)c->total[side], "undated",
                               (json_int_t)c->undated[side], "read", (json_int_t)c->read[side]);
    json_object_set_new(object, "words", json_of_shares(words, c->word_count[side], "word"));
    json_object_set_new(object, "speakers", json_of_shares(c->speakers[side], c->speaker_count[side], "speaker"));
    json_object_set_new(object, "places", json_of_shares(c->places[side], c->place_count[side], "place"));
    free(words);
    return object;
}

static void print_comparison_json(const quoth_comparison *c, char *const queries[2], quoth_period by)
{
    json_t *periods = json_array();
    for (size_t i = 0; i < c->moment_count; i++) {
        const quoth_compared_moment *m = &c->moments[i];
        json_array_append_new(periods, json_pack("{s:s,s:I,s:I,s:I}", "period", m->period, "held", (json_int_t)m->held, "a",
                                                 (json_int_t)m->articles[0], "b", (json_int_t)m->articles[1]));
    }
    print_json(json_pack("{s:i,s:o,s:o,s:I,s:I,s:s,s:f,s:o}", "schema", JSON_SCHEMA, "a", json_of_side(c, queries[0], 0), "b",
                         json_of_side(c, queries[1], 1), "both", (json_int_t)c->both, "archive", (json_int_t)c->archive, "by",
                         period_name(by), "took_ms", c->milliseconds, "periods", periods));
}

static void print_comparison_csv(const quoth_comparison *c, quoth_period by)
{
    printf("%s,held,a,b\r\n", period_name(by));
    for (size_t i = 0; i < c->moment_count; i++) {
        const quoth_compared_moment *m = &c->moments[i];
        printf("%s,%llu,%llu,%llu\r\n", m->period, (unsigned long long)m->held, (unsigned long long)m->articles[0],
               (unsigned long long)m->articles[1]);
    }
}

static void print_comparison(const quoth_comparison *c, char *const queries[2], quoth_period by, compare_format format)
{
    switch (format) {
    case FORMAT_TEXT:
        print_through_pager();
        print_text(c, queries, by);
        return;
    case FORMAT_JSON: print_comparison_json(c, queries, by); return;
    case FORMAT_CSV: print_comparison_csv(c, by); return;
    }
}

static void print_remarks(const quoth_comparison *c, bool summary)
{
    for (int side = 0; side < 2; side++) {
        if (c->total[side] == 0)
            remark("note: %c finds nothing\n", letters[side]);
        else if (c->undated[side])
            remark("note: %s of %c without a date\n", counted(c->undated[side], "article", "articles"), letters[side]);
        if (c->read[side] && c->read[side] < c->total[side] - c->both)
            remark("note: words were looked for in %s articles of %c, spread evenly; the counts are of all\n",
                   in_groups(c->read[side]), letters[side]);
    }
    if (summary)
        fprintf(stderr, "%.1f ms\n", c->milliseconds);
}

int command_compare(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    int by = QUOTH_PERIOD_YEAR;
    long limit = 10;
    bool any = false, json = false, csv = false;
    const option_row rows[] = {
        {"by", 0, OPTION_CHOICE, &by, "day|week|month|year", "periods of the shares over time (default: year)"},
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "words, speakers and places of each side (default: 10; most: 1000)"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "the periods, one a line, for spreadsheets"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (json && csv)
        usage_error(argv[0], "--json and --csv exclude each other");
    if (words.count != 2)
        usage_error(argv[0], "two queries are compared, each one argument: quote those of several words");
    char *const queries[2] = {(char *)(uintptr_t)words.items[0], (char *)(uintptr_t)words.items[1]};
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    const quoth_comparison *c = NULL;
    quoth_error err;
    if (archive && quoth_compare(archive, queries[0], queries[1], any, (quoth_period)by, (size_t)limit, &c, &err) != QUOTH_OK) {
        status = report_error(&err);
    } else if (archive) {
        print_comparison(c, queries, (quoth_period)by, json ? FORMAT_JSON : csv ? FORMAT_CSV : FORMAT_TEXT);
        print_end();
        fflush(stdout);
        if (!common.quiet)
            print_remarks(c, !json && !csv);
        status = c->total[0] || c->total[1] ? EXIT_FOUND : EXIT_NOTHING;
    }
    quoth_comparison_free(c);
    quoth_archive_close(archive);
    return status;
}
