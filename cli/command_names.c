/* command_names.c - who is quoted, and where does it happen? quoth speakers, quoth places */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

typedef enum names_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV } names_format;

typedef struct names_printer {
    names_format format;
    json_t *list;
    size_t limit, seen; /* limit 0: all */
} names_printer;

static bool is_over(names_printer *p)
{
    return p->seen++ >= p->limit && p->limit > 0;
}

static json_t *json_of_speaker(const quoth_speaker *s)
{
    json_t *object = json_pack("{s:s,s:I,s:I}", "speaker", s->name, "quotations", (json_int_t)s->quotations, "articles",
                               (json_int_t)s->articles);
    json_object_set_new(object, "variants", json_texts(s->variants, s->variant_count));
    return object;
}

/* "a; b": names have no semicolons. */
static void print_variants_csv(const quoth_speaker *s)
{
    size_t bytes = 1;
    for (size_t i = 0; i < s->variant_count; i++)
        bytes += strlen(s->variants[i]) + 2;
    char *joined = malloc(bytes), *to = joined;
    if (!joined)
        abort();
    *joined = '\0';
    for (size_t i = 0; i < s->variant_count; i++)
        to += sprintf(to, "%s%s", i ? "; " : "", s->variants[i]);
    print_csv_field(joined, true);
    free(joined);
}

static void print_speaker_text(const quoth_speaker *s)
{
    enum { SHOWN = 4 };
    printf("%9s  %9s  ", in_groups(s->quotations), in_groups(s->articles));
    print_style(STYLE_SPEAKER);
    print_marked(s->name, strlen(s->name), NULL, 0, true);
    print_style(STYLE_FAINT);
    for (size_t i = 0; i < s->variant_count && i < SHOWN; i++) {
        fputs(i ? ", " : "  also ", stdout);
        print_marked(s->variants[i], strlen(s->variants[i]), NULL, 0, true);
    }
    if (s->variant_count > SHOWN)
        printf(" +%zu", s->variant_count - SHOWN);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

static int print_speaker(void *context, const quoth_speaker *s)
{
    names_printer *p = context;
    if (is_over(p))
        return 0;
    switch (p->format) {
    case FORMAT_JSON: json_array_append_new(p->list, json_of_speaker(s)); break;
    case FORMAT_CSV:
        if (p->seen == 1)
            fputs("speaker,quotations,articles,variants\r\n", stdout);
        print_csv_field(s->name, false);
        printf("%llu,%llu,", (unsigned long long)s->quotations, (unsigned long long)s->articles);
        print_variants_csv(s);
        break;
    case FORMAT_TEXT:
        if (p->seen == 1)
            printf("%9s  %9s\n", "quoted", "articles");
        print_speaker_text(s);
        break;
    }
    return !ferror(stdout);
}

static json_t *json_of_place_count(const quoth_place_count *c)
{
    return json_pack("{s:s,s:s,s:I,s:s,s:f,s:f,s:I,s:I,s:I}", "place", c->name, "full_name", c->full_name, "geonameid",
                     (json_int_t)c->geonameid, "country", c->country, "lat", c->lat, "lon", c->lon, "articles",
                     (json_int_t)c->articles, "mentions", (json_int_t)c->mentions, "about", (json_int_t)c->about);
}

static int print_place(void *context, const quoth_place_count *c)
{
    names_printer *p = context;
    if (is_over(p))
        return 0;
    switch (p->format) {
    case FORMAT_JSON: json_array_append_new(p->list, json_of_place_count(c)); break;
    case FORMAT_CSV:
        if (p->seen == 1)
            fputs("place,full_name,geonameid,country,lat,lon,articles,mentions,about\r\n", stdout);
        print_csv_field(c->name, false);
        print_csv_field(c->full_name, false);
        printf("%u,%s,%.5f,%.5f,%llu,%llu,%llu\r\n", c->geonameid, c->country, c->lat, c->lon, (unsigned long long)c->articles,
               (unsigned long long)c->mentions, (unsigned long long)c->about);
        break;
    case FORMAT_TEXT:
        if (p->seen == 1)
            printf("%9s  %9s  %9s\n", "articles", "mentions", "about it");
        printf("%9s  %9s  %9s  ", in_groups(c->articles), in_groups(c->mentions), in_groups(c->about));
        print_style(STYLE_PLACE);
        print_safely(c->full_name, strlen(c->full_name));
        print_style(STYLE_PLAIN);
        putchar('\n');
        break;
    }
    return !ferror(stdout);
}

/* --- quoth places --sources --- */

static int print_home(void *context, const quoth_home *h)
{
    names_printer *p = context;
    if (is_over(p))
        return 0;
    switch (p->format) {
    case FORMAT_JSON:
        json_array_append_new(p->list, json_pack("{s:o,s:s,s:I,s:s,s:f,s:I}", "source", json_text(h->source), "home", h->place,
                                                 "geonameid", (json_int_t)h->geonameid, "country", h->country, "share", h->share,
                                                 "articles", (json_int_t)h->articles));
        break;
    case FORMAT_CSV:
        if (p->seen == 1)
            fputs("source,home,geonameid,country,share,articles\r\n", stdout);
        print_csv_field(h->source, false);
        print_csv_field(h->place, false);
        printf("%u,%s,%.2f,%llu\r\n", h->geonameid, h->country, h->share, (unsigned long long)h->articles);
        break;
    case FORMAT_TEXT:
        if (p->seen == 1)
            printf("%9s  %5s\n", "articles", "share");
        printf("%9s  %3.0f %%  ", in_groups(h->articles), h->share * 100);
        print_marked(h->source, strlen(h->source), NULL, 0, true);
        fputs("  ", stdout);
        print_style(STYLE_PLACE);
        print_safely(h->place, strlen(h->place));
        print_style(STYLE_PLAIN);
        putchar('\n');
        break;
    }
    return !ferror(stdout);
}

static int finish(names_printer *p, const common_options *common, const char *of_what, const char *prefix)
{
    if (p->format == FORMAT_JSON)
        print_json(json_pack("{s:i,s:O}", "schema", JSON_SCHEMA, of_what, p->list));
    if (p->seen == 0 && !common->quiet)
        remark(*prefix ? "nothing found: no name has a word that begins with %s\n" : "nothing found\n", prefix);
    return p->seen ? EXIT_FOUND : EXIT_NOTHING;
}

static int list_names(int argc, char **argv, bool places)
{
    common_options common = {0};
    text_list words = {0};
    long limit = 20;
    bool json = false, csv = false, sources = false;
    const option_row sources_row = {"sources", 0,    OPTION_FLAG,
                                    &sources,  NULL, "where each source is at home, learned from its articles"};
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many (default: 20; 0: all)"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line each, for spreadsheets"},
        places ? sources_row : (option_row){0},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (json && csv)
        usage_error(argv[0], "--json and --csv exclude each other");
    if (sources && words.count)
        usage_error(argv[0], "--sources takes no PREFIX");
    char *prefix = words.count ? query_of_arguments(argv[0], &words) : calloc(1, 1);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive) {
        free(prefix);
        return status;
    }
    names_printer p = {.format = json ? FORMAT_JSON : csv ? FORMAT_CSV : FORMAT_TEXT, .limit = (size_t)limit};
    p.list = json ? json_array() : NULL;
    quoth_error err;
    quoth_status done = sources  ? quoth_each_home(archive, print_home, &p, &err)
                        : places ? quoth_each_place(archive, prefix, print_place, &p, &err)
                                 : quoth_each_speaker(archive, prefix, print_speaker, &p, &err);
    status = done == QUOTH_OK ? finish(&p, &common,
                                       sources  ? "sources"
                                       : places ? "places"
                                                : "speakers",
                                       prefix)
                              : report_error(&err);
    json_decref(p.list);
    quoth_archive_close(archive);
    free(prefix);
    return status;
}

int command_speakers(int argc, char **argv)
{
    return list_names(argc, argv, false);
}

int command_places(int argc, char **argv)
{
    return list_names(argc, argv, true);
}
