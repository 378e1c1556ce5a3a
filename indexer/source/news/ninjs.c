/* ninjs.c - ninjs 1 to 3 and schema.org: which members of these objects are the article's? */
#include "indexer/source/html/html.h"
#include "indexer/source/json.h"
#include "indexer/source/late/late.h"
#include "indexer/source/news/news.h"
#include "text/utf8.h"

enum { SNIFFED_BYTES = 64 << 10 };

/* The members of all versions, each property's best first: 1.x writes small letters, body_* and headline_* (free_names), 2 and 3
 * have lists, 3 capitals. */
static const source_mapping members[] = {
#define MEMBER(key, path)            \
    {                                \
        {key, sizeof key - 1},       \
        {                            \
            "" path, sizeof path - 1 \
        }                            \
    }
    MEMBER("title", ".headlines[].value"),
    MEMBER("title", ".headline"),
    MEMBER("title", ".title"),
    MEMBER("text", ".bodies[0].value"),
    MEMBER("text", ".body_text"),
    MEMBER("text", ".body_html"),
    MEMBER("text", ".body_xhtml"),
    MEMBER("text", ".body_nitf"),
    MEMBER("date", ".versionCreated"),
    MEMBER("date", ".versioncreated"),
    MEMBER("date", ".contentCreated"),
    MEMBER("date", ".contentcreated"),
    MEMBER("date", ".firstCreated"),
    MEMBER("date", ".firstcreated"),
    MEMBER("id", ".uri"),
    MEMBER("id", ".guid"),
    MEMBER("url", ".url"),
    MEMBER("source", ".infoSources[].name"),
    MEMBER("source", ".infosources[].name"),
    MEMBER("source", ".infosource[].name"),
    MEMBER("source", ".copyrightHolder"),
    MEMBER("source", ".copyrightholder"),
    MEMBER("author", ".byline"),
    MEMBER("author", ".by"),
    MEMBER("language", ".language"),
};
/* What is read beside the article. */
static const source_mapping notes[] = {
    MEMBER("status", ".pubStatus"),  MEMBER("status", ".pubstatus"), MEMBER("until", ".embargoed"),
    MEMBER("dateline", ".dateline"), MEMBER("dateline", ".located"), MEMBER("type", ".type"),
};
/* The text of an item that has no body. */
static const source_mapping summaries[] = {
    MEMBER("text", ".descriptions[0].value"), MEMBER("text", ".description_text"), MEMBER("text", ".description_html"),
    MEMBER("text", ".description_xhtml"),     MEMBER("text", ".description"),
};
#undef MEMBER
enum {
    MEMBER_COUNT = sizeof members / sizeof *members,
    NOTE_COUNT = sizeof notes / sizeof *notes,
    SUMMARY_COUNT = sizeof summaries / sizeof *summaries,
    MOST_FREE_NAMES = 16
};

/* `r` read as JSON under these options. */
static quoth_status read_json(arena *a, const raw_record *r, const source_options *options, article *out, quoth_error *err)
{
    raw_record other = *r;
    other.options = options;
    return format_jsonl.parse(a, &other, out, err);
}

static size_t name_length(str s)
{
    size_t len = 0;
    while (len < s.len && (s.data[len] == '_' || (s.data[len] >= '0' && s.data[len] <= '9') ||
                           ((s.data[len] | 32) >= 'a' && (s.data[len] | 32) <= 'z')))
        len++;
    return len;
}

static bool is_rich(str name)
{
    return str_find(name, STR("html")) != SIZE_MAX || str_find(name, STR("rich")) != SIZE_MAX;
}

/* In 1.x what follows "body_" and "headline_" is the provider's choice ("body_main"). Of several bodies those with mark-up, and
 * so with paragraphs, come first. */
static size_t free_names(arena *a, str json, const char *prefix, const char *key, source_mapping *out)
{
    size_t count = 0;
    for (size_t at; count < MOST_FREE_NAMES && (at = str_find(json, str_from(prefix))) != SIZE_MAX;) {
        json = str_slice(json, at + 1, json.len);
        str name = str_slice(json, 0, name_length(json));
        if (name.len == json.len || json.data[name.len] != '"')
            continue;
        size_t place = 0;
        while (is_rich(name) && place < count && is_rich(out[place].path))
            place++;
        place = is_rich(name) ? place : count;
        memmove(out + place + 1, out + place, (count - place) * sizeof *out);
        out[place] = (source_mapping){str_from(key), arena_printf(a, ".%.*s", STR_ARG(name))};
        count++;
    }
    return count;
}

static quoth_status read_members(arena *a, const raw_record *r, bool has_summary, article *out, quoth_error *err)
{
    source_options options = *r->options;
    size_t own = options.mapping_count;
    source_mapping *all = ARENA_ARRAY(a, source_mapping, own + MEMBER_COUNT + 2 * MOST_FREE_NAMES + SUMMARY_COUNT);
    if (own > 0) /* the user's are better */
        memcpy(all, options.mappings, own * sizeof *all);
    memcpy(all + own, members, sizeof members);
    size_t count = own + MEMBER_COUNT;
    count += free_names(a, r->bytes, "\"body_", "text", all + count);
    count += free_names(a, r->bytes, "\"headline_", "title", all + count);
    if (has_summary)
        memcpy(all + count, summaries, sizeof summaries);
    options.mappings = all;
    options.mapping_count = count + (has_summary ? SUMMARY_COUNT : 0);
    return read_json(a, r, &options, out, err);
}

/* The first value under the name; "" when there is none. */
static str note_of(const article *beside, const char *name)
{
    str rest = beside->fields.text, key, value;
    while (custom_next(&rest, &key, &value))
        if (str_equal(key, str_from(name)))
            return value;
    return STR("");
}

static str nitf_body(str body)
{
    static const str opening = {"<body.content", 13}, closing = {"</body.content", 14};
    size_t start = str_find(body, opening), end = str_find(body, closing);
    return start != SIZE_MAX && end != SIZE_MAX && start < end ? str_slice(body, start, end) : body;
}

static str plain_body(arena *a, str body)
{
    bool is_markup = str_starts_with(str_trim(body), STR("<")) || str_find(body, STR("</")) != SIZE_MAX;
    return is_markup ? blocks_of_html(a, nitf_body(body)) : body;
}

static quoth_status parse_ninjs(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    article beside = *out;
    source_options for_notes = {.fields = notes, .field_count = NOTE_COUNT};
    quoth_error no_text = {.status = QUOTH_OK};
    read_json(a, r, &for_notes, &beside, &no_text);
    str type = note_of(&beside, "type");
    bool is_text = type.len == 0 || str_equal(type, STR("text")) || str_equal(type, STR("composite"));
    quoth_status status = read_members(a, r, is_text, out, err);
    str until = note_of(&beside, "until");
    TRY(news_release(note_of(&beside, "status"), until.len > 0, until, out, err));
    TRY(status);
    out->body = without_copyright(plain_body(a, out->body));
    out->body = with_dateline(a, note_of(&beside, "dateline"), out->body);
    out->title = line_of_html(a, out->title);
    if (str_starts_with(out->id, STR("http")))
        news_fill(&out->url, out->id);
    if (out->body.len == 0 && !is_text)
        return fail(err, QUOTH_BAD_INPUT, "no text in it: %.*s", STR_ARG(str_slice(type, 0, 40)));
    return out->body.len + out->title.len > 0 ? QUOTH_OK : fail(err, QUOTH_BAD_INPUT, "neither a headline nor text in it");
}

static bool is_json(str head)
{
    return format_jsonl.sniff(head);
}

static bool contains_one(str head, const char *const *marks)
{
    for (; *marks; marks++)
        if (str_find(head, str_from(*marks)) != SIZE_MAX)
            return true;
    return false;
}

static bool sniff_ninjs(str head)
{
    static const char *const uri[] = {"\"uri\"", NULL};
    static const char *const marks[] = {"\"versioncreated\"", "\"versionCreated\"", "\"pubstatus\"",
                                        "\"pubStatus\"",      "\"ninjs\"",          NULL};
    head = str_slice(head, 0, SNIFFED_BYTES);
    return is_json(head) && contains_one(head, uri) && contains_one(head, marks);
}

const source_format format_ninjs = {
    .info = {"ninjs", ".ninjs", "ninjs 1 to 3, also called .json; embargoed, withheld and cancelled items are left out"},
    .sniff = sniff_ninjs,
    .is_sure = true,
    .cut = json_cut,
    .parse = parse_ninjs,
    .needs = LATE_XML,
};

/* --- schema.org --- */

/* What the plain reading did not find may lie in a graph. */
static quoth_status parse_schema_org(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    page_facts facts = {.title = STR("")};
    json_ld_facts(a, utf8_repair(a, r->bytes), &facts);
    quoth_error why = {.status = QUOTH_OK};
    quoth_status status = read_json(a, r, r->options, out, &why);
    bool has_article = facts.title.len + facts.body.len > 0;
    if (status != QUOTH_OK && !has_article)
        return err ? (*err = why, status) : status;
    str *const found[][2] = {{&out->title, &facts.title},
                             {&out->body, &facts.body},
                             {&out->author, &facts.author},
                             {&out->source, &facts.publisher},
                             {&out->published, &facts.published[CLAIM_JSON_LD]},
                             {&out->published, &facts.published[CLAIM_JSON_LD_PAGE]},
                             {&out->published, &facts.published[CLAIM_JSON_LD_OTHER]}};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (found[i][1]->len > 0)
            news_fill(found[i][0], utf8_repair(a, *found[i][1]));
    out->body = plain_body(a, out->body);
    out->title = line_of_html(a, out->title);
    return QUOTH_OK;
}

static bool sniff_schema_org(str head)
{
    static const char *const contexts[] = {"\"@context\"", NULL}, *const names[] = {"schema.org", NULL};
    static const char *const types[] = {"Article\"", "Posting\"", NULL};
    head = str_slice(head, 0, SNIFFED_BYTES);
    return is_json(head) && contains_one(head, contexts) && contains_one(head, names) && contains_one(head, types);
}

const source_format format_schema_org = {
    .info = {"schema.org", ".jsonld", "NewsArticle objects of schema.org, also called .json, also in an @graph"},
    .sniff = sniff_schema_org,
    .is_sure = true,
    .cut = json_cut,
    .parse = parse_schema_org,
    .needs = LATE_XML,
};
