/* answer.h - the items of an answer, articles or quotations, in the form that was asked for */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "cite.h"
#include "template.h"

typedef enum answer_form {
    FORM_TEXT,
    FORM_JSON,
    FORM_JSONL,
    FORM_CSV,
    FORM_HTML,
    FORM_RIS,
    FORM_BIBTEX,
    FORM_CSL,
    FORM_LINES, /* as --format says */
    FORM_COUNT  /* the number alone */
} answer_form;

/* --- which form? --- */

/* The options, each form asked for by one of its name. */
typedef struct form_options {
    bool json, jsonl, csv, html, ris, bibtex, csl;
    const char *lines;
} form_options;

#define FORM_ROWS(o, item)                                                                                                 \
    {"json", 0, OPTION_FLAG, &(o).json, NULL, "the whole answer as one JSON object"},                                      \
        {"jsonl", 0, OPTION_FLAG, &(o).jsonl, NULL, "one JSON object a " item},                                            \
        {"csv", 0, OPTION_FLAG, &(o).csv, NULL, "one line a " item " for spreadsheets"},                                   \
        {"html", 0, OPTION_FLAG, &(o).html, NULL, "a page with the matches set off"},                                      \
        {"format", 0, OPTION_TEXT, &(o).lines, "LINE", "a line a " item ": '{date} {title}' (man quoth lists the names)"}, \
        {"ris", 0, OPTION_FLAG, &(o).ris, NULL, "references for a bibliography, as RIS"},                                  \
        {"bibtex", 0, OPTION_FLAG, &(o).bibtex, NULL, "the same for BibTeX and biblatex"},                                 \
    {                                                                                                                      \
        "csl-json", 0, OPTION_FLAG, &(o).csl, NULL, "the same as CSL-JSON (Zotero, pandoc)"                                \
    }

/* Ends the process with a usage error where two exclude each other. */
answer_form form_of(const char *of_command, const form_options *o);

/* --- what is listed? --- */

typedef struct answer_kind {
    const char *list;         /* what JSON calls them: "hits" */
    const char *one, *many;   /* what people do */
    const char *csv_head;     /* a line of names */
    const char *const *names; /* what --format may name; NULL ends them */
    void (*print_text)(const void *item);
    json_t *(*json)(const void *item);
    void (*print_csv)(const void *item);
    void (*print_line)(const template *lines, const void *item);
    void (*print_html)(const void *item);
    reference (*reference)(const void *item);
} answer_kind;

/* Where --format is given, the line that it wants; a usage error ends the process. */
void form_template(const char *of_command, const form_options *o, const answer_kind *kind, template *lines);

/* What is printed so far: items come one by one, so that any number of them can. */
typedef struct answer {
    const answer_kind *kind;
    answer_form form;
    const char *query;
    const template *lines; /* of FORM_LINES, read with kind->names */
    size_t printed;
    bool quiet;
    bool begun;
    json_t *notes;              /* what is to be said at the end */
    const quoth_facets *facets; /* of all matches, printed behind the items; or NULL. Text and JSON only */
} answer;

/* False when the reader of the output is gone. */
bool answer_print(answer *out, const void *item);
/* What of the query the archive lacks: said at the end, on standard error and in the JSON. */
void answer_note(answer *out, const char *note);
/* `next`: the cursor of what follows; "" when nothing does, NULL where there is none to tell. */
void answer_end(answer *out, const quoth_search_totals *totals, const char *next);

#endif
