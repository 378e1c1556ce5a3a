/* dom.h - a parsed page: walking it without recursion, reading its attributes */
#ifndef INDEXER_SOURCE_HTML_DOM_H
#define INDEXER_SOURCE_HTML_DOM_H

#include <libxml/tree.h>

#include "base/arena.h"

/* A page in UTF-8 as a tree; NULL when nothing could be made of it. xmlFreeDoc when done. No network, no entities from
 * elsewhere; what lies deeper than libxml2's own limit (256) is dropped. Any thread. */
xmlDoc *html_read(str utf8);

/* Before any other use of libxml2; any thread. */
void libxml_start(void);

/* The next node after `node` in document order below `root`, or NULL. With `skip`, the node's children are passed over. */
xmlNode *node_next(const xmlNode *root, xmlNode *node, bool skip);
/* The next element of this name after `node` (NULL: from the start) below `root`, or NULL. */
xmlNode *node_find(const xmlNode *root, xmlNode *node, const char *name);
bool node_is(const xmlNode *node, const char *name);
/* Borrowed from the tree; empty when there is none. */
str node_attribute(const xmlNode *node, const char *name);
/* All text below the node, white space collapsed, at most `limit` bytes, in `a`. */
str node_text(arena *a, xmlNode *node, size_t limit);
/* Length in bytes of the white space (ASCII, no-break space, zero-width space) at s.data[at], or 0. */
size_t html_space_at(str s, size_t at);

#endif
