/* json_cut.c - where does one JSON record end and the next begin? */
#include "indexer/source/json.h"

#include "base/limits.h"

/* How the records of a file lie; in cutter.mode, 0 until its start was looked at. */
enum {
    LAYOUT_LINES = 1, /* one object a line */
    LAYOUT_VALUES,    /* objects over several lines, one after the other */
    LAYOUT_ARRAY,     /* one array of objects, inside it */
    LAYOUT_ENDED
};

/* Follows brackets and strings through bytes that arrive in pieces. */
typedef struct bracket_scan {
    size_t at; /* bytes looked at */
    size_t depth;
    bool in_string, escaped, started, complete;
} bracket_scan;

static void scan_string(bracket_scan *s, str bytes)
{
    while (s->at < bytes.len) {
        char c = bytes.data[s->at++];
        if (s->escaped)
            s->escaped = false;
        else if (c == '\\')
            s->escaped = true;
        else if (c == '"') {
            s->in_string = false;
            return;
        }
    }
}

/* Goes on until a value ends (complete: `at` is just after it) or the bytes do. A bare word ends before ',' ']' or white space.
 */
static void scan_value(bracket_scan *s, str bytes)
{
    while (s->at < bytes.len && !s->complete) {
        if (s->in_string) {
            scan_string(s, bytes);
            s->complete = !s->in_string && s->depth == 0;
            continue;
        }
        char c = bytes.data[s->at];
        if (s->depth == 0 && s->started && strchr(",]} \t\r\n", c)) {
            s->complete = true;
            return;
        }
        s->at++;
        s->started = true;
        if (c == '"')
            s->in_string = true;
        else if (c == '{' || c == '[')
            s->depth++;
        else if ((c == '}' || c == ']') && s->depth > 0)
            s->complete = --s->depth == 0;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Skips white space and, where `commas`, commas; false at the end of the input. */
static bool skip_space(stream *in, bool commas)
{
    for (;;) {
        str window = stream_window(in);
        size_t n = 0;
        while (n < window.len && (is_space(window.data[n]) || (commas && window.data[n] == ',')))
            n++;
        stream_skip(in, n);
        if (n < window.len)
            return true;
        if (!stream_more(in))
            return false;
    }
}

/* The length of the line at the window's start without its newline; the window grows until it is whole. SIZE_MAX: too long. */
static size_t line_length(stream *in)
{
    size_t seen = 0;
    for (;;) {
        str window = stream_window(in);
        const char *end = window.len > seen ? memchr(window.data + seen, '\n', window.len - seen) : NULL;
        if (end)
            return (size_t)(end - window.data);
        seen = window.len;
        if (!stream_more(in))
            return stream_is_full(in) ? SIZE_MAX : seen;
    }
}

static void skip_line(stream *in)
{
    for (;;) {
        str window = stream_window(in);
        const char *end = window.len > 0 ? memchr(window.data, '\n', window.len) : NULL;
        if (end) {
            stream_skip(in, (size_t)(end - window.data) + 1);
            return;
        }
        stream_skip(in, window.len);
        if (!stream_more(in))
            return;
    }
}

static quoth_status too_long(quoth_error *err)
{
    return fail(err, QUOTH_LIMIT, "longer than %d MB, the most that one record may have", LIMIT_RECORD_BYTES >> 20);
}

static quoth_status cut_line(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    if (!skip_space(c->in, false))
        return cut_end(c, err);
    out->line = stream_line(c->in);
    c->number++;
    size_t len = line_length(c->in);
    if (len == SIZE_MAX) {
        skip_line(c->in);
        return too_long(err);
    }
    str window = stream_window(c->in);
    bool torn = len == window.len && stream_failure(c->in, NULL) != QUOTH_OK;
    if (torn) {
        stream_skip(c->in, len);
        return cut_end(c, err);
    }
    out->bytes = arena_copy(a, str_slice(window, 0, len));
    stream_skip(c->in, len);
    return QUOTH_OK;
}

/* One value, wherever its lines end. */
static quoth_status cut_value(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    bracket_scan scan = {0};
    out->line = stream_line(c->in);
    c->number++;
    for (;;) {
        scan_value(&scan, stream_window(c->in));
        if (scan.complete || !stream_more(c->in))
            break;
    }
    if (!scan.complete && stream_is_full(c->in)) {
        while (stream_skip(c->in, stream_window(c->in).len), stream_more(c->in))
            ;
        c->mode = LAYOUT_ENDED;
        return too_long(err);
    }
    bool torn = !scan.complete && stream_failure(c->in, NULL) != QUOTH_OK;
    if (!torn)
        out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, scan.at));
    stream_skip(c->in, scan.at);
    return torn ? cut_end(c, err) : QUOTH_OK;
}

static quoth_status cut_element(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    if (skip_space(c->in, true)) {
        if (stream_window(c->in).data[0] != ']')
            return cut_value(c, a, out, err);
        stream_skip(c->in, 1);
        c->mode = LAYOUT_VALUES;
        out->line = stream_line(c->in);
        return skip_space(c->in, true) ? cut_value(c, a, out, err) : cut_end(c, err);
    }
    c->mode = LAYOUT_ENDED;
    out->line = stream_line(c->in);
    quoth_status status = cut_end(c, err);
    return status != QUOTH_NOT_FOUND ? status : fail(err, QUOTH_BAD_INPUT, "the array of records is not closed");
}

/* Objects are a line each when the first line holds a whole one, or the second line starts one too. */
static bool is_one_a_line(stream *in)
{
    size_t len = line_length(in);
    if (len == SIZE_MAX)
        return true;
    while (stream_window(in).len < len + 2 && stream_more(in))
        ;
    str window = stream_window(in);
    bracket_scan scan = {0};
    scan_value(&scan, str_slice(window, 0, len));
    bool whole = scan.complete && str_trim(str_slice(window, scan.at, len)).len == 0;
    return whole || window.len <= len + 1 || window.data[len + 1] == '{';
}

/* Does any line that is at hand begin as a record does? */
static bool holds_object(str window)
{
    while (window.len > 0) {
        str line = str_trim(str_cut(&window, '\n'));
        if (line.len > 0 && line.data[0] == '{')
            return true;
    }
    return false;
}

/* What is no JSON at all is one problem, not one a line. */
static quoth_status give_up(cutter *c, quoth_error *err)
{
    do
        stream_skip(c->in, stream_window(c->in).len);
    while (stream_more(c->in));
    c->mode = LAYOUT_ENDED;
    if (stream_failure(c->in, NULL) != QUOTH_OK)
        return cut_end(c, err);
    return fail(err, QUOTH_BAD_INPUT, "no JSON: no line of its beginning starts an object");
}

static void look_at_layout(cutter *c)
{
    str window = stream_window(c->in);
    if (str_starts_with(window, STR("\xEF\xBB\xBF")))
        stream_skip(c->in, 3);
    c->mode = LAYOUT_LINES;
    if (!skip_space(c->in, false))
        return;
    char first = stream_window(c->in).data[0];
    if (first == '[') {
        stream_skip(c->in, 1);
        c->mode = LAYOUT_ARRAY;
    } else if (first == '{' && !is_one_a_line(c->in))
        c->mode = LAYOUT_VALUES;
}

static quoth_status cut_by_layout(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    switch (c->mode) {
    case LAYOUT_LINES: return cut_line(c, a, out, err);
    case LAYOUT_ARRAY: return cut_element(c, a, out, err);
    case LAYOUT_VALUES: return skip_space(c->in, true) ? cut_value(c, a, out, err) : cut_end(c, err);
    default: return cut_end(c, err);
    }
}

quoth_status json_cut(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    if (c->mode == 0)
        look_at_layout(c);
    out->line = stream_line(c->in);
    if (c->number == 0 && c->mode == LAYOUT_LINES && stream_window(c->in).len > 0 && !holds_object(stream_window(c->in)))
        return give_up(c, err);
    bool may_be_single = c->number == 0 && c->mode != LAYOUT_ARRAY && path_has_ending(c->path, STR(".json"));
    TRY(cut_by_layout(c, a, out, err));
    out->single = may_be_single && !skip_space(c->in, false);
    return QUOTH_OK;
}
