/* rtf.c - which words stand in an RTF document? */
#include "base/buf.h"
#include "indexer/source/export/export.h"
#include "text/utf8.h"

enum { MAX_DEPTH = 256, MAX_UNICODE_SKIP = 16 };

typedef struct rtf {
    str in;
    size_t at;
    buf out;
    size_t depth;
    bool hidden[MAX_DEPTH]; /* groups whose words are not the document's */
    int skip;               /* characters that stand in for the last \u */
    int skip_wanted;
} rtf;

static const char *const hidden_groups[] = {"fonttbl", "colortbl", "stylesheet", "info",   "pict",
                                            "header",  "footer",   "footnote",   "object", "fldinst"};

static const struct {
    const char *word;
    const char *text;
} replaced[] = {{"par", "\n"},
                {"line", "\n"},
                {"sect", "\n"},
                {"page", "\n"},
                {"cell", "\n"},
                {"row", "\n"},
                {"tab", "\t"},
                {"emdash", "\xE2\x80\x94"},
                {"endash", "\xE2\x80\x93"},
                {"lquote", "\xE2\x80\x98"},
                {"rquote", "\xE2\x80\x99"},
                {"ldblquote", "\xE2\x80\x9C"},
                {"rdblquote", "\xE2\x80\x9D"},
                {"bullet", "\xE2\x80\xA2"}};

static bool *hidden_now(rtf *r)
{
    return &r->hidden[r->depth < MAX_DEPTH ? r->depth : MAX_DEPTH - 1];
}

static void put(rtf *r, str text)
{
    if (r->skip > 0)
        r->skip--;
    else if (!*hidden_now(r))
        buf_put_str(&r->out, text);
}

static void put_code_point(rtf *r, uint32_t code_point)
{
    char bytes[4];
    if (code_point >= 0x20 && code_point < 0x110000 && (code_point & 0x1FF800) != 0xD800)
        put(r, (str){bytes, utf8_put(code_point, bytes)});
}

/* \'e9: a byte of windows-1252, which is what these databases write. */
static void put_hex(rtf *r)
{
    char c = 0;
    for (int i = 0; i < 2 && r->at < r->in.len; i++) {
        char d = r->in.data[r->at++] | 0x20;
        c = (char)(c * 16 + (d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : 0));
    }
    arena scratch = {0};
    put(r, utf8_repair(&scratch, (str){&c, 1}));
    arena_release(&scratch);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* \word-12 and the one blank behind it. */
static void control_word(rtf *r)
{
    size_t start = r->at;
    while (r->at < r->in.len && is_letter(r->in.data[r->at]))
        r->at++;
    str word = str_slice(r->in, start, r->at);
    size_t digits = r->at;
    bool negative = r->at < r->in.len && r->in.data[r->at] == '-';
    long number = 0;
    for (r->at += negative; r->at < r->in.len && r->in.data[r->at] >= '0' && r->in.data[r->at] <= '9'; r->at++)
        number = number < 1000000 ? number * 10 + (r->in.data[r->at] - '0') : number;
    bool has_number = r->at > digits;
    r->at += r->at < r->in.len && r->in.data[r->at] == ' ';
    if (str_equal(word, STR("u")) && has_number) {
        put_code_point(r, (uint32_t)(negative ? 65536 - number : number));
        r->skip = r->skip_wanted;
    } else if (str_equal(word, STR("uc")) && has_number)
        r->skip_wanted = number < MAX_UNICODE_SKIP ? (int)number : MAX_UNICODE_SKIP;
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
        if (str_equal(word, str_from(replaced[i].word)))
            put(r, str_from(replaced[i].text));
    for (size_t i = 0; i < sizeof hidden_groups / sizeof *hidden_groups; i++)
        *hidden_now(r) |= str_equal(word, str_from(hidden_groups[i]));
}

static void control(rtf *r)
{
    char c = r->at < r->in.len ? r->in.data[r->at] : 0;
    if (is_letter(c)) {
        control_word(r);
        return;
    }
    r->at++;
    if (c == '\'')
        put_hex(r);
    else if (c == '*')
        *hidden_now(r) = true; /* a destination that readers may pass over */
    else if (c == '~')
        put(r, STR(" "));
    else if (c == '\\' || c == '{' || c == '}')
        put(r, (str){&c, 1});
    else if (c == '\n' || c == '\r')
        put(r, STR("\n"));
}

str rtf_text(arena *a, str in)
{
    rtf r = {.in = in, .skip_wanted = 1};
    while (r.at < in.len) {
        char c = in.data[r.at++];
        if (c == '{') {
            bool hidden = *hidden_now(&r);
            r.depth++;
            *hidden_now(&r) = hidden;
        } else if (c == '}')
            r.depth -= r.depth > 0;
        else if (c == '\\')
            control(&r);
        else if (c != '\n' && c != '\r')
            put(&r, (str){&c, 1});
    }
    str text = utf8_repair(a, arena_copy(a, buf_str(&r.out)));
    buf_release(&r.out);
    return text;
}
