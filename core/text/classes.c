/* classes.c - what is this character to the tokenizer? */
#include "text/classes.h"

#include <utf8proc.h>

enum {
    S = CLASS_SPACE,
    L = CLASS_LOWER,
    U = CLASS_UPPER,
    D = CLASS_DIGIT,
    A = CLASS_APOSTROPHE,
    H = CLASS_HYPHEN,
    P = CLASS_DOT,
    C = CLASS_COMMA,
    J = CLASS_JOINER,
    T = CLASS_AT,
    M = CLASS_CURRENCY,
    Q = CLASS_QUOTE
};

const uint8_t ascii_classes[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* control characters */
    S, 0, Q, T, M, 0, J, A, 0, 0, 0, 0, C, H, P, J, D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0, /* ' ' to ? */
    T, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, J, /* @ to _ */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, S, /* ` to DEL */
};

typedef struct range {
    uint32_t first, last;
    uint8_t class;
} range;

/* Where the tokenizer knows better than the Unicode category. In rising order. */
static const range exceptions[] = {
    {0xA0, 0xA0, CLASS_SPACE},          {0xB4, 0xB4, CLASS_APOSTROPHE},
    {0xBC, 0xBE, CLASS_SINGLE}, /* fractions: 2½ is 2 and 1/2, not 21/2 */
    {0x2BB, 0x2BC, CLASS_APOSTROPHE},   {0x58A, 0x58A, CLASS_HYPHEN},
    {0x5BE, 0x5BE, CLASS_HYPHEN},       {0x5F3, 0x5F3, CLASS_APOSTROPHE},
    {0x5F4, 0x5F4, CLASS_QUOTE},        {0x640, 0x640, CLASS_EXTEND}, /* Arabic stretching */
    {0xE01, 0xE30, CLASS_SINGLE},                                     /* Thai */
    {0xE32, 0xE33, CLASS_SINGLE},       {0xE40, 0xE46, CLASS_SINGLE},
    {0xE81, 0xEB0, CLASS_SINGLE}, /* Lao */
    {0xEB2, 0xEB3, CLASS_SINGLE},       {0xEBD, 0xEC6, CLASS_SINGLE},
    {0xEDC, 0xEDF, CLASS_SINGLE},       {0x1000, 0x102A, CLASS_SINGLE}, /* Myanmar */
    {0x103F, 0x103F, CLASS_SINGLE},     {0x1050, 0x1055, CLASS_SINGLE},
    {0x1780, 0x17B3, CLASS_SINGLE}, /* Khmer */
    {0x2010, 0x2011, CLASS_HYPHEN},     {0x2013, 0x2013, CLASS_HYPHEN},
    {0x2018, 0x2019, CLASS_APOSTROPHE}, {0x201B, 0x201B, CLASS_APOSTROPHE},
    {0x2032, 0x2032, CLASS_APOSTROPHE}, {0x2150, 0x215F, CLASS_SINGLE}, /* more fractions */
    {0x2189, 0x2189, CLASS_SINGLE},     {0x3005, 0x3007, CLASS_SINGLE}, /* Han and kana */
    {0x3021, 0x3029, CLASS_SINGLE},     {0x3031, 0x3035, CLASS_SINGLE},
    {0x3038, 0x303C, CLASS_SINGLE},     {0x3041, 0x3096, CLASS_SINGLE},
    {0x309D, 0x309F, CLASS_SINGLE},     {0x30A1, 0x30FA, CLASS_SINGLE},
    {0x30FC, 0x30FF, CLASS_SINGLE},     {0x31F0, 0x31FF, CLASS_SINGLE},
    {0x3400, 0x4DBF, CLASS_SINGLE},     {0x4E00, 0x9FFF, CLASS_SINGLE},
    {0xF900, 0xFAFF, CLASS_SINGLE},     {0xFF66, 0xFF9D, CLASS_SINGLE}, /* half-width katakana, without its two voicing marks */
    {0xFF9E, 0xFF9F, CLASS_EXTEND},     {0x1B000, 0x1B2FF, CLASS_SINGLE},
    {0x20000, 0x3FFFF, CLASS_SINGLE},
};

static const range *exception_for(uint32_t c)
{
    size_t low = 0, high = sizeof exceptions / sizeof *exceptions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const range *r = &exceptions[middle];
        if (c < r->first)
            high = middle;
        else if (c > r->last)
            low = middle + 1;
        else
            return r;
    }
    return NULL;
}

static char_class class_by_category(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return CLASS_UPPER;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return CLASS_LOWER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return CLASS_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: return CLASS_EXTEND;
    case UTF8PROC_CATEGORY_SC: return CLASS_CURRENCY;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC: return CLASS_SPACE;
    default: return CLASS_OTHER;
    }
}

char_class class_of(uint32_t c)
{
    if (c < 0x80)
        return (char_class)ascii_classes[c];
    const range *r = exception_for(c);
    return r && utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_CN ? (char_class)r->class : class_by_category(c);
}

bool is_hebrew(uint32_t c)
{
    return c >= 0x5D0 && c <= 0x5F2;
}
