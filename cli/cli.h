/* cli.h - what every command shares: the table of commands, options, exit statuses, and how things are printed */
#ifndef CLI_H
#define CLI_H

#include <jansson.h>
#include <quoth.h>
#include <stdbool.h>
#include <stdio.h>

/* Exit statuses: the contract with scripts. */
enum {
    EXIT_FOUND = 0,
    EXIT_NOTHING = 1,
    EXIT_USAGE = 2,   /* wrong options or query syntax */
    EXIT_ARCHIVE = 3, /* missing or unreadable */
    EXIT_PARTIAL = 4, /* some inputs failed */
    EXIT_LOCKED = 75  /* EX_TEMPFAIL: another writer is at work */
};

/* --- commands --- */
typedef struct command {
    const char *name;
    const char *arguments; /* "QUERY", "PATH..." */
    const char *summary;   /* one line */
    int (*run)(int argc, char **argv);
} command;
/* NULL beyond the last. */
const command *command_at(size_t i);
const command *command_named(const char *name);

int command_index(int argc, char **argv);
int command_search(int argc, char **argv);
int command_count(int argc, char **argv);
int command_quotes(int argc, char **argv);
int command_copies(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_speakers(int argc, char **argv);
int command_places(int argc, char **argv);
int command_alias(int argc, char **argv);
int command_facets(int argc, char **argv);
int command_timeline(int argc, char **argv);
int command_terms(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_show(int argc, char **argv);
int command_history(int argc, char **argv);
int command_tag(int argc, char **argv);
int command_stats(int argc, char **argv);
int command_check(int argc, char **argv);
int command_reindex(int argc, char **argv);
int command_remove(int argc, char **argv);
int command_fields(int argc, char **argv);
int command_formats(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_why(int argc, char **argv);
int command_complete(int argc, char **argv);
int command_help(int argc, char **argv);

/* --- options: one table a command --- */
typedef enum option_kind { OPTION_FLAG, OPTION_NUMBER, OPTION_TEXT, OPTION_CHOICE, OPTION_LIST } option_kind;

typedef struct text_list {
    const char **items;
    size_t count;
} text_list;

typedef struct option_row {
    const char *name; /* without "--"; NULL ends the table */
    char letter;      /* short form, or 0 */
    option_kind kind;
    void *target;      /* bool *, long *, const char **, int * (number of the choice), text_list * */
    const char *value; /* what the value is called: "N", "DIR"; of a choice "a|b|c" */
    const char *help;
} option_row;

/* What every command takes besides its own. */
typedef struct common_options {
    const char *archive;
    bool quiet;
} common_options;

/* Reads argv[1..]; what is not an option goes to *arguments, in order. On a mistake or --help prints and ends the process
 * (EXIT_USAGE or 0): nothing has been opened yet. */
void options_read(int argc, char **argv, const option_row *rows, common_options *common, text_list *arguments);
/* The options of a command as lines for help. */
void options_print(FILE *out, const option_row *rows);
/* Set for completion: options_read then lists the options, one a line, and ends the process. */
extern bool options_list_only;
/* Usage error: message, how to get help, EXIT_USAGE. */
__attribute__((format(printf, 2, 3), noreturn)) void usage_error(const char *of_command, const char *format, ...);

/* --- errors --- */
/* Prints "quoth: message" and the hint on stderr; returns the exit status that stands for it. */
int report_error(const quoth_error *err);
/* The same for a query: with the query and a caret under the offending characters. */
int report_query_error(const quoth_error *err, const char *query);
int exit_status_of(quoth_status status);

/* --- opening --- */
/* The archive's folder after --archive, QUOTH_ARCHIVE, .quoth/, default. Static storage. */
const char *archive_path(const common_options *common);
/* NULL after having reported why; *exit_status then says how to end. */
quoth_archive *archive_for_reading(const common_options *common, int *exit_status);
quoth_writer *archive_for_writing(const common_options *common, unsigned flags, int *exit_status);
/* The words of a query given as several arguments, joined by spaces. Freed with free(). */
char *query_of_arguments(const char *of_command, const text_list *arguments);

/* --- printing --- */
typedef enum style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_FAINT,
    STYLE_MATCH,
    STYLE_SPEAKER,
    STYLE_PLACE,
    STYLE_DATE,
    STYLE_QUOTE,
    STYLE_REMOVED,
    STYLE_ADDED
} style;
/* Decides about colours and the pager, once: `color` 0 auto, 1 always, 2 never. */
void print_setup(int color);
extern int print_color_choice; /* set by --color while options are read */
/* On a terminal, what follows on stdout goes through $PAGER (less -FRX). */
void print_through_pager(void);
void print_end(void);
void print_style(style s);
/* Whether styles show; where they do not, marks must. */
bool print_in_colour(void);
/* Text of an article: control characters and direction overrides are left out, so that it cannot steer a terminal. */
void print_safely(const char *text, size_t bytes);
/* The same with what means something in HTML, also in an attribute's value, as entities. */
void print_html(const char *text, size_t bytes);
/* The same with [start, end) byte ranges set off in STYLE_MATCH; line breaks become spaces when `one_line`. */
/* "a.pdf#page=3"; the locator alone where `page` is 0. */
void print_locator(const char *locator, unsigned page);
void print_marked(const char *text, size_t bytes, const quoth_span *marks, size_t mark_count, bool one_line);
/* The same for a message on stderr: what is wrong quotes file names, records and queries. */
__attribute__((format(printf, 1, 2))) void remark(const char *format, ...);
/* One JSON value as one line on stdout, with escapes for what would steer a terminal; takes the value over. */
void print_json(json_t *value);
/* The same without the line's end. */
void print_json_value(json_t *value);
void print_csv_field(const char *text, bool last);
/* "12 345", "1.5 MB" in a static ring of eight buffers. */
const char *in_groups(uint64_t number);
const char *in_bytes(uint64_t bytes);
/* "1 article", "2,000 articles" in the same ring. */
const char *counted(uint64_t number, const char *one, const char *many);

/* --- JSON of what the library gives --- */
enum { JSON_SCHEMA = 1 };
/* A JSON string; bytes that are not UTF-8 (in a file's name, say) become U+FFFD. */
json_t *json_text(const char *text);
json_t *json_of_span(const quoth_span *span);
json_t *json_of_hit(const quoth_hit *hit);
/* `measured`: with how like the article it is. */
json_t *json_of_copy(const quoth_copy *copy, bool measured);
json_t *json_of_tags(const quoth_tags *tags, json_t *into);
json_t *json_texts(const char *const *texts, size_t count);

/* --- progress on stderr, only on a terminal, at most ten times a second --- */
void progress_show(const quoth_index_progress *p);
void progress_clear(void);
void progress_setup(bool quiet);

#endif
