/* reading.c - how shall files be read, and what could not be read? */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reading.h"

typedef struct mapping_list {
    quoth_mapping *items;
    size_t count;
} mapping_list;

static void add_mapping(mapping_list *list, const char *key, const char *path)
{
    list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
    if (!list->items)
        abort();
    list->items[list->count++] = (quoth_mapping){key, path};
}

/* "title=.headline"; of a field that is called as in the source, also "topics". */
static void take_pair(const char *of_command, bool is_field, mapping_list *list, char *pair)
{
    char *equals = strchr(pair, '=');
    if (is_field && !equals && *pair) {
        add_mapping(list, pair, pair);
        return;
    }
    if (!equals || equals == pair || equals[1] == '\0')
        usage_error(of_command, is_field ? "--field wants NAME or NAME=.PATH, not \"%s\"" : "--map wants KEY=.PATH, not \"%s\"",
                    pair);
    *equals = '\0';
    add_mapping(list, pair, equals + 1);
}

/* What one option gave, often or with commas. The mappings point into copies that `given` holds afterwards. */
static mapping_list take_apart(const char *of_command, bool is_field, text_list *given)
{
    mapping_list list = {0};
    for (size_t i = 0; i < given->count; i++) {
        char *rest = strdup(given->items[i]);
        given->items[i] = rest;
        for (char *pair; rest && (pair = strsep(&rest, ","));)
            take_pair(of_command, is_field, &list, pair);
    }
    return list;
}

static void release_copies(text_list *copies)
{
    for (size_t i = 0; i < copies->count; i++)
        free((char *)copies->items[i]);
    free(copies->items);
}

/* ".ps=ps2ascii": one a time, as commands have commas. */
static mapping_list take_converters(const char *of_command, text_list *given)
{
    mapping_list list = {0};
    for (size_t i = 0; i < given->count; i++) {
        char *pair = strdup(given->items[i]), *equals = pair ? strchr(pair, '=') : NULL;
        given->items[i] = pair;
        if (!equals || pair[0] != '.' || equals == pair + 1 || equals[1] == '\0')
            usage_error(of_command, "--converter wants .EXT=COMMAND, not \"%s\"", pair ? pair : "");
        *equals = '\0';
        add_mapping(&list, pair, equals + 1);
    }
    return list;
}

/* Of one file, on a terminal; a log gets them all. */
enum { MOST_LINES = 10 };

/* How many lines were said of this file; a file that others drove out counts from 0. */
static uint64_t *lines_said(reading *r, const char *path)
{
    struct noisy_file *oldest = &r->noisy[0];
    for (size_t i = 0; i < NOISY_FILES; i++) {
        struct noisy_file *f = &r->noisy[i];
        if (f->path && strcmp(f->path, path) == 0) {
            f->turn = r->problems;
            return &f->said;
        }
        oldest = f->turn < oldest->turn ? f : oldest;
    }
    free(oldest->path);
    *oldest = (struct noisy_file){.path = strdup(path), .turn = r->problems};
    return &oldest->said;
}

static void report_problem(void *context, const char *path, uint64_t line, const quoth_error *why)
{
    reading *r = context;
    r->problems += why->status != QUOTH_WITHHELD;
    uint64_t said = isatty(STDERR_FILENO) ? ++*lines_said(r, path) : 0;
    if (said > MOST_LINES + 1)
        return;
    progress_clear();
    if (said > MOST_LINES) {
        remark("quoth: %s: more lines of this file are not shown; 2> LOG keeps them all\n", path);
        return;
    }
    if (line)
        remark("quoth: %s:%llu: %s\n", path, (unsigned long long)line, why->message);
    else
        remark("quoth: %s: %s\n", path, why->message);
    if (why->hint[0])
        remark("hint: %s\n", why->hint);
}

void reading_finish(const char *of_command, reading *r, quoth_index_options *options)
{
    mapping_list maps = take_apart(of_command, false, &r->maps), fields = take_apart(of_command, true, &r->fields);
    mapping_list programs = take_converters(of_command, &r->converters);
    r->mappings = maps.items;
    r->programs = programs.items;
    options->converters = programs.items;
    options->converter_count = programs.count;
    r->field_paths = fields.items;
    options->mappings = maps.items;
    options->mapping_count = maps.count;
    options->fields = fields.items;
    options->field_count = fields.count;
    options->format = r->format;
    options->sql = r->sql;
    options->source = r->source;
    options->language = r->language;
    options->all_files = r->all_files;
    options->context = r;
    options->problem = report_problem;
}

void reading_release(reading *r)
{
    free(r->mappings);
    free(r->programs);
    release_copies(&r->converters);
    release_copies(&r->maps);
    free(r->field_paths);
    release_copies(&r->fields);
    for (size_t i = 0; i < NOISY_FILES; i++)
        free(r->noisy[i].path);
}
