/* template.c - how is a line printed as the user wants it? */
#include <stdlib.h>
#include <string.h>

#include "template.h"

typedef struct template_piece {
    char *text;   /* NULL: a value */
    size_t value; /* its number */
} template_piece;

static template_piece *add_piece(template *t)
{
    t->pieces = realloc(t->pieces, (t->count + 1) * sizeof *t->pieces);
    if (!t->pieces)
        abort();
    t->pieces[t->count] = (template_piece){0};
    return &t->pieces[t->count++];
}

static void add_character(template *t, char c)
{
    template_piece *last = t->count && t->pieces[t->count - 1].text ? &t->pieces[t->count - 1] : add_piece(t);
    size_t len = last->text ? strlen(last->text) : 0;
    last->text = realloc(last->text, len + 2);
    if (!last->text)
        abort();
    last->text[len] = c;
    last->text[len + 1] = '\0';
}

static void list_names(const char *const *names, char out[512])
{
    size_t used = 0;
    for (size_t i = 0; names[i] && used < 480; i++)
        used += (size_t)snprintf(out + used, 512 - used, "%s{%s}", i ? " " : "", names[i]);
}

/* At "{"; returns what follows "}". */
static const char *read_name(template *t, const char *of_command, const char *at, const char *const *names)
{
    char known[512];
    size_t len = strcspn(at + 1, "}");
    list_names(names, known);
    if (at[1 + len] == '\0')
        usage_error(of_command, "--format: the { in \"%.40s\" is not closed; {{ is a brace", at);
    for (size_t i = 0; names[i]; i++)
        if (strlen(names[i]) == len && memcmp(names[i], at + 1, len) == 0) {
            add_piece(t)->value = i;
            return at + len + 2;
        }
    usage_error(of_command, "--format knows no {%.*s}; there are %s", (int)(len < 60 ? len : 60), at + 1, known);
}

/* At a backslash; returns what follows the escape. */
static const char *read_escape(template *t, const char *of_command, const char *at)
{
    static const char written[] = "tn\\", meant[] = "\t\n\\";
    const char *found = at[1] ? strchr(written, at[1]) : NULL;
    if (!found)
        usage_error(of_command, "--format: \\%.1s is no escape; there are \\t \\n \\\\", at + 1);
    add_character(t, meant[found - written]);
    return at + 2;
}

void template_read(template *t, const char *of_command, const char *text, const char *const *names)
{
    *t = (template){0};
    while (*text) {
        bool doubled = (*text == '{' || *text == '}') && text[1] == *text;
        if (*text == '{' && !doubled) {
            text = read_name(t, of_command, text, names);
        } else if (*text == '\\') {
            text = read_escape(t, of_command, text);
        } else if (*text == '}' && !doubled) {
            usage_error(of_command, "--format: a } closes nothing; }} is a brace");
        } else {
            add_character(t, *text);
            text += doubled ? 2 : 1;
        }
    }
}

void template_print(const template *t, const char *const *values)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->pieces[i].text)
            fputs(t->pieces[i].text, stdout);
        else
            print_marked(values[t->pieces[i].value], strlen(values[t->pieces[i].value]), NULL, 0, true);
    }
    putchar('\n');
}

void template_release(template *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->pieces[i].text);
    free(t->pieces);
    *t = (template){0};
}
