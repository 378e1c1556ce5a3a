/* html.c - a web page as an article */
#include "indexer/source/html/html.h"
#include "indexer/source/late/late.h"
#include "indexer/source/transcode.h"
#include "indexer/source/when.h"

#include "indexer/source/format.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

static bool contains_tag(str head, const char *tag)
{
    str wanted = str_from(tag);
    for (size_t i = 0; i + wanted.len <= head.len; i++) {
        const char *open = memchr(head.data + i, '<', head.len - i);
        if (!open)
            return false;
        i = (size_t)(open - head.data);
        char after = i + wanted.len < head.len ? head.data[i + wanted.len] : '>';
        if (strchr("> \t\r\n/", after) && str_equal_ascii_nocase(str_slice(head, i, i + wanted.len), wanted))
            return true;
    }
    return false;
}

static bool sniff_html(str head)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body"};
    head = str_slice(head, 0, 4096);
    str start = str_trim(str_starts_with(head, STR("\xEF\xBB\xBF")) ? str_slice(head, 3, head.len) : head);
    if (start.len == 0 || start.data[0] != '<')
        return false;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (contains_tag(start, tags[i]))
            return true;
    return false;
}

/* UTF-16 or UTF-32, or no control characters. */
static bool may_be_page(str bytes)
{
    size_t mark;
    return wide_order_of(bytes, &mark) != WIDE_NONE || looks_like_text(bytes);
}

/* It does not decide: pages carry reports of days before. */
static void note_dateline(article *out)
{
    enum { LINES = 8 }; /* a heading and a visible date may come before it */
    str rest = out->body;
    for (int i = 0; i < LINES && rest.len > 0 && out->claims.count > 0; i++) {
        day found = dateline_day(str_cut(&rest, '\n'));
        if (found != NO_DAY)
            claims_add(&out->claims, (day_claim){CLAIM_DATELINE, found, false});
    }
}

static void fill(arena *a, const xmlDoc *doc, const raw_record *r, article *out)
{
    page_facts facts;
    html_facts(a, doc, &facts);
    if (facts.url.len == 0)
        facts.url = r->context;
    out->title = facts.title;
    out->author = facts.author;
    out->source = facts.publisher;
    out->url = facts.url;
    out->language = facts.language;
    day latest = r->captured != NO_DAY ? r->captured + 1 : NO_DAY; /* the next day has begun somewhere */
    out->published_day = html_date(a, doc, &facts, latest, &out->published, &out->claims);
    out->body = html_body(a, doc, &facts);
    html_captions(a, doc, out);
    note_dateline(out);
    /* What was cut to a length may end inside a character. */
    for (property p = 0; p < PROPERTY_COUNT; p++)
        *property_of(out, p) = utf8_repair(a, *property_of(out, p));
}

/* <meta name="keywords"> is a list with commas, by the standard of HTML (4.2.5.1); other names have one value each. */
static void add_content(arena *a, str name, str content, str field_name, article *out)
{
    bool is_list = str_equal_ascii_nocase(name, STR("keywords")) || str_equal_ascii_nocase(name, STR("news_keywords"));
    for (str rest = utf8_repair(a, content); rest.len > 0;) {
        str value = is_list ? str_cut(&rest, ',') : rest;
        article_add_value(a, out, field_name, value);
        if (!is_list)
            return;
    }
}

static void take_fields(arena *a, const xmlDoc *doc, const source_options *options, article *out)
{
    static const char *const name_attributes[] = {"name", "property", "itemprop"};
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = options->field_count ? node_find(root, NULL, "meta") : NULL; n; n = node_find(root, n, "meta"))
        for (size_t i = 0; i < options->field_count; i++) {
            str wanted = path_as_name(options->fields[i].path);
            for (size_t k = 0; k < sizeof name_attributes / sizeof *name_attributes; k++)
                if (str_equal_ascii_nocase(str_trim(node_attribute(n, name_attributes[k])), wanted)) {
                    add_content(a, wanted, node_attribute(n, "content"), options->fields[i].key, out);
                    break;
                }
        }
}

quoth_status html_article(arena *a, const raw_record *r, str charset, article *out, quoth_error *err)
{
    if (!may_be_page(r->bytes))
        return fail(err, QUOTH_BAD_INPUT, "not a web page: it holds control characters");
    str page = html_to_utf8(a, r->bytes, charset), guarded = html_guard(a, page);
    if (guarded.len < page.len)
        return fail(err, QUOTH_BAD_INPUT, "not a web page: it has more than a million tags and attributes");
    xmlDoc *doc = html_read(guarded);
    bool empty = !doc || !xmlDocGetRootElement(doc);
    if (!empty) {
        fill(a, doc, r, out);
        take_fields(a, doc, r->options, out);
    }
    if (doc)
        xmlFreeDoc(doc);
    return empty ? fail(err, QUOTH_BAD_INPUT, "not a web page: no element in it") : QUOTH_OK;
}

static quoth_status parse_html(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return html_article(a, r, STR(""), out, err);
}

const source_format format_html = {
    .info = {"html", ".html .htm .xhtml .shtml",
             "web pages: text, title, author, date and publisher without what stands around them"},
    .sniff = sniff_html,
    .cut = cut_whole_file,
    .parse = parse_html,
    .needs = LATE_XML,
};
