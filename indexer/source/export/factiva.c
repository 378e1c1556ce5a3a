/* factiva.c - Factiva's exports: which lines begin with a field's code, and what do the codes mean? */
#include "indexer/source/export/export.h"

/* Codes of two or three capitals before each field, alone on a line or with the value behind them. */
typedef enum factiva_field { OTHER, TITLE, AUTHOR, DATE, SOURCE, LANGUAGE, TEXT, NUMBER, FIRST } factiva_field;

static const struct code {
    const char *code;
    factiva_field field;
} codes[] = {{"SE", FIRST}, {"CLM", FIRST}, {"HD", TITLE}, {"CR", OTHER},  {"BY", AUTHOR}, {"WC", OTHER},  {"PD", DATE},
             {"ET", OTHER}, {"SN", SOURCE}, {"SC", OTHER}, {"ED", OTHER},  {"PG", OTHER},  {"VOL", OTHER}, {"LA", LANGUAGE},
             {"CY", OTHER}, {"LP", TEXT},   {"TD", TEXT},  {"CT", OTHER},  {"ART", OTHER}, {"RF", OTHER},  {"CO", OTHER},
             {"IN", OTHER}, {"NS", OTHER},  {"RE", OTHER}, {"IPD", OTHER}, {"IPC", OTHER}, {"PUB", OTHER}, {"AN", NUMBER}};

/* The field whose code starts the line; `*value` is what follows. Within a text a code must stand alone or apart, since words of
 * its capitals may begin a line. */
static const struct code *code_of(str line, bool in_text, str *value)
{
    while (line.len > 0 && line.data[line.len - 1] <= ' ' && line.data[line.len - 1] >= 0)
        line.len--;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        str code = str_from(codes[i].code);
        if (!str_starts_with(line, code))
            continue;
        str after = str_slice(line, code.len, line.len);
        bool alone = after.len == 0, apart = str_starts_with(after, STR("\t")) || str_starts_with(after, STR("  "));
        if (!alone && !apart && (in_text || after.data[0] != ' '))
            continue;
        *value = str_trim(after);
        return &codes[i];
    }
    return NULL;
}

static bool sniff_factiva(str text)
{
    bool title = false, date = false, number_or_words = false, in_text = false;
    while (text.len > 0) {
        str value;
        const struct code *c = code_of(str_cut(&text, '\n'), in_text, &value);
        if (!c)
            continue;
        title |= c->field == TITLE;
        date |= c->field == DATE;
        in_text = c->field == TEXT;
        number_or_words |= c->field == NUMBER || c->field == TEXT;
        if (title && date && number_or_words)
            return true;
    }
    return false;
}

enum { IN_TEXT = 1, NUMBER_SEEN = 2, TITLE_SEEN = 4 };

static bool factiva_starts(str line, int *memo, bool *ends)
{
    str value;
    *ends = false;
    const struct code *c = code_of(line, *memo & IN_TEXT, &value);
    if (!c)
        return false;
    bool next =
        ((c->field == TITLE || c->field == FIRST) && (*memo & NUMBER_SEEN)) || (c->field == TITLE && (*memo & TITLE_SEEN));
    *memo = (*memo & ~IN_TEXT) | (c->field == TEXT ? IN_TEXT : 0) | (c->field == NUMBER ? NUMBER_SEEN : 0) |
            (c->field == TITLE ? TITLE_SEEN : 0);
    return next;
}

/* Both parts of the text, LP and TD, one after the other: slices of the record that are joined at its end. */
typedef struct texts {
    VEC(char) all;
} texts;

static void add_text(arena *a, str value, texts *t)
{
    for (size_t i = 0; t->all.count > 0 && i < 2; i++)
        vec_push(a, &t->all, '\n');
    for (size_t i = 0; i < value.len; i++)
        vec_push(a, &t->all, value.data[i]);
}

static void take_field(arena *a, factiva_field field, str value, article *out, texts *t)
{
    str *const places[] = {
        [TITLE] = &out->title,       [AUTHOR] = &out->author, [DATE] = &out->published, [SOURCE] = &out->source,
        [LANGUAGE] = &out->language, [TEXT] = NULL,           [NUMBER] = &out->id};
    if (field == OTHER || field == FIRST || str_trim(value).len == 0)
        return;
    if (field != TEXT && places[field]->len > 0)
        return;
    arena scratch = {0};
    value = export_paragraphs(field == TEXT ? &scratch : a, value);
    if (field == TEXT)
        add_text(a, value, t);
    else
        *places[field] = value;
    arena_release(&scratch);
}

/* "Document QUAY000020210304eh3400001": its last word; "English" is for the detector. */
static void settle(article *out)
{
    const char *blank = out->id.len > 0 ? memrchr(out->id.data, ' ', out->id.len) : NULL;
    if (blank)
        out->id = str_slice(out->id, (size_t)(blank - out->id.data) + 1, out->id.len);
    if (out->language.len > 3)
        out->language = STR("");
    if (out->title.len == 0)
        out->body = STR("");
}

static void parse_factiva(arena *a, str record, article *out)
{
    factiva_field field = OTHER;
    const char *start = record.data;
    texts text = {{0}};
    for (str rest = record; rest.len > 0;) {
        str line = str_cut(&rest, '\n'), value;
        const struct code *c = code_of(line, field == TEXT, &value);
        if (!c)
            continue;
        take_field(a, field, (str){start, (size_t)(line.data - start)}, out, &text);
        field = c->field;
        start = line.data + strlen(c->code);
    }
    take_field(a, field, (str){start, (size_t)(record.data + record.len - start)}, out, &text);
    out->body = (str){text.all.items ? text.all.items : "", text.all.count};
    settle(out);
}

const export_kind export_factiva = {"factiva", sniff_factiva, factiva_starts, parse_factiva};
