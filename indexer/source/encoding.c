/* encoding.c - which characters do these bytes stand for, and were they read wrongly once before? */
#include "indexer/source/encoding.h"

#include <iconv.h>

#include "indexer/source/transcode.h"
#include "text/utf8.h"

bool encoding_convert(arena *a, str bytes, const char *charset, str *out)
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

bool encoding_from_wide(arena *a, str bytes, str *out)
{
    size_t mark;
    wide_order order = wide_order_of(bytes, &mark);
    if (order == WIDE_NONE)
        return false;
    bytes = str_slice(bytes, mark, bytes.len);
    char *to = arena_alloc(a, 2 * bytes.len + 4);
    size_t len = wide_to_utf8(order, &bytes, true, to);
    *out = (str){to, len};
    return true;
}

str encoding_of_text(arena *a, str bytes)
{
    str text = bytes;
    if (!encoding_from_wide(a, bytes, &text) && str_starts_with(bytes, STR("\xEF\xBB\xBF")))
        text = str_slice(bytes, 3, bytes.len);
    return encoding_undo_mojibake(a, utf8_repair(a, text));
}

/* --- mojibake --- */

/* windows-1252's characters at 0x80 to 0x9F (WHATWG encoding standard, index windows-1252). */
static const uint16_t upper_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/* The byte that windows-1252 reads as this character; 0 where there is none outside ASCII. */
static unsigned byte_of(uint32_t c)
{
    if (c >= 0xA0 && c <= 0xFF)
        return (unsigned)c;
    for (unsigned i = 0; c >= 0x80 && i < 32; i++)
        if (upper_1252[i] == c)
            return 0x80 + i;
    return 0;
}

/* A character that stands at *at in `s` as several: its bytes, and *at moves past them. 0 where there is none. */
static size_t doubled(str s, size_t *at, char out[4])
{
    size_t next = *at, len = 0;
    unsigned lead = byte_of(utf8_next(s, &next));
    size_t wanted = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (wanted == 0)
        return 0;
    out[len++] = (char)lead;
    while (len < wanted && next < s.len) {
        unsigned byte = byte_of(utf8_next(s, &next));
        if (byte < 0x80 || byte > 0xBF)
            return 0;
        out[len++] = (char)byte;
    }
    if (len < wanted || !utf8_is_valid((str){out, len}) || (lead == 0xC2 && (unsigned char)out[1] < 0xA0))
        return 0;
    *at = next;
    return len;
}

/* Whether every character outside ASCII is one of several that stand for one. */
static bool is_all_doubled(str s)
{
    size_t found = 0;
    char bytes[4];
    for (size_t at = 0; at < s.len;) {
        if ((unsigned char)s.data[at] < 0x80)
            at++;
        else if (doubled(s, &at, bytes) == 0)
            return false;
        else
            found++;
    }
    return found >= 3;
}

static bool is_certain(const char bytes[4])
{
    return bytes[0] == '\xC2' || bytes[0] == '\xC3' || (bytes[0] == '\xE2' && bytes[1] == '\x80');
}

/* Ã, Â and â begin with this byte, and the other leads too: text without it has nothing to undo. */
static bool may_be_doubled(str s)
{
    return memchr(s.data, 0xC3, s.len) != NULL;
}

str encoding_undo_mojibake(arena *a, str utf8)
{
    if (utf8.len == 0 || !may_be_doubled(utf8))
        return utf8;
    bool all = is_all_doubled(utf8), changed = false;
    char *out = arena_alloc(a, utf8.len), bytes[4];
    size_t made = 0;
    for (size_t at = 0; at < utf8.len;) {
        size_t next = at, len = (unsigned char)utf8.data[at] >= 0x80 ? doubled(utf8, &next, bytes) : 0;
        if (len > 0 && (all || is_certain(bytes))) {
            memcpy(out + made, bytes, len);
            made += len;
            at = next;
            changed = true;
        } else
            out[made++] = utf8.data[at++];
    }
    return changed ? (str){out, made} : utf8;
}
