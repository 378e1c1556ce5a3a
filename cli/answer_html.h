/* answer_html.h - an answer as one page that needs nothing else */
#ifndef CLI_ANSWER_HTML_H
#define CLI_ANSWER_HTML_H

#include "cli.h"

/* Everything that comes from an article or the query is escaped; an address is a link only when it is http or https. */
void answer_html_begin(const char *query);
void answer_html_hit(const void *hit);   /* quoth_hit */
void answer_html_said(const void *said); /* quoth_said */
/* `total`: "12 articles". */
void answer_html_end(bool exact, const char *total);

#endif
