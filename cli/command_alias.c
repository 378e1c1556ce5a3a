/* command_alias.c - who is one person, who is not, who is nobody? quoth alias: rules in a file */
#include <string.h>

#include "cli.h"

typedef struct alias_printer {
    bool json;
    json_t *list;
    size_t seen;
} alias_printer;

static void print_rule(const quoth_alias *alias)
{
    printf("%-7s ", alias->verb);
    for (size_t i = 0; i < alias->name_count; i++) {
        fputs(i ? " = " : "", stdout);
        print_safely(alias->names[i], strlen(alias->names[i]));
    }
    putchar('\n');
}

static int show_alias(void *context, const quoth_alias *alias)
{
    alias_printer *p = context;
    p->seen++;
    if (p->json) {
        json_t *rule = json_pack("{s:s,s:i}", "rule", alias->verb, "line", (int)alias->line);
        json_object_set_new(rule, "names", json_texts(alias->names, alias->name_count));
        json_array_append_new(p->list, rule);
    } else {
        print_rule(alias);
    }
    return !ferror(stdout);
}

static int list_rules(const common_options *common, bool json)
{
    alias_printer p = {.json = json, .list = json ? json_array() : NULL};
    quoth_error err;
    if (quoth_each_alias(archive_path(common), show_alias, &p, &err) != QUOTH_OK) {
        json_decref(p.list);
        return report_error(&err);
    }
    if (json)
        print_json(json_pack("{s:i,s:o}", "schema", JSON_SCHEMA, "aliases", p.list));
    return p.seen ? EXIT_FOUND : EXIT_NOTHING;
}

static int add_rule(const common_options *common, const text_list *words)
{
    quoth_error err;
    if (words->count < 3)
        usage_error("alias", "add wants a kind of rule and names: quoth alias add merge \"Yoav Gallant\" Gallant");
    if (quoth_alias_add(archive_path(common), words->items[1], words->items + 2, words->count - 2, &err) != QUOTH_OK)
        return report_error(&err);
    return EXIT_FOUND;
}

static bool is_kind(const char *word)
{
    static const char *const kinds[] = {"merge", "rename", "split", "hide", "place"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(word, kinds[i]) == 0)
            return true;
    return false;
}

static int remove_rules(const common_options *common, const text_list *words)
{
    quoth_error err;
    size_t removed = 0, first = words->count > 2 && is_kind(words->items[1]) ? 2 : 1;
    if (words->count < 2)
        usage_error("alias", "remove wants names of the rule: quoth alias remove Gallant");
    const char *kind = first == 2 ? words->items[1] : NULL;
    if (quoth_alias_remove(archive_path(common), kind, words->items + first, words->count - first, &removed, &err) != QUOTH_OK)
        return report_error(&err);
    if (!common->quiet)
        remark("%s removed\n", counted(removed, "rule", "rules"));
    return EXIT_FOUND;
}

static void show_doubt(void *context, unsigned line, const char *what)
{
    size_t *doubts = context;
    ++*doubts;
    printf("line %u: ", line);
    print_safely(what, strlen(what));
    putchar('\n');
}

static int check_rules(const common_options *common)
{
    int status = EXIT_FOUND;
    size_t doubts = 0;
    quoth_error err;
    quoth_archive *archive = archive_for_reading(common, &status);
    if (!archive)
        return status;
    quoth_status done = quoth_alias_check(archive, show_doubt, &doubts, &err);
    status = done != QUOTH_OK ? report_error(&err) : doubts ? EXIT_NOTHING : EXIT_FOUND;
    quoth_archive_close(archive);
    return status;
}

int command_alias(int argc, char **argv)
{
    common_options common = {0};
    text_list words = {0};
    bool json = false;
    const option_row rows[] = {
        {"json", 0, OPTION_FLAG, &json, NULL, "the list as one JSON object"},
        {0},
    };
    options_read(argc, argv, rows, &common, &words);
    const char *action = words.count ? words.items[0] : "list";
    if (strcmp(action, "list") == 0)
        return list_rules(&common, json);
    if (strcmp(action, "add") == 0)
        return add_rule(&common, &words);
    if (strcmp(action, "remove") == 0)
        return remove_rules(&common, &words);
    if (strcmp(action, "check") == 0)
        return check_rules(&common);
    usage_error(argv[0], "alias can list, add, remove and check, not \"%s\"", action);
}
