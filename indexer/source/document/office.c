/* office.c - EPUB, OpenDocument and Word files: which members of the zip hold the text, and which say who wrote it when? */
#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

#include "base/limits.h"
#include "indexer/source/document/flow.h"
#include "indexer/source/format.h"
#include "indexer/source/late/late.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

enum {
    MAX_MEMBERS = 10000,
    /* All members together, unpacked: a bomb of zeros ends here. */
    MAX_UNPACKED = 64 << 20,
    LONGEST_HEADLINE = 160
};

typedef struct member {
    str name, bytes;
} member;
typedef VEC(member) member_list;

static bool is_text_member(str name)
{
    static const char *const endings[] = {".xml", ".xhtml", ".html", ".htm", ".opf"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_with(name, str_from(endings[i])))
            return true;
    return false;
}

/* Adds what the current member holds; QUOTH_LIMIT when all together are too much. */
static quoth_status unpack_member(arena *a, struct archive *zip, str name, size_t *room, member_list *out, quoth_error *err)
{
    buf bytes = {0};
    la_ssize_t got = 1;
    while (got > 0 && bytes.len <= *room) {
        char *to = buf_reserve(&bytes, 64 << 10);
        got = archive_read_data(zip, to, 64 << 10);
        bytes.len += got > 0 ? (size_t)got : 0;
    }
    bool fits = bytes.len <= *room;
    if (fits && got == 0) {
        *room -= bytes.len;
        vec_push(a, out, (member){name, arena_copy(a, buf_str(&bytes))});
    }
    buf_release(&bytes);
    if (!fits)
        return fail(err, QUOTH_BAD_INPUT, "holds more than %d MB when unpacked", MAX_UNPACKED >> 20);
    return got < 0 ? fail(err, QUOTH_BAD_INPUT, "broken zip: %s", archive_error_string(zip)) : QUOTH_OK;
}

static quoth_status unpack_all(arena *a, struct archive *zip, member_list *out, quoth_error *err)
{
    size_t room = MAX_UNPACKED;
    struct archive_entry *entry;
    for (int i = 0; i < MAX_MEMBERS; i++) {
        int got = archive_read_next_header(zip, &entry);
        if (got == ARCHIVE_EOF)
            return QUOTH_OK;
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
            return fail(err, QUOTH_BAD_INPUT, "broken zip: %s", archive_error_string(zip));
        const char *name = archive_entry_pathname(entry);
        if (name && is_text_member(str_from(name)))
            TRY(unpack_member(a, zip, arena_copy(a, str_from(name)), &room, out, err));
    }
    return fail(err, QUOTH_BAD_INPUT, "more than %d members", MAX_MEMBERS);
}

static quoth_status unpack(arena *a, str bytes, member_list *out, quoth_error *err)
{
    struct archive *zip = archive_read_new();
    if (!zip)
        memory_exhausted(0);
    archive_read_support_format_zip(zip);
    quoth_status status = archive_read_open_memory(zip, bytes.data, bytes.len) == ARCHIVE_OK
                              ? unpack_all(a, zip, out, err)
                              : fail(err, QUOTH_BAD_INPUT, "not a zip: %s", archive_error_string(zip));
    archive_read_free(zip);
    return status;
}

static str member_named(const member_list *all, str name)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_equal(all->items[i].name, name))
            return all->items[i].bytes;
    return STR("");
}

/* NULL when it is no XML. Entities stay what they are: none is expanded, none fetched. */
static xmlDoc *read_xml(str bytes)
{
    int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
    xmlDoc *doc = bytes.len > 0 ? xmlReadMemory(bytes.data, (int)bytes.len, NULL, NULL, options) : NULL;
    if (doc && !xmlDocGetRootElement(doc)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

/* Dublin Core and what ODF and Word add to it, by local names; the first that is there. */
static const struct meta_name {
    const char *name;
    property property;
} meta_names[] = {{"title", PROPERTY_TITLE},      {"creator", PROPERTY_AUTHOR}, {"initial-creator", PROPERTY_AUTHOR},
                  {"publisher", PROPERTY_SOURCE}, {"created", PROPERTY_DATE},   {"creation-date", PROPERTY_DATE},
                  {"date", PROPERTY_DATE},        {"modified", PROPERTY_DATE},  {"language", PROPERTY_LANGUAGE}};

static void take_metadata(arena *a, str bytes, article *out)
{
    xmlDoc *doc = read_xml(bytes);
    if (!doc)
        return;
    for (size_t i = 0; i < sizeof meta_names / sizeof *meta_names; i++) {
        xmlNode *root = xmlDocGetRootElement(doc), *found = node_find(root, NULL, meta_names[i].name);
        str *place = property_of(out, meta_names[i].property);
        if (found && place->len == 0)
            *place = utf8_repair(a, str_trim(node_text(a, found, LIMIT_TITLE_BYTES)));
    }
    xmlFreeDoc(doc);
}

/* The text below the first element of this name; the whole document's when there is none. */
static str text_below(arena *a, str bytes, const char *name)
{
    xmlDoc *doc = read_xml(bytes);
    if (!doc)
        return STR("");
    xmlNode *root = xmlDocGetRootElement(doc), *body = node_find(root, NULL, name);
    body = body ? body : root;
    str text = flow_text(a, body, body, NULL, LIMIT_ARTICLE_BYTES);
    xmlFreeDoc(doc);
    return text;
}

/* --- EPUB: container.xml names the package, whose spine names the pages in their order (EPUB 3.3, 3.2 and 5.7) --- */

static str path_beside(arena *a, str package, str href)
{
    size_t folder = package.len;
    while (folder > 0 && package.data[folder - 1] != '/')
        folder--;
    str page = str_cut(&href, '#');
    return arena_printf(a, "%.*s%.*s", (int)folder, package.data, STR_ARG(page));
}

/* The manifest's item of a page. */
typedef struct book_item {
    str id, href;
    bool is_read; /* a page that the spine names twice is one page */
} book_item;
typedef VEC(book_item) book_items;

static void list_items(arena *a, xmlNode *root, book_items *out)
{
    for (xmlNode *n = node_find(root, NULL, "item"); n && out->count < MAX_MEMBERS; n = node_find(root, n, "item"))
        vec_push(a, out, (book_item){node_attribute(n, "id"), node_attribute(n, "href"), false});
}

static book_item *item_with_id(book_items *items, str id)
{
    for (size_t i = 0; i < items->count; i++)
        if (str_equal(items->items[i].id, id))
            return &items->items[i];
    return NULL;
}

enum { MAX_SPINE = 2000 };

static void add_page(arena *a, const member_list *all, str path, buf *text)
{
    str page = text_below(a, member_named(all, path), "body");
    if (text->len > 0 && page.len > 0)
        buf_put_str(text, STR("\n\n"));
    buf_put_str(text, page);
}

static void take_spine(arena *a, const member_list *all, str package, article *out)
{
    xmlDoc *doc = read_xml(member_named(all, package));
    buf text = {0};
    book_items items = {0};
    if (!doc)
        return;
    xmlNode *root = xmlDocGetRootElement(doc);
    int pages = 0;
    list_items(a, root, &items);
    for (xmlNode *n = node_find(root, NULL, "itemref"); n && pages < MAX_SPINE; n = node_find(root, n, "itemref"), pages++) {
        book_item *item = item_with_id(&items, node_attribute(n, "idref"));
        if (!item || item->is_read || text.len > LIMIT_ARTICLE_BYTES)
            continue;
        item->is_read = true;
        add_page(a, all, path_beside(a, package, item->href), &text);
    }
    out->body = arena_copy(a, buf_str(&text));
    buf_release(&text);
    xmlFreeDoc(doc);
}

static void take_epub(arena *a, const member_list *all, str container, article *out)
{
    xmlDoc *doc = read_xml(container);
    const xmlNode *rootfile = doc ? node_find(xmlDocGetRootElement(doc), NULL, "rootfile") : NULL;
    str package = rootfile ? arena_copy(a, node_attribute(rootfile, "full-path")) : STR("");
    if (doc)
        xmlFreeDoc(doc);
    take_metadata(a, member_named(all, package), out);
    take_spine(a, all, package, out);
}

/* --- all --- */

/* The first paragraph, where it is as short as a headline; a title that is known is not said twice. */
static void settle_title(article *out)
{
    size_t end = str_find(out->body, STR("\n\n"));
    bool says_title = end == out->title.len && str_equal(str_slice(out->body, 0, end), out->title);
    if (end == SIZE_MAX || end > LONGEST_HEADLINE || (out->title.len > 0 && !says_title))
        return;
    out->title = str_slice(out->body, 0, end);
    out->body = str_slice(out->body, end + 2, out->body.len);
}

static quoth_status parse_office(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    member_list all = {0};
    TRY(unpack(a, r->bytes, &all, err));
    str epub = member_named(&all, STR("META-INF/container.xml")), word = member_named(&all, STR("word/document.xml"));
    if (epub.len > 0)
        take_epub(a, &all, epub, out);
    else {
        take_metadata(a, member_named(&all, word.len > 0 ? STR("docProps/core.xml") : STR("meta.xml")), out);
        out->body = text_below(a, word.len > 0 ? word : member_named(&all, STR("content.xml")), "body");
    }
    if (out->body.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "no text in it: neither an EPUB, an OpenDocument text nor a Word document");
    settle_title(out);
    return QUOTH_OK;
}

/* By the name of the zip's first member (APPNOTE.TXT, 4.3.7): other zips are containers of files. */
static bool sniff_office(str head)
{
    static const char *const firsts[] = {"mimetype", "[Content_Types].xml",    "_rels/",      "docProps/",
                                         "word/",    "META-INF/container.xml", "content.xml", "meta.xml"};
    enum { NAME_AT = 30 };
    if (!str_starts_with(head, STR("PK\x03\x04")) || head.len < NAME_AT)
        return false;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (str_starts_with(str_slice(head, NAME_AT, head.len), str_from(firsts[i])))
            return true;
    return false;
}

const source_format format_office = {
    .info = {"office", ".epub .odt .docx", "EPUB, OpenDocument text, Word: paragraphs, title, author and date of one document"},
    .sniff = sniff_office,
    .cut = cut_whole_file,
    .parse = parse_office,
    .needs = LATE_XML | LATE_ARCHIVE,
};
