/* cite.h - an article as a reference for a bibliography: RIS, BibTeX, CSL-JSON */
#ifndef CLI_CITE_H
#define CLI_CITE_H

#include "cli.h"

/* Strings are "" where there is nothing to say. */
typedef struct reference {
    const char *title, *date, *source, *url, *language, *id, *locator;
    const char *const *authors;
    size_t author_count;
    const char *abstract; /* some sentences of it; of a quotation its words */
    const char *quoted;   /* of a quotation: its words */
    const char *note;     /* of a quotation: who said it */
    unsigned page;        /* where what it cites stands; 0: it has no pages */
    char key[48];         /* of its own: no two references have the same */
} reference;

/* RIS (Research Information Systems, tagged lines): TY - NEWS. */
void cite_ris(const reference *r);
/* An @article of biblatex with entrysubtype newspaper, which BibTeX reads as well. */
void cite_bibtex(const reference *r);
/* An object of the Citation Style Language's data (csl-data.json): article-newspaper. */
json_t *cite_csl(const reference *r);

#endif
