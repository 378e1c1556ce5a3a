/* api_reader.c - articles from files for a program that wants no archive */
#include <quoth/inspect.h>
#include <quoth/tag.h>
#include <stdlib.h>

#include "indexer/source/source.h"

struct quoth_reader {
    source *source;
    source_options options;
    arena lifelong; /* the options' copies */
    arena record, article;
    void *context;
    void (*problem)(void *context, const char *path, uint64_t line, const quoth_error *why);
};

static str copy(arena *a, const char *text)
{
    return arena_copy(a, str_from(text));
}

static source_mapping *copy_mappings(arena *a, const quoth_mapping *from, size_t count)
{
    source_mapping *to = ARENA_ARRAY(a, source_mapping, count + 1);
    for (size_t i = 0; i < count; i++)
        to[i] = (source_mapping){copy(a, from[i].property), copy(a, from[i].path)};
    return to;
}

static void take_options(quoth_reader *r, const quoth_index_options *o)
{
    r->options = (source_options){.format = copy(&r->lifelong, o->format),
                                  .source = copy(&r->lifelong, o->source),
                                  .language = copy(&r->lifelong, o->language),
                                  .mapping_count = o->mapping_count,
                                  .all_files = o->all_files};
    r->options.mappings = copy_mappings(&r->lifelong, o->mappings, o->mapping_count);
    r->options.converters = copy_mappings(&r->lifelong, o->converters, o->converter_count);
    r->options.converter_count = o->converter_count;
    r->options.sql = copy(&r->lifelong, o->sql);
    r->context = o->context;
    r->problem = o->problem;
}

static void pass_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    quoth_reader *r = context;
    if (r->problem)
        r->problem(r->context, path.data, line, why);
}

/* The source borrows the paths for its whole life. */
static const char **copy_paths(arena *a, const char *const *paths, size_t count)
{
    const char **copies = ARENA_ARRAY(a, const char *, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = copy(a, paths[i]).data;
    return copies;
}

quoth_status quoth_reader_open(const char *const *paths, size_t path_count, const quoth_index_options *options,
                               quoth_reader **reader, quoth_error *err)
{
    static const quoth_index_options defaults = {0};
    quoth_reader *r = mem_zalloc(sizeof *r);
    take_options(r, options ? options : &defaults);
    const char **copies = copy_paths(&r->lifelong, paths, path_count);
    source_callbacks callbacks = {.context = r, .problem = pass_problem};
    quoth_status status = source_open(copies, path_count, &r->options, callbacks, &r->source, err);
    if (status != QUOTH_OK)
        quoth_reader_close(r);
    *reader = status == QUOTH_OK ? r : NULL;
    return status;
}

static quoth_article_input as_input(arena *a, const article *found)
{
    return (quoth_article_input){.id = arena_copy(a, found->id).data,
                                 .title = arena_copy(a, found->title).data,
                                 .text = arena_copy(a, found->body).data,
                                 .text_bytes = found->body.len,
                                 .published = arena_copy(a, found->published).data,
                                 .url = arena_copy(a, found->url).data,
                                 .author = arena_copy(a, found->author).data,
                                 .source = arena_copy(a, found->source).data,
                                 .language = arena_copy(a, found->language).data,
                                 .locator = arena_copy(a, found->locator).data};
}

quoth_status quoth_reader_next(quoth_reader *r, quoth_article_input *out, quoth_error *err)
{
    for (;;) {
        raw_record record;
        article found;
        quoth_error why = {0};
        arena_reset(&r->record);
        arena_reset(&r->article);
        TRY(source_next(r->source, &r->record, &record, err));
        quoth_status status = record_parse(&r->article, &record, &found, &why);
        if (status != QUOTH_OK && status != QUOTH_NOT_FOUND)
            pass_problem(r, record.path, record.line, &why);
        if (status != QUOTH_OK && status != QUOTH_LIMIT)
            continue;
        *out = as_input(&r->article, &found);
        return QUOTH_OK;
    }
}

void quoth_reader_close(quoth_reader *r)
{
    if (!r)
        return;
    source_close(&r->source);
    arena_release(&r->article);
    arena_release(&r->record);
    arena_release(&r->lifelong);
    free(r);
}

const quoth_format_info *quoth_format_list(size_t i)
{
    return source_format_list(i);
}
