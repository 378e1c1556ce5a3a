/* entity.c - which character does &eacute; stand for? */
#include "indexer/source/entity.h"

#include <libxml/HTMLparser.h>

#include "text/utf8.h"

enum {
    /* The longest name in HTML 4 is "thetasym"; "&#x10FFFF;" with some zeros fits as well. */
    LONGEST_NAME = 16,
    FIRST_PRINTABLE = 0x20
};

static uint32_t number_of(str digits)
{
    uint32_t value = 0, base = 10;
    size_t i = 0;
    if (digits.len > 0 && (digits.data[0] == 'x' || digits.data[0] == 'X')) {
        base = 16;
        i = 1;
    }
    bool any = i < digits.len;
    for (; i < digits.len; i++) {
        char c = digits.data[i] | 0x20;
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
        if (digits.data[i] < '0' || digit >= base)
            return UINT32_MAX;
        value = value < 0x110000 ? value * base + digit : value;
    }
    return any ? value : UINT32_MAX;
}

/* UINT32_MAX when there is none of that name. */
static uint32_t code_point_of(str name)
{
    if (name.len > 0 && name.data[0] == '#')
        return number_of(str_slice(name, 1, name.len));
    char zero_terminated[LONGEST_NAME + 1];
    memcpy(zero_terminated, name.data, name.len);
    zero_terminated[name.len] = '\0';
    if (strcmp(zero_terminated, "apos") == 0)
        return '\'';
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)zero_terminated);
    return entity ? entity->value : UINT32_MAX;
}

size_t entity_decode(str s, size_t *at, char out[ENTITY_BYTES])
{
    str rest = str_slice(s, *at + 1, *at + 1 + LONGEST_NAME + 1);
    const char *end = memchr(rest.data, ';', rest.len);
    uint32_t value = end ? code_point_of((str){rest.data, (size_t)(end - rest.data)}) : UINT32_MAX;
    if (value == UINT32_MAX) {
        *at += 1;
        out[0] = '&';
        return 1;
    }
    *at = (size_t)(end - s.data) + 1;
    if (value < FIRST_PRINTABLE)
        return 0;
    bool is_character = value < 0x110000 && !(value >= 0xD800 && value < 0xE000);
    return utf8_put(is_character ? value : 0xFFFD, out);
}
