/* sgml.c - newswire in SGML: which tags of Reuters-21578 and TREC hold what? */
#include <assert.h>

#include "indexer/source/format.h"

#include "base/limits.h"
#include "indexer/source/entity.h"
#include "indexer/source/late/late.h"
#include "indexer/source/record.h"
#include "indexer/source/when.h"
#include "text/utf8.h"

/* Elements that hold one article. */
static const str record_tags[] = {{"REUTERS", 7}, {"DOC", 3}};

/* What an element inside a record becomes; the first row with something in it wins. */
typedef enum part { PART_ID, PART_TITLE, PART_DATE, PART_AUTHOR, PART_DATELINE, PART_TEXT, PART_COUNT } part;

static const struct part_tag {
    part part;
    str name;
} part_tags[] = {
#define PART(part, name)          \
    {                             \
        PART_##part,              \
        {                         \
            name, sizeof name - 1 \
        }                         \
    }
    PART(ID, "DOCNO"),          PART(ID, "DOCID"),   PART(TITLE, "TITLE"), PART(TITLE, "HEADLINE"), PART(TITLE, "HEAD"),
    PART(TITLE, "HL"),          PART(TITLE, "TI"),   PART(TITLE, "H3"),    PART(DATE, "DATE"),      PART(DATE, "DATE_TIME"),
    PART(DATE, "DATETIME"),     PART(DATE, "DATE1"), PART(DATE, "DD"),     PART(AUTHOR, "AUTHOR"),  PART(AUTHOR, "BYLINE"),
    PART(DATELINE, "DATELINE"), PART(TEXT, "BODY"),  PART(TEXT, "TEXT"),   PART(TEXT, "LEADPARA"),
#undef PART
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_name_end(str s, size_t at)
{
    return at >= s.len || strchr(" \t\r\n>/", s.data[at]);
}

/* Does "<name" or "</name" stand at s[at]? */
static bool tag_at(str s, size_t at, bool closing, str name)
{
    at++;
    if (closing && (at >= s.len || s.data[at++] != '/'))
        return false;
    if (s.len - at < name.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (lower(s.data[at + i]) != lower(name.data[i]))
            return false;
    return is_name_end(s, at + name.len);
}

/* The first "<name" or "</name" at or after `from`, or SIZE_MAX. */
static size_t find_tag(str s, size_t from, bool closing, str name)
{
    while (from < s.len) {
        const char *open = memchr(s.data + from, '<', s.len - from);
        if (!open)
            return SIZE_MAX;
        from = (size_t)(open - s.data);
        if (tag_at(s, from, closing, name))
            return from;
        from++;
    }
    return SIZE_MAX;
}

/* Just after the '>' of the tag at `at`, which must stand within `longest` bytes; or SIZE_MAX. The bound keeps a text full of
 * tags that never end from being searched to its end for each. */
static size_t after_tag(str s, size_t at, size_t longest)
{
    size_t room = s.len - at < longest ? s.len - at : longest;
    const char *close = memchr(s.data + at, '>', room);
    return close ? (size_t)(close - s.data) + 1 : SIZE_MAX;
}

static const str *record_tag_at(str s, size_t at)
{
    for (size_t i = 0; i < sizeof record_tags / sizeof *record_tags; i++)
        if (tag_at(s, at, false, record_tags[i]))
            return &record_tags[i];
    return NULL;
}

enum {
    /* The longest "</REUTERS  >" that counts; as much of the window's end may be the start of one. */
    CLOSING_TAG_BYTES = 32,
    TAG_OVERLAP = CLOSING_TAG_BYTES,
    /* An opening tag with its attributes. */
    OPENING_TAG_BYTES = 4096
};

/* Skips to the next record's start; NULL at the end of the input. */
static const str *skip_to_record(stream *in)
{
    for (;;) {
        str window = stream_window(in);
        size_t at = 0;
        for (; at < window.len; at++) {
            const char *open = memchr(window.data + at, '<', window.len - at);
            at = open ? (size_t)(open - window.data) : window.len;
            if (window.len - at < TAG_OVERLAP)
                break;
            const str *name = record_tag_at(window, at);
            if (name) {
                stream_skip(in, at);
                return name;
            }
        }
        stream_skip(in, at < window.len ? at : window.len);
        if (stream_more(in))
            continue;
        window = stream_window(in);
        return window.len > 0 && window.data[0] == '<' ? record_tag_at(window, 0) : NULL;
    }
}

/* Where the record at the window's start ends: after its closing tag, or before the next record's opening one (`*torn`). */
static size_t record_length(stream *in, str name, bool *torn)
{
    size_t at = 1;
    for (;;) {
        str window = stream_window(in);
        while (at < window.len) {
            const char *open = memchr(window.data + at, '<', window.len - at);
            at = open ? (size_t)(open - window.data) : window.len;
            if (window.len - at < TAG_OVERLAP)
                break;
            size_t after = tag_at(window, at, true, name) ? after_tag(window, at, CLOSING_TAG_BYTES) : SIZE_MAX;
            *torn = after == SIZE_MAX && tag_at(window, at, false, name);
            if (after != SIZE_MAX || *torn)
                return *torn ? at : after;
            at++;
        }
        if (stream_more(in))
            continue;
        window = stream_window(in);
        size_t end = find_tag(window, at < window.len ? at : window.len, true, name);
        size_t after = end == SIZE_MAX ? SIZE_MAX : after_tag(window, end, CLOSING_TAG_BYTES);
        *torn = after == SIZE_MAX;
        return *torn ? window.len : after;
    }
}

static quoth_status cut_sgml(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    bool torn = false;
    const str *name = skip_to_record(c->in);
    out->line = stream_line(c->in);
    if (!name) {
        quoth_status status = cut_end(c, err);
        if (status != QUOTH_NOT_FOUND || c->number > 0 || c->mode < 0)
            return status;
        c->mode = -1;
        return fail(err, QUOTH_BAD_INPUT, "no <REUTERS> or <DOC> record in it");
    }
    size_t len = record_length(c->in, *name, &torn);
    c->number++;
    if (torn) {
        bool full = stream_is_full(c->in);
        stream_skip(c->in, len);
        if (stream_failure(c->in, NULL) != QUOTH_OK)
            return cut_end(c, err);
        return full ? fail(err, QUOTH_LIMIT, "<%.*s> is longer than %d MB, the most that one record may have", STR_ARG(*name),
                           LIMIT_RECORD_BYTES >> 20)
                    : fail(err, QUOTH_BAD_INPUT, "<%.*s> is not closed", STR_ARG(*name));
    }
    out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, len));
    stream_skip(c->in, len);
    return QUOTH_OK;
}

/* Text that is being cleaned of its mark-up: lines are joined, paragraphs separated by an empty line. */
typedef struct clean_text {
    char *data;
    size_t len, room;
    bool space, paragraph; /* wanted before the next character */
} clean_text;

static void put_clean(clean_text *t, const char *bytes, size_t len)
{
    assert(t->data);
    if (t->len > 0 && t->paragraph) {
        memcpy(t->data + t->len, "\n\n", 2);
        t->len += 2;
    } else if (t->len > 0 && t->space)
        t->data[t->len++] = ' ';
    t->space = t->paragraph = false;
    memcpy(t->data + t->len, bytes, len);
    t->len += len;
}

/* A line that is empty or starts with three blanks or a tab starts a paragraph. Returns what follows the line's end and the
 * blanks. */
static size_t clean_line_end(clean_text *t, str s, size_t at)
{
    size_t blanks = 0;
    at++;
    while (at < s.len && (s.data[at] == ' ' || s.data[at] == '\t' || s.data[at] == '\r')) {
        blanks += s.data[at] == '\t' ? 3 : 1;
        at++;
    }
    t->space = true;
    t->paragraph |= blanks >= 3 || (at < s.len && s.data[at] == '\n');
    return at;
}

static const struct part_tag *part_tag_at(str s, size_t at)
{
    for (size_t i = 0; i < sizeof part_tags / sizeof *part_tags; i++)
        if (tag_at(s, at, false, part_tags[i].name))
            return &part_tags[i];
    return NULL;
}

/* Past the tag at s[at]; a title or dateline inside the text is passed over whole. At `at` when it is no tag. */
static size_t clean_tag(clean_text *t, str s, size_t at, bool *unclosed)
{
    bool name =
        at + 1 < s.len && ((lower(s.data[at + 1]) >= 'a' && lower(s.data[at + 1]) <= 'z') || strchr("/!?", s.data[at + 1]));
    size_t after = name ? after_tag(s, at, OPENING_TAG_BYTES) : SIZE_MAX;
    if (after == SIZE_MAX)
        return at;
    if (tag_at(s, at, false, STR("P")) || tag_at(s, at, true, STR("P")))
        t->paragraph = true;
    t->space = true;
    const struct part_tag *inner = part_tag_at(s, at);
    if (!inner || inner->part == PART_TEXT || *unclosed)
        return after;
    size_t close = find_tag(s, after, true, inner->name);
    size_t past = close == SIZE_MAX ? SIZE_MAX : after_tag(s, close, CLOSING_TAG_BYTES);
    *unclosed = past == SIZE_MAX;
    return *unclosed ? after : past;
}

/* Adds the text in `s` without tags and with its entities decoded. No piece of mark-up becomes longer than twice what it was. */
static void clean(arena *a, clean_text *t, str s)
{
    size_t need = t->len + 2 * s.len + 8;
    if (need > t->room) {
        t->data = arena_grow(a, t->data, t->room, 2 * need);
        t->room = 2 * need;
    }
    bool unclosed = false;
    for (size_t at = 0; at < s.len;) {
        char c = s.data[at];
        if (c == '<') {
            size_t after = clean_tag(t, s, at, &unclosed);
            if (after != at) {
                at = after;
                continue;
            }
        }
        if (c == '\n')
            at = clean_line_end(t, s, at);
        else if ((unsigned char)c <= ' ') {
            t->space = true;
            at++;
        } else if (c == '&') {
            char bytes[ENTITY_BYTES];
            size_t len = entity_decode(s, &at, bytes);
            if (len > 0)
                put_clean(t, bytes, len);
        } else {
            put_clean(t, &c, 1);
            at++;
        }
    }
}

/* What stands in all elements of this name, one after the other, or in the first that is not empty. */
static str element_text(arena *a, str record, str name, bool all)
{
    clean_text t = {0};
    size_t at = 0;
    while ((at = find_tag(record, at, false, name)) != SIZE_MAX && (all || t.len == 0)) {
        size_t start = after_tag(record, at, OPENING_TAG_BYTES);
        if (start == SIZE_MAX)
            break;
        size_t end = find_tag(record, start, true, name);
        at = end == SIZE_MAX ? record.len : end;
        t.paragraph = true;
        clean(a, &t, str_slice(record, start, at));
    }
    return t.len > 0 ? (str){t.data, t.len} : STR("");
}

/* The value of NEWID="42" in the opening tag. */
static str attribute(str record, str name)
{
    size_t end = after_tag(record, 0, OPENING_TAG_BYTES);
    str tag = str_slice(record, 0, end == SIZE_MAX ? 0 : end);
    for (size_t at = 1; at + name.len + 1 < tag.len; at++) {
        if (tag.data[at - 1] != ' ' || !str_equal_ascii_nocase(str_slice(tag, at, at + name.len), name) ||
            tag.data[at + name.len] != '=')
            continue;
        str value = str_slice(tag, at + name.len + 1, tag.len - 1);
        bool quoted = value.len > 0 && (value.data[0] == '"' || value.data[0] == '\'');
        char stop = quoted ? value.data[0] : ' ';
        value = str_slice(value, quoted, value.len);
        return str_cut(&value, stop);
    }
    return STR("");
}

/* "920414" as TREC's newspapers write it, also inside a document number: "WSJ920414-0001"; "19941102" in Gigaword's. Two digits
 * mean 1970 to 2069. */
static day short_day(str s)
{
    size_t at = 0;
    while (at < s.len && !(s.data[at] >= '0' && s.data[at] <= '9'))
        at++;
    uint64_t number;
    size_t end = at;
    while (end < s.len && s.data[end] >= '0' && s.data[end] <= '9')
        end++;
    if ((end - at != 6 && end - at != 8) || !str_to_u64(str_slice(s, at, end), &number))
        return NO_DAY;
    int year = (int)(number / 10000), century = end - at == 8 ? 0 : year < 70 ? 2000 : 1900;
    return day_from_civil((civil_date){century + year, (int)(number / 100 % 100), (int)(number % 100)});
}

/* The wire's last line is its own name. */
static str without_signature(str text)
{
    static const str names[] = {{"reuter", 6}, {"reuters", 7}};
    text = str_trim(text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = names[i].len;
        if (text.len > n && str_equal_ascii_nocase(str_slice(text, text.len - n, text.len), names[i]) &&
            strchr("\n .", text.data[text.len - n - 1]))
            return str_trim(str_slice(text, 0, text.len - n));
    }
    return text;
}

static str without_by(str author)
{
    return str_equal_ascii_nocase(str_slice(author, 0, 3), STR("by ")) ? str_trim(str_slice(author, 3, author.len)) : author;
}

static void take_parts(arena *a, str record, str parts[PART_COUNT])
{
    for (part p = 0; p < PART_COUNT; p++)
        parts[p] = STR("");
    for (size_t i = 0; i < sizeof part_tags / sizeof *part_tags; i++) {
        str *place = &parts[part_tags[i].part];
        if (place->len == 0)
            *place = element_text(a, record, part_tags[i].name, part_tags[i].part == PART_TEXT);
    }
}

static day first_day(str date, str id, str dateline)
{
    day found = day_parse(date);
    if (found == NO_DAY)
        found = short_day(date);
    if (found == NO_DAY)
        found = dateline_day(dateline);
    return found == NO_DAY ? short_day(id) : found;
}

static void add_element(arena *a, str inside, str field_name, article *out)
{
    clean_text t = {0};
    clean(a, &t, inside);
    article_add_value(a, out, field_name, (str){t.data ? t.data : "", t.len});
}

/* <TOPICS><D>grain</D><D>wheat</D></TOPICS>: an element's <D> are its values; without them what stands in it is one. */
static void take_field(arena *a, str record, const source_mapping *f, article *out)
{
    static const str item = {"D", 1};
    str name = path_as_name(f->path);
    for (size_t at = 0; (at = find_tag(record, at, false, name)) != SIZE_MAX;) {
        size_t start = after_tag(record, at, OPENING_TAG_BYTES);
        size_t end = start == SIZE_MAX ? SIZE_MAX : find_tag(record, start, true, name);
        if (end == SIZE_MAX)
            return;
        str inside = str_slice(record, start, end);
        at = end;
        if (find_tag(inside, 0, false, item) == SIZE_MAX)
            add_element(a, inside, f->key, out);
        for (size_t d = 0; (d = find_tag(inside, d, false, item)) != SIZE_MAX;) {
            size_t from = after_tag(inside, d, OPENING_TAG_BYTES);
            size_t to = from == SIZE_MAX ? SIZE_MAX : find_tag(inside, from, true, item);
            if (to == SIZE_MAX)
                break;
            add_element(a, str_slice(inside, from, to), f->key, out);
            d = to;
        }
    }
}

static quoth_status parse_sgml(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    (void)err;
    str record = utf8_repair(a, r->bytes), parts[PART_COUNT];
    bool reuters = tag_at(record, 0, false, STR("REUTERS"));
    take_parts(a, record, parts);
    str number = reuters ? attribute(record, STR("NEWID")) : STR("");
    out->id = number.len > 0 ? arena_printf(a, "R%.*s", STR_ARG(number)) : parts[PART_ID];
    if (!reuters && out->id.len == 0)
        out->id = arena_copy(a, attribute(record, STR("id"))); /* Gigaword */
    out->source = reuters ? STR("Reuters") : STR("");
    out->title = parts[PART_TITLE];
    out->author = without_by(parts[PART_AUTHOR]);
    out->published = parts[PART_DATE];
    out->published_day = first_day(parts[PART_DATE], reuters ? STR("") : out->id, parts[PART_DATELINE]);
    out->body = reuters ? without_signature(parts[PART_TEXT]) : parts[PART_TEXT];
    if (parts[PART_DATELINE].len > 0 && out->body.len > 0)
        out->body = arena_printf(a, "%.*s %.*s", STR_ARG(parts[PART_DATELINE]), STR_ARG(out->body));
    for (size_t i = 0; i < r->options->field_count; i++)
        take_field(a, record, &r->options->fields[i], out);
    return QUOTH_OK;
}

static bool sniff_sgml(str head)
{
    static const str starts[] = {{"<REUTERS", 8}, {"<DOC>", 5}, {"<DOC ", 5}, {"<!DOCTYPE lewis", 15}};
    head = str_trim(head);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_equal_ascii_nocase(str_slice(head, 0, starts[i].len), starts[i]))
            return true;
    return false;
}

const source_format format_sgml = {
    .info = {"sgml", ".sgm .sgml .trec",
             "newswire records <REUTERS> (Reuters-21578) and <DOC> (TREC, Gigaword; second-hand), many a file"},
    .sniff = sniff_sgml,
    .cut = cut_sgml,
    .parse = parse_sgml,
    .needs = LATE_XML,
};
