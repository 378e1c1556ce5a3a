/* csv.c - tables as text: which character separates the columns, is the first row their names, where does a row end? */
#include "base/limits.h"
#include "indexer/source/json.h"
#include "indexer/source/record.h"
#include "indexer/source/table/row.h"
#include "text/utf8.h"

/* RFC 4180, and what is found in the wild: other separators, lines that end in LF alone, rows that lack their last columns. */

enum {
    MAX_COLUMNS = 1000, /* a table with more is no table */
    ROWS_LOOKED_AT = 12,
    LONGEST_HEADING = 60,
    MOST_HEADING_BYTES = 64 << 10
};

static const char separators[] = ",;\t|";

/* What is known of a file after its first rows. A record carries it, with the heading's row behind it, as its context. */
typedef struct dialect {
    char separator;
    bool has_heading, ignores_quotes;
} dialect;

/* Looks for the end of a row through a window that may grow. */
typedef struct row_scan {
    size_t at;
    bool is_quoted, in_field;
} row_scan;

/* True when scan->at is just behind a row's line end; false when the bytes ended first. */
static bool row_ends(str s, const dialect *d, row_scan *scan)
{
    while (scan->at < s.len) {
        char c = s.data[scan->at];
        if (scan->is_quoted) {
            const char *quote = memchr(s.data + scan->at, '"', s.len - scan->at);
            scan->at = quote ? (size_t)(quote - s.data) : s.len;
            if (scan->at + 1 >= s.len)
                return false; /* whether it is doubled stands in the next byte */
            scan->is_quoted = s.data[scan->at + 1] == '"';
            scan->at += scan->is_quoted ? 2 : 1;
            continue;
        }
        scan->at++;
        if (c == '\n')
            return true;
        scan->is_quoted = c == '"' && !scan->in_field && !d->ignores_quotes;
        scan->in_field = c != d->separator;
    }
    return false;
}

/* Between quotes: `*rest` starts behind the first one and is left at the separator. Doubled quotes become one, in place. */
static str quoted_field(str *rest, char separator)
{
    char *out = (char *)rest->data;
    size_t len = 0, i = 0;
    for (; i < rest->len; i++) {
        if (rest->data[i] == '"') {
            if (i + 1 >= rest->len || rest->data[i + 1] != '"')
                break;
            i++;
        }
        out[len++] = rest->data[i];
    }
    i += i < rest->len;
    for (; i < rest->len && rest->data[i] != separator; i++)
        out[len++] = rest->data[i]; /* what follows the closing quote by mistake belongs to the field */
    *rest = str_slice(*rest, i, rest->len);
    return (str){out, len};
}

/* The fields of a row without its line end, at most `room`; returns how many there are. */
static size_t row_split(arena *a, str row, const dialect *d, str *fields, size_t room)
{
    size_t count = 0;
    row = arena_copy(a, row);
    while (row.len > 0 && (row.data[row.len - 1] == '\n' || row.data[row.len - 1] == '\r'))
        row.len--;
    for (bool more = true; more; count++) {
        str field;
        if (row.len > 0 && row.data[0] == '"' && !d->ignores_quotes) {
            row = str_slice(row, 1, row.len);
            field = quoted_field(&row, d->separator);
        } else {
            const char *end = memchr(row.data, d->separator, row.len);
            field = str_slice(row, 0, end ? (size_t)(end - row.data) : row.len);
            row = str_slice(row, field.len, row.len);
        }
        more = row.len > 0;
        row = str_slice(row, 1, row.len);
        if (count < room)
            fields[count] = field;
    }
    return count;
}

/* The first rows of a file under one separator: in how many columns do they agree? 0 where they do not. */
static size_t columns_agreed(arena *a, str head, char separator, size_t *first_columns)
{
    dialect d = {.separator = separator};
    size_t agreed = 0;
    *first_columns = 0;
    for (int i = 0; i < ROWS_LOOKED_AT && head.len > 0; i++) {
        row_scan scan = {0};
        bool whole = row_ends(head, &d, &scan);
        if (!whole && i > 0)
            break;
        str row = str_slice(head, 0, scan.at);
        head = str_slice(head, scan.at, head.len);
        if (str_trim(row).len == 0)
            continue;
        size_t columns = row_split(a, row, &d, NULL, 0);
        if (*first_columns == 0)
            agreed = *first_columns = columns;
        else if (columns != agreed)
            agreed = 0;
    }
    return agreed > 1 ? agreed : 0;
}

/* The separator under which all of the first rows have the same number of columns, the most of them; else the one that stands
 * most often in the first row. */
static char find_separator(arena *a, str head, str path)
{
    char best = ',';
    size_t most = 0, most_first = 1;
    if (path_has_ending(path, STR(".tsv")) || path_has_ending(path, STR(".tab")))
        return '\t';
    for (const char *s = separators; *s; s++) {
        size_t first, agreed = columns_agreed(a, head, *s, &first);
        if (agreed > most || (most == 0 && agreed == 0 && first > most_first)) {
            best = *s;
            most = agreed;
            most_first = first;
        }
    }
    return best;
}

static bool is_mapped(const source_options *o, str name)
{
    for (size_t i = 0; i < o->mapping_count; i++)
        if (str_equal(path_as_name(o->mappings[i].path), name))
            return true;
    return false;
}

static bool starts_with_digit(str s)
{
    return s.len > 0 && s.data[0] >= '0' && s.data[0] <= '9';
}

/* Names of columns are short words without figures in front; what stands below them is otherwise in some column. */
static bool looks_like_heading(const str *names, size_t count, const str *below, size_t count_below)
{
    bool differs = false;
    for (size_t i = 0; i < count; i++) {
        str name = str_trim(names[i]);
        if (name.len == 0 || name.len > LONGEST_HEADING || starts_with_digit(name) || strchr(".!?\"", name.data[name.len - 1]))
            return false;
        if (i < count_below)
            differs |= below[i].len > LONGEST_HEADING || starts_with_digit(below[i]);
    }
    return differs;
}

static bool has_heading(arena *a, str head, const dialect *d, const source_options *options)
{
    row_scan scan = {0};
    str names[MAX_COLUMNS], below[MAX_COLUMNS];
    row_ends(head, d, &scan);
    size_t count = row_split(a, str_slice(head, 0, scan.at), d, names, MAX_COLUMNS), count_below = 0;
    count = count < MAX_COLUMNS ? count : MAX_COLUMNS;
    for (size_t i = 0; i < count; i++)
        if (json_is_usual_key(str_trim(names[i])) || is_mapped(options, str_trim(names[i])))
            return true;
    head = str_slice(head, scan.at, head.len);
    scan = (row_scan){0};
    row_ends(head, d, &scan);
    if (scan.at > 0)
        count_below = row_split(a, str_slice(head, 0, scan.at), d, below, MAX_COLUMNS);
    return looks_like_heading(names, count, below, count_below < MAX_COLUMNS ? count_below : MAX_COLUMNS);
}

/* The bytes of the next row, in the window; `*is_torn` when the input or the window's room ended in it. */
static size_t row_length(cutter *c, const dialect *d, bool *is_torn)
{
    row_scan scan = {0};
    while (!row_ends(stream_window(c->in), d, &scan))
        if (!stream_more(c->in)) {
            *is_torn = stream_is_full(c->in) || (scan.is_quoted && !str_ends_with(stream_window(c->in), STR("\"")));
            return stream_window(c->in).len;
        }
    *is_torn = false;
    return scan.at;
}

/* The dialect, and behind it the heading's row. */
static str make_context(arena *a, const dialect *d, str heading)
{
    char *context = arena_alloc(a, sizeof *d + heading.len);
    memcpy(context, d, sizeof *d);
    memcpy(context + sizeof *d, heading.data, heading.len);
    return (str){context, sizeof *d + heading.len};
}

static void look_at_head(cutter *c, str *context)
{
    arena scratch = {0};
    if (str_starts_with(stream_window(c->in), STR("\xEF\xBB\xBF")))
        stream_skip(c->in, 3);
    str head = stream_window(c->in);
    dialect d = {.separator = find_separator(&scratch, head, c->path)};
    d.has_heading = has_heading(&scratch, head, &d, c->options);
    bool is_torn = false;
    size_t len = d.has_heading ? row_length(c, &d, &is_torn) : 0;
    if (len > MOST_HEADING_BYTES) { /* each record carries it */
        d.has_heading = false;
        len = 0;
    }
    *context = make_context(&c->memory, &d, str_slice(stream_window(c->in), 0, is_torn ? 0 : len));
    stream_skip(c->in, len);
    arena_release(&scratch);
}

/* Is there a column for the title or the text, by its name or by a mapping? */
static bool has_text_column(const source_options *o, const dialect *d, str heading)
{
    arena scratch = {0};
    str names[MAX_COLUMNS];
    bool found = false;
    for (size_t i = 0; i < o->mapping_count; i++) {
        property p = property_by_name(o->mappings[i].key);
        found |= p == PROPERTY_TITLE || p == PROPERTY_TEXT || p == PROPERTY_ID;
    }
    size_t count = d->has_heading ? row_split(&scratch, heading, d, names, MAX_COLUMNS) : 0;
    for (size_t i = 0; i < count && i < MAX_COLUMNS; i++)
        found |= json_names_text(str_trim(names[i]));
    arena_release(&scratch);
    return found;
}

/* One problem for the whole file. */
static quoth_status no_text_column(cutter *c, bool has_names, quoth_error *err)
{
    do
        stream_skip(c->in, stream_window(c->in).len);
    while (stream_more(c->in));
    if (stream_failure(c->in, NULL) != QUOTH_OK)
        return cut_end(c, err);
    fail(err, QUOTH_BAD_INPUT,
         has_names ? "no column of this table is called title or text, or the like" : "a table without names of columns");
    fail_hint(err, "say which holds what, as in --map %s", has_names ? "title=.head,text=.story" : "title=.1,text=.2");
    return QUOTH_BAD_INPUT;
}

static void skip_line_ends(stream *in)
{
    do {
        str window = stream_window(in);
        size_t blank = 0;
        while (blank < window.len && (window.data[blank] == '\n' || window.data[blank] == '\r'))
            blank++;
        stream_skip(in, blank);
    } while (stream_window(in).len == 0 && stream_more(in));
}

/* A quote that is never closed would take the rest of the file: from the next line on quotes mean nothing, so that the whole
 * file is looked at twice at most. */
static quoth_status give_up_row(cutter *c, dialect *d, quoth_error *err)
{
    str window = stream_window(c->in);
    const char *line_end = memchr(window.data, '\n', window.len);
    bool is_long = !line_end || d->ignores_quotes;
    d->ignores_quotes = true;
    stream_skip(c->in, line_end ? (size_t)(line_end - window.data) + 1 : window.len);
    if (is_long && stream_is_full(c->in))
        return fail(err, QUOTH_LIMIT, "row longer than %d MB, the most that one record may have", LIMIT_RECORD_BYTES >> 20);
    return fail(err, QUOTH_BAD_INPUT,
                "a quote that opens in this row is not closed; from here on quotes are taken as they stand");
}

static quoth_status cut_csv(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    dialect d;
    if (!c->state) {
        str *context = c->state = ARENA_NEW(&c->memory, str);
        out->line = 1;
        str head = stream_window(c->in);
        if (!looks_like_text(head)) {
            stream_skip(c->in, head.len);
            while (stream_more(c->in))
                stream_skip(c->in, stream_window(c->in).len);
            *context = make_context(&c->memory, &(dialect){.separator = ','}, STR(""));
            return fail(err, QUOTH_BAD_INPUT, "not a table of text: it holds control characters");
        }
        look_at_head(c, context);
        memcpy(&d, context->data, sizeof d);
        if ((d.has_heading || stream_window(c->in).len > 0) &&
            !has_text_column(c->options, &d, str_slice(*context, sizeof d, context->len)))
            return no_text_column(c, d.has_heading, err);
    }
    str *context = c->state;
    memcpy(&d, context->data, sizeof d);
    skip_line_ends(c->in);
    out->line = stream_line(c->in);
    if (stream_window(c->in).len == 0)
        return cut_end(c, err);
    bool is_torn;
    size_t len = row_length(c, &d, &is_torn);
    c->number++;
    if (is_torn) {
        quoth_status status = give_up_row(c, &d, err);
        memcpy((char *)context->data, &d, sizeof d);
        return status;
    }
    out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, len));
    out->context = arena_copy(a, *context);
    stream_skip(c->in, len);
    return QUOTH_OK;
}

static const char *column_name(arena *a, const str *names, size_t count, size_t i)
{
    str name = i < count ? str_trim(names[i]) : STR("");
    return name.len > 0 ? arena_zero_terminated(a, name) : arena_printf(a, "%zu", i + 1).data;
}

static quoth_status parse_csv(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    dialect d;
    str names[MAX_COLUMNS], fields[MAX_COLUMNS];
    memcpy(&d, r->context.data, sizeof d);
    str heading = utf8_repair(a, str_slice(r->context, sizeof d, r->context.len));
    size_t named = d.has_heading ? row_split(a, heading, &d, names, MAX_COLUMNS) : 0;
    size_t count = row_split(a, utf8_repair(a, r->bytes), &d, fields, MAX_COLUMNS);
    if (count > MAX_COLUMNS || named > MAX_COLUMNS)
        return fail(err, QUOTH_BAD_INPUT, "%zu columns, more than %d", count > named ? count : named, MAX_COLUMNS);
    if (d.has_heading && count > named)
        return fail(err, QUOTH_BAD_INPUT, "a row of %zu columns below a heading of %zu: is a quote missing?", count, named);
    buf json = {0};
    json_writer w = {.out = &json};
    json_object(&w);
    for (size_t i = 0; i < count; i++)
        row_put(&w, column_name(a, names, named, i), str_trim(fields[i]));
    json_object_end(&w);
    quoth_status status = row_parse(a, r, buf_str(&json), out, err);
    buf_release(&json);
    return status;
}

static bool sniff_csv(str head)
{
    (void)head;
    return false; /* any text could be a table: only an ending or --format says so */
}

const source_format format_csv = {
    .info = {"csv", ".csv .tsv .tab",
             "tables: separator and heading are found; columns are mapped as in JSON, without heading as .1, .2 …"},
    .sniff = sniff_csv,
    .cut = cut_csv,
    .parse = parse_csv,
};
