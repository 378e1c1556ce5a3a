/* nexis.c - Nexis's exports: where does a document end, and what stands in its head and foot? */
#include "indexer/source/export/export.h"

#include "indexer/source/when.h"

typedef enum nexis_field { OTHER, TITLE, AUTHOR, LANGUAGE, BODY, FOOT } nexis_field;

/* "LABEL: value" in old exports, "Label: value" in new ones. */
static const struct label {
    const char *label;
    nexis_field field;
} labels[] = {
    {"HEADLINE", TITLE},    {"BYLINE", AUTHOR},  {"SECTION", OTHER},     {"LENGTH", OTHER},         {"DATELINE", OTHER},
    {"BODY", BODY},         {"LOAD-DATE", FOOT}, {"LANGUAGE", FOOT},     {"GRAPHIC", FOOT},         {"PUBLICATION-TYPE", FOOT},
    {"JOURNAL-CODE", FOOT}, {"SUBJECT", FOOT},   {"DISTRIBUTION", FOOT}, {"CORRECTION-DATE", FOOT}, {"CLASSIFICATION", FOOT}};

static const struct label *label_of(str line, str *value)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (export_label(line, labels[i].label, value))
            return &labels[i];
    return NULL;
}

/* "3 of 120 DOCUMENTS" */
static bool is_counter(str line)
{
    static const str words[] = {{"of", 2}, {"DOCUMENTS", 9}};
    uint64_t number;
    line = str_trim(line);
    if (!str_to_u64(str_cut(&line, ' '), &number) || !str_equal(str_cut(&line, ' '), words[0]) ||
        !str_to_u64(str_cut(&line, ' '), &number))
        return false;
    return str_equal(str_slice(str_trim(line), 0, 8), str_slice(words[1], 0, 8));
}

static bool is_end(str line)
{
    return str_equal_ascii_nocase(str_trim(line), STR("End of Document"));
}

static bool sniff_nexis(str text)
{
    bool length = false, loaded = false;
    while (text.len > 0) {
        str line = str_cut(&text, '\n'), value;
        if (is_counter(line))
            return true;
        length |= export_label(line, "LENGTH", &value) && str_ends_with(value, STR("words"));
        loaded |= export_label(line, "LOAD-DATE", &value) || is_end(line);
        if (length && loaded)
            return true;
    }
    return false;
}

static bool nexis_starts(str line, int *memo, bool *ends)
{
    (void)memo;
    *ends = is_end(line);
    return *ends || is_counter(line);
}

static bool is_copyright(str line)
{
    return str_equal_ascii_nocase(str_slice(line, 0, 9), STR("Copyright")) ||
           str_equal_ascii_nocase(str_slice(line, 0, 19), STR("All Rights Reserved"));
}

/* Lines above the first label: publication, day and title; the new exports have the title first. */
typedef struct nexis_head {
    str lines[12]; /* paragraphs: lines that follow each other */
    size_t count;
} nexis_head;

static void settle_head(const nexis_head *h, article *out)
{
    size_t dated = h->count;
    for (size_t i = 0; i < h->count && dated == h->count; i++)
        if (text_day(h->lines[i], true, NULL, NULL) != NO_DAY)
            dated = i;
    if (dated == h->count)
        return;
    out->published_day = text_day(h->lines[dated], true, NULL, NULL);
    bool title_first = dated >= 2;
    out->source = h->lines[dated > 0 ? dated - 1 : 0];
    if (out->title.len == 0 && (title_first || dated + 1 < h->count))
        out->title = title_first ? h->lines[dated - 2] : h->lines[h->count - 1];
}

static void add_to_head(str line, nexis_head *h)
{
    if (line.len > 0 && !is_copyright(line) && h->count < sizeof h->lines / sizeof *h->lines)
        h->lines[h->count++] = line;
}

static void take_label(nexis_field field, str value, article *out)
{
    if (field == TITLE && out->title.len == 0)
        out->title = value;
    if (field == AUTHOR && out->author.len == 0)
        out->author = value;
}

/* A label's value may go on in the next lines, up to an empty one. */
static str whole_value(arena *a, str value, str *rest)
{
    const char *end = value.data + value.len;
    while (rest->len > 0) {
        str after = *rest, line = str_trim(str_cut(&after, '\n')), ignored;
        if (line.len == 0 || label_of(line, &ignored) || str_equal(line, STR("Body")))
            break;
        end = line.data + line.len;
        *rest = after;
    }
    return export_paragraphs(a, (str){value.data, (size_t)(end - value.data)});
}

static void parse_nexis(arena *a, str record, article *out)
{
    nexis_head head = {0};
    bool labelled = false;
    const char *body = NULL, *foot = record.data + record.len;
    for (str rest = record; rest.len > 0;) {
        str line = str_cut(&rest, '\n'), value;
        const struct label *l = label_of(line, &value);
        if (!labelled && !l && !is_counter(line))
            add_to_head(str_trim(line), &head);
        if (is_end(line) || (l && l->field == FOOT && labelled) || (labelled && is_copyright(str_trim(line)))) {
            foot = line.data;
            break;
        }
        bool bare_body = str_equal(str_trim(line), STR("Body"));
        if (!l && !bare_body)
            continue;
        labelled = true;
        if (l && (l->field == TITLE || l->field == AUTHOR))
            take_label(l->field, whole_value(a, value, &rest), out);
        body = l && l->field == BODY && value.len > 0 ? value.data : rest.data;
        if (bare_body || (l && l->field == BODY))
            break;
    }
    for (str rest = body ? (str){body, (size_t)(record.data + record.len - body)} : STR(""); rest.len > 0;) {
        str line = str_cut(&rest, '\n'), value;
        const struct label *l = label_of(line, &value);
        if (is_end(line) || (l && l->field == FOOT) || is_copyright(str_trim(line))) {
            foot = line.data;
            break;
        }
    }
    if (!labelled)
        return;
    settle_head(&head, out);
    out->body = body && body < foot ? export_paragraphs(a, (str){body, (size_t)(foot - body)}) : STR("");
}

const export_kind export_nexis = {"nexis", sniff_nexis, nexis_starts, parse_nexis};
