/* reading.h - the options of commands that read articles from files: index and tag */
#ifndef CLI_READING_H
#define CLI_READING_H

#include "cli.h"

enum { NOISY_FILES = 16 };

typedef struct reading {
    text_list maps;          /* --map property=.path[,property=.path…], as given; reading_finish puts copies of its own */
    text_list fields;        /* --field name=.path, of index */
    text_list converters;    /* --converter .ext=command */
    quoth_mapping *programs; /* filled from them by reading_finish */
    const char *format, *source, *language, *sql;
    bool all_files;
    quoth_mapping *mappings; /* filled by reading_finish, as the next */
    quoth_mapping *field_paths;
    uint64_t problems; /* counted by report_problem */
    struct noisy_file {
        char *path;
        uint64_t said, turn; /* lines; when the last came */
    } noisy[NOISY_FILES];    /* of which the last problems were: those of one file do not fill the screen */
} reading;

#define READING_ROWS(r)                                                                                                 \
    {"map",     'm',           OPTION_LIST,                                                                             \
     &(r).maps, "KEY=.PATH,…", "where JSON records keep title, text, date, id, url, source, author, language"},         \
        {"converter",    0,                                                                                             \
         OPTION_LIST,    &(r).converters,                                                                               \
         ".EXT=COMMAND", "read files with this ending through a program: '.ps=ps2ascii'"},                              \
        {"format", 'f', OPTION_TEXT, &(r).format, "NAME", "read everything as this format (quoth formats lists them)"}, \
        {"sql", 0, OPTION_TEXT, &(r).sql, "SELECT", "the query that gives the articles of a SQLite database"},          \
        {"source", 's', OPTION_TEXT, &(r).source, "NAME", "publication of articles that name none"},                    \
        {"lang", 'l', OPTION_TEXT, &(r).language, "CODE", "language of articles that name none (default: detected)"},   \
    {                                                                                                                   \
        "all-files", 0, OPTION_FLAG, &(r).all_files, NULL, "also read files of no known format, as plain text"          \
    }

/* Takes the mappings apart (usage error on a mistake) and fills what the library wants; `r` is the callbacks' context. */
void reading_finish(const char *of_command, reading *r, quoth_index_options *options);
void reading_release(reading *r);

#endif
