/* cursor.c - after which hit does the next page of an answer begin? */
#include "searcher/rank/cursor.h"

static const char order_letters[] = {[QUOTH_BY_RELEVANCE] = 'r', [QUOTH_BY_DATE] = 'o', [QUOTH_BY_DATE_DESCENDING] = 'n'};

str cursor_write(arena *a, const cursor *c)
{
    uint64_t bits;
    memcpy(&bits, &c->place, sizeof bits);
    return arena_printf(a, "%c%llu.%u.%llx.%x", order_letters[c->sort], (unsigned long long)c->rank, c->article,
                        (unsigned long long)bits, c->query);
}

static bool read_order(char letter, quoth_sort *out)
{
    for (size_t i = 0; i < sizeof order_letters; i++)
        if (order_letters[i] == letter) {
            *out = (quoth_sort)i;
            return true;
        }
    return false;
}

/* The value of a digit as printf writes it; 16 for what is none. */
static unsigned digit_of(char c)
{
    return c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* As printf writes it: no sign, no blanks, no zeros before it. */
static bool read_number(str digits, unsigned base, uint64_t most, uint64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        unsigned digit = digit_of(digits.data[i]);
        if (digit >= base || number > (most - digit) / base)
            return false;
        number = number * base + digit;
    }
    *out = number;
    return digits.len == 1 || (digits.len > 1 && digits.data[0] != '0');
}

bool cursor_read(str text, cursor *out)
{
    uint64_t article, place, query;
    if (text.len == 0 || !read_order(text.data[0], &out->sort))
        return false;
    text = str_slice(text, 1, text.len);
    if (!read_number(str_cut(&text, '.'), 10, UINT64_MAX, &out->rank) ||
        !read_number(str_cut(&text, '.'), 10, UINT32_MAX, &article) ||
        !read_number(str_cut(&text, '.'), 16, UINT64_MAX, &place) || !read_number(text, 16, UINT32_MAX, &query))
        return false;
    out->article = (uint32_t)article;
    out->query = (uint32_t)query;
    memcpy(&out->place, &place, sizeof out->place);
    return true;
}
