/* nitf.c - NITF 3.x: a news item with its docdata, and the same inside NewsML */
#include "indexer/source/late/late.h"
#include "indexer/source/news/news.h"

static const char *const roots[] = {"nitf", NULL}, *const records[] = {"nitf", NULL};
static const xml_records kind = {.roots = roots, .records = records, .sought = "<nitf>"};

static bool sniff_nitf(str head)
{
    return xml_has_root(head, &kind);
}

static quoth_status cut_nitf(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    return xml_cut(c, &kind, a, out, err);
}

/* Attributes that become keys: the element, its attribute. */
static const struct key_row {
    const char *element, *attribute, *key;
} key_rows[] = {
    {"tobject.property", "tobject.property.type", "genre"},
    {"tobject.subject", "tobject.subject.refnum", "subject"},
    {"tobject.subject", "tobject.subject.code", "subject"},
    {"tobject.subject", "tobject.subject.type", "subject"},
    {"tobject.subject", "tobject.subject.matter", "subject"},
    {"tobject.subject", "tobject.subject.detail", "subject"},
    {"urgency", "ed-urg", "urgency"},
    {"keyword", "key", "keyword"},
    {"du-key", "key", "slugline"},
    {"fixture", "fix-id", "fixture"},
    {"series", "series.name", "series"},
    {"doc-scope", "scope", "scope"},
    {"from-src", "src-name", "service"},
    {"evloc", "city", "location"},
    {"evloc", "iso-cc", "location"},
    {"classifier", "value", "classifier"},
};

static void take_keys(const news_item *item, xmlNode *head)
{
    for (size_t i = 0; head && item->raw->options->field_count > 0 && i < sizeof key_rows / sizeof *key_rows; i++)
        for (xmlNode *n = NULL; (n = node_find(head, n, key_rows[i].element));)
            news_key(item, key_rows[i].key, news_attribute(item, n, key_rows[i].attribute));
}

static str first_date(const news_item *item, xmlNode *nitf)
{
    static const char *const places[][2] = {
        {"pubdata", "date.publication"}, {"date.issue", "norm"}, {"story.date", "norm"}, {"date.release", "norm"}};
    str found = STR("");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        news_fill(&found, news_attribute(item, news_below(nitf, places[i][0]), places[i][1]));
    news_fill(&found, news_text(item, news_below(nitf, "story.date")));
    return found;
}

static str without_by(str byline)
{
    return str_equal_ascii_nocase(str_slice(byline, 0, 3), STR("by ")) ? str_trim(str_slice(byline, 3, byline.len)) : byline;
}

static void take_source(const news_item *item, xmlNode *nitf, xmlNode *head)
{
    article *out = item->out;
    xmlNode *distributor = news_below(head, "distributor"), *organisation = news_below(distributor, "org");
    news_fill(&out->source, news_attribute(item, news_below(nitf, "pubdata"), "name"));
    news_fill(&out->source, news_text(item, organisation ? organisation : distributor));
    news_fill(&out->source, news_attribute(item, news_below(nitf, "from-src"), "src-name"));
    news_fill(&out->source, news_attribute(item, news_below(nitf, "doc.copyright"), "holder"));
    news_fill(&out->source, news_attribute(item, news_below(nitf, "doc-id"), "regsrc"));
}

/* "WHITBY, Nov. 8": its elements are often written without anything between them. */
static str dateline_of(const news_item *item, xmlNode *dateline)
{
    xmlNode *place = news_below(dateline, "location"), *date = news_below(dateline, "story.date");
    str where = news_text(item, place), when = news_text(item, date), whole = news_text(item, dateline);
    bool joined = where.len > 0 && when.len > 0 && whole.len == where.len + when.len;
    return joined ? arena_printf(item->a, "%.*s, %.*s", STR_ARG(where), STR_ARG(when)) : whole;
}

void nitf_fill(const news_item *item, xmlNode *nitf)
{
    article *out = item->out;
    xmlNode *head = news_below(nitf, "body.head"), *content = news_below(nitf, "body.content"), *meta = news_below(nitf, "head");
    news_fill(&out->title, news_text(item, news_below(head, "hl1")));
    news_fill(&out->title, news_text(item, news_below(head, "hedline")));
    news_fill(&out->title, news_text(item, news_below(meta, "title")));
    news_fill(&out->author, without_by(news_text(item, news_below(head, "byline"))));
    news_fill(&out->published, first_date(item, nitf));
    news_fill(&out->id, news_attribute(item, news_below(meta, "doc-id"), "id-string"));
    news_fill(&out->url, news_attribute(item, news_below(meta, "pubdata"), "ex-ref"));
    news_fill(&out->language, news_attribute(item, nitf, "lang"));
    news_fill(&out->language, news_attribute(item, news_below(nitf, "body"), "lang"));
    take_source(item, nitf, head);
    if (out->body.len == 0 && content)
        out->body = with_dateline(item->a, dateline_of(item, news_below(head, "dateline")),
                                  without_copyright(blocks_of_tree(item->a, content)));
    if (out->body.len == 0)
        out->body = blocks_of_tree(item->a, news_below(head, "abstract"));
    take_keys(item, meta);
}

/* An editorial message such as a kill counts like a status. */
static str status_of(const news_item *item, const xmlNode *docdata, xmlNode *head)
{
    static const char *const words[][2] = {
        {"kill", "killed"}, {"withh", "withheld"}, {"withdr", "withheld"}, {"cancel", "canceled"}, {"embargo", "embargoed"}};
    str status = news_attribute(item, docdata, "management-status");
    for (xmlNode *n = NULL; head && (n = node_find(head, n, "ed-msg"));) {
        str type = news_attribute(item, n, "msg-type");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strcasestr(arena_zero_terminated(item->a, type), words[i][0]) &&
                (status.len == 0 || str_equal(status, STR("usable"))))
                status = str_from(words[i][1]);
    }
    return status;
}

static quoth_status fill_in(const news_item *item, quoth_error *err)
{
    xmlNode *head = news_below(item->record, "head"), *docdata = news_below(head, "docdata");
    item->out->id = news_attribute(item, news_below(head, "doc-id"), "id-string");
    str release = news_attribute(item, news_below(head, "date.release"), "norm");
    item->out->published = first_date(item, item->record);
    TRY(news_release(status_of(item, docdata, head), release.len > 0, release, item->out, err));
    nitf_fill(item, item->record);
    return item->out->body.len + item->out->title.len > 0 ? QUOTH_OK
                                                          : fail(err, QUOTH_BAD_INPUT, "<nitf> with neither a headline nor text");
}

static quoth_status parse_nitf(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return news_parse(a, r, &kind, fill_in, out, err);
}

const source_format format_nitf = {
    .info = {"nitf", ".nitf", "NITF 3.x, also called .xml; embargoed, withheld and cancelled items are left out"},
    .sniff = sniff_nitf,
    .is_sure = true,
    .cut = cut_nitf,
    .parse = parse_nitf,
    .needs = LATE_XML,
};
