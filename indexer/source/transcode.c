/* transcode.c - which characters do pairs or fours of bytes stand for? */
#include "indexer/source/transcode.h"

#include "text/utf8.h"

enum { FEWEST_UNITS = 4, LOOKED_AT = 4096, REPLACEMENT = 0xFFFD };

static bool is_big(wide_order order)
{
    return order == WIDE_16_BIG || order == WIDE_32_BIG;
}

static size_t unit_bytes(wide_order order)
{
    return order == WIDE_32_LITTLE || order == WIDE_32_BIG ? 4 : 2;
}

static uint32_t unit_at(wide_order order, str s, size_t at)
{
    uint32_t unit = 0;
    size_t bytes = unit_bytes(order);
    for (size_t i = 0; i < bytes; i++)
        unit = unit << 8 | (unsigned char)s.data[is_big(order) ? at + i : at + bytes - 1 - i];
    return unit;
}

static bool is_high(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

size_t wide_to_utf8(wide_order order, str *in, bool is_last, char *to)
{
    size_t bytes = unit_bytes(order), at = 0, made = 0;
    while (at + bytes <= in->len) {
        uint32_t c = unit_at(order, *in, at);
        size_t used = bytes;
        if (bytes == 2 && is_high(c)) {
            if (at + 4 > in->len && !is_last)
                break;
            uint32_t low = at + 4 <= in->len ? unit_at(order, *in, at + 2) : 0;
            used = is_low(low) ? 4 : 2;
            c = is_low(low) ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : REPLACEMENT;
        }
        if (c > 0x10FFFF || is_high(c) || is_low(c))
            c = REPLACEMENT;
        made += utf8_put(c, to + made);
        at += used;
    }
    if (is_last && at < in->len) {
        made += utf8_put(REPLACEMENT, to + made);
        at = in->len;
    }
    *in = str_slice(*in, at, in->len);
    return made;
}

/* --- which order --- */

static bool is_text(uint32_t c)
{
    return c < 0x20 ? c == '\n' || c == '\r' || c == '\t' || c == '\f' : c < 0xFFF0 || (c >= 0x10000 && c < 0x110000);
}

/* Text in this order: no control character, some of it ASCII, and no unit whose low byte is 0, as the other order would have. */
static bool reads_as(wide_order order, str head)
{
    size_t bytes = unit_bytes(order), units = head.len / bytes, ascii = 0;
    for (size_t i = 0; i < units; i++) {
        uint32_t c = unit_at(order, head, i * bytes);
        if (!is_text(c) || (bytes == 2 && (c & 0xFF) == 0))
            return false;
        ascii += c < 0x80;
    }
    return units >= FEWEST_UNITS && ascii > 0 && ascii * 20 >= units; /* blanks and ends of line alone are more than that */
}

wide_order wide_order_of(str head, size_t *mark_bytes)
{
    static const struct {
        str mark;
        wide_order order;
    } marks[] = {{{"\xFF\xFE\0\0", 4}, WIDE_32_LITTLE},
                 {{"\0\0\xFE\xFF", 4}, WIDE_32_BIG},
                 {{"\xFF\xFE", 2}, WIDE_16_LITTLE},
                 {{"\xFE\xFF", 2}, WIDE_16_BIG}};
    static const wide_order orders[] = {WIDE_32_LITTLE, WIDE_32_BIG, WIDE_16_LITTLE, WIDE_16_BIG};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts_with(head, marks[i].mark)) {
            *mark_bytes = marks[i].mark.len;
            return marks[i].order;
        }
    *mark_bytes = 0;
    head = str_slice(head, 0, LOOKED_AT);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (reads_as(orders[i], head))
            return orders[i];
    return WIDE_NONE;
}
