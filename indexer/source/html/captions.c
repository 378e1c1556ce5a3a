/* captions.c - what stands below a page's pictures? */
#include "indexer/source/html/html.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

enum {
    MOST_CAPTIONS = 24,    /* a report has some; a gallery of hundreds is no report */
    LONGEST_CAPTION = 800, /* what is longer holds more than a caption */
    SHORTEST_CAPTION = 12  /* "AFP" alone says whose picture it is */
};

/* "wp-caption-text", "image__caption", "figcaption" in a class. */
static bool is_caption(const xmlNode *node)
{
    str class = str_slice(node_attribute(node, "class"), 0, 300);
    for (size_t i = 0; i + 7 <= class.len; i++)
        if (str_equal_ascii_nocase(str_slice(class, i, i + 7), STR("caption")))
            return true;
    return node_is(node, "figcaption");
}

static bool lies_in(const xmlNode *node, const xmlNode *outer)
{
    while (node && node != outer)
        node = node->parent;
    return node && outer;
}

void html_captions(arena *a, const xmlDoc *doc, article *out)
{
    const xmlNode *root = xmlDocGetRootElement(doc), *taken = NULL;
    size_t count = 0;
    for (xmlNode *n = (xmlNode *)root; n && count < MOST_CAPTIONS; n = node_next(root, n, false)) {
        if (n->type != XML_ELEMENT_NODE || !is_caption(n) || lies_in(n, taken))
            continue;
        str text = str_trim(node_text(a, n, LONGEST_CAPTION + 1));
        if (text.len < SHORTEST_CAPTION || text.len > LONGEST_CAPTION)
            continue;
        taken = n; /* the outermost: with the credit, which may have a class of its own */
        article_add_value(a, out, STR("caption"), utf8_repair(a, text));
        count++;
    }
}
