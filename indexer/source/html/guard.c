/* guard.c - which mark-up would make the HTML parser slow? */
#include "indexer/source/html/html.h"

enum {
    /* libxml2 compares each attribute of a tag with all before it: a hundred thousand of them take 20 s. No page has this many.
     */
    MOST_ATTRIBUTES = 1000,
    /* Its tree takes some 360 bytes for a tag and the text behind it: as many of these and of attributes as 64 MB of mark-up can
     * hold would take gigabytes. */
    MOST_OF_A_PAGE = 1 << 20
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Past the quoted value that starts at s.data[at] (a quotation mark). */
static size_t after_quoted(str s, size_t at)
{
    const char *end = at + 1 < s.len ? memchr(s.data + at + 1, s.data[at], s.len - at - 1) : NULL;
    return end ? (size_t)(end - s.data) + 1 : s.len;
}

/* Past the tag at s.data[at] (its '<'); attributes beyond the limit become blanks, the others are added to *count. */
static size_t guard_tag(char *bytes, str s, size_t at, size_t *count)
{
    size_t attributes = 0, surplus = 0;
    char before = '<';
    for (at++; at < s.len && s.data[at] != '>'; at++) {
        char c = s.data[at];
        bool value = before == '=' && (c == '"' || c == '\'');
        if (!value && !is_blank(c) && is_blank(s.data[at - 1]) && c != '=' && ++attributes == MOST_ATTRIBUTES)
            surplus = at;
        if (value)
            at = after_quoted(s, at) - 1;
        if (!is_blank(c))
            before = value ? 'v' : c;
    }
    if (surplus > 0)
        memset(bytes + surplus, ' ', at - surplus);
    *count += surplus > 0 ? MOST_ATTRIBUTES : attributes;
    return at;
}

/* Past "</script" or "</style" for the element at `at`; 0 when it is another. */
static size_t after_raw_text(str s, size_t at)
{
    static const str names[] = {{"script", 6}, {"style", 5}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!str_equal_ascii_nocase(str_slice(s, at + 1, at + 1 + names[i].len), names[i]))
            continue;
        for (size_t k = at + 1; k < s.len; k++) {
            const char *close = memchr(s.data + k, '<', s.len - k);
            k = close ? (size_t)(close - s.data) : s.len;
            if (k + 1 < s.len && s.data[k + 1] == '/' &&
                str_equal_ascii_nocase(str_slice(s, k + 2, k + 2 + names[i].len), names[i]))
                return k + 2;
        }
        return s.len;
    }
    return 0;
}

str html_guard(arena *a, str utf8)
{
    char *bytes = arena_zero_terminated(a, utf8);
    str s = {bytes, utf8.len};
    size_t count = 0;
    for (size_t at = 0; at < s.len; at++) {
        const char *open = memchr(s.data + at, '<', s.len - at);
        if (!open)
            break;
        at = (size_t)(open - s.data);
        if (++count > MOST_OF_A_PAGE) {
            bytes[at] = '\0';
            return str_slice(s, 0, at);
        }
        if (at + 1 >= s.len || !is_letter(s.data[at + 1]))
            continue;
        size_t after = after_raw_text(s, at);
        at = (after > 0 ? after : guard_tag(bytes, s, at, &count)) - 1;
    }
    return s;
}
