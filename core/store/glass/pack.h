/* pack.h - how does Xapian's glass backend write numbers and keys?
 *
 * The format is that of Xapian 1.4 (glass, format version 2016-03-14), described by its own sources: common/pack.h for numbers
 * and keys, backends/glass/glass_table.h for the block layout, glass_postlist.cc for posting lists, glass_version.cc for
 * "iamglass". These files are private to core/store: outside, a shard is what Xapian's public interface shows of it. */
#ifndef GLASS_PACK_H
#define GLASS_PACK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

enum {
    GLASS_BLOCK = 8192,    /* bytes; what Xapian takes unless told otherwise */
    GLASS_KEY_BYTES = 255, /* longest key: its length is one byte */
    GLASS_CHUNK = 2000,    /* a chunk of a posting list of this many bytes takes no further posting */
    GLASS_NUMBER_ROOM = 10 /* bytes of the longest packed number */
};

/* Layout of a block: table.c describes it. */
enum {
    GLASS_LEVEL_AT = 4,
    GLASS_GAP_AT = 5,
    GLASS_FREE_AT = 7,
    GLASS_DIRECTORY_END_AT = 9,
    GLASS_DIRECTORY = 11, /* where it starts */
    GLASS_ENTRY = 2,      /* bytes of one */
    GLASS_LEAF_HEAD = 3,  /* of an item: its length and flags, key length */
    GLASS_PIECE = 2,      /* number of a piece of a tag */
    GLASS_COMPRESSED = 0x8000,
    GLASS_LAST = 0x4000, /* piece of its tag */
    GLASS_FIRST = 0x2000,
    GLASS_LENGTH = 0x1fff /* of the item, less GLASS_LEAF_HEAD */
};

/* Seven bits a byte, low ones first; the bytes but the last have their top bit set. Returns what follows. */
static inline unsigned char *glass_put_number(unsigned char *at, uint64_t value)
{
    while (value >= 128) {
        *at++ = (unsigned char)(value | 128);
        value >>= 7;
    }
    *at++ = (unsigned char)value;
    return at;
}

/* What glass_put_number wrote, and moves *at behind it; false past `end` or beyond 32 bits. */
static inline bool glass_get_number(const unsigned char **at, const unsigned char *end, uint32_t *out)
{
    uint64_t value = 0;
    for (unsigned shift = 0; *at < end && shift < 35; shift += 7) {
        unsigned char byte = *(*at)++;
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            *out = (uint32_t)value;
            return value <= UINT32_MAX;
        }
    }
    return false;
}

/* Bytes and numbers in the blocks: high byte first. */
static inline void glass_put_u16(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}
static inline void glass_put_u32(unsigned char *at, uint32_t value)
{
    glass_put_u16(at, value >> 16);
    glass_put_u16(at + 2, value & 0xffff);
}
static inline unsigned glass_get_u16(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static inline uint32_t glass_get_u32(const unsigned char *at)
{
    return (uint32_t)glass_get_u16(at) << 16 | glass_get_u16(at + 2);
}

/* A key under construction; `len` may pass GLASS_KEY_BYTES by a few bytes only where a term is longer than quoth takes. */
typedef struct glass_key {
    size_t len;
    unsigned char data[2 * GLASS_KEY_BYTES + 8];
} glass_key;

/* Key of the first chunk of a term's posting list: the term, 0x00 as 0x00 0xff. No term: of the list of document lengths. */
static inline void glass_key_of_term(glass_key *key, str term)
{
    if (term.len == 0) {
        key->data[0] = 0x00;
        key->data[1] = 0xe0;
        key->len = 2;
        return;
    }
    size_t len = 0;
    for (size_t i = 0; i < term.len; i++) {
        key->data[len++] = (unsigned char)term.data[i];
        if (term.data[i] == '\0')
            key->data[len++] = 0xff;
    }
    key->len = len;
}

static inline bool glass_is_lengths_key(const unsigned char *key, size_t len)
{
    return len >= 2 && key[0] == 0x00 && key[1] == 0xe0;
}

/* Makes it the key of a later chunk, which begins with document `id`: sorts behind the first and by number. */
static inline void glass_key_add_id(glass_key *key, bool is_term, uint32_t id)
{
    unsigned char *at = key->data + key->len;
    unsigned extra = 0; /* bytes beyond two; so many one-bits begin the number: 15, 22, 29, 36 bits are left for it */
    if (is_term)
        *at++ = 0x00;
    while (extra < 3 && (uint64_t)id >> (15 + 7 * extra))
        extra++;
    uint64_t marked = (uint64_t)id | ((uint64_t)(0xff00u >> extra) & 0xffu) << (8 * (extra + 1));
    for (unsigned i = extra + 2; i-- > 0;)
        *at++ = (unsigned char)(marked >> (8 * i));
    key->len = (size_t)(at - key->data);
}

#endif
