/* record.c - how does a raw record become an article that keeps its promises? */
#include "indexer/source/record.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/source/format.h"
#include "indexer/source/when.h"
#include "store/fields/field.h"
#include "text/utf8.h"

static const struct {
    const char *name;
    property property;
} property_names[] = {
    {"title", PROPERTY_TITLE},   {"text", PROPERTY_TEXT},       {"body", PROPERTY_TEXT},         {"date", PROPERTY_DATE},
    {"id", PROPERTY_ID},         {"url", PROPERTY_URL},         {"source", PROPERTY_SOURCE},     {"author", PROPERTY_AUTHOR},
    {"lang", PROPERTY_LANGUAGE}, {"locator", PROPERTY_LOCATOR}, {"language", PROPERTY_LANGUAGE}, {"published", PROPERTY_DATE},
};

property property_by_name(str name)
{
    for (size_t i = 0; i < sizeof property_names / sizeof *property_names; i++)
        if (str_equal(name, str_from(property_names[i].name)))
            return property_names[i].property;
    return PROPERTY_COUNT;
}

str *property_of(article *out, property p)
{
    str *const places[PROPERTY_COUNT] = {&out->title,  &out->body,   &out->published, &out->id,     &out->url,
                                         &out->source, &out->author, &out->language,  &out->locator};
    return places[p];
}

/* "[3]" or "[]" at the start of `*path`. */
static bool index_step(str *path, path_step *step)
{
    str inside = str_slice(*path, 1, path->len);
    const char *close = memchr(inside.data, ']', inside.len);
    if (!close)
        return false;
    inside.len = (size_t)(close - inside.data);
    uint64_t index = 0;
    if (inside.len > 0 && (!str_to_u64(inside, &index) || index > INT32_MAX))
        return false;
    *step = (path_step){.key = {NULL, 0}, .index = inside.len > 0 ? (int64_t)index : -1};
    *path = str_slice(*path, inside.len + 2, path->len);
    return true;
}

int path_parse(str path, path_step steps[MAX_PATH_STEPS])
{
    int count = 0;
    bool at_start = true;
    while (path.len > 0) {
        if (count == MAX_PATH_STEPS)
            return -1;
        if (path.data[0] == '[') {
            if (!index_step(&path, &steps[count++]))
                return -1;
        } else {
            if (path.data[0] == '.')
                path = str_slice(path, 1, path.len);
            else if (!at_start)
                return -1;
            size_t len = 0;
            while (len < path.len && path.data[len] != '.' && path.data[len] != '[')
                len++;
            if (len == 0)
                return -1;
            steps[count++] = (path_step){.key = str_slice(path, 0, len)};
            path = str_slice(path, len, path.len);
        }
        at_start = false;
    }
    return count > 0 ? count : -1;
}

static quoth_status check_path(str path, quoth_error *err)
{
    path_step steps[MAX_PATH_STEPS];
    if (path_parse(path, steps) >= 0)
        return QUOTH_OK;
    fail(err, QUOTH_BAD_USAGE, "cannot read the path \"%.*s\"", STR_ARG(path));
    fail_hint(err, "paths look like .headline, .meta.title or .authors[0].name");
    return QUOTH_BAD_USAGE;
}

static quoth_status refuse_name(str name, quoth_error *err)
{
    if (field_named(name)) {
        fail(err, QUOTH_BAD_USAGE, "%.*s: is a field of quoth itself", STR_ARG(name));
        fail_hint(err, "give it another name, as in --field my-%.*s=.%.*s", STR_ARG(name), STR_ARG(name));
    } else {
        fail(err, QUOTH_BAD_USAGE, "\"%.*s\" is no name for a field", STR_ARG(name));
        fail_hint(err, "small letters, digits, _ and -, a letter first, at most %d", CUSTOM_NAME_BYTES);
    }
    return QUOTH_BAD_USAGE;
}

static quoth_status check_fields(const source_mapping *fields, size_t count, quoth_error *err)
{
    if (count > LIMIT_FIELDS)
        return fail(err, QUOTH_LIMIT, "%zu custom fields, at most %d can be named", count, LIMIT_FIELDS);
    for (size_t i = 0; i < count; i++) {
        if (!custom_name_is_good(fields[i].key))
            return refuse_name(fields[i].key, err);
        TRY(check_path(fields[i].path, err));
    }
    return QUOTH_OK;
}

void article_add_value(arena *a, article *out, str name, str value)
{
    if (!custom_add(a, &out->fields, name, value))
        out->fields_cut = true;
}

str path_as_name(str path)
{
    return str_starts_with(path, STR(".")) ? str_slice(path, 1, path.len) : path;
}

quoth_status mappings_check(const source_options *options, quoth_error *err)
{
    const source_mapping *mappings = options->mappings;
    for (size_t i = 0; i < options->mapping_count; i++) {
        if (property_by_name(mappings[i].key) == PROPERTY_COUNT) {
            fail(err, QUOTH_BAD_USAGE, "an article has no property \"%.*s\"", STR_ARG(mappings[i].key));
            fail_hint(err, "properties: title text date id url source author language locator; for other keys: --field");
            return QUOTH_BAD_USAGE;
        }
        TRY(check_path(mappings[i].path, err));
    }
    return check_fields(options->fields, options->field_count, err);
}

/* The longest beginning of at most `limit` bytes that ends with a paragraph if one ends in its second half, else with a word,
 * else with a character. */
static str cut_short(str text, size_t limit)
{
    str head = str_slice(text, 0, limit);
    for (size_t i = head.len; i > limit / 2; i--)
        if (head.data[i - 1] == '\n')
            return str_slice(head, 0, i - 1);
    for (size_t i = head.len; i > limit / 2; i--)
        if (head.data[i - 1] == ' ')
            return str_slice(head, 0, i - 1);
    while (head.len > 0 && ((unsigned char)text.data[head.len] & 0xC0) == 0x80)
        head.len--;
    return head;
}

static bool is_iso_day(str s)
{
    return s.len >= 10 && s.data[4] == '-' && s.data[7] == '-';
}

/* "8.11.2023": no other order is written with dots. */
static bool is_dotted(str s)
{
    size_t dot = str_find(s, STR("."));
    return s.len >= 8 && s.len <= 24 && dot != SIZE_MAX && dot <= 2 && s.data[0] >= '0' && s.data[0] <= '9';
}

static void settle_date(arena *a, article *out)
{
    out->published = str_trim(out->published);
    if (out->published_day == NO_DAY && out->published.len > 0)
        out->published_day = day_parse(out->published);
    if (out->published_day == NO_DAY && is_dotted(out->published))
        out->published_day = text_day(out->published, false, NULL, NULL);
    char text[11];
    if (out->published_day != NO_DAY && (day_parse(out->published) != out->published_day || !is_iso_day(out->published)))
        out->published = arena_copy(a, str_from(day_format(out->published_day, text)));
}

/* A record has a date of its own; its address or its dateline may say another. */
static void settle_claims(article *out)
{
    day by_url = url_day(out->url), by_dateline = dateline_day(out->body);
    if (out->claims.count > 0 || out->published_day == NO_DAY)
        return;
    claims_add(&out->claims, (day_claim){CLAIM_RECORD, out->published_day, false});
    if (by_url != NO_DAY)
        claims_add(&out->claims, (day_claim){CLAIM_URL, by_url, false});
    if (by_dateline != NO_DAY)
        claims_add(&out->claims, (day_claim){CLAIM_DATELINE, by_dateline, false});
    if (!claims_disagree(&out->claims, out->published_day))
        out->claims.count = 0; /* nothing to tell */
}

static void settle_locator(arena *a, const raw_record *r, article *out)
{
    if (out->locator.len > 0)
        return;
    if (r->single)
        out->locator = r->path;
    else if (out->id.len > 0)
        out->locator = str_from(arena_printf(a, "%.*s#%.*s", STR_ARG(r->path), STR_ARG(out->id)).data);
    else
        out->locator = str_from(arena_printf(a, "%.*s#%u", STR_ARG(r->path), r->number).data);
}

quoth_status record_parse(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    *out = (article){.published_day = NO_DAY};
    for (property p = 0; p < PROPERTY_COUNT; p++)
        *property_of(out, p) = STR("");
    TRY(r->format->parse(a, r, out, err));
    if (str_trim(out->body).len == 0 && str_trim(out->title).len == 0 && out->id.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "no article in it: neither a title nor text");
    if (out->source.len == 0)
        out->source = r->options->source.data ? r->options->source : STR("");
    if (out->language.len == 0)
        out->language = r->options->language.data ? r->options->language : STR("");
    settle_date(a, out);
    settle_claims(out);
    settle_locator(a, r, out);
    if (out->title.len > LIMIT_TITLE_BYTES)
        out->title = cut_short(out->title, LIMIT_TITLE_BYTES);
    if (out->body.len <= LIMIT_ARTICLE_BYTES)
        return out->fields_cut ? fail(err, QUOTH_LIMIT, "more than %d values of fields: the first are kept", LIMIT_FIELD_VALUES)
                               : QUOTH_OK;
    size_t whole = out->body.len;
    out->body = cut_short(out->body, LIMIT_ARTICLE_BYTES);
    return fail(err, QUOTH_LIMIT, "text of %zu bytes cut to the first %zu", whole, out->body.len);
}
