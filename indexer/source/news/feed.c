/* feed.c - RSS 0.9 to 2.0 and Atom: is an item the full text or only a summary? */
#include "indexer/source/late/late.h"
#include "indexer/source/news/news.h"

enum {
    /* A description with so many paragraphs is the text itself: feeds without content:encoded put it there. */
    PARAGRAPHS_OF_FULL_TEXT = 3
};

static const char *const roots[] = {"rss", "feed", "RDF", NULL}, *const records[] = {"item", "entry", NULL};
static const xml_records kind = {.roots = roots, .records = records, .sought = "<item> or <entry>"};
/* Other things than news are told in RDF and in elements called feed. */
static const char *const marks[] = {"<rss", "purl.org/rss", "netscape.com/rdf", "w3.org/2005/Atom", "purl.org/atom"};

static bool sniff_feed(str head)
{
    if (!xml_has_root(head, &kind))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_find(str_slice(head, 0, 8192), str_from(marks[i])) != SIZE_MAX)
            return true;
    return false;
}

static quoth_status cut_feed(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    return xml_cut(c, &kind, a, out, err);
}

/* The first of these children that says something. */
static str first_of(const news_item *item, const xmlNode *parent, const char *const *names)
{
    for (; *names; names++) {
        str value = news_text(item, news_child(parent, *names, NULL));
        if (value.len > 0)
            return value;
    }
    return STR("");
}

/* What a text element holds: mark-up as a tree (Atom's xhtml), escaped mark-up, or text. */
static str text_in(const news_item *item, xmlNode *node)
{
    if (!node)
        return STR("");
    str type = news_attribute(item, node, "type");
    bool is_tree = str_equal(type, STR("xhtml")) || xmlFirstElementChild(node);
    if (is_tree)
        return blocks_of_tree(item->a, node);
    xmlChar *content = xmlNodeGetContent(node);
    str markup = arena_copy(item->a, str_from((const char *)content));
    xmlFree(content);
    return str_equal(type, STR("text")) ? blocks_of_plain(item->a, markup) : blocks_of_html(item->a, markup);
}

static size_t paragraphs_of(str text)
{
    size_t count = text.len > 0;
    for (size_t at; (at = str_find(text, STR("\n\n"))) != SIZE_MAX; count++)
        text = str_slice(text, at + 2, text.len);
    return count;
}

static bool is_cut_short(str text)
{
    return str_ends_with(text, STR("\xE2\x80\xA6")) || str_ends_with(text, STR("...")) || str_ends_with(text, STR("[...]")) ||
           str_ends_with(text, STR("[\xE2\x80\xA6]"));
}

static void take_text(const news_item *item)
{
    xmlNode *record = item->record, *content = news_child(record, "content:encoded", NULL);
    if (!content)
        content = news_child(record, "content", NULL);
    str full = text_in(item, content);
    xmlNode *description = news_child(record, "description", NULL);
    str summary = text_in(item, description ? description : news_child(record, "summary", NULL));
    bool is_full =
        full.len > 0 ? !is_cut_short(full) : paragraphs_of(summary) >= PARAGRAPHS_OF_FULL_TEXT && !is_cut_short(summary);
    item->out->body = full.len > 0 ? full : summary;
    news_key(item, "text", is_full ? STR("full") : item->out->body.len > 0 ? STR("summary") : STR("none"));
}

/* Atom's <link rel="alternate" href="…"> or RSS's <link>…</link>. */
static void take_link(const news_item *item)
{
    xmlNode *link = NULL;
    while ((link = news_child(item->record, "link", link))) {
        str rel = news_attribute(item, link, "rel"), href = news_attribute(item, link, "href");
        if (rel.len == 0 || str_equal(rel, STR("alternate")))
            news_fill(&item->out->url, href.len > 0 ? href : news_text(item, link));
    }
    xmlNode *guid = news_child(item->record, "guid", NULL);
    bool is_link = !str_equal(news_attribute(item, guid, "isPermaLink"), STR("false"));
    str address = news_text(item, guid);
    if (is_link && str_starts_with(address, STR("http")))
        news_fill(&item->out->url, address);
}

/* "desk@example.org (Ann Reed)" is Ann Reed. */
static str name_in_mail(str author)
{
    size_t open = str_find(author, STR("("));
    bool is_mail = memchr(author.data, '@', author.len) && open != SIZE_MAX && str_ends_with(author, STR(")"));
    return is_mail ? str_slice(author, open + 1, author.len - 1) : author;
}

static str join(arena *a, str list, str more)
{
    if (more.len == 0 || list.len > 1000 || str_find(list, more) != SIZE_MAX)
        return list;
    return list.len > 0 ? arena_printf(a, "%.*s, %.*s", STR_ARG(list), STR_ARG(more)) : more;
}

static void take_authors(const news_item *item, const xmlNode *parent)
{
    str list = STR("");
    for (xmlNode *n = NULL; (n = news_child(parent, "dc:creator", n));)
        list = join(item->a, list, news_text(item, n));
    for (xmlNode *n = NULL; (n = news_child(parent, "author", n));) {
        xmlNode *name = news_child(n, "name", NULL);
        bool is_person = name || news_child(n, "email", NULL) || news_child(n, "uri", NULL);
        str text = news_text(item, name ? name : n);
        if (name || !is_person)
            list = join(item->a, list, name_in_mail(text));
    }
    news_fill(&item->out->author, list);
}

static void take_keys(const news_item *item)
{
    static const char *const names[] = {"category", "dc:subject"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (xmlNode *n = NULL; (n = news_child(item->record, names[i], n));) {
            str label = news_attribute(item, n, "label"), term = news_attribute(item, n, "term");
            news_key(item, "category", label.len > 0 ? label : term.len > 0 ? term : news_text(item, n));
            news_key(item, "subject", term.len > 0 ? term : news_text(item, n));
        }
}

/* The feed around the item; in RSS 1.0 it stands before it. */
static xmlNode *channel_of(const news_item *item)
{
    xmlNode *parent = item->record->parent, *channel = news_child(parent, "channel", NULL);
    for (xmlNode *n = parent ? parent->children : NULL; n && !channel; n = n->next)
        channel = node_is(n, "channel") ? n : NULL;
    return channel ? channel : parent && parent->type == XML_ELEMENT_NODE ? parent : NULL;
}

static void take_source(const news_item *item, xmlNode *channel)
{
    static const char *const publishers[] = {"dc:publisher", NULL}, *const languages[] = {"dc:language", "language", NULL};
    xmlNode *origin = news_child(item->record, "source", NULL); /* of an item taken over from elsewhere */
    xmlNode *name = news_child(origin, "title", NULL);
    article *out = item->out;
    news_fill(&out->source, news_text(item, name ? name : origin));
    news_fill(&out->source, first_of(item, item->record, publishers));
    news_fill(&out->source, line_of_html(item->a, news_text(item, news_child(channel, "title", NULL))));
    news_fill(&out->language, first_of(item, item->record, languages));
    news_fill(&out->language, news_attribute(item, item->record, "lang"));
    news_fill(&out->language, first_of(item, channel, languages));
    for (xmlNode *n = channel; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        news_fill(&out->language, news_attribute(item, n, "lang"));
}

static quoth_status release_of(const news_item *item, quoth_error *err)
{
    static const char *const embargoes[] = {"prism:embargoDate", NULL};
    xmlNode *control = news_child(item->record, "app:control", NULL), *draft = NULL;
    for (xmlNode *n = control ? control->children : NULL; n && !draft; n = n->next)
        draft = node_is(n, "draft") ? n : NULL;
    str until = first_of(item, item->record, embargoes);
    return news_release(str_equal(news_text(item, draft), STR("yes")) ? STR("draft") : STR(""), until.len > 0, until, item->out,
                        err);
}

static quoth_status fill_in(const news_item *item, quoth_error *err)
{
    static const char *const ids[] = {"guid", "id", "dc:identifier", NULL};
    static const char *const dates[] = {"pubDate", "published", "dc:issued", "dc:date", "issued", "updated", "modified", NULL};
    xmlNode *channel = channel_of(item);
    article *out = item->out;
    out->id = first_of(item, item->record, ids);
    news_fill(&out->id, news_attribute(item, item->record, "about"));
    TRY(release_of(item, err));
    out->title = line_of_html(item->a, news_text(item, news_child(item->record, "title", NULL)));
    out->published = first_of(item, item->record, dates);
    take_link(item);
    news_fill(&out->id, out->url);
    take_authors(item, item->record);
    take_authors(item, channel && node_is(channel, "feed") ? channel : NULL);
    take_source(item, channel);
    take_text(item);
    take_keys(item);
    out->body = without_copyright(out->body);
    if (out->body.len == 0 && out->title.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "an item with neither a title nor text");
    return QUOTH_OK;
}

static quoth_status parse_feed(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return news_parse(a, r, &kind, fill_in, out, err);
}

const source_format format_feed = {
    .info = {"feed", ".rss .atom .rdf",
             "RSS and Atom, also called .xml: each item, its full text where the feed has it, else its summary"},
    .sniff = sniff_feed,
    .is_sure = true,
    .cut = cut_feed,
    .parse = parse_feed,
    .needs = LATE_XML,
};
