/* command_show.c - what does an article say, and what was found in it? quoth show, quoth remove */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "show.h"

static void print_tag_line(const quoth_span *span, const char *kind, double confidence, const char *name, const char *rest)
{
    enum { NAME_BYTES = 30 };
    printf("  %6u-%-6u %-8s %3.0f %%  ", span->start_cp, span->end_cp, kind, confidence * 100);
    print_safely(name, strlen(name));
    printf("%*s %s\n", strlen(name) < NAME_BYTES ? NAME_BYTES - (int)strlen(name) : 0, "", rest);
}

static void print_tag_lists(const quoth_tags *tags)
{
    const quoth_quotation *quotations;
    const quoth_place *places;
    const quoth_focus *focus;
    const quoth_timex *timexes;
    size_t n = quoth_tags_quotations(tags, &quotations);
    puts("\nquotations");
    for (size_t i = 0; i < n; i++)
        print_tag_line(&quotations[i].span, quotations[i].kind, quotations[i].confidence,
                       *quotations[i].name ? quotations[i].name : "(unknown)", quotations[i].rule);
    n = quoth_tags_places(tags, &places);
    puts("places");
    for (size_t i = 0; i < n; i++) {
        char rest[128];
        snprintf(rest, sizeof rest, "%s %u %.3f,%.3f %s", places[i].country, places[i].geonameid, places[i].lat, places[i].lon,
                 places[i].rule);
        print_tag_line(&places[i].span, places[i].kind, places[i].confidence, places[i].name, rest);
    }
    n = quoth_tags_focus(tags, &focus);
    if (n)
        puts("about");
    for (size_t i = 0; i < n; i++)
        printf("  %3.0f %%  %s %s %u\n", focus[i].share * 100, focus[i].name, focus[i].country, focus[i].geonameid);
    n = quoth_tags_timexes(tags, &timexes);
    puts("dates");
    for (size_t i = 0; i < n; i++)
        print_tag_line(&timexes[i].span, timexes[i].type, timexes[i].confidence, timexes[i].value, timexes[i].rule);
}

static void print_header_line(const char *name, const char *value)
{
    if (!*value)
        return;
    print_style(STYLE_FAINT);
    printf("%-9s ", name);
    print_style(STYLE_PLAIN);
    print_safely(value, strlen(value));
    putchar('\n');
}

static void print_legend(void)
{
    const struct {
        style s;
        const char *name;
    } legend[] = {{STYLE_QUOTE, "quotation"}, {STYLE_SPEAKER, "speaker"}, {STYLE_PLACE, "place"}, {STYLE_DATE, "date"}};
    print_style(STYLE_FAINT);
    printf("%-10s", "legend");
    print_style(STYLE_PLAIN);
    for (size_t i = 0; i < sizeof legend / sizeof *legend; i++) {
        print_style(legend[i].s);
        fputs(legend[i].name, stdout);
        print_style(STYLE_PLAIN);
        putchar(i + 1 < sizeof legend / sizeof *legend ? ' ' : '\n');
    }
}

/* What is asked to be shown beside the text. */
typedef struct show_parts {
    bool tags, evidence;
} show_parts;

static void print_article(quoth_archive *archive, const quoth_article *a, show_parts parts)
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
    for (size_t i = 0; i < a->field_count; i++)
        print_header_line(a->fields[i].name, a->fields[i].value);
    show_copies(archive, a->id);
    if (parts.tags)
        print_legend();
    if (parts.evidence)
        show_evidence(a);
    if (parts.evidence && !parts.tags)
        return;
    putchar('\n');
    if (parts.tags)
        show_tagged_text(a);
    else
        print_safely(a->text, a->text_bytes);
    putchar('\n');
    if (parts.tags && !parts.evidence)
        print_tag_lists(a->tags);
}

/* {"topics": ["grain", "wheat"]} */
static json_t *json_of_fields(const quoth_article *a)
{
    json_t *object = json_object();
    for (size_t i = 0; i < a->field_count; i++) {
        json_t *list = json_object_get(object, a->fields[i].name);
        if (!list) {
            list = json_array();
            json_object_set_new(object, a->fields[i].name, list);
        }
        json_array_append_new(list, json_text(a->fields[i].value));
    }
    return object;
}

static json_t *json_of_article(const quoth_article *a, show_parts parts)
{
    json_t *object =
        json_pack("{s:i,s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:o}", "schema", JSON_SCHEMA, "article", (json_int_t)a->id, "id",
                  a->external_id, "title", a->title, "date", a->date, "published", a->published, "source", a->source, "author",
                  a->author, "language", a->language, "url", a->url, "locator", json_text(a->locator));
    json_object_set_new(object, "authors", json_texts(a->authors, a->author_count));
    if (a->field_count)
        json_object_set_new(object, "fields", json_of_fields(a));
    json_object_set_new(object, "text", json_stringn(a->text, a->text_bytes));
    if (parts.evidence)
        json_object_set_new(object, "date_evidence", json_of_claims(a));
    return parts.tags || parts.evidence ? json_of_tags(a->tags, object) : object;
}

int command_show(int argc, char **argv)
{
    common_options common = {0};
    text_list ids = {0};
    bool json = false, html = false;
    show_parts parts = {0};
    const option_row rows[] = {
        {"tags", 't', OPTION_FLAG, &parts.tags, NULL, "with the speakers, places and dates that were found"},
        {"evidence", 'e', OPTION_FLAG, &parts.evidence, NULL, "what says when it was published, and why each tag is what it is"},
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
            print_json(json_of_article(article, parts));
        } else if (html) {
            show_html_page(article);
        } else {
            if (i)
                putchar('\n');
            print_article(archive, article, parts);
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
