/* flow.h - text of a marked-up tree in the order in which it stands, a paragraph a block */
#ifndef INDEXER_SOURCE_FLOW_H
#define INDEXER_SOURCE_FLOW_H

#include "base/arena.h"
#include "base/str.h"
#include "indexer/source/html/dom.h"

/* Text from `from` (itself included) up to `until` (NULL: the end) below `root`, white space collapsed, blocks of HTML, EPUB, ODF
 * and WordprocessingML separated by an empty line, scripts and styles left out; at most `limit` bytes, in `a`. */
str flow_text(arena *a, const xmlNode *root, xmlNode *from, const xmlNode *until, size_t limit);
/* All text of a web page in UTF-8, nothing left out. */
str flow_text_of_page(arena *a, str html);

#endif
