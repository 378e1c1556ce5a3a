/* hits_html.h - the answer to a search as one page that needs nothing else */
#ifndef CLI_HITS_HTML_H
#define CLI_HITS_HTML_H

#include "cli.h"

/* Everything that comes from an article or the query is escaped; an address is a link only when it is http or https. */
void hits_html_begin(const char *query);
void hits_html_hit(const quoth_hit *hit);
void hits_html_end(const quoth_search_totals *totals);

#endif
