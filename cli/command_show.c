/* command_show.c - what does an article say, and what was found in it? quoth show, quoth remove */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "show.h"

static void print_tag_lists(const quoth_tags *tags)
{
    const quoth_quotation *quotations;
    const quoth_place *places;
    const quoth_timex *timexes;
    size_t n = quoth_tags_quotations(tags, &quotations);
    puts("\nquotations");
    for (size_t i = 0; i < n; i++)
        printf("  %6u-%-6u %-8s %3.0f %%  %-30s %s\n", quotations[i].span.start_cp, quotations[i].span.end_cp, quotations[i].kind,
               quotations[i].confidence * 100, *quotations[i].name ? quotations[i].name : "(unknown)", quotations[i].rule);
    n = quoth_tags_places(tags, &places);
    puts("places");
    for (size_t i = 0; i < n; i++)
        printf("  %6u-%-6u %-8s %3.0f %%  %-30s %s %u %.3f,%.3f %s\n", places[i].span.start_cp, places[i].span.end_cp,
               places[i].kind, places[i].confidence * 100, places[i].name, places[i].country, places[i].geonameid, places[i].lat,
               places[i].lon, places[i].rule);
    n = quoth_tags_timexes(tags, &timexes);
    puts("dates");
    for (size_t i = 0; i < n; i++)
        printf("  %6u-%-6u %-8s %3.0f %%  %-30s %s\n", timexes[i].span.start_cp, timexes[i].span.end_cp, timexes[i].type,
               timexes[i].confidence * 100, timexes[i].value, timexes[i].rule);
}

static void print_header_line(const char *name, const char *value)
{
    if (!*value)
        return;
    print_style(STYLE_FAINT);
    printf("%-10s", name);
    print_style(STYLE_PLAIN);
    print_safely(value, strlen(value));
    putchar('\n');
}

static void print_article(const quoth_article *a, bool with_tags)
{
    print_style(STYLE_TITLE);
    print_safely(a->title, strlen(a->title));
    print_style(STYLE_PLAIN);
    putchar('\n');
    printf("%-10s%llu\n", "article", (unsigned long long)a->id);
    print_header_line("id", a->external_id);
    print_header_line("published", *a->published ? a->published : a->date);
    print_header_line("source", a->source);
    print_header_line("author", a->author);
    print_header_line("language", a->language);
    print_header_line("url", a->url);
    print_header_line("locator", a->locator);
    if (with_tags) {
        const struct {
            style s;
            const char *name;
        } legend[] = {{STYLE_QUOTE, "quotation"}, {STYLE_SPEAKER, "speaker"}, {STYLE_PLACE, "place"}, {STYLE_DATE, "date"}};
        print_header_line("legend", " ");
        for (size_t i = 0; i < sizeof legend / sizeof *legend; i++) {
            print_style(legend[i].s);
            fputs(legend[i].name, stdout);
            print_style(STYLE_PLAIN);
            putchar(i + 1 < sizeof legend / sizeof *legend ? ' ' : '\n');
        }
    }
    putchar('\n');
    if (with_tags)
        show_tagged_text(a);
    else
        print_safely(a->text, a->text_bytes);
    putchar('\n');
    if (with_tags)
        print_tag_lists(a->tags);
}

static json_t *json_of_article(const quoth_article *a, bool with_tags)
{
    json_t *object =
        json_pack("{s:i,s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "schema", JSON_SCHEMA, "article", (json_int_t)a->id, "id",
                  a->external_id, "title", a->title, "date", a->date, "published", a->published, "source", a->source, "author",
                  a->author, "language", a->language, "url", a->url, "locator", a->locator);
    json_object_set_new(object, "text", json_stringn(a->text, a->text_bytes));
    return with_tags ? json_of_tags(a->tags, object) : object;
}

int command_show(int argc, char **argv)
{
    common_options common = {0};
    text_list ids = {0};
    bool with_tags = false, json = false, html = false;
    const option_row rows[] = {
        {"tags", 't', OPTION_FLAG, &with_tags, NULL, "with the speakers, places and dates that were found"},
        {"html", 0, OPTION_FLAG, &html, NULL, "a page with the tags in colours"},
        {"json", 0, OPTION_FLAG, &json, NULL, "one JSON object an article"},
        {0},
    };
    options_read(argc, argv, rows, &common, &ids);
    if (ids.count == 0)
        usage_error(argv[0], "show wants an article: its number, the source's own id, or its locator");
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive)
        return status;
    if (!json && !html)
        print_through_pager();
    for (size_t i = 0; i < ids.count; i++) {
        const quoth_article *article = NULL;
        quoth_error err;
        uint64_t id;
        if (quoth_article_find(archive, ids.items[i], &id, &err) != QUOTH_OK ||
            quoth_article_get(archive, id, &article, &err) != QUOTH_OK) {
            status = report_error(&err);
            continue;
        }
        if (json) {
            print_json(json_of_article(article, with_tags));
        } else if (html) {
            show_html_page(article);
        } else {
            if (i)
                putchar('\n');
            print_article(article, with_tags);
        }
        quoth_article_free(article);
    }
    quoth_archive_close(archive);
    return status;
}

int command_remove(int argc, char **argv)
{
    common_options common = {0};
    text_list ids = {0};
    const option_row rows[] = {{0}};
    options_read(argc, argv, rows, &common, &ids);
    if (ids.count == 0)
        usage_error(argv[0], "remove wants articles: their numbers, the source's own ids, or their locators");
    int status = EXIT_FOUND;
    quoth_writer *writer = archive_for_writing(&common, 0, &status);
    quoth_archive *archive = writer ? archive_for_reading(&common, &status) : NULL;
    size_t removed = 0;
    quoth_error err;
    for (size_t i = 0; archive && i < ids.count; i++) {
        uint64_t id;
        if (quoth_article_find(archive, ids.items[i], &id, &err) == QUOTH_OK && quoth_writer_remove(writer, id, &err) == QUOTH_OK)
            removed++;
        else
            status = report_error(&err);
    }
    quoth_archive_close(archive);
    if (removed && quoth_writer_commit(writer, &err) != QUOTH_OK)
        status = report_error(&err);
    else if (writer && !common.quiet)
        fprintf(stderr, "%s removed\n", counted(removed, "article", "articles"));
    quoth_writer_close(writer);
    return status;
}
