/* newsml.c - NewsML 1.0 to 1.2: items of components of components */
#include "indexer/source/late/late.h"
#include "indexer/source/news/news.h"

static const char *const roots[] = {"NewsML", NULL}, *const records[] = {"NewsItem", NULL};
static const xml_records kind = {.roots = roots, .records = records, .sought = "<NewsItem>", .nests = true};

static bool sniff_newsml(str head)
{
    return xml_has_root(head, &kind);
}

static quoth_status cut_newsml(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    return xml_cut(c, &kind, a, out, err);
}

/* Elements that become keys, by an attribute or by their text. */
static const struct key_row {
    const char *element, *attribute, *key;
} key_rows[] = {
    {"Subject", "FormalName", "subject"},
    {"SubjectMatter", "FormalName", "subject"},
    {"SubjectDetail", "FormalName", "subject"},
    {"SubjectQualifier", "FormalName", "subject"},
    {"Genre", "FormalName", "genre"},
    {"Urgency", "FormalName", "urgency"},
    {"Priority", "FormalName", "priority"},
    {"NewsItemType", "FormalName", "class"},
    {"NewsService", "FormalName", "service"},
    {"Property", "Value", "property"},
    {"KeywordLine", NULL, "keyword"},
    {"SlugLine", NULL, "slugline"},
    {"RevisionId", NULL, "version"},
    {"CreditLine", NULL, "credit"},
};

static void take_keys(const news_item *item)
{
    for (size_t i = 0; item->raw->options->field_count > 0 && i < sizeof key_rows / sizeof *key_rows; i++)
        for (xmlNode *n = NULL; (n = node_find(item->record, n, key_rows[i].element));)
            news_key(item, key_rows[i].key,
                     key_rows[i].attribute ? news_attribute(item, n, key_rows[i].attribute) : news_text(item, n));
}

static str formal(const news_item *item, xmlNode *node)
{
    return news_attribute(item, node, "FormalName");
}

static str line_of(const news_item *item, const char *name)
{
    return news_text(item, news_below(item->record, name));
}

static void take_meta(const news_item *item)
{
    static const char *const parties[] = {"Provider", "Source", "Creator"}, *const dates[] = {"ThisRevisionCreated",
                                                                                              "FirstCreated"};
    article *out = item->out;
    xmlNode *record = item->record;
    out->title = line_of(item, "HeadLine");
    news_fill(&out->author, line_of(item, "ByLine"));
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        news_fill(&out->source, formal(item, news_below(news_below(record, parties[i]), "Party")));
    news_fill(&out->source, line_of(item, "CreditLine"));
    news_fill(&out->source, line_of(item, "ProviderId"));
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        news_fill(&out->published, line_of(item, dates[i]));
    news_fill(&out->published, line_of(item, "DateId"));
    out->language = formal(item, news_below(record, "Language"));
    news_fill(&out->language, news_attribute(item, record, "lang"));
    news_fill(&out->language, news_attribute(item, news_below(record, "NewsComponent"), "lang"));
}

/* Is this the text, and not a picture beside it? */
static bool is_text(const news_item *item, const xmlNode *content)
{
    str type = STR("");
    for (const xmlNode *n = content; n && n != item->record && type.len == 0; n = n->parent)
        if (node_is(n, "ContentItem"))
            type = formal(item, news_child(n, "MediaType", NULL));
    return type.len == 0 || str_equal_ascii_nocase(type, STR("Text")) || str_equal_ascii_nocase(type, STR("ComplexData"));
}

/* One of several components that say the same. */
static bool is_equivalent(const news_item *item, const xmlNode *content)
{
    for (const xmlNode *n = content->parent; n && n != item->record; n = n->parent)
        if (str_equal(node_attribute(n, "EquivalentsList"), STR("yes")))
            return true;
    return false;
}

static bool is_inside(const news_item *item, const xmlNode *node, const char *name)
{
    for (const xmlNode *n = node->parent; n && n != item->record; n = n->parent)
        if (node_is(n, name))
            return true;
    return false;
}

static void take_text(const news_item *item)
{
    article *out = item->out;
    bool has_nitf = false;
    for (xmlNode *n = NULL; (n = node_find(item->record, n, "DataContent"));) {
        if (is_inside(item, n, "DataContent")) /* has been read with what it is in */
            continue;
        if (!is_text(item, n) || (out->body.len > 0 && is_equivalent(item, n)))
            continue;
        has_nitf |= news_below(n, "nitf") != NULL; /* with a dateline of its own */
        news_content(item, n, formal(item, news_child(n->parent, "Format", NULL)));
    }
    if (!has_nitf)
        out->body = with_dateline(item->a, line_of(item, "DateLine"), out->body);
}

static str id_of(const news_item *item)
{
    str id = line_of(item, "PublicIdentifier");
    news_fill(&id, line_of(item, "NewsItemId"));
    return id;
}

static quoth_status fill_in(const news_item *item, quoth_error *err)
{
    xmlNode *management = news_below(item->record, "NewsManagement"), *change = news_below(management, "StatusWillChange");
    str status = formal(item, news_below(management, "Status")), until = news_text(item, news_below(change, "DateAndTime"));
    bool opens = str_equal_ascii_nocase(formal(item, news_below(change, "FutureStatus")), STR("Usable"));
    item->out->id = id_of(item);
    take_meta(item);
    TRY(news_release(status, false, opens ? until : STR(""), item->out, err));
    take_text(item);
    take_keys(item);
    if (item->out->body.len == 0 && item->out->title.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "no text in it");
    return QUOTH_OK;
}

static quoth_status parse_newsml(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return news_parse(a, r, &kind, fill_in, out, err);
}

const source_format format_newsml = {
    .info = {"newsml", ".newsml1", "NewsML 1.0 to 1.2, also called .xml: each <NewsItem> with text; withheld ones are left out"},
    .sniff = sniff_newsml,
    .is_sure = true,
    .cut = cut_newsml,
    .parse = parse_newsml,
    .needs = LATE_XML,
};
