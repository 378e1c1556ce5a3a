/* dry_run.c - how would the first articles be read? */
#include "dry_run.h"

#include <string.h>

enum { ARTICLES_SHOWN = 10, BYTES_SHOWN = 160 };

static void print_line(const char *label, const char *value)
{
    printf("  %-8s", label);
    print_safely(value, strlen(value));
    putchar('\n');
}

/* The text's first words on one line. */
static void print_beginning(const char *text, size_t bytes)
{
    size_t end = bytes;
    if (bytes > BYTES_SHOWN) {
        end = BYTES_SHOWN;
        while (end > BYTES_SHOWN / 2 && text[end] != ' ' && text[end] != '\n')
            end--;
        while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
            end--;
    }
    printf("  %-8s", "text");
    print_marked(text, end, NULL, 0, true);
    printf("%s (%s)\n", end < bytes ? " …" : "", in_bytes(bytes));
}

static void print_found(const quoth_article_input *x)
{
    const struct {
        const char *label, *value;
        bool always;
    } lines[] = {{"title", x->title, true},   {"date", x->published, true}, {"source", x->source, true},
                 {"author", x->author, true}, {"id", x->id, false},         {"url", x->url, false},
                 {"lang", x->language, false}};
    print_style(STYLE_TITLE);
    print_safely(x->locator, strlen(x->locator));
    print_style(STYLE_PLAIN);
    putchar('\n');
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].always || *lines[i].value)
            print_line(lines[i].label, *lines[i].value ? lines[i].value : "-");
    print_beginning(x->text, x->text_bytes);
}

static void print_found_json(const quoth_article_input *x)
{
    print_json(json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I,s:o}", "locator", json_text(x->locator), "title",
                         json_text(x->title), "date", json_text(x->published), "source", json_text(x->source), "author",
                         json_text(x->author), "id", json_text(x->id), "url", json_text(x->url), "language",
                         json_text(x->language), "bytes", (json_int_t)x->text_bytes, "text", json_text(x->text)));
}

int dry_run(const char *const *paths, size_t count, const quoth_index_options *options, bool json)
{
    quoth_reader *reader;
    quoth_error err;
    quoth_status status = quoth_reader_open(paths, count, options, &reader, &err);
    if (status != QUOTH_OK)
        return report_error(&err);
    int shown = 0;
    quoth_article_input article;
    while (shown < ARTICLES_SHOWN && (status = quoth_reader_next(reader, &article, &err)) == QUOTH_OK) {
        shown++;
        (json ? print_found_json : print_found)(&article);
    }
    quoth_reader_close(reader);
    if (status != QUOTH_OK && status != QUOTH_NOT_FOUND)
        return report_error(&err);
    if (!json)
        fprintf(stderr, "%s%s; nothing was indexed\n", shown == ARTICLES_SHOWN ? "the first " : "",
                counted((uint64_t)shown, "article", "articles"));
    return shown ? EXIT_FOUND : EXIT_NOTHING;
}
