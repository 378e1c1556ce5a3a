/* command_inspect.c - what is in the archive, is it sound, and what can be asked? quoth stats, check, fields, formats */
#include <string.h>

#include "cli.h"

static void no_arguments(int argc, char **argv, const option_row *rows, common_options *common)
{
    text_list arguments = {0};
    options_read(argc, argv, rows, common, &arguments);
    if (arguments.count)
        usage_error(argv[0], "%s takes no arguments", argv[0]);
}

enum { VALUES_SHOWN = 10 };

typedef struct value_lines {
    json_t *list; /* NULL: print lines */
    size_t seen;
} value_lines;

static int each_value(void *context, const char *value, uint64_t articles)
{
    value_lines *lines = context;
    lines->seen++;
    if (lines->list)
        json_array_append_new(lines->list, json_pack("{s:s,s:I}", "value", value, "articles", (json_int_t)articles));
    else if (lines->seen <= VALUES_SHOWN) {
        printf("    %10s  ", in_groups(articles));
        print_safely(*value ? value : "(none)", *value ? strlen(value) : strlen("(none)"));
        putchar('\n');
    }
    return 1;
}

static void print_stats(const quoth_stats *s, const char *path)
{
    uint64_t disk = s->catalogue_bytes + s->inverted_bytes + s->forward_bytes;
    double per = s->text_bytes ? 1.0 / (double)s->text_bytes : 0;
    printf("archive          %s\n", path);
    printf("articles         %s  (%s)\n", in_groups(s->articles), counted(s->files, "file", "files"));
    printf("text             %s, %s words, %s of them distinct\n", in_bytes(s->text_bytes), in_groups(s->words),
           in_groups(s->distinct_words));
    printf("quotations       %s by %s speakers\n", in_groups(s->quotations), in_groups(s->speakers));
    if (s->copies)
        printf("copies           %s in %s\n", counted(s->copies, "article", "articles"),
               counted(s->copy_groups, "group", "groups"));
    if (*s->first_date)
        printf("published        %s to %s\n", s->first_date, s->last_date);
    printf("on disk          %s, %.2f times the text\n", in_bytes(disk), (double)disk * per);
    printf("  catalogue      %s, %.2f\n", in_bytes(s->catalogue_bytes), (double)s->catalogue_bytes * per);
    printf("  inverted       %s, %.2f\n", in_bytes(s->inverted_bytes), (double)s->inverted_bytes * per);
    printf("  forward        %s, %.2f\n", in_bytes(s->forward_bytes), (double)s->forward_bytes * per);
    printf("generation       %llu\n", (unsigned long long)s->generation);
}

static json_t *json_of_stats(const quoth_stats *s)
{
    return json_pack("{s:i,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:s,s:s,s:I,s:I,s:I}", "schema", JSON_SCHEMA, "articles",
                     (json_int_t)s->articles, "files", (json_int_t)s->files, "text_bytes", (json_int_t)s->text_bytes, "words",
                     (json_int_t)s->words, "distinct_words", (json_int_t)s->distinct_words, "quotations",
                     (json_int_t)s->quotations, "speakers", (json_int_t)s->speakers, "copies", (json_int_t)s->copies,
                     "copy_groups", (json_int_t)s->copy_groups, "generation", (json_int_t)s->generation, "first_date",
                     s->first_date, "last_date", s->last_date, "catalogue_bytes", (json_int_t)s->catalogue_bytes,
                     "inverted_bytes", (json_int_t)s->inverted_bytes, "forward_bytes", (json_int_t)s->forward_bytes);
}

int command_stats(int argc, char **argv)
{
    common_options common = {0};
    bool json = false;
    const option_row rows[] = {{"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"}, {0}};
    no_arguments(argc, argv, rows, &common);
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive)
        return status;
    quoth_stats stats;
    quoth_error err;
    if (quoth_stats_get(archive, &stats, &err) != QUOTH_OK) {
        status = report_error(&err);
    } else {
        json_t *object = json ? json_of_stats(&stats) : NULL;
        value_lines sources = {.list = json ? json_array() : NULL}, languages = {.list = json ? json_array() : NULL};
        if (!json) {
            print_stats(&stats, archive_path(&common));
            puts("sources");
        }
        quoth_each_source(archive, each_value, &sources, NULL);
        if (!json && sources.seen > VALUES_SHOWN)
            printf("    and %zu more\n", sources.seen - VALUES_SHOWN);
        if (!json)
            puts("languages");
        quoth_each_language(archive, each_value, &languages, NULL);
        if (json) {
            json_object_set_new(object, "sources", sources.list);
            json_object_set_new(object, "languages", languages.list);
            print_json(object);
        }
    }
    quoth_archive_close(archive);
    return status;
}

static void print_fault(void *context, const char *fault)
{
    size_t *faults = context;
    ++*faults;
    progress_clear();
    print_safely(fault, strlen(fault));
    putchar('\n');
}

int command_check(int argc, char **argv)
{
    common_options common = {0};
    const option_row rows[] = {{0}};
    no_arguments(argc, argv, rows, &common);
    size_t faults = 0;
    quoth_check_callbacks callbacks = {.context = &faults, .found = print_fault};
    quoth_error err;
    quoth_status status = quoth_check(archive_path(&common), &callbacks, &err);
    if (status != QUOTH_OK && faults == 0)
        return report_error(&err);
    if (faults) {
        fflush(stdout);
        fprintf(stderr, "quoth: %s fault%s in %s\nhint: quoth reindex builds both indexes anew from the catalogue\n",
                in_groups(faults), faults == 1 ? "" : "s", archive_path(&common));
        return EXIT_ARCHIVE;
    }
    if (!common.quiet)
        fputs("the three stores agree\n", stderr);
    return EXIT_FOUND;
}

static void print_field_table(bool json)
{
    const quoth_field_info *f;
    for (size_t i = 0; (f = quoth_field_list(i)); i++) {
        if (json)
            print_json(json_pack("{s:s,s:s,s:s,s:s,s:b}", "name", f->name, "from", f->from, "matches", f->matches, "example",
                                 f->example, "evaluated", f->evaluated));
        else
            printf("%-9s %s%s\n          from: %s   example: %s\n", f->name, f->matches,
                   f->evaluated ? "" : " (not evaluated yet)", f->from, f->example);
    }
}

static int print_custom_field(void *context, const char *name, uint64_t articles)
{
    if (*(bool *)context)
        print_json(json_pack("{s:s,s:s,s:I}", "name", name, "from", "source", "articles", (json_int_t)articles));
    else
        printf("%-9s of this archive's own: %s\n", name, counted(articles, "article", "articles"));
    return 1;
}

static int print_value(void *context, const char *value, uint64_t articles)
{
    if (*(bool *)context) {
        print_json(json_pack("{s:s,s:I}", "value", value, "articles", (json_int_t)articles));
    } else {
        printf("%10s  ", in_groups(articles));
        print_safely(value, strlen(value));
        putchar('\n');
    }
    return 1;
}

/* The values of one field: of a custom one, or source and lang. */
static quoth_status each_value_of(quoth_archive *archive, const char *name, bool *json, quoth_error *err)
{
    if (strcmp(name, "source") == 0)
        return quoth_each_source(archive, print_value, json, err);
    if (strcmp(name, "lang") == 0)
        return quoth_each_language(archive, print_value, json, err);
    return quoth_each_field_value(archive, name, print_value, json, err);
}

/* Without an archive there are quoth's own fields only. */
static quoth_archive *archive_if_any(const common_options *common)
{
    quoth_archive *archive = NULL;
    return quoth_archive_open(archive_path(common), &archive, NULL) == QUOTH_OK ? archive : NULL;
}

int command_fields(int argc, char **argv)
{
    common_options common = {0};
    text_list names = {0};
    bool json = false;
    const option_row rows[] = {{"json", 0, OPTION_FLAG, &json, NULL, "one JSON object a field or value"}, {0}};
    options_read(argc, argv, rows, &common, &names);
    if (names.count > 1)
        usage_error(argv[0], "fields takes one field, whose values it lists");
    int status = EXIT_FOUND;
    quoth_error err;
    quoth_archive *archive = names.count ? archive_for_reading(&common, &status) : archive_if_any(&common);
    if (names.count == 0)
        print_field_table(json);
    if (archive && (names.count ? each_value_of(archive, names.items[0], &json, &err)
                                : quoth_each_custom_field(archive, print_custom_field, &json, &err)) != QUOTH_OK)
        status = report_error(&err);
    quoth_archive_close(archive);
    return status;
}

int command_formats(int argc, char **argv)
{
    common_options common = {0};
    const option_row rows[] = {{0}};
    no_arguments(argc, argv, rows, &common);
    const quoth_format_info *f;
    for (size_t i = 0; (f = quoth_format_list(i)); i++)
        printf("%-10s %-24s %s\n", f->name, f->endings, f->description);
    return EXIT_FOUND;
}
