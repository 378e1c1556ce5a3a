/* classes.h - what is this character to the tokenizer? */
#ifndef TEXT_CLASSES_H
#define TEXT_CLASSES_H

#include "text/utf8.h"

typedef enum char_class {
    CLASS_OTHER,
    CLASS_SPACE,
    CLASS_LOWER,  /* letters: all but capitals */
    CLASS_UPPER,  /* capitals, also title case */
    CLASS_DIGIT,  /* decimal digits and other numbers */
    CLASS_EXTEND, /* marks and format characters: part of the word before them */
    CLASS_SINGLE, /* a letter of a script without spaces: a word of its own, with its marks */
    CLASS_APOSTROPHE,
    CLASS_HYPHEN,
    CLASS_DOT,
    CLASS_COMMA,
    CLASS_JOINER,   /* & / _ */
    CLASS_AT,       /* @ # */
    CLASS_CURRENCY, /* $ and its like */
    CLASS_QUOTE     /* " and what Hebrew writes like it */
} char_class;

/* One character of a text. */
typedef struct glyph {
    uint32_t code_point;
    uint8_t size; /* bytes */
    uint8_t class;
} glyph;

extern const uint8_t ascii_classes[128];
char_class class_of(uint32_t code_point);
bool is_hebrew(uint32_t code_point);

/* The character at `at`; at the end of the text a space of no bytes. */
static inline glyph glyph_at(str text, size_t at)
{
    if (at >= text.len)
        return (glyph){' ', 0, CLASS_SPACE};
    unsigned char byte = (unsigned char)text.data[at];
    if (byte < 0x80)
        return (glyph){byte, 1, ascii_classes[byte]};
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    return (glyph){c, (uint8_t)(next - at), (uint8_t)class_of(c)};
}

static inline bool is_letter(unsigned class)
{
    return class == CLASS_LOWER || class == CLASS_UPPER;
}
/* Can a word that is joined to another start with it? */
static inline bool is_word(unsigned class)
{
    return is_letter(class) || class == CLASS_DIGIT;
}

#endif
