/* newsml_g2.c - NewsML-G2: what its metadata say of an item, and the text it carries */
#include "indexer/source/late/late.h"
#include "indexer/source/news/news.h"

static const char *const roots[] = {"newsMessage", "newsItem", NULL}, *const records[] = {"newsItem", NULL};
static const xml_records kind = {.roots = roots, .records = records, .sought = "<newsItem>"};

static bool sniff_g2(str head)
{
    return xml_has_root(head, &kind);
}

static quoth_status cut_g2(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    return xml_cut(c, &kind, a, out, err);
}

/* Concepts that become keys: their code as it is written ("medtop:04000000") and their names. */
static const struct key_row {
    const char *element, *key;
} key_rows[] = {
    {"subject", "subject"},   {"genre", "genre"},     {"urgency", "urgency"},   {"keyword", "keyword"},
    {"slugline", "slugline"}, {"service", "service"}, {"located", "located"},   {"signal", "signal"},
    {"itemClass", "class"},   {"edNote", "note"},     {"infoSource", "origin"}, {"audience", "audience"},
    {"creditline", "credit"},
};

static void take_keys(const news_item *item, xmlNode *meta)
{
    for (size_t i = 0; meta && item->raw->options->field_count > 0 && i < sizeof key_rows / sizeof *key_rows; i++)
        for (xmlNode *n = NULL; (n = node_find(meta, n, key_rows[i].element));) {
            news_key(item, key_rows[i].key, news_attribute(item, n, "qcode"));
            news_key(item, key_rows[i].key, news_attribute(item, n, "literal"));
            bool is_concept = xmlFirstElementChild(n) != NULL;
            for (xmlNode *name = NULL; is_concept && (name = news_child(n, "name", name));)
                news_key(item, key_rows[i].key, news_text(item, name));
            if (!is_concept)
                news_key(item, key_rows[i].key, news_text(item, n));
        }
}

/* A party's or a place's name, else what it is called literally, else the last part of its code. */
static str name_of(const news_item *item, xmlNode *concept)
{
    str name = news_text(item, news_below(concept, "name")), code = news_attribute(item, concept, "qcode");
    news_fill(&name, news_attribute(item, concept, "literal"));
    for (size_t colon; name.len == 0 && (colon = str_find(code, STR(":"))) != SIZE_MAX;)
        code = str_slice(code, colon + 1, code.len);
    news_fill(&name, code);
    return name;
}

static void take_meta(const news_item *item, xmlNode *about_item, xmlNode *about_content)
{
    static const char *const dates[] = {"versionCreated", "firstCreated"};
    article *out = item->out;
    out->title = news_text(item, news_below(about_content, "headline"));
    news_fill(&out->title, news_text(item, news_below(about_item, "title")));
    out->author = news_text(item, news_below(about_content, "by"));
    news_fill(&out->author, name_of(item, news_below(about_content, "creator")));
    out->source = name_of(item, news_below(about_item, "provider"));
    news_fill(&out->source, name_of(item, news_below(about_content, "infoSource")));
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        news_fill(&out->published, news_text(item, news_below(about_item, dates[i])));
    news_fill(&out->published, news_text(item, news_below(about_content, "contentCreated")));
    out->language = news_attribute(item, news_below(about_content, "language"), "tag");
    news_fill(&out->language, news_attribute(item, item->record, "lang"));
}

/* The same content may be there in several shapes: the first that has text. */
static void take_text(const news_item *item, xmlNode *about_content)
{
    static const char *const shapes[] = {"inlineXML", "inlineData"};
    xmlNode *content = news_below(item->record, "contentSet");
    article *out = item->out;
    for (size_t i = 0; content && i < sizeof shapes / sizeof *shapes; i++)
        for (xmlNode *n = NULL; out->body.len == 0 && (n = node_find(content, n, shapes[i]));)
            news_content(item, n, news_attribute(item, n, "contenttype"));
    str dateline = news_text(item, news_below(about_content, "dateline"));
    news_fill(&dateline, name_of(item, news_below(about_content, "located")));
    bool has_nitf = news_below(content, "nitf") != NULL; /* with a dateline of its own */
    if (!has_nitf)
        out->body = with_dateline(item->a, dateline, out->body);
}

static quoth_status fill_in(const news_item *item, quoth_error *err)
{
    xmlNode *about_item = news_below(item->record, "itemMeta"), *about_content = news_below(item->record, "contentMeta");
    xmlNode *embargo = news_below(about_item, "embargoed");
    str status = news_attribute(item, news_below(about_item, "pubStatus"), "qcode");
    item->out->id = news_attribute(item, item->record, "guid");
    take_meta(item, about_item, about_content);
    TRY(news_release(status, embargo != NULL, news_text(item, embargo), item->out, err));
    take_text(item, about_content);
    take_keys(item, about_item);
    take_keys(item, about_content);
    news_key(item, "version", news_attribute(item, item->record, "version"));
    str class = news_attribute(item, news_below(about_item, "itemClass"), "qcode");
    bool is_text = class.len == 0 || str_ends_with(class, STR(":text"));
    if (item->out->body.len == 0 && (!is_text || item->out->title.len == 0))
        return fail(err, QUOTH_BAD_INPUT, "no text in it%s%.*s", is_text ? "" : ": ",
                    STR_ARG(is_text ? STR("") : str_slice(class, 0, 40)));
    return QUOTH_OK;
}

static quoth_status parse_g2(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return news_parse(a, r, &kind, fill_in, out, err);
}

const source_format format_newsml_g2 = {
    .info = {"newsml-g2", ".newsml", "NewsML-G2, also called .xml: each <newsItem> with text; withheld ones are left out"},
    .sniff = sniff_g2,
    .is_sure = true,
    .cut = cut_g2,
    .parse = parse_g2,
    .needs = LATE_XML,
};
