/* options.c - what did the user ask for, and was it spelled right? */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MAX_ROWS = 40, FIRST_CODE = 256 };

static const char *const color_choices = "auto|always|never";
int print_color_choice;
bool options_list_only;

void usage_error(const char *of_command, const char *format, ...)
{
    va_list args;
    char *what;
    va_start(args, format);
    if (vasprintf(&what, format, args) < 0)
        abort();
    va_end(args);
    remark("quoth: %s\nhint: quoth help %s\n", what, of_command ? of_command : "");
    exit(EXIT_USAGE);
}

void options_print(FILE *out, const option_row *rows)
{
    for (; rows->name; rows++) {
        char left[64];
        const char *value = rows->value ? rows->value : "";
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", rows->letter ? '-' : ' ', rows->letter ? rows->letter : ' ',
                 rows->letter ? ", " : "  ", rows->name, *value ? "=" : "", value);
        fprintf(out, "  %-34s %s\n", left, rows->help);
    }
}

/* "--limit=" and its help, a tab between; of a choice a line for each. */
static void list_rows(const option_row *rows)
{
    for (; rows->name; rows++) {
        const char *choices = rows->kind == OPTION_CHOICE ? rows->value : "";
        printf("--%s%s\t%s\n", rows->name, rows->kind == OPTION_FLAG ? "" : "=", rows->help);
        for (size_t n; *choices; choices += n + (choices[n] == '|')) {
            n = strcspn(choices, "|");
            printf("--%s=%.*s\t%s\n", rows->name, (int)n, choices, rows->help);
        }
    }
}

static void print_help(const char *name, const option_row *rows, const option_row *common)
{
    const command *c = command_named(name);
    printf("usage: quoth %s [OPTION...] %s\n\n%s\n\n", name, c ? c->arguments : "", c ? c->summary : "");
    options_print(stdout, rows);
    options_print(stdout, common);
}

/* The number of `value` among "a|b|c", or -1. */
static int choice_of(const char *choices, const char *value)
{
    size_t len = strlen(value);
    for (int i = 0;; i++) {
        size_t n = strcspn(choices, "|");
        if (n == len && strncmp(choices, value, n) == 0)
            return i;
        if (choices[n] == '\0')
            return -1;
        choices += n + 1;
    }
}

static void text_list_add(text_list *list, const char *text)
{
    list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
    if (!list->items)
        abort();
    list->items[list->count++] = text;
}

static void take_value(const char *name, const option_row *row, const char *value)
{
    switch (row->kind) {
    case OPTION_FLAG: *(bool *)row->target = true; return;
    case OPTION_TEXT: *(const char **)row->target = value; return;
    case OPTION_LIST: text_list_add(row->target, value); return;
    case OPTION_NUMBER: {
        char *end;
        errno = 0;
        long number = strtol(value, &end, 10);
        if (*value == '\0' || *end != '\0' || errno || number < 0)
            usage_error(name, "--%s wants a number from 0, not \"%s\"", row->name, value);
        *(long *)row->target = number;
        return;
    }
    case OPTION_CHOICE: {
        int choice = choice_of(row->value, value);
        if (choice < 0)
            usage_error(name, "--%s is one of %s, not \"%s\"", row->name, row->value, value);
        *(int *)row->target = choice;
        return;
    }
    }
}

static size_t add_rows(const option_row *rows, const option_row **all, struct option *longs, char *shorts, size_t n)
{
    for (; rows->name && n < MAX_ROWS; rows++, n++) {
        bool valued = rows->kind != OPTION_FLAG;
        all[n] = rows;
        longs[n] = (struct option){rows->name, valued ? required_argument : no_argument, NULL, FIRST_CODE + (int)n};
        if (rows->letter) {
            size_t len = strlen(shorts);
            snprintf(shorts + len, 4, "%c%s", rows->letter, valued ? ":" : "");
        }
    }
    return n;
}

static const option_row *row_of_code(int code, const option_row **all, size_t n)
{
    if (code >= FIRST_CODE)
        return all[code - FIRST_CODE];
    for (size_t i = 0; i < n; i++)
        if (all[i]->letter == code)
            return all[i];
    return NULL;
}

static bool takes_query(const char *name)
{
    const command *c = command_named(name);
    return c && strstr(c->arguments, "QUERY");
}

void options_read(int argc, char **argv, const option_row *rows, common_options *common, text_list *arguments)
{
    bool help = false;
    const option_row common_rows[] = {
        {"archive", 'A', OPTION_TEXT, &common->archive, "DIR", "the archive's folder"},
        {"color", 0, OPTION_CHOICE, &print_color_choice, color_choices,
         "colours (default: on a terminal, unless NO_COLOR is set)"},
        {"quiet", 'q', OPTION_FLAG, &common->quiet, NULL, "no progress, no remarks on standard error"},
        {"help", 'h', OPTION_FLAG, &help, NULL, "this text"},
        {0},
    };
    if (options_list_only) {
        list_rows(rows);
        list_rows(common_rows);
        exit(EXIT_FOUND);
    }
    const option_row *all[MAX_ROWS];
    struct option longs[MAX_ROWS + 1] = {0};
    char shorts[3 * MAX_ROWS + 8] = "+:"; /* arguments are collected here, so that "-word" after them can be part of a query */
    size_t n = add_rows(rows, all, longs, shorts, 0);
    n = add_rows(common_rows, all, longs, shorts, n);

    arguments->items = (const char **)argv + 1; /* they only move forward over what has been read: nothing to free */
    optind = 1;
    opterr = 0;
    while (optind < argc) {
        const char *given = argv[optind];
        int code = getopt_long(argc, argv, shorts, longs, NULL);
        if (code == -1) { /* an argument, or what follows "--" */
            bool literal = strcmp(given, "--") == 0;
            do
                if (optind < argc)
                    arguments->items[arguments->count++] = argv[optind++];
            while (literal && optind < argc);
            continue;
        }
        if (code == ':')
            usage_error(argv[0], "%s wants a value", given);
        const option_row *row = code == '?' ? NULL : row_of_code(code, all, n);
        if (!row)
            usage_error(argv[0], "%s has no option \"%s\"%s", argv[0], given,
                        takes_query(argv[0]) ? "; a query that begins with a minus goes behind --" : "");
        take_value(argv[0], row, optarg);
    }
    if (help) {
        print_help(argv[0], rows, common_rows);
        exit(EXIT_FOUND);
    }
    print_setup(print_color_choice);
    progress_setup(common->quiet);
}

char *query_of_arguments(const char *of_command, const text_list *arguments)
{
    size_t bytes = 1;
    for (size_t i = 0; i < arguments->count; i++)
        bytes += strlen(arguments->items[i]) + 1;
    if (arguments->count == 0)
        usage_error(of_command, "%s wants a query", of_command);
    char *query = malloc(bytes), *to = query;
    if (!query)
        abort();
    for (size_t i = 0; i < arguments->count; i++)
        to += sprintf(to, "%s%s", i ? " " : "", arguments->items[i]);
    return query;
}
