/* xml_cut.c - where does one news item in an XML file end and the next begin? */
#include "base/limits.h"
#include "indexer/source/news/news.h"

/* cutter.mode */
enum { AT_BEGINNING = 0, BETWEEN_RECORDS, ENDED };

enum {
    /* libxml2 compares each attribute of a tag with all before it. No format has tags of more than twenty. */
    MOST_ATTRIBUTES = 200,
    /* Elements around a record: newsMessage, itemSet. */
    MOST_AROUND = 16,
    /* Of what stands before the first record, parsed with each: a feed's own description has 1 to 4 KB. */
    MOST_HEADER_BYTES = 16 << 10
};

typedef enum markup_kind { MARKUP_OPENING, MARKUP_CLOSING, MARKUP_EMPTY, MARKUP_OTHER, MARKUP_TORN, MARKUP_CROWDED } markup_kind;

typedef struct markup {
    markup_kind kind;
    size_t start, end; /* in the window */
    size_t name_start, name_end;
} markup;

/* --- one piece of markup --- */

/* The byte at `at` of the window, which grows for it; -1 at the end of the input. */
static int byte_at(stream *in, size_t at)
{
    while (at >= stream_window(in).len)
        if (!stream_more(in))
            return -1;
    return (unsigned char)stream_window(in).data[at];
}

static bool stands_at(stream *in, size_t at, str wanted)
{
    return byte_at(in, at + wanted.len - 1) >= 0 && str_equal(str_slice(stream_window(in), at, at + wanted.len), wanted);
}

/* Just after `mark` at or after `from`; 0 when it never comes. */
static size_t after_mark(stream *in, size_t from, str mark)
{
    for (;;) {
        str window = stream_window(in);
        size_t found = str_find(str_slice(window, from, window.len), mark);
        if (found != SIZE_MAX)
            return from + found + mark.len;
        if (window.len >= from + mark.len)
            from = window.len - mark.len + 1;
        if (!stream_more(in))
            return 0;
    }
}

/* Past "<!DOCTYPE … [ … ]>"; quoted strings and comments in it may hold any bracket. */
static size_t after_declaration(stream *in, size_t at)
{
    int depth = 0, c;
    for (; (c = byte_at(in, at)) >= 0; at++) {
        if (c == '"' || c == '\'') {
            at = after_mark(in, at + 1, (str){c == '"' ? "\"" : "'", 1});
            if (at == 0)
                return 0;
            at--;
        } else if (c == '<' && stands_at(in, at, STR("<!--"))) {
            at = after_mark(in, at + 4, STR("-->"));
            if (at == 0)
                return 0;
            at--;
        } else if (c == '[')
            depth++;
        else if (c == ']')
            depth--;
        else if (c == '>' && depth <= 0)
            return at + 1;
    }
    return 0;
}

/* Past a tag; counts its attributes. */
static size_t after_tag(stream *in, size_t at, size_t *attributes)
{
    int quote = 0, c;
    for (; (c = byte_at(in, at)) >= 0; at++) {
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '=')
            ++*attributes;
        else if (c == '>')
            return at + 1;
    }
    return 0;
}

static bool ends_name(char c)
{
    return strchr(" \t\r\n/>", c);
}

static void read_name(str window, markup *m)
{
    size_t at = m->start + (m->kind == MARKUP_CLOSING ? 2 : 1);
    m->name_start = at;
    while (at < m->end && !ends_name(window.data[at]))
        if (window.data[at++] == ':')
            m->name_start = at;
    m->name_end = at;
}

static void read_tag(stream *in, markup *m)
{
    size_t attributes = 0;
    m->end = after_tag(in, m->start + 1, &attributes);
    if (m->end == 0 || attributes > MOST_ATTRIBUTES) {
        m->kind = m->end == 0 ? MARKUP_TORN : MARKUP_CROWDED;
        return;
    }
    str window = stream_window(in);
    m->kind = window.data[m->start + 1] == '/' ? MARKUP_CLOSING : window.data[m->end - 2] == '/' ? MARKUP_EMPTY : MARKUP_OPENING;
    read_name(window, m);
}

/* The next markup at or after `from`, the window grown to hold it; false when there is none. */
static bool next_markup(stream *in, size_t from, markup *m)
{
    size_t at = after_mark(in, from, STR("<"));
    if (at == 0)
        return false;
    *m = (markup){.kind = MARKUP_OTHER, .start = at - 1};
    int c = byte_at(in, at);
    if (c == '?')
        m->end = after_mark(in, at, STR("?>"));
    else if (c == '!' && stands_at(in, at - 1, STR("<!--")))
        m->end = after_mark(in, at + 3, STR("-->"));
    else if (c == '!' && stands_at(in, at - 1, STR("<![CDATA[")))
        m->end = after_mark(in, at + 8, STR("]]>"));
    else if (c == '!')
        m->end = after_declaration(in, at + 1);
    else
        read_tag(in, m);
    if (m->end == 0)
        m->kind = MARKUP_TORN;
    return true;
}

static str name_of(stream *in, const markup *m)
{
    return str_slice(stream_window(in), m->name_start, m->name_end);
}

static bool is_among(str name, const char *const *names)
{
    for (; *names; names++)
        if (str_equal(name, str_from(*names)))
            return true;
    return false;
}

/* --- records --- */

static quoth_status give_up(cutter *c, const char *what, quoth_error *err)
{
    bool full = stream_is_full(c->in);
    do
        stream_skip(c->in, stream_window(c->in).len);
    while (stream_more(c->in));
    c->mode = ENDED;
    if (stream_failure(c->in, NULL) != QUOTH_OK)
        return cut_end(c, err);
    return full ? fail(err, QUOTH_LIMIT, "a news item is longer than %d MB, the most that one may have", LIMIT_RECORD_BYTES >> 20)
                : fail(err, QUOTH_BAD_INPUT, "%s", what);
}

static quoth_status give_up_at(cutter *c, const markup *m, quoth_error *err)
{
    return give_up(c, m->kind == MARKUP_CROWDED ? "a tag has more than 200 attributes" : "the file ends inside a tag or comment",
                   err);
}

/* Elements that are open where the first record starts, as written: their opening tags and their names. */
typedef struct around {
    str tags[MOST_AROUND], names[MOST_AROUND];
    size_t count;
} around;

/* True unless too much is open. */
static bool follow(around *open, str window, const markup *m)
{
    if (m->kind == MARKUP_CLOSING && open->count > 0)
        open->count--;
    if (m->kind != MARKUP_OPENING)
        return true;
    if (open->count == MOST_AROUND)
        return false;
    str tag = str_slice(window, m->start, m->end), name = str_slice(tag, 1, m->name_end - m->start);
    open->names[open->count] = name;
    open->tags[open->count++] = tag;
    return true;
}

static void put_without_nul(buf *to, str s)
{
    size_t start = to->len;
    buf_put_str(to, s);
    for (size_t i = start; i < to->len; i++)
        if (to->data[i] == '\0')
            to->data[i] = ' ';
}

/* What stands before the first record and, after a NUL, the tags that close it. The whole where it is short, else the tags. */
static void keep_header(cutter *c, str header, const around *open)
{
    buf kept = {0};
    str declaration = str_slice(header, 0, str_starts_with(header, STR("<?xml")) ? str_find(header, STR("?>")) + 2 : 0);
    if (header.len <= MOST_HEADER_BYTES)
        put_without_nul(&kept, header);
    else {
        put_without_nul(&kept, declaration);
        for (size_t i = 0; i < open->count && kept.len <= MOST_HEADER_BYTES; i++)
            put_without_nul(&kept, open->tags[i]);
    }
    buf_put_byte(&kept, '\0');
    for (size_t i = open->count; i > 0; i--) {
        buf_put_str(&kept, STR("</"));
        put_without_nul(&kept, open->names[i - 1]);
        buf_put_byte(&kept, '>');
    }
    str *context = ARENA_NEW(&c->memory, str);
    *context = arena_copy(&c->memory, buf_str(&kept));
    c->state = context;
    buf_release(&kept);
}

/* Reads up to the first record's opening tag and keeps what stands before it. */
static quoth_status read_header(cutter *c, const xml_records *kind, markup *m, quoth_error *err)
{
    around open = {.count = 0};
    size_t at = 0;
    if (str_starts_with(stream_window(c->in), STR("\xEF\xBB\xBF")))
        stream_skip(c->in, 3);
    while (next_markup(c->in, at, m)) {
        if (m->kind >= MARKUP_TORN)
            return give_up_at(c, m, err);
        if ((m->kind == MARKUP_OPENING || m->kind == MARKUP_EMPTY) && is_among(name_of(c->in, m), kind->records))
            break;
        at = m->end;
    }
    /* The window has moved while it grew: what is open is found again, now that it stays. */
    str window = stream_window(c->in);
    if (!next_markup(c->in, at, m))
        return QUOTH_NOT_FOUND;
    markup before;
    for (size_t from = 0; from < at && next_markup(c->in, from, &before); from = before.end)
        if (!follow(&open, window, &before))
            return give_up(c, "elements around the first news item are too deep", err);
    keep_header(c, str_slice(window, 0, m->start), &open);
    return QUOTH_OK;
}

/* The next record's opening tag; what stands before it is skipped. */
static quoth_status find_record(cutter *c, const xml_records *kind, markup *m, quoth_error *err)
{
    for (;;) {
        if (!next_markup(c->in, 0, m)) {
            stream_skip(c->in, stream_window(c->in).len);
            if (!stream_more(c->in))
                return QUOTH_NOT_FOUND;
            continue;
        }
        if (m->kind >= MARKUP_TORN)
            return give_up_at(c, m, err);
        bool opens = (m->kind == MARKUP_OPENING || m->kind == MARKUP_EMPTY) && is_among(name_of(c->in, m), kind->records);
        stream_skip(c->in, opens ? m->start : m->end);
        if (!opens)
            continue;
        m->end -= m->start;
        m->name_start -= m->start;
        m->name_end -= m->start;
        m->start = 0;
        return QUOTH_OK;
    }
}

/* Where the record that opens at the window's start ends. Torn: it never closes, or the next one opens inside it, at *end. */
static quoth_status record_end(cutter *c, const xml_records *kind, const markup *opening, size_t *end, bool *torn,
                               quoth_error *err)
{
    size_t name_start = opening->name_start, name_len = opening->name_end - name_start, depth = 1;
    markup m = *opening;
    *torn = false;
    for (*end = opening->end; opening->kind == MARKUP_OPENING && depth > 0; *end = m.end) {
        if (!next_markup(c->in, *end, &m))
            return give_up(c, "the news item is not closed", err);
        if (m.kind >= MARKUP_TORN)
            return give_up_at(c, &m, err);
        str window = stream_window(c->in);
        bool same = m.kind != MARKUP_OTHER && str_equal(name_of(c->in, &m), str_slice(window, name_start, name_start + name_len));
        *torn = same && m.kind == MARKUP_OPENING && !kind->nests;
        if (*torn) {
            *end = m.start;
            return QUOTH_OK;
        }
        depth += same && m.kind == MARKUP_OPENING;
        depth -= same && m.kind == MARKUP_CLOSING;
    }
    return QUOTH_OK;
}

/* <!ENTITY name …>, the fuse of bombs; "<!ENTITY % name" is of the document type alone. */
static bool declares_entity(str header)
{
    const str mark = STR("<!ENTITY");
    for (size_t at; (at = str_find(header, mark)) != SIZE_MAX;) {
        header = str_slice(header, at + mark.len, header.len);
        if (!str_starts_with(str_trim(str_slice(header, 0, 16)), STR("%")))
            return true;
    }
    return false;
}

static bool more_records(cutter *c, const xml_records *kind)
{
    markup m;
    size_t at = 0;
    while (next_markup(c->in, at, &m)) {
        if (m.kind >= MARKUP_TORN)
            return true;
        if (m.kind != MARKUP_OTHER && m.kind != MARKUP_CLOSING && is_among(name_of(c->in, &m), kind->records))
            return true;
        at = m.end;
    }
    return false;
}

quoth_status xml_cut(cutter *c, const xml_records *kind, arena *a, raw_record *out, quoth_error *err)
{
    markup m;
    size_t end;
    bool torn;
    out->line = stream_line(c->in);
    if (c->mode == ENDED || c->mode < 0)
        return cut_end(c, err);
    if (c->mode == AT_BEGINNING) {
        quoth_status status = read_header(c, kind, &m, err);
        if (status == QUOTH_NOT_FOUND) {
            char what[128];
            snprintf(what, sizeof what, "no %s in it", kind->sought);
            return give_up(c, what, err);
        }
        TRY(status);
        c->mode = BETWEEN_RECORDS;
        if (declares_entity(str_slice(stream_window(c->in), 0, m.start)))
            return fail(err, QUOTH_BAD_INPUT,
                        "the file declares entities of its own: they stay as they are written, as in &name;");
    }
    quoth_status status = find_record(c, kind, &m, err);
    if (status == QUOTH_NOT_FOUND)
        return cut_end(c, err);
    TRY(status);
    out->line = stream_line(c->in);
    c->number++;
    TRY(record_end(c, kind, &m, &end, &torn, err));
    if (torn) {
        stream_skip(c->in, end);
        return fail(err, QUOTH_BAD_INPUT, "the news item is not closed");
    }
    out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, end));
    out->context = arena_copy(a, *(const str *)c->state);
    stream_skip(c->in, end);
    out->single = c->number == 1 && !more_records(c, kind);
    return QUOTH_OK;
}

bool xml_has_root(str head, const xml_records *kind)
{
    if (str_starts_with(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.len);
    head = str_trim(str_slice(head, 0, 64 << 10));
    if (head.len == 0 || head.data[0] != '<')
        return false;
    for (size_t at = 0; at + 1 < head.len;) {
        const char *open = memchr(head.data + at, '<', head.len - at);
        if (!open)
            return false;
        at = (size_t)(open - head.data) + 1;
        str rest = str_slice(head, at, head.len);
        if (rest.len > 0 && rest.data[0] != '?' && rest.data[0] != '!') {
            size_t end = 0, start = 0;
            while (end < rest.len && !ends_name(rest.data[end]))
                if (rest.data[end++] == ':')
                    start = end;
            return is_among(str_slice(rest, start, end), kind->roots) &&
                   (!kind->mark || str_find(str_slice(rest, 0, 4096), str_from(kind->mark)) != SIZE_MAX);
        }
        size_t past = str_find(rest, str_starts_with(rest, STR("!--"))     ? STR("-->")
                                     : rest.len > 0 && rest.data[0] == '?' ? STR("?>")
                                                                           : STR(">"));
        if (past == SIZE_MAX)
            return false;
        at += past;
    }
    return false;
}
