/* html.h - what the parts of the web page reader hand each other */
#ifndef INDEXER_SOURCE_HTML_H
#define INDEXER_SOURCE_HTML_H

#include "base/buf.h"
#include "indexer/source/html/dom.h"
#include "indexer/source/source.h"
#include "store/claim.h"

/* A web page that lies in something else, e.g. a crawl: `r->bytes` is the page, `r->context` its address, `r->captured` as
 * always; `charset` is what its server said, or "". As source_format.parse. */
quoth_status html_article(arena *a, const raw_record *r, str charset, article *out, quoth_error *err);

/* The bytes of a page as UTF-8: by byte order mark, by validity, by what its server said (`charset`, or ""), by its own
 * declaration, else as windows-1252. */
str html_to_utf8(arena *a, str bytes, str charset);

/* The same for bytes whose charset is told beside them (NULL or "": not told). UTF-8 is believed before any charset. */
str charset_to_utf8(arena *a, str bytes, const char *charset);

/* A copy without the mark-up that would make the parser slow, and cut before what would make its tree large: it is shorter then.
 */
str html_guard(arena *a, str utf8);

/* What a page says about its article. Empty where it says nothing. */
typedef struct page_facts {
    str title, author, publisher, url, language, body; /* body: JSON-LD articleBody */
    str published[CLAIM_PAGE_ORIGINS];                 /* as written, the first of each origin */
} page_facts;

/* Reads JSON-LD, <meta>, <link> and <title>. Strings live in `a`. */
void html_facts(arena *a, const xmlDoc *doc, page_facts *out);
/* The facts of one JSON-LD script. */
void json_ld_facts(arena *a, str script, page_facts *out);

/* The article's text: paragraphs, headings and list items separated by empty lines, in `a`. Uses the nodes' _private. */
str html_body(arena *a, const xmlDoc *doc, const page_facts *facts);

/* What stands below the page's pictures, which is no part of the text: values of the field "caption", in their order; the
 * first 24. */
void html_captions(arena *a, const xmlDoc *doc, article *out);

/* The day of publication, none after `latest` unless that is NO_DAY; `*written` as found; `*claims`: all that the page says. */
day html_date(arena *a, const xmlDoc *doc, const page_facts *facts, day latest, str *written, day_claims *claims);

#endif
