/* cite.c - how does an article look as a reference? */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cite.h"

/* --- RIS --- */

static void ris_line(const char *tag, const char *value)
{
    if (!*value)
        return;
    printf("%s  - ", tag);
    print_marked(value, strlen(value), NULL, 0, true);
    fputs("\r\n", stdout);
}

void cite_ris(const reference *r)
{
    fputs("TY  - NEWS\r\n", stdout);
    ris_line("TI", r->title);
    for (size_t i = 0; i < r->author_count; i++)
        ris_line("AU", r->authors[i]);
    if (strlen(r->date) == 10) {
        printf("PY  - %.4s\r\n", r->date);
        printf("DA  - %.4s/%.2s/%.2s/\r\n", r->date, r->date + 5, r->date + 8);
    }
    ris_line("T2", r->source);
    ris_line("UR", r->url);
    ris_line("LA", r->language);
    ris_line("ID", r->id);
    ris_line("AV", r->locator);
    if (r->page)
        printf("SP  - %u\r\n", r->page);
    ris_line("AB", r->abstract);
    ris_line("N1", r->note);
    fputs("ER  - \r\n", stdout);
}

/* --- BibTeX --- */

static const char *tex_of(char c)
{
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '{': return "\\textbraceleft{}"; /* braces count even where they are escaped */
    case '}': return "\\textbraceright{}";
    case '$': return "\\$";
    case '&': return "\\&";
    case '#': return "\\#";
    case '%': return "\\%";
    case '_': return "\\_";
    case '^': return "\\textasciicircum{}";
    case '~': return "\\textasciitilde{}";
    case '"': return "{\"}";
    default: return NULL;
    }
}

static void put_tex(const char *text)
{
    for (const char *at = text; *at; at++) {
        const char *tex = tex_of(*at);
        if (tex)
            fputs(tex, stdout);
        else if ((unsigned char)*at >= ' ' && *at != 0x7F)
            putchar(*at);
        else
            putchar(' ');
    }
}

/* In an address the characters that end or begin a group are written as RFC 3986 has it. */
static void put_address(const char *url)
{
    for (const char *at = url; *at; at++) {
        if (strchr("{}\\\"<>^`| ", *at) || (unsigned char)*at < ' ' || *at == 0x7F)
            printf("%%%02X", (unsigned char)*at);
        else
            putchar(*at);
    }
}

static void tex_field(const char *name, const char *before, const char *value, const char *after)
{
    if (!*value)
        return;
    printf(",\n  %s = {%s", name, before);
    put_tex(value);
    printf("%s}", after);
}

/* harbourwire2024.46 */
static void put_key(const reference *r)
{
    unsigned letters = 0;
    for (const char *at = r->source; *at && letters < 16; at++)
        if (isascii((unsigned char)*at) && isalpha((unsigned char)*at)) {
            putchar(tolower((unsigned char)*at));
            letters++;
        }
    printf("%s%.4s.%s", letters ? "" : "article", r->date, r->key);
}

void cite_bibtex(const reference *r)
{
    fputs("@article{", stdout);
    put_key(r);
    tex_field("title", "{", r->title, "}"); /* doubled: styles leave its capitals alone */
    for (size_t i = 0; i < r->author_count; i++) {
        fputs(i ? " and " : ",\n  author = {", stdout);
        fputs("{", stdout); /* a name as it is written */
        put_tex(r->authors[i]);
        fputs("}", stdout);
    }
    if (r->author_count)
        putchar('}');
    tex_field("journal", "", r->source, "");
    if (strlen(r->date) == 10) {
        printf(",\n  date = {%s},\n  year = {%.4s}", r->date, r->date);
    }
    if (*r->url) {
        fputs(",\n  url = {", stdout);
        put_address(r->url);
        putchar('}');
    }
    tex_field("langid", "", r->language, "");
    if (r->page)
        printf(",\n  pages = {%u}", r->page);
    tex_field("note", "", r->locator, "");
    tex_field("abstract", "", r->quoted, "");
    tex_field("annotation", "", r->note, "");
    fputs(",\n  entrysubtype = {newspaper}\n}\n", stdout);
}

/* --- CSL --- */

json_t *cite_csl(const reference *r)
{
    json_t *object = json_pack("{s:s,s:s,s:o}", "type", "article-newspaper", "id", r->key, "title", json_text(r->title));
    json_t *authors = json_array();
    for (size_t i = 0; i < r->author_count; i++)
        json_array_append_new(authors, json_pack("{s:o}", "literal", json_text(r->authors[i])));
    if (r->author_count)
        json_object_set(object, "author", authors);
    json_decref(authors);
    if (strlen(r->date) == 10)
        json_object_set_new(object, "issued",
                            json_pack("{s:[[i,i,i]]}", "date-parts", atoi(r->date), atoi(r->date + 5), atoi(r->date + 8)));
    const struct {
        const char *name, *value;
    } others[] = {{"container-title", r->source}, {"URL", r->url},         {"language", r->language},
                  {"source", r->locator},         {"abstract", r->quoted}, {"note", r->note}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (*others[i].value)
            json_object_set_new(object, others[i].name, json_text(others[i].value));
    if (r->page)
        json_object_set_new(object, "page", json_integer(r->page));
    return object;
}
