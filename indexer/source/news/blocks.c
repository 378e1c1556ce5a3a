/* blocks.c - what are the paragraphs of a news item's text? */
#include "indexer/source/html/html.h"
#include "indexer/source/news/news.h"
#include "text/utf8.h"

enum {
    /* Lines of wires have at most 80 columns; longer ones are paragraphs. */
    LONGEST_WIRE_LINE = 160,
    /* What says whose rights a text is fits this. */
    LONGEST_NOTICE = 400
};

/* Elements that stand apart from what precedes and follows them. */
static const char *const block_names[] = {"p",       "div",          "h1",      "h2",  "h3",     "h4",         "h5",      "h6",
                                          "hl1",     "hl2",          "li",      "dd",  "dt",     "tr",         "block",   "bq",
                                          "ul",      "ol",           "dl",      "pre", "table",  "blockquote", "section", "hr",
                                          "article", "body.content", "caption", "fn",  "header", "aside",      "main",    NULL};
/* Elements that are none of the article's text. */
static const char *const silent_names[] = {"script", "style",  "media",    "figure",  "figcaption", "video",
                                           "audio",  "iframe", "noscript", "nav",     "form",       "title",
                                           "head",   "rights", "copyrite", "hedline", "dateline",   NULL};

static bool is_one_of(const xmlNode *node, const char *const *names)
{
    for (; node->type == XML_ELEMENT_NODE && *names; names++)
        if (node_is(node, *names))
            return true;
    return false;
}

/* Text that is being put together. */
typedef struct block_text {
    VEC(char) bytes;
    bool space, line, paragraph; /* wanted before the next character */
} block_text;

static void put_text(arena *a, block_text *t, str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t blank = html_space_at(s, i);
        t->space |= blank > 0;
        i += blank;
        if (blank > 0)
            continue;
        if (t->bytes.count > 0 && (t->paragraph || t->line)) {
            vec_push(a, &t->bytes, '\n');
            if (t->paragraph)
                vec_push(a, &t->bytes, '\n');
        } else if (t->bytes.count > 0 && t->space)
            vec_push(a, &t->bytes, ' ');
        t->space = t->line = t->paragraph = false;
        vec_push(a, &t->bytes, s.data[i++]);
    }
}

static str finished(const block_text *t)
{
    return (str){t->bytes.items ? t->bytes.items : "", t->bytes.count};
}

/* A node is entered; false: what is in it is passed over. */
static bool enter(arena *a, block_text *t, const xmlNode *n)
{
    if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
        put_text(a, t, str_from((const char *)n->content));
    if (node_is(n, "br")) {
        t->paragraph |= t->line; /* two in a row are an empty line */
        t->line = true;
    }
    t->paragraph |= is_one_of(n, block_names);
    t->space |= node_is(n, "td") || node_is(n, "th");
    return n->type == XML_ELEMENT_NODE && !is_one_of(n, silent_names);
}

static void leave(block_text *t, const xmlNode *n)
{
    t->paragraph |= is_one_of(n, block_names);
}

str blocks_of_tree(arena *a, xmlNode *root)
{
    block_text t = {0};
    for (xmlNode *n = root; n;) {
        bool inside = enter(a, &t, n) || n == root;
        if (inside && n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        leave(&t, n);
        while (n != root && !n->next) {
            n = n->parent;
            leave(&t, n);
        }
        n = n == root ? NULL : n->next;
    }
    return utf8_repair(a, finished(&t));
}

str blocks_of_html(arena *a, str markup)
{
    xmlDoc *doc = str_trim(markup).len > 0 ? html_read(html_guard(a, markup)) : NULL;
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    str text = root ? blocks_of_tree(a, root) : STR("");
    if (doc)
        xmlFreeDoc(doc);
    return text;
}

str line_of_html(arena *a, str markup)
{
    if (!memchr(markup.data, '<', markup.len) && !memchr(markup.data, '&', markup.len))
        return str_trim(markup);
    str text = blocks_of_html(a, markup);
    char *bytes = (char *)arena_copy(a, text).data;
    for (size_t i = 0; i < text.len; i++)
        if (bytes[i] == '\n')
            bytes[i] = ' ';
    return (str){bytes, text.len};
}

static bool has_long_lines(str text)
{
    while (text.len > 0)
        if (str_cut(&text, '\n').len > LONGEST_WIRE_LINE)
            return true;
    return false;
}

str blocks_of_plain(arena *a, str text)
{
    block_text t = {0};
    bool long_lines = has_long_lines(text);
    while (text.len > 0) {
        str line = str_cut(&text, '\n');
        size_t blanks = 0;
        while (blanks < line.len && strchr(" \t", line.data[blanks]))
            blanks += line.data[blanks] == '\t' ? line.len : 1;
        t.paragraph |= long_lines || blanks >= 2 || str_trim(line).len == 0;
        t.space = true;
        put_text(a, &t, line);
    }
    return finished(&t);
}

/* The letters at the start: "GROSSETO" of "GROSSETO, Italy (AP)". */
static str first_word(str s)
{
    size_t len = 0;
    while (len < s.len && !strchr(" ,.-(\n", s.data[len]))
        len++;
    return str_slice(s, 0, len);
}

str with_dateline(arena *a, str dateline, str body)
{
    dateline = str_trim(dateline);
    str place = first_word(dateline);
    if (place.len == 0 || body.len == 0 || dateline.len > 200 || str_starts_with(body, dateline))
        return body;
    if ((place.data[0] >= '0' && place.data[0] <= '9') || (place.len > 2 && str_equal_ascii_nocase(first_word(body), place)))
        return body; /* a time alone; or the text has one, maybe in capitals */
    static const str dashes[] = {{"-", 1}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}, {"_", 1}};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_ends_with(dateline, dashes[i]))
            return arena_printf(a, "%.*s %.*s", STR_ARG(dateline), STR_ARG(body));
    return arena_printf(a, "%.*s - %.*s", STR_ARG(dateline), STR_ARG(body));
}

static bool is_notice(str paragraph)
{
    static const str starts[] = {{"copyright", 9}, {"\xC2\xA9", 2}, {"(c) ", 4}, {"all rights reserved", 19}};
    if (paragraph.len > LONGEST_NOTICE)
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_equal_ascii_nocase(str_slice(paragraph, 0, starts[i].len), starts[i]))
            return true;
    return false;
}

str without_copyright(str body)
{
    for (;;) {
        size_t start = body.len;
        while (start > 0 && body.data[start - 1] != '\n')
            start--;
        if (start == 0 || !is_notice(str_trim(str_slice(body, start, body.len))))
            return body;
        body = str_trim(str_slice(body, 0, start));
    }
}
