/* command_copies.c - where else was this report printed? quoth copies, and the line about it in quoth show */
#include <string.h>

#include "cli.h"
#include "show.h"

static void print_copy(const quoth_copy *c)
{
    printf("%8llu  %3.0f %% of the shorter, %3.0f %% of both  ", (unsigned long long)c->id, c->containment * 100,
           c->resemblance * 100);
    print_style(STYLE_DATE);
    printf("%-10s", *c->date ? c->date : "undated");
    print_style(STYLE_PLAIN);
    printf("  %5u words  ", c->words);
    print_safely(*c->source ? c->source : c->locator, strlen(*c->source ? c->source : c->locator));
    fputs("  ", stdout);
    print_style(STYLE_TITLE);
    print_marked(c->title, strlen(c->title), NULL, 0, true);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

static json_t *json_of_copies(uint64_t id, const quoth_copies *copies)
{
    json_t *list = json_array();
    for (size_t i = 0; i < copies->count; i++)
        json_array_append_new(list, json_of_copy(&copies->items[i], true));
    return json_pack("{s:i,s:I,s:I,s:I,s:o}", "schema", JSON_SCHEMA, "article", (json_int_t)id, "group",
                     (json_int_t)copies->group, "members", (json_int_t)copies->members, "copies", list);
}

void show_copies(quoth_archive *archive, uint64_t id)
{
    const quoth_copies *copies = NULL;
    if (quoth_copies_get(archive, id, &copies, NULL) == QUOTH_OK && copies->members > 1)
        printf("%-10s%s (quoth copies %llu)\n", "copies", in_groups(copies->members - 1), (unsigned long long)id);
    quoth_copies_free(copies);
}

static bool list_copies(quoth_archive *archive, const char *key, bool json, int *status)
{
    const quoth_copies *copies = NULL;
    quoth_error err;
    uint64_t id;
    if (quoth_article_find(archive, key, &id, &err) != QUOTH_OK || quoth_copies_get(archive, id, &copies, &err) != QUOTH_OK) {
        *status = report_error(&err);
        return false;
    }
    bool any = copies->count > 0;
    if (json)
        print_json(json_of_copies(id, copies));
    for (size_t i = 0; !json && i < copies->count; i++)
        print_copy(&copies->items[i]);
    quoth_copies_free(copies);
    return any;
}

int command_copies(int argc, char **argv)
{
    common_options common = {0};
    text_list ids = {0};
    bool json = false, any = false;
    const option_row rows[] = {{"json", 0, OPTION_FLAG, &json, NULL, "one JSON object an article"}, {0}};
    options_read(argc, argv, rows, &common, &ids);
    if (ids.count == 0)
        usage_error(argv[0], "copies wants an article: its number, the source's own id, or its locator");
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive)
        return status;
    if (!json)
        print_through_pager();
    for (size_t i = 0; i < ids.count; i++)
        any |= list_copies(archive, ids.items[i], json, &status);
    print_end();
    quoth_archive_close(archive);
    if (status == EXIT_FOUND && !any) {
        if (!common.quiet)
            fputs("no copies\n", stderr);
        status = EXIT_NOTHING;
    }
    return status;
}
