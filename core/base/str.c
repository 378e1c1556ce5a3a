/* str.c - what can one ask of a slice of bytes? */
#include "str.h"

#include <errno.h>
#include <stdlib.h>

int str_compare(str a, str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_equal_ascii_nocase(str a, str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    while (s.len > 0 && is_space(s.data[0])) {
        s.data++;
        s.len--;
    }
    while (s.len > 0 && is_space(s.data[s.len - 1]))
        s.len--;
    return s;
}

str str_cut(str *rest, char separator)
{
    const char *at = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
    if (!at) {
        str all = *rest;
        if (all.len > 0)
            *rest = (str){all.data + all.len, 0};
        return all;
    }
    size_t before = (size_t)(at - rest->data);
    str first = {rest->data, before};
    *rest = (str){at + 1, rest->len - before - 1};
    return first;
}

size_t str_find(str s, str needle)
{
    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return SIZE_MAX;
    const char *at = memmem(s.data, s.len, needle.data, needle.len);
    return at ? (size_t)(at - s.data) : SIZE_MAX;
}

bool str_to_u64(str s, uint64_t *out)
{
    uint64_t value = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c < '0' || c > '9')
            return false;
        unsigned digit = (unsigned)(c - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool str_to_i64(str s, int64_t *out)
{
    bool negative = s.len > 0 && s.data[0] == '-';
    uint64_t magnitude;
    if (!str_to_u64(str_slice(s, negative, s.len), &magnitude) || magnitude > INT64_MAX)
        return false;
    *out = negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return true;
}

bool str_to_double(str s, double *out)
{
    char copy[64];
    if (s.len == 0 || s.len >= sizeof copy || is_space(s.data[0]))
        return false;
    memcpy(copy, s.data, s.len);
    copy[s.len] = '\0';
    char *end;
    errno = 0;
    double value = strtod(copy, &end);
    if (*end != '\0' || errno == ERANGE)
        return false;
    *out = value;
    return true;
}
