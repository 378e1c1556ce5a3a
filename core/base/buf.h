/* buf.h - bytes that are still being written */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "str.h"

/* Owns its memory. {0} is a valid, empty buffer; buf_release gives the memory back. One thread at a time. */
typedef struct buf {
    char *data;
    size_t len, room;
} buf;

void buf_release(buf *b);
/* Empties it and keeps the memory. */
static inline void buf_clear(buf *b)
{
    b->len = 0;
}
/* Makes room for `more` bytes and returns where they go; the caller adds to `len` what it wrote. */
char *buf_reserve(buf *b, size_t more);
void buf_put(buf *b, const void *data, size_t len);
void buf_put_str(buf *b, str s);
void buf_put_byte(buf *b, unsigned char byte);
__attribute__((format(printf, 2, 3))) void buf_printf(buf *b, const char *format, ...);
static inline str buf_str(const buf *b)
{
    return (str){b->data ? b->data : "", b->len};
}

/* Numbers for the disk: LEB128, seven bits a byte, low bits first; signed ones zigzag. */
void buf_put_varint(buf *b, uint64_t value);
void buf_put_signed_varint(buf *b, int64_t value);

/* Reads what buf_put_* wrote, never past the end. Once `bad` is set every further read gives 0. */
typedef struct byte_reader {
    const unsigned char *at, *end;
    bool bad;
} byte_reader;

byte_reader byte_reader_of(str bytes);
uint64_t read_varint(byte_reader *r);
int64_t read_signed_varint(byte_reader *r);
unsigned char read_byte(byte_reader *r);
/* The next `len` bytes, borrowed. */
str read_bytes(byte_reader *r, size_t len);

#endif
