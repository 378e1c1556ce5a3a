/* str.h - a borrowed slice of bytes: where does this text lie, and how long is it? */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed, never owned, not NUL-terminated. Whoever made the bytes keeps them alive. */
typedef struct str {
    const char *data;
    size_t len;
} str;

/* A literal as a slice. */
#define STR(literal) ((str){("" literal), sizeof(literal) - 1})
/* For printf("%.*s"). */
#define STR_ARG(s) (int)(s).len, (s).data

static inline str str_from(const char *zero_terminated)
{
    return zero_terminated ? (str){zero_terminated, strlen(zero_terminated)} : (str){"", 0};
}

static inline bool str_equal(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* The same for words, most of which have no more than 16 bytes: by two reads that overlap, where a call would take longer. */
static inline bool str_equal_words(str a, str b)
{
    uint64_t heads[2], tails[2];
    uint32_t short_heads[2], short_tails[2];
    const size_t len = a.len;
    if (len != b.len)
        return false;
    if (len > 2 * sizeof *heads)
        return memcmp(a.data, b.data, len) == 0;
    if (len >= sizeof *heads) {
        memcpy(&heads[0], a.data, sizeof *heads);
        memcpy(&heads[1], b.data, sizeof *heads);
        memcpy(&tails[0], a.data + len - sizeof *tails, sizeof *tails);
        memcpy(&tails[1], b.data + len - sizeof *tails, sizeof *tails);
        return heads[0] == heads[1] && tails[0] == tails[1];
    }
    if (len >= sizeof *short_heads) {
        memcpy(&short_heads[0], a.data, sizeof *short_heads);
        memcpy(&short_heads[1], b.data, sizeof *short_heads);
        memcpy(&short_tails[0], a.data + len - sizeof *short_tails, sizeof *short_tails);
        memcpy(&short_tails[1], b.data + len - sizeof *short_tails, sizeof *short_tails);
        return short_heads[0] == short_heads[1] && short_tails[0] == short_tails[1];
    }
    return len == 0 || (a.data[0] == b.data[0] && a.data[len / 2] == b.data[len / 2] && a.data[len - 1] == b.data[len - 1]);
}

static inline bool str_starts_with(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.data, prefix.data, prefix.len) == 0);
}

static inline bool str_ends_with(str s, str suffix)
{
    return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.data + s.len - suffix.len, suffix.data, suffix.len) == 0);
}

/* Bytes [start, end); both are clamped to the slice. */
static inline str str_slice(str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return (str){s.data + start, end - start};
}

/* Orders by bytes, shorter first: which for UTF-8 is code-point order. */
int str_compare(str a, str b);
/* ASCII case ignored. */
bool str_equal_ascii_nocase(str a, str b);
/* Without ASCII white space at either end. */
str str_trim(str s);
/* Cuts off and returns what precedes the first `separator`; `*rest` becomes what follows it (empty at the end). */
str str_cut(str *rest, char separator);
/* First place of `needle` in `s`, or SIZE_MAX. */
size_t str_find(str s, str needle);
/* The whole slice as a number; false if it is not one or does not fit. */
bool str_to_u64(str s, uint64_t *out);
bool str_to_i64(str s, int64_t *out);
bool str_to_double(str s, double *out);

#endif
