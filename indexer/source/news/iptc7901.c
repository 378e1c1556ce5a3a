/* iptc7901.c - the agencies' wires by control characters: IPTC 7901 and ANPA 1312 */
#include "base/limits.h"
#include "indexer/source/news/news.h"
#include "indexer/source/when.h"
#include "text/utf8.h"

/* A message: SOH header STX text ETX trailer EOT. ANPA 1312 has a unit separator in its header and marks lines of the text: "^"
 * starts one of the head, "<" and "=" end lines. */
#define SOH '\x01'
#define STX '\x02'
#define ETX '\x03'
#define EOT '\x04'
#define SYN '\x16'
#define UNIT '\x1f'

enum {
    /* A header has two lines; more before the text is no message. */
    MOST_HEADER_BYTES = 1024,
    LONGEST_HEADLINE = 200,
    LONGEST_BYLINE = 80,
    LONGEST_TRAILER = 200
};

/* Between SOH and STX: a number with letters before it, printable but for line ends, separators and device controls. */
static bool is_header(str header)
{
    bool digit = false;
    for (size_t i = 0; i < header.len; i++) {
        unsigned char c = (unsigned char)header.data[i];
        digit |= c >= '0' && c <= '9';
        if (c < ' ' && !strchr("\r\n\x11\x12\x13\x14\x1f", c))
            return false;
    }
    char first = header.len >= 5 ? header.data[0] | 0x20 : 0;
    return digit && first >= 'a' && first <= 'z';
}

static bool sniff_wire(str head)
{
    size_t at = 0;
    while (at < head.len && strchr("\r\n \x16\x7f", head.data[at]) && head.data[at])
        at++;
    if (at >= head.len || head.data[at] != SOH)
        return false;
    str header = str_slice(head, at, at + MOST_HEADER_BYTES);
    const char *stx = memchr(header.data, STX, header.len);
    return stx && is_header(str_slice(header, 1, (size_t)(stx - header.data)));
}

/* --- cutting --- */

/* Skips to the next message; false at the end of the input. */
static bool skip_to_message(stream *in)
{
    for (;;) {
        str window = stream_window(in);
        const char *start = window.len > 0 ? memchr(window.data, SOH, window.len) : NULL;
        stream_skip(in, start ? (size_t)(start - window.data) : window.len);
        if (start)
            return true;
        if (!stream_more(in))
            return false;
    }
}

/* Does any SOH that is at hand begin a message? Bytes of anything hold the character. */
static bool holds_message(str window)
{
    for (const char *soh; (soh = window.len > 0 ? memchr(window.data, SOH, window.len) : NULL);) {
        window = str_slice(window, (size_t)(soh - window.data) + 1, window.len);
        str header = str_slice(window, 0, MOST_HEADER_BYTES);
        const char *stx = header.len > 0 ? memchr(header.data, STX, header.len) : NULL;
        if (stx && is_header(str_slice(header, 0, (size_t)(stx - header.data))))
            return true;
    }
    return false;
}

static quoth_status no_message(cutter *c, quoth_error *err)
{
    do
        stream_skip(c->in, stream_window(c->in).len);
    while (stream_more(c->in));
    quoth_status status = cut_end(c, err);
    if (status != QUOTH_NOT_FOUND || c->number > 0 || c->mode < 0)
        return status;
    c->mode = -1;
    return fail(err, QUOTH_BAD_INPUT, "no message in it: none starts with SOH (1), a header and STX (2)");
}

/* The length of the message at the window's start without its EOT; *closed when its text ended. */
static size_t message_length(stream *in, bool *closed)
{
    size_t at = 1;
    *closed = false;
    for (;;) {
        str window = stream_window(in);
        for (; at < window.len; at++) {
            char c = window.data[at];
            *closed |= c == ETX || c == EOT;
            if (c == EOT || c == SOH)
                return at;
        }
        if (!stream_more(in))
            return at;
    }
}

static quoth_status cut_wire(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    bool closed;
    out->line = stream_line(c->in);
    if (!skip_to_message(c->in) || (c->number == 0 && !holds_message(stream_window(c->in))))
        return no_message(c, err);
    out->line = stream_line(c->in);
    size_t len = message_length(c->in, &closed);
    bool full = stream_is_full(c->in);
    c->number++;
    if (closed)
        out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, len));
    stream_skip(c->in, len);
    if (closed)
        return QUOTH_OK;
    if (stream_failure(c->in, NULL) != QUOTH_OK)
        return cut_end(c, err);
    return full ? fail(err, QUOTH_LIMIT, "a message is longer than %d MB, the most that one may have", LIMIT_RECORD_BYTES >> 20)
                : fail(err, QUOTH_BAD_INPUT, "the message is not closed by ETX (3) or EOT (4)");
}

/* --- reading --- */

typedef struct wire {
    str header, text, trailer; /* without the control characters between them */
    bool is_anpa;
} wire;

static bool split(str bytes, wire *out)
{
    const char *stx = memchr(bytes.data, STX, bytes.len);
    if (!stx)
        return false;
    size_t start = (size_t)(stx - bytes.data) + 1;
    const char *etx = memchr(bytes.data + start, ETX, bytes.len - start);
    size_t end = etx ? (size_t)(etx - bytes.data) : bytes.len;
    *out = (wire){str_slice(bytes, 1, start - 1), str_slice(bytes, start, end),
                  str_slice(bytes, end + 1, end + 1 + LONGEST_TRAILER), false};
    out->is_anpa = memchr(out->header.data, UNIT, out->header.len) != NULL;
    return true;
}

static str next_word(str *rest)
{
    *rest = str_trim(*rest);
    return str_cut(rest, ' ');
}

/* "AFP0123 4 POL 0250 ports-fees" and lines of keywords below it. */
static void take_header(const news_item *item, str header, str *number)
{
    str line = str_trim(str_cut(&header, '\n'));
    *number = next_word(&line);
    news_key(item, "number", *number);
    news_key(item, "priority", next_word(&line));
    news_key(item, "category", next_word(&line));
    next_word(&line); /* how many words */
    news_key(item, "keyword", str_trim(line));
    while (header.len > 0)
        news_key(item, "keyword", str_trim(str_cut(&header, '\n')));
    size_t letters = 0;
    while (letters < number->len && !(number->data[letters] >= '0' && number->data[letters] <= '9'))
        letters++;
    item->out->source = str_slice(*number, 0, letters);
}

/* "a0123<US>selector" and "u i <DC3><DC1> bc-ports-fees 11-08 0250". */
static void take_anpa_header(const news_item *item, str header, str *number)
{
    str first = str_cut(&header, '\n'), second = str_trim(str_cut(&header, '\n'));
    *number = str_trim(str_cut(&first, UNIT));
    news_key(item, "number", *number);
    news_key(item, "selector", str_trim(first));
    news_key(item, "priority", next_word(&second));
    news_key(item, "category", str_slice(next_word(&second), 0, 1));
    news_key(item, "keyword", next_word(&second));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_at(str s, size_t at, size_t digits)
{
    int value = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (i >= s.len || !is_digit(s.data[i]))
            return -1;
        value = value * 10 + (s.data[i] - '0');
    }
    return value;
}

static day day_of(int year, int month, int day_of_month)
{
    return day_from_civil((civil_date){year + (year < 70 ? 2000 : 1900), month, day_of_month});
}

/* "081015 GMT Nov 23": day, hour and minute, then month and year. */
static day day_of_group(str s)
{
    for (size_t i = 0; i + 6 <= s.len; i++) {
        int of_month = number_at(s, i, 2);
        if (number_at(s, i, 6) < 0 || of_month < 1 || (i > 0 && is_digit(s.data[i - 1])))
            continue;
        str rest = str_slice(s, i + 6, s.len), word;
        while ((word = next_word(&rest)).len > 0) {
            char text[32];
            str year = str_slice(str_trim(rest), 0, 2);
            int two = number_at(year, 0, 2);
            snprintf(text, sizeof text, "%d %.*s %d", of_month, (int)(word.len < 12 ? word.len : 12), word.data,
                     two < 0 ? 0 : two + (two < 70 ? 2000 : 1900));
            day found = two < 0 ? NO_DAY : day_parse(str_from(text));
            if (found != NO_DAY)
                return found;
        }
    }
    return NO_DAY;
}

/* "AP-NY-11-08-23 1015GMT": month, day and year. */
static day day_of_american(str s)
{
    for (size_t i = 0; i + 8 <= s.len; i++)
        if (s.data[i + 2] == '-' && s.data[i + 5] == '-' && number_at(s, i, 2) > 0 && number_at(s, i + 3, 2) > 0 &&
            number_at(s, i + 6, 2) >= 0 && (i == 0 || !is_digit(s.data[i - 1])))
            return day_of(number_at(s, i + 6, 2), number_at(s, i, 2), number_at(s, i + 3, 2));
    return NO_DAY;
}

/* What a teletype writes for want of characters: `` and '' are quotation marks, " _ " is a dash. */
static str modern(arena *a, str text)
{
    static const struct {
        str old, new;
    } signs[] = {{{"``", 2}, {"\xE2\x80\x9C", 3}}, {{"''", 2}, {"\xE2\x80\x9D", 3}}, {{" _ ", 3}, {" \xE2\x80\x94 ", 5}}};
    VEC(char) out = {0};
    for (size_t at = 0; at < text.len;) {
        str sign = str_slice(text, at, at + 1);
        size_t past = 1;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (str_starts_with(str_slice(text, at, text.len), signs[i].old)) {
                sign = signs[i].new;
                past = signs[i].old.len;
            }
        for (size_t i = 0; i < sign.len; i++)
            vec_push(a, &out, sign.data[i]);
        at += past;
    }
    return (str){out.items ? out.items : "", out.count};
}

static str without_marks(str line)
{
    while (line.len > 0 && strchr("^ \t\r", line.data[0]))
        line = str_slice(line, 1, line.len);
    while (line.len > 0 && strchr("<=^! \t\r", line.data[line.len - 1]))
        line.len--;
    return line;
}

static bool is_byline(str line)
{
    return line.len <= LONGEST_BYLINE && line.len > 3 && str_equal_ascii_nocase(str_slice(line, 0, 3), STR("by "));
}

/* "AP-WF-02-20-16 0337GMT": whose wire, which one, and when. */
static void take_filing(const news_item *item, str line)
{
    item->out->published_day = day_of_american(line);
    news_fill(&item->out->source, str_cut(&line, '-'));
}

/* Lines of the head start with "^": the keyword, the headline, the author; all others are text. */
static str take_anpa_text(const news_item *item, str text)
{
    article *out = item->out;
    VEC(char) rest = {0};
    for (int head = 0; text.len > 0;) {
        str line = str_cut(&text, '\n');
        str plain = without_marks(line);
        bool is_head = line.len > 0 && line.data[0] == '^';
        if (is_head && head++ == 0)
            news_key(item, "slugline", plain);
        else if (is_head && is_byline(plain))
            news_fill(&out->author, str_slice(plain, 3, plain.len));
        else if (is_head)
            news_fill(&out->title, plain);
        else if (plain.len < 40 && str_ends_with(plain, STR("GMT")) && day_of_american(plain) != NO_DAY)
            take_filing(item, plain);
        else {
            for (size_t i = 0; i < line.len && (line.data + i < plain.data + plain.len || plain.len == 0); i++)
                vec_push(item->a, &rest, line.data[i]);
            vec_push(item->a, &rest, '\n');
        }
    }
    return blocks_of_plain(item->a, (str){rest.items ? rest.items : "", rest.count});
}

static str take_paragraph(str *rest)
{
    size_t end = str_find(*rest, STR("\n\n"));
    str first = str_slice(*rest, 0, end == SIZE_MAX ? rest->len : end);
    *rest = str_trim(str_slice(*rest, first.len, rest->len));
    return first;
}

/* Before what agencies tell editors below a text. */
static str without_note(str text)
{
    static const str starts[] = {{"The following information is not for publication", 48},
                                 {"The following information is not intended for publication", 57}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        text = str_slice(text, 0, str_find(text, starts[i]));
    return text;
}

/* "American Football/NFL/": keywords in a line of their own, each ended by a slash. */
static str take_keywords(const news_item *item, str text)
{
    str rest = str_trim(text), line = str_trim(str_cut(&rest, '\n'));
    if (line.len > LONGEST_HEADLINE || !str_ends_with(line, STR("/")))
        return text;
    while (line.len > 0)
        news_key(item, "keyword", str_trim(str_cut(&line, '/')));
    return rest;
}

/* A short first line or paragraph that is no sentence is the headline; "By …" below it names the author. */
static str take_text(const news_item *item, str text)
{
    article *out = item->out;
    text = take_keywords(item, without_note(text));
    size_t line_end = str_find(text, STR("\n"));
    str line = str_trim(str_slice(text, 0, line_end));
    if (line.len > 0 && line.len <= LONGEST_HEADLINE && line_end != SIZE_MAX && !strchr(".,;", line.data[line.len - 1])) {
        out->title = line;
        text = str_slice(text, line_end, text.len);
    }
    str body = blocks_of_plain(item->a, text), rest = body;
    str first = take_paragraph(&rest);
    if (out->title.len == 0 && rest.len > 0 && first.len <= LONGEST_HEADLINE && first.len > 0 &&
        !strchr(".,;", first.data[first.len - 1])) {
        out->title = first;
        body = rest;
        first = take_paragraph(&rest);
    }
    if (is_byline(first) && rest.len > 0) {
        out->author = without_marks(str_slice(first, 3, first.len));
        body = rest;
    }
    return body;
}

static void settle_id(const news_item *item, str number)
{
    char text[11];
    article *out = item->out;
    if (out->published_day == NO_DAY || number.len == 0)
        return; /* numbers begin again each day: without one they name nothing */
    out->published = arena_copy(item->a, str_from(day_format(out->published_day, text)));
    out->id = arena_printf(item->a, "%.*s-%s", STR_ARG(number), text);
}

static quoth_status parse_wire(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    wire w;
    str number;
    news_item item = {.a = a, .raw = r, .out = out};
    if (!split(utf8_repair(a, r->bytes), &w))
        return fail(err, QUOTH_BAD_INPUT, "a message without text: no STX (2) in it");
    (w.is_anpa ? take_anpa_header : take_header)(&item, w.header, &number);
    str body = w.is_anpa ? take_anpa_text(&item, w.text) : take_text(&item, w.text);
    out->body = without_copyright(modern(a, body));
    out->title = modern(a, out->title);
    if (out->published_day == NO_DAY)
        out->published_day = day_of_group(w.trailer);
    if (out->published_day == NO_DAY)
        out->published_day = day_of_american(w.trailer);
    if (out->published_day == NO_DAY)
        out->published_day = dateline_day(out->body);
    settle_id(&item, number);
    return QUOTH_OK;
}

const source_format format_iptc7901 = {
    .info = {"iptc7901", ".7901 .anpa", "wires of IPTC 7901 and ANPA 1312 (second-hand): messages of SOH, STX, ETX"},
    .sniff = sniff_wire,
    .is_sure = true,
    .cut = cut_wire,
    .parse = parse_wire,
};
