/* xml_tree.c - one news item as a tree: mended, parsed, looked into */
#include <libxml/parser.h>

#include "indexer/source/entity.h"
#include "indexer/source/html/html.h"
#include "indexer/source/news/news.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

enum { LONGEST_LINE = 4096 };

/* --- mending --- */

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

static bool is_xml_entity(str name)
{
    static const str own[] = {{"amp", 3}, {"lt", 2}, {"gt", 2}, {"quot", 4}, {"apos", 4}};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_equal(name, own[i]))
            return true;
    return false;
}

/* The reference at s.data[*at] (an '&') as XML can have it: its own five stay, all others become their characters, what is none
 * becomes "&amp;". At most 5 bytes longer than it was. */
static void mend_reference(buf *to, str s, size_t *at)
{
    size_t end = *at + 1;
    while (end < s.len && end < *at + 40 && is_name_byte(s.data[end]))
        end++;
    bool closed = end < s.len && s.data[end] == ';' && end > *at + 1;
    if (closed && is_xml_entity(str_slice(s, *at + 1, end))) {
        buf_put_str(to, str_slice(s, *at, end + 1));
        *at = end + 1;
        return;
    }
    char bytes[ENTITY_BYTES];
    size_t len = closed ? entity_decode(s, at, bytes) : 1;
    *at += !closed;
    if (!closed || (len == 1 && strchr("&<>\"'", bytes[0])))
        buf_printf(to, "&#%d;", closed ? bytes[0] : '&');
    else
        buf_put(to, bytes, len);
}

static void put_legal(buf *to, str s)
{
    size_t start = to->len;
    buf_put_str(to, s);
    for (size_t i = start; i < to->len; i++) {
        unsigned char c = (unsigned char)to->data[i];
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
            to->data[i] = ' ';
        else if (c == 0xEF && i + 2 < to->len && (unsigned char)to->data[i + 1] == 0xBF && (unsigned char)to->data[i + 2] >= 0xBE)
            to->data[i + 2] = (char)0xBD; /* U+FFFE and U+FFFF become U+FFFD */
    }
}

/* Character data, comments and instructions pass as they are, with legal characters. */
static void mend(buf *to, str s)
{
    static const str opaque[][2] = {{{"<![CDATA[", 9}, {"]]>", 3}}, {{"<!--", 4}, {"-->", 3}}, {{"<?", 2}, {"?>", 2}}};
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        while (at < s.len && s.data[at] != '&' && !(s.data[at] == '<' && at + 1 < s.len && strchr("!?", s.data[at + 1])))
            at++;
        put_legal(to, str_slice(s, from, at));
        if (at == s.len)
            return;
        if (s.data[at] == '&') {
            mend_reference(to, s, &at);
            continue;
        }
        str rest = str_slice(s, at, s.len);
        size_t len = 1;
        for (size_t i = 0; i < sizeof opaque / sizeof *opaque; i++)
            if (str_starts_with(rest, opaque[i][0])) {
                size_t end = str_find(str_slice(rest, opaque[i][0].len, rest.len), opaque[i][1]);
                len = end == SIZE_MAX ? rest.len : opaque[i][0].len + end + opaque[i][1].len;
                break;
            }
        put_legal(to, str_slice(rest, 0, len));
        at += len;
    }
}

/* Without declaration, comments and document type before the root. */
static str without_prologue(str s)
{
    for (;;) {
        const char *open = memchr(s.data, '<', s.len);
        if (!open)
            return str_slice(s, s.len, s.len);
        s = str_slice(s, (size_t)(open - s.data), s.len);
        if (s.len < 2 || !strchr("?!", s.data[1]))
            return s;
        str mark = s.data[1] == '?' ? STR("?>") : str_starts_with(s, STR("<!--")) ? STR("-->") : STR(">");
        size_t end = str_find(s, mark), subset = str_find(str_slice(s, 0, end), STR("["));
        if (mark.len == 1 && subset != SIZE_MAX) /* its declarations go one by one as what they are: "<!" */
            end = subset;
        s = str_slice(s, end == SIZE_MAX ? s.len : end + (end == subset ? 1 : mark.len), s.len);
    }
}

/* --- parsing --- */

/* What libxml2 says first is the cause of what it says last. */
static void keep_first_error(void *context, xmlErrorPtr error)
{
    quoth_error *first = ((xmlParserCtxt *)context)->_private;
    if (error->level >= XML_ERR_ERROR && error->domain != XML_FROM_NAMESPACE && first->status == QUOTH_OK)
        fail(first, QUOTH_BAD_INPUT, "broken XML: %.*s", (int)strcspn(error->message, "\n"), error->message);
}

static xmlDoc *parse(str text, quoth_error *err)
{
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser)
        memory_exhausted(0);
    quoth_error first = {.status = QUOTH_OK};
    parser->_private = &first;
    parser->sax->serror = keep_first_error;
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_NOCDATA;
    xmlDoc *doc = xmlCtxtReadMemory(parser, text.data, (int)text.len, NULL, "UTF-8", options);
    xmlFreeParserCtxt(parser);
    if (!doc && first.status == QUOTH_OK)
        fail(err, QUOTH_BAD_INPUT, "broken XML: nothing in it");
    else if (!doc && err)
        *err = first;
    return doc;
}

static xmlNode *find_record(xmlDoc *doc, const xml_records *kind)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = node_next(root, n, false))
        for (const char *const *name = kind->records; n->type == XML_ELEMENT_NODE && *name; name++)
            if (xmlStrEqual(n->name, (const xmlChar *)*name) || str_ends_with(str_from((const char *)n->name), str_from(*name)))
                return n;
    return NULL;
}

static quoth_status read_tree(news_item *item, const xml_records *kind, quoth_error *err)
{
    str header = item->raw->context, closing = header;
    header = str_cut(&closing, '\0');
    str whole = arena_printf(item->a, "%.*s%.*s%.*s", STR_ARG(header), STR_ARG(item->raw->bytes), STR_ARG(closing));
    buf mended = {0};
    mend(&mended, without_prologue(html_to_utf8(item->a, whole, STR(""))));
    libxml_start();
    item->doc = parse(buf_str(&mended), err);
    buf_release(&mended);
    if (!item->doc)
        return QUOTH_BAD_INPUT;
    item->record = find_record(item->doc, kind);
    if (item->record)
        return QUOTH_OK;
    xmlFreeDoc(item->doc);
    return fail(err, QUOTH_BAD_INPUT, "no %s in it", kind->sought);
}

quoth_status news_parse(arena *a, const raw_record *r, const xml_records *kind, news_fill_in fill_in, article *out,
                        quoth_error *err)
{
    size_t body_room = 0;
    news_item item = {.a = a, .raw = r, .out = out, .body_room = &body_room};
    TRY(read_tree(&item, kind, err));
    quoth_status status = fill_in(&item, err);
    xmlFreeDoc(item.doc);
    return status;
}

/* --- looking into it --- */

/* The usual prefixes, and what their namespaces contain. */
static const char *const namespaces[][2] = {
    {"dc", "purl.org/dc/"}, {"content", "purl.org/rss/1.0/modules/content"}, {"prism", "prism"}, {"app", "w3.org/2007/app"}};

static const char *namespace_of(const xmlNode *node)
{
    bool is_element = node->type == XML_ELEMENT_NODE; /* a root's parent is the document, which has other members there */
    return is_element && node->ns && node->ns->href ? (const char *)node->ns->href : "";
}

static bool has_prefix(const xmlNode *node, str prefix, str name)
{
    str own = str_from((const char *)node->name);
    const char *href = namespace_of(node);
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        if (str_equal(prefix, str_from(namespaces[i][0])) && strstr(href, namespaces[i][1]))
            return str_equal(own, name);
    str own_prefix = str_cut(&own, ':'); /* not declared: libxml2 leaves it in the name */
    return *href == '\0' && str_equal(own_prefix, prefix) && str_equal(own, name);
}

static bool is_named(const xmlNode *node, const xmlNode *parent, str name)
{
    if (node->type != XML_ELEMENT_NODE)
        return false;
    str prefix = str_cut(&name, ':');
    if (name.len > 0)
        return has_prefix(node, prefix, name);
    bool same_space = strcmp(namespace_of(node), namespace_of(parent)) == 0;
    return same_space && str_equal(str_from((const char *)node->name), prefix);
}

xmlNode *news_child(const xmlNode *parent, const char *name, const xmlNode *after)
{
    if (!parent)
        return NULL;
    for (xmlNode *n = after ? after->next : parent->children; n; n = n->next)
        if (is_named(n, parent, str_from(name)))
            return n;
    return NULL;
}

xmlNode *news_below(const xmlNode *root, const char *name)
{
    return root ? node_find(root, NULL, name) : NULL;
}

str news_text(const news_item *item, xmlNode *node)
{
    return node ? str_trim(utf8_repair(item->a, node_text(item->a, node, LONGEST_LINE))) : STR("");
}

str news_attribute(const news_item *item, const xmlNode *node, const char *name)
{
    return node ? str_trim(arena_copy(item->a, node_attribute(node, name))) : STR("");
}

void news_fill(str *place, str value)
{
    if (place->len == 0)
        *place = value;
}

void news_key(const news_item *item, const char *key, str value)
{
    const source_options *o = item->raw->options;
    for (size_t i = 0; i < o->field_count; i++)
        if (str_equal_ascii_nocase(path_as_name(o->fields[i].path), str_from(key)))
            article_add_value(item->a, item->out, o->fields[i].key, value);
}
