/* command_history.c - what did an article say before it was changed? quoth history */
#include <string.h>

#include "cli.h"

/* Words of what was kept that are shown on either side of a change. */
enum { WORDS_AROUND = 6 };

static const char *const kind_names[] = {[QUOTH_KEPT] = "kept", [QUOTH_REMOVED] = "removed", [QUOTH_ADDED] = "added"};

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the first words. */
static size_t front_of(const char *text, size_t bytes)
{
    size_t at = 0;
    for (int words = 0; words < WORDS_AROUND; words++) {
        while (at < bytes && is_white(text[at]))
            at++;
        while (at < bytes && !is_white(text[at]))
            at++;
    }
    return at;
}

/* Where the last words begin. */
static size_t back_of(const char *text, size_t bytes)
{
    size_t at = bytes;
    for (int words = 0; words < WORDS_AROUND; words++) {
        while (at > 0 && is_white(text[at - 1]))
            at--;
        while (at > 0 && !is_white(text[at - 1]))
            at--;
    }
    return at;
}

/* --- as text --- */

/* In colours, or between marks where there are none, as wdiff has them. */
static void print_changed(const quoth_change *c)
{
    bool removed = c->kind == QUOTH_REMOVED, plain = !print_in_colour();
    print_style(removed ? STYLE_REMOVED : STYLE_ADDED);
    if (plain)
        fputs(removed ? "[-" : "{+", stdout);
    print_safely(c->text, c->bytes);
    if (plain)
        fputs(removed ? "-]" : "+}", stdout);
    print_style(STYLE_PLAIN);
}

static void print_kept(const quoth_change *c, bool is_first, bool is_last, bool whole)
{
    size_t front = is_first ? 0 : front_of(c->text, c->bytes), back = is_last ? c->bytes : back_of(c->text, c->bytes);
    if (whole || front >= back) {
        print_safely(c->text, c->bytes);
        return;
    }
    print_safely(c->text, front);
    print_style(STYLE_FAINT);
    fputs(is_first ? "… " : is_last ? " …" : " … ", stdout);
    print_style(STYLE_PLAIN);
    while (!is_last && back < c->bytes && is_white(c->text[back]))
        back++;
    print_safely(c->text + back, c->bytes - back);
}

static void print_part(const char *name, const quoth_change *list, size_t count, bool whole)
{
    size_t changed = 0;
    for (size_t i = 0; i < count; i++)
        changed += list[i].kind != QUOTH_KEPT;
    if (count == 0 || (changed == 0 && !whole))
        return;
    printf("  %-6s ", name);
    for (size_t i = 0; i < count; i++)
        if (list[i].kind == QUOTH_KEPT)
            print_kept(&list[i], i == 0, i + 1 == count, whole);
        else
            print_changed(&list[i]);
    putchar('\n');
}

static void print_version(const quoth_article_version *v, size_t number, bool whole)
{
    print_style(STYLE_TITLE);
    printf("version %zu", number);
    print_style(STYLE_PLAIN);
    if (*v->captured)
        printf("  captured %s", v->captured);
    else if (*v->published)
        printf("  published %s", v->published);
    if (number > 1)
        printf("  %s removed, %s added", counted(v->words_removed, "word", "words"), in_groups(v->words_added));
    if (*v->replaced)
        printf("  until %s", v->replaced);
    putchar('\n');
    size_t in_title = 0;
    while (in_title < v->change_count && v->changes[in_title].in_title)
        in_title++;
    print_part("title", v->changes, in_title, whole);
    if (in_title < v->change_count)
        print_part("text", v->changes + in_title, v->change_count - in_title, whole);
}

static void print_history(const quoth_history *h, bool whole)
{
    const quoth_article_version *present = &h->versions[h->count - 1];
    print_style(STYLE_TITLE);
    print_safely(present->title, strlen(present->title));
    print_style(STYLE_PLAIN);
    printf("\n%-10s%llu\n%-10s%zu\n", "article", (unsigned long long)h->id, "versions", h->count);
    if (h->captured_count == 1)
        printf("captured  %s\n", h->captured[0]);
    else if (h->captured_count > 1)
        printf("captured  on %zu days from %s to %s\n", h->captured_count, h->captured[0], h->captured[h->captured_count - 1]);
    for (size_t i = 0; i < h->count; i++)
        print_version(&h->versions[i], i + 1, whole);
}

/* --- as JSON --- */

static json_t *json_of_change(const quoth_change *c)
{
    return json_pack("{s:s,s:s,s:o}", "kind", kind_names[c->kind], "part", c->in_title ? "title" : "text", "text",
                     json_stringn(c->text, c->bytes));
}

static json_t *json_of_version(const quoth_article_version *v, size_t number)
{
    json_t *changes = json_array();
    for (size_t i = 0; i < v->change_count; i++)
        json_array_append_new(changes, json_of_change(&v->changes[i]));
    return json_pack("{s:I,s:s,s:s,s:s,s:s,s:o,s:i,s:i,s:o}", "version", (json_int_t)number, "published", v->published,
                     "captured", v->captured, "replaced", v->replaced, "title", v->title, "text",
                     json_stringn(v->text, v->text_bytes), "words_removed", (int)v->words_removed, "words_added",
                     (int)v->words_added, "changes", changes);
}

static json_t *json_of_history(const quoth_history *h)
{
    json_t *versions = json_array();
    for (size_t i = 0; i < h->count; i++)
        json_array_append_new(versions, json_of_version(&h->versions[i], i + 1));
    json_t *captured = json_array();
    for (size_t i = 0; i < h->captured_count; i++)
        json_array_append_new(captured, json_string(h->captured[i]));
    return json_pack("{s:i,s:I,s:o,s:o}", "schema", JSON_SCHEMA, "article", (json_int_t)h->id, "versions", versions, "captured",
                     captured);
}

/* --- as a page --- */

static void put_html_text(const char *text, size_t bytes)
{
    print_html(text, bytes);
}

static void put_html_changes(const quoth_article_version *v, int in_title)
{
    static const char *const elements[] = {[QUOTH_KEPT] = "span", [QUOTH_REMOVED] = "del", [QUOTH_ADDED] = "ins"};
    for (size_t i = 0; i < v->change_count; i++) {
        const quoth_change *c = &v->changes[i];
        if (c->in_title != in_title)
            continue;
        printf("<%s>", elements[c->kind]);
        put_html_text(c->text, c->bytes);
        printf("</%s>", elements[c->kind]);
    }
}

static void put_html_version(const quoth_article_version *v, size_t number)
{
    printf("<section>\n<h2>Version %zu</h2>\n<p class=\"when\">%s%s%s%s</p>\n<h3>", number,
           *v->captured    ? "captured "
           : *v->published ? "published "
                           : "",
           *v->captured ? v->captured : v->published, *v->replaced ? ", until " : "", v->replaced);
    if (v->change_count)
        put_html_changes(v, 1);
    else
        put_html_text(v->title, strlen(v->title));
    fputs("</h3>\n<div class=\"text\">", stdout);
    if (v->change_count)
        put_html_changes(v, 0);
    else
        put_html_text(v->text, v->text_bytes);
    fputs("</div>\n</section>\n", stdout);
}

static void put_html(const quoth_history *h)
{
    const quoth_article_version *present = &h->versions[h->count - 1];
    fputs("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>", stdout);
    put_html_text(present->title, strlen(present->title));
    fputs("</title>\n<style>\n"
          "body { max-width: 42rem; margin: 2rem auto; font: 1.05rem/1.6 Georgia, serif; color: #222; padding: 0 1rem }\n"
          ".when { font: .85rem/1.4 sans-serif; color: #555 } .text { white-space: pre-wrap }\n"
          "del { background: #ffd7d5; color: #82071e } ins { background: #d2f4d9; color: #0a5122; text-decoration: none }\n"
          "</style>\n</head>\n<body>\n",
          stdout);
    for (size_t i = 0; i < h->count; i++)
        put_html_version(&h->versions[i], i + 1);
    fputs("</body>\n</html>\n", stdout);
}

/* --- the command --- */

typedef struct history_form {
    bool json, html, whole;
} history_form;

static int show_history(quoth_archive *archive, const char *key, history_form form)
{
    uint64_t id;
    quoth_error err;
    const quoth_history *h = NULL;
    if (quoth_article_find(archive, key, &id, &err) != QUOTH_OK || quoth_history_get(archive, id, &h, &err) != QUOTH_OK)
        return report_error(&err);
    if (form.json)
        print_json(json_of_history(h));
    else if (form.html)
        put_html(h);
    else
        print_history(h, form.whole);
    quoth_history_free(h);
    return EXIT_FOUND;
}

int command_history(int argc, char **argv)
{
    common_options common = {0};
    text_list ids = {0};
    history_form form = {0};
    const option_row rows[] = {
        {"whole", 'w', OPTION_FLAG, &form.whole, NULL, "all of each text, not only what stands around a change"},
        {"html", 0, OPTION_FLAG, &form.html, NULL, "a page with what was removed and added in colours"},
        {"json", 0, OPTION_FLAG, &form.json, NULL, "one JSON object an article"},
        {0},
    };
    options_read(argc, argv, rows, &common, &ids);
    if (ids.count == 0)
        usage_error(argv[0], "history wants an article: its number, the source's own id, or its locator");
    if (form.html && (ids.count > 1 || form.json))
        usage_error(argv[0], "--html is a page of one article, and no JSON");
    int status = EXIT_FOUND;
    quoth_archive *archive = archive_for_reading(&common, &status);
    if (!archive)
        return status;
    if (!form.json && !form.html)
        print_through_pager();
    for (size_t i = 0; i < ids.count; i++) {
        if (i && !form.json)
            putchar('\n');
        int one = show_history(archive, ids.items[i], form);
        status = one != EXIT_FOUND ? one : status;
    }
    quoth_archive_close(archive);
    return status;
}
