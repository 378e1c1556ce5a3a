/* command_complete.c - how can a query, a command or an option go on? quoth complete, for shells and editors */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

typedef struct completion_printer {
    bool json, plain;
    json_t *list;
    size_t seen;
} completion_printer;

static int print_completion(void *context, const quoth_completion *c)
{
    static const char *const kinds[] = {"field", "operator", "value", "word"};
    completion_printer *p = context;
    p->seen++;
    if (p->json) {
        json_array_append_new(p->list, json_pack("{s:s,s:s,s:s,s:I}", "text", c->text, "kind", kinds[c->kind], "about", c->about,
                                                 "articles", (json_int_t)c->articles));
        return 1;
    }
    print_marked(c->text, strlen(c->text), NULL, 0, true);
    if (!p->plain && *c->about)
        printf("\t%s", c->about);
    else if (!p->plain && c->articles)
        printf("\t%llu", (unsigned long long)c->articles);
    putchar('\n');
    return !ferror(stdout);
}

static int complete_query(const common_options *common, const text_list *words, long limit, completion_printer *p)
{
    int status = EXIT_FOUND;
    quoth_error err;
    quoth_archive *archive = archive_for_reading(common, &status);
    if (!archive)
        return status;
    char *query = words->count ? query_of_arguments("complete", words) : strdup("");
    if (!query)
        abort();
    p->list = p->json ? json_array() : NULL;
    if (quoth_complete(archive, query, (size_t)limit, print_completion, p, &err) != QUOTH_OK)
        status = report_error(&err);
    else if (p->json)
        print_json(json_pack("{s:i,s:s,s:O}", "schema", JSON_SCHEMA, "query", query, "completions", p->list));
    json_decref(p->list);
    free(query);
    quoth_archive_close(archive);
    return status == EXIT_FOUND && p->seen == 0 ? EXIT_NOTHING : status;
}

static int list_commands(void)
{
    const command *c;
    for (size_t i = 0; (c = command_at(i)); i++)
        printf("%s\t%s\n", c->name, c->summary);
    return EXIT_FOUND;
}

/* The options of a command, from its own table: one a line with its help. */
static int list_options(const char *name)
{
    const command *c = command_named(name);
    if (!c)
        return EXIT_NOTHING;
    options_list_only = true;
    char *ask[] = {(char *)name, NULL};
    return c->run(1, ask);
}

int command_complete(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    long limit = 20;
    const char *of_command = NULL;
    bool commands = false;
    completion_printer p = {0};
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many of each kind (default: 20)"},
        {"plain", 0, OPTION_FLAG, &p.plain, NULL, "nothing but what can stand there"},
        {"json", 0, OPTION_FLAG, &p.json, NULL, "as one JSON object"},
        {"commands", 0, OPTION_FLAG, &commands, NULL, "the commands of quoth instead"},
        {"options", 0, OPTION_TEXT, &of_command, "COMMAND", "the options of a command instead"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    if (commands)
        return list_commands();
    if (of_command)
        return list_options(of_command);
    return complete_query(&common, &words, limit, &p);
}
