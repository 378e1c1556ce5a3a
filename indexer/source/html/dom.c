/* dom.c - how is a page's tree walked and read? */
#include "indexer/source/html/dom.h"

#include <libxml/HTMLparser.h>
#include <pthread.h>

static void start_once(void)
{
    xmlInitParser();
}

void libxml_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_once);
}

xmlDoc *html_read(str utf8)
{
    libxml_start();
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (!parser)
        memory_exhausted(0);
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    xmlDoc *doc = htmlCtxtReadMemory(parser, utf8.data, (int)utf8.len, NULL, "UTF-8", options);
    htmlFreeParserCtxt(parser);
    return doc;
}

xmlNode *node_next(const xmlNode *root, xmlNode *node, bool skip)
{
    if (node->children && !skip && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

bool node_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrcasecmp(node->name, (const xmlChar *)name) == 0;
}

xmlNode *node_find(const xmlNode *root, xmlNode *node, const char *name)
{
    for (node = node_next(root, node ? node : (xmlNode *)root, false); node; node = node_next(root, node, false))
        if (node_is(node, name))
            return node;
    return NULL;
}

str node_attribute(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE)
        return STR("");
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (xmlStrcasecmp(at->name, (const xmlChar *)name) == 0)
            return at->children && at->children->content ? str_from((const char *)at->children->content) : STR("");
    return STR("");
}

size_t html_space_at(str s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    if (c <= ' ')
        return 1;
    if (c == 0xC2 && at + 1 < s.len && (unsigned char)s.data[at + 1] == 0xA0)
        return 2;
    if (c == 0xE2 && at + 2 < s.len && (unsigned char)s.data[at + 1] == 0x80 && (unsigned char)s.data[at + 2] == 0x8B)
        return 3;
    if (c == 0xEF && at + 2 < s.len && (unsigned char)s.data[at + 1] == 0xBB && (unsigned char)s.data[at + 2] == 0xBF)
        return 3;
    return 0;
}

str node_text(arena *a, xmlNode *node, size_t limit)
{
    VEC(char) text = {0};
    bool space = false;
    size_t nodes_left = limit + 64; /* a tree without text ends, too */
    for (xmlNode *n = node; n && text.count < limit && nodes_left > 0; nodes_left--) {
        if (n->type == XML_ELEMENT_NODE)
            space |= node_is(n, "br") || node_is(n, "p") || node_is(n, "div") || node_is(n, "li");
        bool is_text = (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content;
        str s = is_text ? str_from((const char *)n->content) : STR("");
        n = node_next(node, n, node_is(n, "script") || node_is(n, "style"));
        for (size_t i = 0; i < s.len && text.count < limit;) {
            size_t blank = html_space_at(s, i);
            space |= blank > 0;
            i += blank;
            if (blank > 0)
                continue;
            if (space && text.count > 0)
                vec_push(a, &text, ' ');
            space = false;
            vec_push(a, &text, s.data[i++]);
        }
    }
    while (text.count > 0 && text.count >= limit && ((unsigned char)text.items[text.count - 1] & 0xC0) == 0x80)
        text.count--;
    return (str){text.items ? text.items : "", text.count};
}
