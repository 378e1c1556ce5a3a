/* page.h - on which page of its document does a place of a text stand? */
#ifndef SEARCHER_PAGE_H
#define SEARCHER_PAGE_H

#include "base/str.h"

/* From 1; a form feed begins the next page, as readers of documents leave it. 0 for a text without pages. Linear. */
uint32_t page_of(str text, size_t byte);
/* The locator of the article in that of a page of it, "a.pdf" in "a.pdf#page=3" (RFC 8118, 3); all of any other. */
str page_locator_base(str locator);

#endif
