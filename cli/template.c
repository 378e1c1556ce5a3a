/* template.c - how is a line printed as the user wants it? */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "template.h"

typedef struct template_piece {
    const char *text; /* in the template's; NULL: a value */
    size_t bytes;     /* of the text, or the value's number */
} template_piece;

typedef struct reader {
    template *t;
    const char *at; /* what is not read yet */
    char *end;      /* of the text so far */
    const char *const *names;
    char *problem;
} reader;

static template_piece *add_piece(template *t)
{
    t->pieces = realloc(t->pieces, (t->count + 1) * sizeof *t->pieces);
    if (!t->pieces)
        abort();
    return &t->pieces[t->count++];
}

static void add_character(reader *r, char c)
{
    template *t = r->t;
    if (t->count == 0 || !t->pieces[t->count - 1].text)
        *add_piece(t) = (template_piece){r->end, 0};
    t->pieces[t->count - 1].bytes++;
    *r->end++ = c;
}

/* No more bytes of a text than `most`, and no part of a character. */
static int shortened(const char *text, size_t bytes, size_t most)
{
    size_t n = bytes < most ? bytes : most;
    while (n > 0 && n < bytes && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    return (int)n;
}

__attribute__((format(printf, 2, 3))) static bool refuse(reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(r->problem, TEMPLATE_PROBLEM, format, args);
    va_end(args);
    return false;
}

static bool refuse_name(reader *r, const char *name, size_t bytes)
{
    char known[512];
    size_t used = 0;
    for (size_t i = 0; r->names[i] && used < 480; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s{%s}", i ? " " : "", r->names[i]);
    return refuse(r, "--format knows no {%.*s}; there are %s", shortened(name, bytes, 60), name, known);
}

/* At "{". */
static bool read_name(reader *r)
{
    const char *name = r->at + 1;
    size_t bytes = strcspn(name, "}");
    if (name[bytes] == '\0')
        return refuse(r, "--format: the { in \"%.*s\" is not closed; {{ is a brace", shortened(r->at, bytes + 1, 40), r->at);
    for (size_t i = 0; r->names[i]; i++)
        if (strlen(r->names[i]) == bytes && memcmp(r->names[i], name, bytes) == 0) {
            *add_piece(r->t) = (template_piece){NULL, i};
            r->at = name + bytes + 1;
            return true;
        }
    return refuse_name(r, name, bytes);
}

/* At a backslash. */
static bool read_escape(reader *r)
{
    static const char written[] = "tn\\", meant[] = "\t\n\\";
    enum { LONGEST_CHARACTER = 4 };
    const char *escaped = r->at + 1, *found = *escaped ? strchr(written, *escaped) : NULL;
    if (!found) {
        size_t bytes = *escaped != '\0';
        while (bytes && bytes < LONGEST_CHARACTER && ((unsigned char)escaped[bytes] & 0xC0) == 0x80)
            bytes++;
        return refuse(r, "--format: \\%.*s is no escape; there are \\t \\n \\\\", (int)bytes, escaped);
    }
    add_character(r, meant[found - written]);
    r->at += 2;
    return true;
}

static bool read_piece(reader *r)
{
    bool is_doubled = (*r->at == '{' || *r->at == '}') && r->at[1] == *r->at;
    if (*r->at == '{' && !is_doubled)
        return read_name(r);
    if (*r->at == '\\')
        return read_escape(r);
    if (*r->at == '}' && !is_doubled)
        return refuse(r, "--format: a } closes nothing; }} is a brace");
    add_character(r, *r->at);
    r->at += is_doubled ? 2 : 1;
    return true;
}

bool template_read(template *t, const char *text, const char *const *names, char problem[TEMPLATE_PROBLEM])
{
    *t = (template){.text = malloc(strlen(text) + 1)};
    if (!t->text)
        abort();
    reader r = {t, text, t->text, names, problem};
    while (*r.at)
        if (!read_piece(&r)) {
            template_release(t);
            return false;
        }
    return true;
}

void template_print(const template *t, const char *const *values)
{
    for (size_t i = 0; i < t->count; i++) {
        const template_piece *piece = &t->pieces[i];
        if (piece->text)
            fwrite(piece->text, 1, piece->bytes, stdout);
        else
            print_marked(values[piece->bytes], strlen(values[piece->bytes]), NULL, 0, true);
    }
    putchar('\n');
}

void template_release(template *t)
{
    free(t->text);
    free(t->pieces);
    *t = (template){0};
}
