/* export.h - what the readers of database exports share: text out of RTF, labelled lines, and one splitter a database */
#ifndef INDEXER_SOURCE_EXPORT_H
#define INDEXER_SOURCE_EXPORT_H

#include "indexer/source/format.h"

/* The words of an RTF document (RTF 1.9.1) as UTF-8, a line a paragraph; tables of fonts, pictures and notes left out. */
str rtf_text(arena *a, str rtf);

/* One database's export. */
typedef struct export_kind {
    const char *name;
    /* Is this text, from its start, such an export? */
    bool (*sniff)(str text);
    /* Does this line start the next record (or, with `*ends`, end this one)? `*memo` is 0 at a record's first line. */
    bool (*starts)(str line, int *memo, bool *ends);
    /* Fills what the record has; neither title nor text where it is no article (a list of contents, a note on copyright). */
    void (*parse)(arena *a, str record, article *out);
} export_kind;

extern const export_kind export_factiva, export_nexis, export_proquest;

/* "Label: value" at the start of a line, letter case ignored: true, and `*value` is what follows on the line, trimmed. */
bool export_label(str line, const char *label, str *value);
/* Lines joined to paragraphs: lines of a paragraph by a space, paragraphs by an empty line. In `a`. */
str export_paragraphs(arena *a, str text);

#endif
