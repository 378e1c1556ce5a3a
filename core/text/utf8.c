/* utf8.c - where does a code point start and end, and what if the bytes are not UTF-8? */
#include "utf8.h"

enum { REPLACEMENT = 0xFFFD };

/* How many bytes the code point at p takes, at most `room`; 0 if there is no valid one (overlong, surrogate, cut off). */
static size_t sequence_length(const unsigned char *p, size_t room)
{
    if (p[0] < 0x80)
        return 1;
    size_t size = p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
    if (size == 0 || size > room)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
        (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return size;
}

static uint32_t decode(const unsigned char *p, size_t size)
{
    switch (size) {
    case 1: return p[0];
    case 2: return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    default: return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    }
}

uint32_t utf8_next(str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    size_t size = sequence_length(p, s.len - *at);
    if (size == 0) {
        *at += 1;
        return REPLACEMENT;
    }
    *at += size;
    return decode(p, size);
}

uint32_t utf8_previous(str s, size_t *at)
{
    size_t end = *at;
    for (size_t back = 1; back <= 4 && back <= end; back++) {
        const unsigned char *p = (const unsigned char *)s.data + end - back;
        if ((*p & 0xC0) == 0x80)
            continue;
        if (sequence_length(p, back) != back)
            break;
        *at = end - back;
        return decode(p, back);
    }
    *at = end - 1;
    return REPLACEMENT;
}

size_t utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        c = REPLACEMENT;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The first byte at or after `at` that is not plain ASCII; eight at a time. */
static size_t skip_ascii(str s, size_t at)
{
    for (uint64_t eight; at + 8 <= s.len; at += 8) {
        memcpy(&eight, s.data + at, 8);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < s.len && (unsigned char)s.data[at] < 0x80)
        at++;
    return at;
}

bool utf8_is_valid(str s)
{
    for (size_t at = 0; (at = skip_ascii(s, at)) < s.len;) {
        size_t size = sequence_length((const unsigned char *)s.data + at, s.len - at);
        if (size == 0)
            return false;
        at += size;
    }
    return true;
}

static bool has_multi_byte(str s)
{
    for (size_t at = 0; (at = skip_ascii(s, at)) < s.len; at++)
        if (sequence_length((const unsigned char *)s.data + at, s.len - at) > 1)
            return true;
    return false;
}

/* 0x80 to 0x9F in windows-1252; 0: not assigned. Above, it is Latin-1. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static uint32_t from_windows_1252(unsigned char byte)
{
    if (byte < 0x80 || byte >= 0xA0)
        return byte;
    uint16_t c = windows_1252[byte - 0x80];
    return c ? c : REPLACEMENT;
}

static size_t repair_windows_1252(str s, char *out)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len; at++)
        len += utf8_put(from_windows_1252((unsigned char)s.data[at]), out + len);
    return len;
}

static size_t repair_runs(str s, char *out)
{
    size_t len = 0;
    bool in_invalid_run = false;
    for (size_t at = 0; at < s.len;) {
        size_t size = sequence_length((const unsigned char *)s.data + at, s.len - at);
        if (size > 0) {
            memcpy(out + len, s.data + at, size);
            len += size;
        } else if (!in_invalid_run) {
            len += utf8_put(REPLACEMENT, out + len);
        }
        in_invalid_run = size == 0;
        at += size ? size : 1;
    }
    return len;
}

str utf8_repair(arena *a, str s)
{
    bool valid = utf8_is_valid(s);
    if (valid && (s.len == 0 || !memchr(s.data, 0, s.len)))
        return s;
    char *out = arena_alloc(a, s.len * 3 + 1);
    size_t len;
    if (valid) {
        memcpy(out, s.data, s.len);
        len = s.len;
    } else {
        len = has_multi_byte(s) ? repair_runs(s, out) : repair_windows_1252(s, out);
    }
    for (size_t i = 0; i < len; i++)
        if (out[i] == '\0')
            out[i] = ' ';
    out[len] = '\0';
    return (str){out, len};
}

size_t utf8_count(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_cursor_at(utf8_cursor *c, size_t byte)
{
    if (byte > c->text.len)
        byte = c->text.len;
    if (byte < c->byte) {
        c->byte = 0;
        c->code_point = 0;
    }
    c->code_point += utf8_count(str_slice(c->text, c->byte, byte));
    c->byte = byte;
    return c->code_point;
}
