/* written.h - do an article's words differ from a text in how they are written alone: "we're" and "we are"? */
#ifndef SEARCHER_QUOTE_WRITTEN_H
#define SEARCHER_QUOTE_WRITTEN_H

#include "searcher/quote/occur.h"
#include "searcher/quote/show.h"

/* Where that is so, the occurrence costs nothing. QUOTH_NOT_FOUND when the article has been removed. */
quoth_status written_excuse(lazy_article *article, const asked_text *text, occurrence *o, quoth_error *err);

#endif
