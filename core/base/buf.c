/* buf.c - how do bytes grow, and how are numbers kept in them? */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"

void buf_release(buf *b)
{
    free(b->data);
    *b = (buf){0};
}

char *buf_reserve(buf *b, size_t more)
{
    if (!b->data || b->room - b->len < more) {
        size_t room = b->room ? b->room * 2 : 256;
        if (more > SIZE_MAX / 2 - b->len)
            memory_exhausted(more);
        while (room - b->len < more)
            room *= 2;
        b->data = mem_realloc(b->data, room);
        b->room = room;
    }
    return b->data + b->len;
}

void buf_put(buf *b, const void *data, size_t len)
{
    if (len == 0)
        return;
    memcpy(buf_reserve(b, len), data, len);
    b->len += len;
}

void buf_put_str(buf *b, str s)
{
    buf_put(b, s.data, s.len);
}

void buf_put_byte(buf *b, unsigned char byte)
{
    *buf_reserve(b, 1) = (char)byte;
    b->len++;
}

void buf_printf(buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0) {
        vsnprintf(buf_reserve(b, (size_t)len + 1), (size_t)len + 1, format, again);
        b->len += (size_t)len;
    }
    va_end(again);
}

void buf_put_varint(buf *b, uint64_t value)
{
    unsigned char *to = (unsigned char *)buf_reserve(b, 10);
    size_t n = 0;
    while (value >= 0x80) {
        to[n++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    to[n++] = (unsigned char)value;
    b->len += n;
}

void buf_put_signed_varint(buf *b, int64_t value)
{
    buf_put_varint(b, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

byte_reader byte_reader_of(str bytes)
{
    const unsigned char *start = (const unsigned char *)bytes.data;
    return (byte_reader){start, start + bytes.len, false};
}

uint64_t read_varint(byte_reader *r)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (r->bad || r->at == r->end)
            break;
        unsigned char byte = *r->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    r->bad = true;
    return 0;
}

int64_t read_signed_varint(byte_reader *r)
{
    uint64_t value = read_varint(r);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

unsigned char read_byte(byte_reader *r)
{
    if (r->bad || r->at == r->end) {
        r->bad = true;
        return 0;
    }
    return *r->at++;
}

str read_bytes(byte_reader *r, size_t len)
{
    if (r->bad || (size_t)(r->end - r->at) < len) {
        r->bad = true;
        return (str){"", 0};
    }
    str bytes = {(const char *)r->at, len};
    r->at += len;
    return bytes;
}
