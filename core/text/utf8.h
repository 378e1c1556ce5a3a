/* utf8.h - code points, validity and repair */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/arena.h"

/* Decodes one code point at s.data[*at] and moves *at past it; an invalid byte gives 0xFFFD and moves by one. */
uint32_t utf8_next(str s, size_t *at);
/* The code point that ends just before *at, moving *at to its start. */
uint32_t utf8_previous(str s, size_t *at);
/* Writes 1 to 4 bytes, returns how many. */
size_t utf8_put(uint32_t code_point, char out[4]);
bool utf8_is_valid(str s);
/* `s` itself when valid; else a copy in `a` with each maximal invalid run as U+FFFD, where bytes that are
 * plainly windows-1252 (no valid multi-byte sequence in the text at all) are decoded as such. NUL becomes a space. */
str utf8_repair(arena *a, str s);
/* Number of code points in a valid slice. */
size_t utf8_count(str s);

/* Turns byte offsets of one text into code-point offsets, cheaply for offsets that come in rising order. */
typedef struct utf8_cursor {
    str text;
    size_t byte, code_point;
} utf8_cursor;
size_t utf8_cursor_at(utf8_cursor *c, size_t byte);

#endif
