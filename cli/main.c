/* main.c - which command does the user mean? */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const command commands[] = {
    {"index", "PATH...", "put articles into the archive: files, folders, - for standard input", command_index},
    {"search", "QUERY...", "find articles, the best first", command_search},
    {"count", "QUERY...", "count the articles that match", command_count},
    {"quotes", "[QUERY...]", "list quotations, each with its speaker, the best first", command_quotes},
    {"copies", "ID...", "the reprints of an article, each with how like it is", command_copies},
    {"verify", "TEXT...", "was this said, by whom, in these words?", command_verify},
    {"speakers", "[PREFIX]", "everyone who is quoted, most often first, with the variants of the name", command_speakers},
    {"places", "[PREFIX]", "the places that articles mention, most articles first", command_places},
    {"alias", "[ACTION...]", "rules about names, in a file: list, add KIND NAME..., remove NAME..., check", command_alias},
    {"facets", "[QUERY...]", "who, where, when and by whom are all the articles that match?", command_facets},
    {"timeline", "[QUERY...]", "how many articles match in each day, week, month or year", command_timeline},
    {"terms", "QUERY...", "the words that set the articles that match apart from the rest", command_terms},
    {"compare", "QUERY QUERY", "two queries side by side: counts, shares over time, what sets them apart", command_compare},
    {"show", "ID...", "print articles as stored, with their tags if asked", command_show},
    {"history", "ID...", "what articles said before they were changed, word by word", command_history},
    {"tag", "[PATH...]", "filter: articles in, who said what, where and when out (JSON lines)", command_tag},
    {"stats", "", "what the archive holds, and its size on disk", command_stats},
    {"check", "", "hold the three stores against each other", command_check},
    {"reindex", "", "build the indexes anew from the catalogue", command_reindex},
    {"remove", "ID...", "take articles out of the archive", command_remove},
    {"fields", "[NAME]", "the fields a query can name; the values of one", command_fields},
    {"formats", "", "the file formats that index reads", command_formats},
    {"explain", "QUERY...", "how a query is understood and what it costs", command_explain},
    {"why", "ID QUERY...", "why an article matches a query, or what it lacks", command_why},
    {"complete", "[QUERY...]", "how the last word of a query can go on, for shells and editors", command_complete},
    {"help", "[COMMAND]", "this list, or the options of a command", command_help},
    {0},
};

const command *command_at(size_t i)
{
    return commands[i].name ? &commands[i] : NULL;
}

const command *command_named(const char *name)
{
    for (size_t i = 0; commands[i].name; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static void print_overview(FILE *out)
{
    fprintf(out, "quoth - who said what, where and when: search an archive of news reports\n\n"
                 "usage: quoth COMMAND [OPTION...] [ARGUMENT...]\n\n");
    for (size_t i = 0; commands[i].name; i++)
        fprintf(out, "  %-8s %-10s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
    fprintf(out, "\nEvery command takes --archive DIR (else QUOTH_ARCHIVE, the nearest .quoth/, or your default archive),\n"
                 "--color=auto|always|never, --quiet and --help. The query language: man quoth, or quoth fields.\n");
}

int command_help(int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stdout);
        return EXIT_FOUND;
    }
    const command *c = command_named(argv[1]);
    if (!c)
        usage_error("help", "there is no command \"%s\"", argv[1]);
    char *ask[] = {argv[1], (char *)"--help", NULL};
    return c->run(2, ask);
}

/* "quoth --archive DIR search x" is "quoth search --archive DIR x": moves the command to the front. Only --archive and --color
 * take a value of their own. */
static void put_command_first(int argc, char **argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-' && argv[at][1])
        at += strcmp(argv[at], "--archive") == 0 || strcmp(argv[at], "-A") == 0 || strcmp(argv[at], "--color") == 0 ? 2 : 1;
    if (at >= argc)
        return;
    char *name = argv[at];
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv);
    argv[1] = name;
}

/* What was asked for and could not be written is no success. */
static int finish_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    perror("quoth: standard output");
    return EXIT_ARCHIVE;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    put_command_first(argc, argv);
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("quoth %s\n", quoth_version());
        return finish_output(EXIT_FOUND);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_overview(stdout);
        return finish_output(EXIT_FOUND);
    }
    const command *c = command_named(argv[1]);
    if (!c) {
        remark("quoth: there is no command \"%s\"\nhint: quoth help lists them\n", argv[1]);
        return EXIT_USAGE;
    }
    int status = c->run(argc - 1, argv + 1);
    print_end();
    return finish_output(status);
}
