/* flow.c - text of a marked-up tree in the order in which it stands: where does a paragraph end? */
#include "indexer/source/document/flow.h"

#include "base/buf.h"
#include "base/limits.h"
#include "indexer/source/html/html.h"
#include "text/utf8.h"

/* Local names: no two of these vocabularies use one with different meaning. */
static const char *const blocks[] = {"p",  "div", "h1",         "h2",      "h3",      "h4",        "h5", "h6",
                                     "li", "tr",  "table",      "td",      "ul",      "ol",        "hr", "dt",
                                     "dd", "br",  "blockquote", "section", "article", "list-item", "h",  "pre"};
static const char *const hidden[] = {"script",          "style",      "head",      "template", "noscript",
                                     "tracked-changes", "annotation", "instrText", "delText"};

static bool is_one_of(const xmlNode *n, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (node_is(n, names[i]))
            return true;
    return false;
}

static bool is_block(const xmlNode *n)
{
    return is_one_of(n, blocks, sizeof blocks / sizeof *blocks);
}

typedef struct flow {
    buf text;
    bool space, paragraph;
} flow;

static void put_words(flow *f, str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t blank = html_space_at(s, i);
        if (blank > 0) {
            f->space = true;
            i += blank;
            continue;
        }
        size_t start = i;
        while (i < s.len && html_space_at(s, i) == 0)
            i++;
        if (f->text.len > 0 && (f->paragraph || f->space))
            buf_put_str(&f->text, f->paragraph ? STR("\n\n") : STR(" "));
        f->space = f->paragraph = false;
        buf_put(&f->text, s.data + start, i - start);
    }
}

str flow_text(arena *a, const xmlNode *root, xmlNode *from, const xmlNode *until, size_t limit)
{
    flow f = {0};
    for (xmlNode *n = from; n && n != until && f.text.len < limit;) {
        bool skip = is_one_of(n, hidden, sizeof hidden / sizeof *hidden);
        f.paragraph |= is_block(n);
        f.space |= node_is(n, "tab") || node_is(n, "s") || node_is(n, "line-break");
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            put_words(&f, str_from((const char *)n->content));
        xmlNode *next = node_next(root, n, skip);
        for (const xmlNode *closed = n; next && next->parent != n && closed; closed = closed->parent) {
            f.paragraph |= is_block(closed);
            if (closed->parent == next->parent)
                break;
        }
        n = next;
    }
    str text = utf8_repair(a, arena_copy(a, str_slice(buf_str(&f.text), 0, limit)));
    buf_release(&f.text);
    return text;
}

str flow_text_of_page(arena *a, str html)
{
    xmlDoc *doc = html_read(html_guard(a, html));
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    str text = root ? flow_text(a, root, root, NULL, LIMIT_ARTICLE_BYTES) : STR("");
    if (doc)
        xmlFreeDoc(doc);
    return text;
}
