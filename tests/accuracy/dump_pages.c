/* dump_pages.c - what does the web page reader find? One JSON object {"id","text","date"} a line, for score_pages.py
 *
 *     dump_pages GOLD.jsonl FOLDER      GOLD's lines have "id" and "html", a path below FOLDER */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "indexer/source/source.h"

static void print_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    (void)context;
    fprintf(stderr, "%.*s:%u: %s\n", STR_ARG(path), line, why->message);
}

/* The value of "key": "…" in a line that Python wrote; no escapes in the ones that are asked for. */
static str value_of(str line, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\": \"", key);
    size_t at = str_find(line, str_from(quoted));
    str value = str_slice(line, at == SIZE_MAX ? line.len : at + strlen(quoted), line.len);
    return str_cut(&value, '"');
}

static void print_page(str id, const article *page)
{
    char date[11];
    buf line = {0};
    json_writer w = {.out = &line};
    json_object(&w);
    json_put_string(&w, "id", id);
    json_put_string(&w, "text", page->body);
    json_put_string(&w, "date", page->published_day == NO_DAY ? STR("") : str_from(day_format(page->published_day, date)));
    json_put_string(&w, "title", page->title);
    json_object_end(&w);
    printf("%.*s\n", (int)line.len, line.data);
    buf_release(&line);
}

static void dump(arena *a, str id, const char *path)
{
    static const source_options options = {.format = {"html", 4}};
    source *s;
    raw_record record;
    article page;
    quoth_error err;
    source_callbacks callbacks = {.problem = print_problem};
    if (source_open(&path, 1, &options, callbacks, &s, &err) != QUOTH_OK)
        return;
    while (source_next(s, a, &record, &err) == QUOTH_OK)
        if (record_parse(a, &record, &page, &err) == QUOTH_OK)
            print_page(id, &page);
        else
            print_problem(NULL, record.path, record.line, &err);
    source_close(&s);
}

int main(int argc, char **argv)
{
    FILE *gold = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (!gold) {
        fprintf(stderr, "usage: dump_pages GOLD.jsonl FOLDER\n");
        return 2;
    }
    char *text = NULL;
    size_t room = 0;
    arena a = {0};
    for (ssize_t len; (len = getline(&text, &room, gold)) > 0; arena_reset(&a)) {
        str line = {text, (size_t)len};
        str path = arena_printf(&a, "%s/%.*s", argv[2], STR_ARG(value_of(line, "html")));
        dump(&a, value_of(line, "id"), path.data);
    }
    free(text);
    arena_release(&a);
    fclose(gold);
    return 0;
}
