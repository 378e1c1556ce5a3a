/* facts.c - what does a page's head say about its article? */
#include "indexer/source/html/html.h"

/* The facts a <meta> can give, as numbers of places in page_facts. */
typedef enum fact { FACT_TITLE, FACT_AUTHOR, FACT_PUBLISHER, FACT_URL, FACT_PUBLISHED, FACT_OTHER_DATE } fact;

/* <meta name|property|itemprop|http-equiv="…" content="…">; for one fact the first row that has content wins. */
static const struct meta_row {
    const char *name;
    fact fact;
} meta_rows[] = {
    {"og:title", FACT_TITLE},
    {"twitter:title", FACT_TITLE},
    {"parsely-title", FACT_TITLE},
    {"dc.title", FACT_TITLE},
    {"sailthru.title", FACT_TITLE},
    {"author", FACT_AUTHOR},
    {"article:author_name", FACT_AUTHOR},
    {"parsely-author", FACT_AUTHOR},
    {"sailthru.author", FACT_AUTHOR},
    {"dc.creator", FACT_AUTHOR},
    {"byl", FACT_AUTHOR},
    {"article:author", FACT_AUTHOR},
    {"og:site_name", FACT_PUBLISHER},
    {"dc.publisher", FACT_PUBLISHER},
    {"application-name", FACT_PUBLISHER},
    {"og:url", FACT_URL},
    {"article:published_time", FACT_PUBLISHED},
    {"og:article:published_time", FACT_PUBLISHED},
    {"og:published_time", FACT_PUBLISHED},
    {"article:published", FACT_PUBLISHED},
    {"datepublished", FACT_PUBLISHED},
    {"rnews:datepublished", FACT_PUBLISHED},
    {"parsely-pub-date", FACT_PUBLISHED},
    {"sailthru.date", FACT_PUBLISHED},
    {"article_date_original", FACT_PUBLISHED},
    {"originalpublicationdate", FACT_PUBLISHED},
    {"cxenseparse:recs:publishtime", FACT_PUBLISHED},
    {"bt:pubdate", FACT_PUBLISHED},
    {"pubdate", FACT_PUBLISHED},
    {"publishdate", FACT_PUBLISHED},
    {"publish-date", FACT_PUBLISHED},
    {"publish_date", FACT_PUBLISHED},
    {"publication_date", FACT_PUBLISHED},
    {"publication-date", FACT_PUBLISHED},
    {"publicationdate", FACT_PUBLISHED},
    {"article.published", FACT_PUBLISHED},
    {"published-date", FACT_PUBLISHED},
    {"published_time", FACT_PUBLISHED},
    {"citation_publication_date", FACT_PUBLISHED},
    {"citation_date", FACT_PUBLISHED},
    {"dc.date.issued", FACT_PUBLISHED},
    {"dcterms.issued", FACT_PUBLISHED},
    {"dc.date.created", FACT_PUBLISHED},
    {"dcterms.created", FACT_PUBLISHED},
    {"datecreated", FACT_PUBLISHED},
    {"article.created", FACT_PUBLISHED},
    {"dc.date", FACT_PUBLISHED},
    {"dc:date", FACT_PUBLISHED},
    {"dcterms.date", FACT_PUBLISHED},
    {"date", FACT_PUBLISHED},
    {"displaydate", FACT_PUBLISHED},
    {"ptime", FACT_PUBLISHED},
    {"article:modified_time", FACT_OTHER_DATE},
    {"og:updated_time", FACT_OTHER_DATE},
    {"datemodified", FACT_OTHER_DATE},
    {"dc.date.modified", FACT_OTHER_DATE},
    {"dcterms.modified", FACT_OTHER_DATE},
    {"last-modified", FACT_OTHER_DATE},
    {"lastmod", FACT_OTHER_DATE},
    {"revised", FACT_OTHER_DATE},
};
enum { META_ROWS = sizeof meta_rows / sizeof *meta_rows };

static str *place_of(page_facts *facts, fact f)
{
    switch (f) {
    case FACT_TITLE: return &facts->title;
    case FACT_AUTHOR: return &facts->author;
    case FACT_PUBLISHER: return &facts->publisher;
    case FACT_URL: return &facts->url;
    case FACT_PUBLISHED: return &facts->published[CLAIM_META];
    case FACT_OTHER_DATE: return &facts->published[CLAIM_META_OTHER];
    }
    return NULL;
}

static void note_meta(const xmlNode *meta, str best[META_ROWS])
{
    static const char *const name_attributes[] = {"property", "name", "itemprop", "http-equiv"};
    str content = str_trim(node_attribute(meta, "content"));
    if (content.len == 0)
        return;
    for (size_t n = 0; n < sizeof name_attributes / sizeof *name_attributes; n++) {
        str name = str_trim(node_attribute(meta, name_attributes[n]));
        for (size_t i = 0; name.len > 0 && i < META_ROWS; i++)
            if (best[i].len == 0 && str_equal_ascii_nocase(name, str_from(meta_rows[i].name)))
                best[i] = content;
    }
}

static bool is_address(str s)
{
    return str_starts_with(s, STR("http://")) || str_starts_with(s, STR("https://"));
}

/* "Report on ferries | The Daily Coast" without the publisher; only where a separator stands between spaces. */
static str without_site_name(str title, str publisher)
{
    static const char *const separators[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
    size_t cut = 0;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        str separator = str_from(separators[i]);
        for (size_t at = 0, found; (found = str_find(str_slice(title, at, title.len), separator)) != SIZE_MAX;) {
            size_t end = at + found;
            str tail = str_slice(title, end + separator.len, title.len);
            bool is_site = publisher.len > 0 && str_equal_ascii_nocase(str_trim(tail), publisher);
            if (end > cut && (is_site || (tail.len <= 30 && end > 2 * tail.len)))
                cut = end;
            at = end + separator.len;
        }
    }
    return cut > 0 ? str_slice(title, 0, cut) : title;
}

static void take_title(arena *a, const xmlNode *root, page_facts *out)
{
    xmlNode *title = node_find(root, NULL, "title"), *h1 = node_find(root, NULL, "h1");
    str heading = h1 ? node_text(a, h1, 1000) : STR(""), page_title = title ? node_text(a, title, 1000) : STR("");
    if (out->title.len == 0 && page_title.len > 0)
        out->title = page_title;
    /* The heading that a person sees is the title without additions. */
    if (heading.len > 10 && (out->title.len == 0 || str_find(out->title, heading) != SIZE_MAX))
        out->title = heading;
    else
        out->title = without_site_name(out->title, out->publisher);
}

static void take_links(const xmlNode *root, page_facts *out)
{
    for (xmlNode *n = node_find(root, NULL, "link"); n; n = node_find(root, n, "link"))
        if (str_equal_ascii_nocase(node_attribute(n, "rel"), STR("canonical")) && is_address(node_attribute(n, "href")))
            out->url = node_attribute(n, "href");
}

/* A visible byline, for want of anything in the head. */
static str visible_author(arena *a, const xmlNode *root)
{
    for (xmlNode *n = node_next(root, (xmlNode *)root, false); n; n = node_next(root, n, false)) {
        bool author = str_equal_ascii_nocase(node_attribute(n, "itemprop"), STR("author")) ||
                      str_equal_ascii_nocase(node_attribute(n, "rel"), STR("author"));
        str text = author ? node_text(a, n, 200) : STR("");
        if (text.len > 2 && text.len < 100)
            return text;
    }
    return STR("");
}

static str tidy_author(str author)
{
    author = str_trim(author);
    if (author.len > 3 && str_equal_ascii_nocase(str_slice(author, 0, 3), STR("by ")))
        author = str_trim(str_slice(author, 3, author.len));
    return is_address(author) ? STR("") : author;
}

/* Copies every fact into `a`: what the tree holds ends with it. What is missing becomes "". */
static void copy_all(arena *a, page_facts *f)
{
    str *const all[] = {&f->title, &f->author, &f->publisher, &f->url, &f->language, &f->body};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = all[i]->len > 0 ? arena_copy(a, *all[i]) : STR("");
    for (size_t i = 0; i < CLAIM_PAGE_ORIGINS; i++)
        f->published[i] = f->published[i].len > 0 ? arena_copy(a, f->published[i]) : STR("");
}

static bool is_json_ld(const xmlNode *script)
{
    return str_find(node_attribute(script, "type"), STR("ld+json")) != SIZE_MAX;
}

void html_facts(arena *a, const xmlDoc *doc, page_facts *out)
{
    *out = (page_facts){0};
    copy_all(a, out);
    const xmlNode *root = xmlDocGetRootElement(doc);
    str best[META_ROWS];
    for (size_t i = 0; i < META_ROWS; i++)
        best[i] = STR("");
    for (xmlNode *n = node_find(root, NULL, "script"); n; n = node_find(root, n, "script"))
        if (is_json_ld(n) && n->children && n->children->content)
            json_ld_facts(a, str_from((const char *)n->children->content), out);
    for (xmlNode *n = node_find(root, NULL, "meta"); n; n = node_find(root, n, "meta"))
        note_meta(n, best);
    for (size_t i = 0; i < META_ROWS; i++) {
        str *place = place_of(out, meta_rows[i].fact);
        if (place->len == 0 && !(meta_rows[i].fact == FACT_AUTHOR && is_address(best[i])))
            *place = best[i];
    }
    take_links(root, out);
    take_title(a, root, out);
    out->author = tidy_author(out->author.len > 0 ? out->author : visible_author(a, root));
    out->language = str_trim(node_attribute(root, "lang"));
    copy_all(a, out);
}
