/* command_why.c - why does this article match a query, or not? quoth why */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static json_t *json_of_passage(const quoth_why_passage *p)
{
    json_t *matches = json_array();
    for (size_t i = 0; i < p->match_count; i++)
        json_array_append_new(matches, json_pack("[I,I]", (json_int_t)p->matches[i].start_cp, (json_int_t)p->matches[i].end_cp));
    json_t *object = json_of_span(&p->span);
    json_object_set_new(object, "in", json_string(p->in_title ? "title" : "text"));
    if (!p->in_title)
        json_object_update_new(object, json_pack("{s:i,s:i}", "paragraph", (int)p->paragraph, "sentence", (int)p->sentence));
    json_object_set_new(object, "passage", json_string(p->text));
    json_object_set_new(object, "matches", matches);
    return object;
}

static json_t *json_of_part(const quoth_why_part *part)
{
    json_t *object = json_pack("{s:s,s:s,s:i,s:b,s:b,s:s}", "part", part->text, "kind", part->kind, "depth", (int)part->depth,
                               "holds", part->holds, "excluded", part->is_excluded, "because", part->because);
    json_t *passages = json_array();
    for (size_t i = 0; i < part->passage_count; i++)
        json_array_append_new(passages, json_of_passage(&part->passages[i]));
    json_object_set_new(object, "passages", passages);
    return object;
}

static void print_passage(const quoth_why_passage *p, int indent)
{
    printf("%*s", indent, "");
    print_style(STYLE_FAINT);
    if (p->in_title)
        fputs("title  ", stdout);
    else
        printf("%u  ", p->span.start_cp);
    print_style(STYLE_PLAIN);
    print_marked(p->text, strlen(p->text), p->matches, p->match_count, true);
    putchar('\n');
}

static void print_part(const quoth_why_part *part)
{
    int indent = part->depth < 40 ? 2 * (int)part->depth : 80;
    printf("%*s%s ", indent, "", part->holds ? "yes" : "no ");
    print_style(part->holds ? STYLE_PLAIN : STYLE_TITLE);
    print_marked(part->text, strlen(part->text), NULL, 0, true);
    print_style(STYLE_PLAIN);
    fputs(*part->because ? ": " : "", stdout);
    print_marked(part->because, strlen(part->because), NULL, 0, true);
    putchar('\n');
    for (size_t i = 0; i < part->passage_count; i++)
        print_passage(&part->passages[i], indent + 6);
}

static void print_why(const quoth_why *why, uint64_t id, const char *query, bool json)
{
    if (!json) {
        printf("article %llu %s", (unsigned long long)id, quoth_why_matches(why) ? "matches" : "does not match");
        const char *title = quoth_why_title(why);
        print_style(STYLE_FAINT);
        fputs(*title ? "  " : "", stdout);
        print_marked(title, strlen(title), NULL, 0, true);
        print_style(STYLE_PLAIN);
        putchar('\n');
        for (size_t i = 0; i < quoth_why_count(why); i++)
            print_part(quoth_why_at(why, i));
        return;
    }
    json_t *parts = json_array();
    for (size_t i = 0; i < quoth_why_count(why); i++)
        json_array_append_new(parts, json_of_part(quoth_why_at(why, i)));
    print_json(json_pack("{s:i,s:s,s:I,s:s,s:b,s:o}", "schema", JSON_SCHEMA, "query", query, "article", (json_int_t)id, "title",
                         quoth_why_title(why), "matches", quoth_why_matches(why), "parts", parts));
}

static int explain_article(const common_options *common, const char *key, const char *query, bool any, bool json)
{
    int status = EXIT_FOUND;
    uint64_t id;
    quoth_why *why = NULL;
    quoth_error err;
    quoth_archive *archive = archive_for_reading(common, &status);
    if (!archive)
        return status;
    if (quoth_article_find(archive, key, &id, &err) != QUOTH_OK) {
        status = report_error(&err);
    } else if (quoth_why_make(archive, id, query, any, &why, &err) != QUOTH_OK) {
        status = report_query_error(&err, query);
    } else {
        status = quoth_why_matches(why) ? EXIT_FOUND : EXIT_NOTHING;
        print_why(why, id, query, json);
    }
    quoth_why_free(why);
    quoth_archive_close(archive);
    return status;
}

int command_why(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    bool any = false, json = false;
    const option_row rows[] = {
        {"any", 0, OPTION_FLAG, &any, NULL, "as search --any understands the query"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (words.count < 2)
        usage_error(argv[0], "why wants an article and a query: quoth why 46 'ferry W/5 late'");
    const text_list rest = {words.items + 1, words.count - 1};
    char *query = query_of_arguments(argv[0], &rest);
    int status = explain_article(&common, words.items[0], query, any, json);
    free(query);
    return status;
}
