/* charset.c - in which encoding are these bytes? */
#include "indexer/source/encoding.h"
#include "indexer/source/html/html.h"
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

/* As declared, in `declared`; false where nothing useful is: then it is what utf8_repair makes of it. */
static bool as_declared(arena *a, str bytes, const char *declared, str *out)
{
    bool useless = declared[0] == '\0' || str_equal_ascii_nocase(str_from(declared), STR("utf-8")) ||
                   str_equal_ascii_nocase(str_from(declared), STR("utf8")) ||
                   str_equal_ascii_nocase(str_slice(str_from(declared), 0, 6), STR("utf-16"));
    return !useless && encoding_convert(a, bytes, real_charset(declared), out);
}

str charset_to_utf8(arena *a, str bytes, const char *charset)
{
    str converted = bytes;
    if (encoding_from_wide(a, bytes, &converted))
        return utf8_repair(a, converted);
    bool escapes = str_equal_ascii_nocase(str_slice(str_from(charset), 0, 8), STR("iso-2022"));
    if (charset && (!utf8_is_valid(bytes) || escapes) && as_declared(a, bytes, charset, &converted))
        return utf8_repair(a, converted);
    return utf8_repair(a, bytes);
}

str html_to_utf8(arena *a, str bytes, str charset)
{
    char said[LONGEST_CHARSET] = "", declared[LONGEST_CHARSET];
    str converted = bytes;
    if (encoding_from_wide(a, bytes, &converted))
        return utf8_repair(a, converted);
    if (str_starts_with(bytes, STR("\xEF\xBB\xBF")))
        return encoding_undo_mojibake(a, utf8_repair(a, str_slice(bytes, 3, bytes.len)));
    if (charset.len < LONGEST_CHARSET)
        memcpy(said, charset.data, charset.len);
    declared_charset(bytes, declared);
    bool escapes = str_equal_ascii_nocase(str_from(said[0] ? said : declared), STR("iso-2022-jp"));
    if (utf8_is_valid(bytes) && !escapes)
        return encoding_undo_mojibake(a, utf8_repair(a, bytes));
    /* It is not UTF-8: whoever says so is wrong, and the other is asked. */
    if (as_declared(a, bytes, said, &converted) || as_declared(a, bytes, declared, &converted))
        return encoding_undo_mojibake(a, utf8_repair(a, converted));
    return encoding_undo_mojibake(a, utf8_repair(a, bytes));
}
