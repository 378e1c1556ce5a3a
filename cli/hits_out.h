/* hits_out.h - the hits of a search in the form that was asked for */
#ifndef CLI_HITS_OUT_H
#define CLI_HITS_OUT_H

#include "template.h"

typedef enum hits_form {
    HITS_TEXT,
    HITS_JSON,
    HITS_JSONL,
    HITS_CSV,
    HITS_HTML,
    HITS_RIS,
    HITS_BIBTEX,
    HITS_CSL,
    HITS_LINES, /* as --format says */
    HITS_COUNT  /* the number alone */
} hits_form;

/* What is printed so far: hits come one by one, so that any number of them can. */
typedef struct hits_out {
    hits_form form;
    const char *query;
    const template *lines; /* of HITS_LINES, read with hits_names */
    size_t printed;
    bool quiet;
    bool begun;
    json_t *notes;              /* what is to be said at the end */
    const quoth_facets *facets; /* of all matches, printed behind the hits; or NULL. Text and JSON only */
} hits_out;

/* What --format may name. */
extern const char *const hits_names[];
/* False when the reader of the output is gone. */
bool hits_print(hits_out *out, const quoth_hit *hit);
/* Why so little was found: said at the end, on standard error and in the JSON. */
void hits_note(hits_out *out, const char *note);
/* `next`: the cursor of what follows; "" when nothing does, NULL where there is none to tell. */
void hits_end(hits_out *out, const quoth_search_totals *totals, const char *next);

#endif
