/* reading.c - how shall files be read, and what could not be read? */
#include <stdlib.h>
#include <string.h>

#include "reading.h"

static void add_mapping(const char *of_command, reading *r, char *pair)
{
    char *equals = strchr(pair, '=');
    if (!equals || equals == pair || equals[1] == '\0')
        usage_error(of_command, "--map wants KEY=.PATH, not \"%s\"", pair);
    *equals = '\0';
    r->mappings = realloc(r->mappings, (r->mapping_count + 1) * sizeof *r->mappings);
    if (!r->mappings)
        abort();
    r->mappings[r->mapping_count++] = (quoth_mapping){pair, equals + 1};
}

static void report_problem(void *context, const char *path, uint64_t line, const quoth_error *why)
{
    reading *r = context;
    r->problems++;
    progress_clear();
    if (line)
        remark("quoth: %s:%llu: %s\n", path, (unsigned long long)line, why->message);
    else
        remark("quoth: %s: %s\n", path, why->message);
    if (why->hint[0])
        remark("hint: %s\n", why->hint);
}

void reading_finish(const char *of_command, reading *r, quoth_index_options *options)
{
    for (size_t i = 0; i < r->maps.count; i++) {
        char *list = strdup(r->maps.items[i]); /* the mappings point into it; it lives as long as the process */
        for (char *pair; list && (pair = strsep(&list, ","));)
            add_mapping(of_command, r, pair);
    }
    options->mappings = r->mappings;
    options->mapping_count = r->mapping_count;
    options->format = r->format;
    options->source = r->source;
    options->language = r->language;
    options->all_files = r->all_files;
    options->context = r;
    options->problem = report_problem;
}

void reading_release(reading *r)
{
    free(r->mappings);
    free(r->maps.items);
}
