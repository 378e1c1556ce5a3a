/* list.h - the quotations that answer a query, in their order */
#ifndef SEARCHER_QUOTE_LIST_H
#define SEARCHER_QUOTE_LIST_H

#include <quoth/quote.h>

#include "searcher/quote/ask.h"

/* What quoth_quotes promises, without its notes and its clock. */
quoth_status list_quotations(ask *q, const quoth_quotes_options *options, quoth_quotes_totals *totals, quoth_error *err);

#endif
