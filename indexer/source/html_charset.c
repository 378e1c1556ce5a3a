/* html_charset.c - in which encoding are these bytes? */
#include <iconv.h>

#include "indexer/source/html.h"
#include "text/utf8.h"

enum {
    /* Where browsers look for <meta charset>. */
    DECLARATION_BYTES = 4096,
    LONGEST_CHARSET = 40
};

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

/* The charset that the page declares, zero-terminated, or "". */
static void declared_charset(str bytes, char out[LONGEST_CHARSET])
{
    static const str marks[] = {{"charset=", 8}, {"encoding=", 9}};
    str head = str_slice(bytes, 0, DECLARATION_BYTES);
    out[0] = '\0';
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        for (size_t i = 0; i + marks[m].len < head.len; i++) {
            if (!str_equal_ascii_nocase(str_slice(head, i, i + marks[m].len), marks[m]))
                continue;
            i += marks[m].len;
            while (i < head.len && strchr("\"' ", head.data[i]))
                i++;
            size_t len = 0;
            while (i + len < head.len && len + 1 < LONGEST_CHARSET && is_name_byte(head.data[i + len]))
                len++;
            memcpy(out, head.data + i, len);
            out[len] = '\0';
            return;
        }
}

/* What pages call by these names is the larger set, as browsers read it. */
static const char *real_charset(const char *name)
{
    static const char *const aliases[][2] = {
        {"iso-8859-1", "WINDOWS-1252"}, {"latin1", "WINDOWS-1252"}, {"us-ascii", "WINDOWS-1252"}, {"iso-8859-9", "WINDOWS-1254"},
        {"gb2312", "GB18030"},          {"gbk", "GB18030"},         {"shift_jis", "CP932"},       {"x-sjis", "CP932"},
        {"ks_c_5601-1987", "CP949"},    {"euc-kr", "CP949"}};
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (str_equal_ascii_nocase(str_from(name), str_from(aliases[i][0])))
            return aliases[i][1];
    return name;
}

/* `bytes` from `charset`, what does not decode as U+FFFD; false when the charset is not known. */
static bool convert(arena *a, str bytes, const char *charset, str *out)
{
    iconv_t to_utf8 = iconv_open("UTF-8", charset);
    if (to_utf8 == (iconv_t)-1)
        return false;
    size_t room = 4 * bytes.len + 16, room_left = room, left = bytes.len; /* no encoding needs more */
    char *start = arena_alloc(a, room), *to = start, *from = (char *)bytes.data;
    while (left > 0 && room_left > 4 && iconv(to_utf8, &from, &left, &to, &room_left) == (size_t)-1 && left > 0 &&
           room_left > 4) {
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        room_left -= 3;
        from++;
        left--;
    }
    iconv_close(to_utf8);
    *out = (str){start, (size_t)(to - start)};
    return true;
}

str charset_to_utf8(arena *a, str bytes, const char *charset)
{
    str declared = str_from(charset), converted = bytes;
    bool escapes = str_equal_ascii_nocase(str_slice(declared, 0, 8), STR("iso-2022"));
    if ((utf8_is_valid(bytes) && !escapes) || declared.len == 0 || str_equal_ascii_nocase(declared, STR("utf-8")))
        return utf8_repair(a, bytes);
    bool two_bytes = str_equal_ascii_nocase(str_slice(declared, 0, 6), STR("utf-16"));
    if (!two_bytes && convert(a, bytes, real_charset(charset), &converted))
        return utf8_repair(a, converted);
    return utf8_repair(a, bytes);
}

/* What the server said, else what the page says. */
static void charset_of(str bytes, str said, char out[LONGEST_CHARSET])
{
    if (said.len == 0 || said.len >= LONGEST_CHARSET) {
        declared_charset(bytes, out);
        return;
    }
    memcpy(out, said.data, said.len);
    out[said.len] = '\0';
}

str html_to_utf8(arena *a, str bytes, str charset)
{
    char declared[LONGEST_CHARSET];
    str converted = bytes;
    if (str_starts_with(bytes, STR("\xEF\xBB\xBF")))
        return utf8_repair(a, str_slice(bytes, 3, bytes.len));
    if (str_starts_with(bytes, STR("\xFF\xFE")) && convert(a, str_slice(bytes, 2, bytes.len), "UTF-16LE", &converted))
        return utf8_repair(a, converted);
    if (str_starts_with(bytes, STR("\xFE\xFF")) && convert(a, str_slice(bytes, 2, bytes.len), "UTF-16BE", &converted))
        return utf8_repair(a, converted);
    charset_of(bytes, charset, declared);
    bool escapes = str_equal_ascii_nocase(str_from(declared), STR("iso-2022-jp"));
    if ((utf8_is_valid(bytes) && !escapes) || declared[0] == '\0' || str_equal_ascii_nocase(str_from(declared), STR("utf-8")))
        return utf8_repair(a, bytes);
    bool two_bytes = str_equal_ascii_nocase(str_slice(str_from(declared), 0, 6), STR("utf-16"));
    if (!two_bytes && convert(a, bytes, real_charset(declared), &converted))
        return utf8_repair(a, converted);
    return utf8_repair(a, bytes);
}
