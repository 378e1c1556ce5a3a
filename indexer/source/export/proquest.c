/* proquest.c - ProQuest's exports: labelled lines, records between lines of underscores */
#include "indexer/source/export/export.h"

typedef enum proquest_field { OTHER, TITLE, AUTHOR, DATE, SOURCE, URL, NUMBER, TEXT, ABSTRACT, FIELD_COUNT } proquest_field;

static const struct label {
    const char *label;
    proquest_field field;
} labels[] = {{"Title", TITLE},
              {"Author", AUTHOR},
              {"Publication date", DATE},
              {"Publication title", SOURCE},
              {"Document URL", URL},
              {"ProQuest document ID", NUMBER},
              {"Full text", TEXT},
              {"Abstract", ABSTRACT},
              {"Links", OTHER},
              {"Subject", OTHER},
              {"Location", OTHER},
              {"People", OTHER},
              {"Company / organization", OTHER},
              {"Identifier / keyword", OTHER},
              {"Publication year", OTHER},
              {"Publication info", OTHER},
              {"Pages", OTHER},
              {"Section", OTHER},
              {"Publisher", OTHER},
              {"Place of publication", OTHER},
              {"Country of publication", OTHER},
              {"Publication subject", OTHER},
              {"ISSN", OTHER},
              {"Source type", OTHER},
              {"Language of publication", OTHER},
              {"Document type", OTHER},
              {"Copyright", OTHER},
              {"Last updated", OTHER},
              {"Database", OTHER},
              {"Dateline", OTHER},
              {"Volume", OTHER},
              {"Issue", OTHER},
              {"First page", OTHER},
              {"Column", OTHER},
              {"Classification", OTHER},
              {"Online publication date", OTHER}};

enum { LEAST_UNDERSCORES = 20 };

static bool is_rule(str line)
{
    line = str_trim(line);
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] != '_')
            return false;
    return line.len >= LEAST_UNDERSCORES;
}

static const struct label *label_of(str line, str *value)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (export_label(line, labels[i].label, value))
            return &labels[i];
    return NULL;
}

static bool sniff_proquest(str text)
{
    bool rule = false, dated = false;
    while (text.len > 0) {
        str line = str_cut(&text, '\n'), value;
        rule |= is_rule(line);
        dated |= export_label(line, "Publication date", &value) || export_label(line, "ProQuest document ID", &value);
        if (rule && dated)
            return true;
    }
    return false;
}

static bool proquest_starts(str line, int *memo, bool *ends)
{
    (void)memo;
    *ends = true;
    return is_rule(line);
}

static void parse_proquest(arena *a, str record, article *out)
{
    str found[FIELD_COUNT] = {{NULL, 0}};
    proquest_field field = OTHER;
    const char *start = record.data;
    bool any = false;
    for (str rest = record;;) {
        str line = str_cut(&rest, '\n'), value = STR("");
        bool is_last = rest.len == 0;
        bool ends = is_rule(line);
        const struct label *l = ends ? NULL : label_of(line, &value);
        if (l || ends) {
            if (found[field].len == 0)
                found[field] = export_paragraphs(a, (str){start, (size_t)(line.data - start)});
            field = l ? l->field : OTHER;
            start = l ? value.data : line.data + line.len;
            any |= l && l->field != OTHER;
        }
        if (is_last)
            break;
    }
    if (found[field].len == 0)
        found[field] = export_paragraphs(a, (str){start, (size_t)(record.data + record.len - start)});
    if (!any)
        return;
    str *const places[FIELD_COUNT] = {NULL,     &out->title, &out->author, &out->published, &out->source, &out->url,
                                      &out->id, &out->body,  NULL};
    for (int f = TITLE; f < FIELD_COUNT; f++)
        if (places[f] && found[f].data)
            *places[f] = found[f];
    if (out->body.len == 0 && found[ABSTRACT].data)
        out->body = found[ABSTRACT];
}

const export_kind export_proquest = {"proquest", sniff_proquest, proquest_starts, parse_proquest};
