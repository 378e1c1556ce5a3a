/* rtf.c - which words stand in an RTF document? */
#include <stdio.h>

#include "base/buf.h"
#include "indexer/source/encoding.h"
#include "indexer/source/export/export.h"
#include "text/utf8.h"

enum { MAX_DEPTH = 256, MAX_UNICODE_SKIP = 16, MAX_FONTS = 512, USUAL_CODE_PAGE = 1252 };

/* What a group has set; it ends with the group. */
typedef struct rtf_group {
    bool hidden;        /* its words are not the document's */
    bool is_fonts;      /* it is the table of fonts */
    int skip_wanted;    /* \uc: characters that stand in for each \u */
    unsigned code_page; /* of \'e9 */
} rtf_group;

typedef struct rtf {
    str in;
    size_t at;
    buf out;
    size_t depth;
    rtf_group groups[MAX_DEPTH];
    int skip;      /* characters that stand in for the last \u */
    uint32_t high; /* the first half of a character beyond U+FFFF, until the second comes; or 0 */
    buf bytes;     /* in the group's code page, not yet decoded */
    unsigned font, document_page, font_pages[MAX_FONTS]; /* font: the one being described */
    arena scratch;
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

static rtf_group *group_now(rtf *r)
{
    return &r->groups[r->depth < MAX_DEPTH ? r->depth : MAX_DEPTH - 1];
}

/* --- code pages (RTF 1.9.1, "Character Set" and "Font Table") --- */

static const struct {
    unsigned charset, page;
} charsets[] = {{0, 1252},   {77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},
                {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256},
                {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850}};

static unsigned page_of_charset(const rtf *r, long charset)
{
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if ((long)charsets[i].charset == charset)
            return charsets[i].page;
    return r->document_page;
}

static bool has_double_bytes(unsigned page)
{
    return page == 932 || page == 936 || page == 949 || page == 950 || page == 1361;
}

/* Does the last byte that was gathered want another? */
static bool is_torn(const rtf *r)
{
    bool torn = false;
    for (size_t i = 0; has_double_bytes(group_now((rtf *)r)->code_page) && i < r->bytes.len; i++)
        torn = !torn && (unsigned char)r->bytes.data[i] >= 0x81 && (unsigned char)r->bytes.data[i] != 0xA0 &&
               !(group_now((rtf *)r)->code_page == 932 && (unsigned char)r->bytes.data[i] >= 0xA1 &&
                 (unsigned char)r->bytes.data[i] <= 0xDF);
    return torn;
}

/* The gathered bytes as text. Whatever ends a run of them calls this before it changes the group's code page. */
static void decode_bytes(rtf *r)
{
    char name[24];
    str text;
    if (r->bytes.len == 0)
        return;
    unsigned page = group_now(r)->code_page;
    snprintf(name, sizeof name, "CP%u", page);
    const char *charset = page == 10000 ? "MACINTOSH" : page == 1361 ? "JOHAB" : name;
    if (!encoding_convert(&r->scratch, buf_str(&r->bytes), charset, &text))
        text = utf8_repair(&r->scratch, buf_str(&r->bytes));
    buf_put_str(&r->out, text);
    buf_clear(&r->bytes);
    arena_reset(&r->scratch);
}

/* --- text --- */

static void put(rtf *r, str text)
{
    if (r->skip > 0)
        r->skip--;
    else if (!group_now(r)->hidden) {
        decode_bytes(r);
        buf_put_str(&r->out, text);
    }
}

/* \u-10179?\u-8704?: the halves come one after the other. */
static void put_code_point(rtf *r, uint32_t c)
{
    char bytes[4];
    bool is_high = c >= 0xD800 && c < 0xDC00, is_low = c >= 0xDC00 && c < 0xE000;
    uint32_t high = r->high;
    r->high = is_high ? c : 0;
    if (is_low && high)
        c = 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00);
    if (c >= 0x20 && c < 0x110000 && !is_high && (!is_low || high))
        put(r, (str){bytes, utf8_put(c, bytes)});
}

static void put_byte(rtf *r, char c)
{
    enum { MOST_GATHERED = 4096 };
    if (r->skip > 0)
        r->skip--;
    else if (!group_now(r)->hidden) {
        buf_put_byte(&r->bytes, (unsigned char)c);
        if (r->bytes.len >= MOST_GATHERED && !is_torn(r))
            decode_bytes(r);
    }
}

/* \'e9 */
static void put_hex(rtf *r)
{
    char c = 0;
    for (int i = 0; i < 2 && r->at < r->in.len; i++) {
        char d = r->in.data[r->at++] | 0x20;
        c = (char)(c * 16 + (d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : 0));
    }
    put_byte(r, c);
}

/* Behind a gathered byte it is gathered, too: it may be the second of two, and runs are decoded at one go. */
static void put_char(rtf *r, char c)
{
    if (r->bytes.len > 0)
        put_byte(r, c);
    else
        put(r, (str){&c, 1});
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What sets something: characters, code pages, fonts. */
static void set(rtf *r, str word, long number)
{
    rtf_group *g = group_now(r);
    if (str_equal(word, STR("uc")))
        g->skip_wanted = number < 0 ? 0 : number < MAX_UNICODE_SKIP ? (int)number : MAX_UNICODE_SKIP;
    else if (str_equal(word, STR("ansicpg")) && number > 0 && number < 65536)
        r->document_page = g->code_page = (unsigned)number;
    else if (str_equal(word, STR("f")) && number >= 0 && number < MAX_FONTS) {
        r->font = (unsigned)number;
        if (!g->is_fonts)
            g->code_page = r->font_pages[number] ? r->font_pages[number] : r->document_page;
    } else if (str_equal(word, STR("fcharset")) && g->is_fonts)
        r->font_pages[r->font] = page_of_charset(r, number);
    else if (str_equal(word, STR("bin")) && number > 0)
        r->at = (size_t)number < r->in.len - r->at ? r->at + (size_t)number : r->in.len;
}

static void set_character_set(rtf *r, str word)
{
    static const struct {
        str word;
        unsigned page;
    } sets[] = {{{"mac", 3}, 10000}, {{"pc", 2}, 437}, {{"pca", 3}, 850}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (str_equal(word, sets[i].word))
            r->document_page = group_now(r)->code_page = sets[i].page;
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
        number = number < 100000000 ? number * 10 + (r->in.data[r->at] - '0') : number;
    bool has_number = r->at > digits + negative;
    r->at += r->at < r->in.len && r->in.data[r->at] == ' ';
    decode_bytes(r);
    if (str_equal(word, STR("u")) && has_number) {
        put_code_point(r, (uint32_t)(negative ? 65536 - number : number));
        r->skip = group_now(r)->skip_wanted;
    } else if (has_number)
        set(r, word, negative ? -number : number);
    else
        set_character_set(r, word);
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
        if (str_equal(word, str_from(replaced[i].word)))
            put(r, str_from(replaced[i].text));
    for (size_t i = 0; i < sizeof hidden_groups / sizeof *hidden_groups; i++)
        group_now(r)->hidden |= str_equal(word, str_from(hidden_groups[i]));
    group_now(r)->is_fonts |= str_equal(word, STR("fonttbl"));
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
        group_now(r)->hidden = true; /* a destination that readers may pass over */
    else if (c == '~')
        put(r, STR(" "));
    else if (c == '_')
        put(r, STR("-"));
    else if (c == '\\' || c == '{' || c == '}')
        put(r, (str){&c, 1});
    else if (c == '\n' || c == '\r')
        put(r, STR("\n"));
}

static void enter(rtf *r)
{
    rtf_group outer = *group_now(r);
    r->depth++;
    *group_now(r) = outer;
}

str rtf_text(arena *a, str in)
{
    rtf *r = ARENA_NEW(a, rtf);
    *r = (rtf){.in = in, .document_page = USUAL_CODE_PAGE};
    r->groups[0] = (rtf_group){.skip_wanted = 1, .code_page = USUAL_CODE_PAGE};
    while (r->at < in.len) {
        char c = in.data[r->at++];
        if (c == '{' || c == '}') {
            decode_bytes(r);
            r->skip = 0;
        }
        if (c == '{')
            enter(r);
        else if (c == '}')
            r->depth -= r->depth > 0;
        else if (c == '\\')
            control(r);
        else if (c != '\n' && c != '\r')
            put_char(r, c);
    }
    decode_bytes(r);
    str text = utf8_repair(a, arena_copy(a, buf_str(&r->out)));
    buf_release(&r->out);
    buf_release(&r->bytes);
    arena_release(&r->scratch);
    return text;
}
