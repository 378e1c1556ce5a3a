/* cite.h - a hit as a reference for a bibliography: RIS, BibTeX, CSL-JSON */
#ifndef CLI_CITE_H
#define CLI_CITE_H

#include "cli.h"

/* RIS (Research Information Systems, tagged lines): TY - NEWS. */
void cite_ris(const quoth_hit *hit);
/* An @article of biblatex with entrysubtype newspaper, which BibTeX reads as well. Its key has the article's number, so no two
 * are the same. */
void cite_bibtex(const quoth_hit *hit);
/* An object of the Citation Style Language's data (csl-data.json): article-newspaper. */
json_t *cite_csl(const quoth_hit *hit);

#endif
