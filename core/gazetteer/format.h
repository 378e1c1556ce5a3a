/* format.h - what lies where in gazetteer.bin? */
#ifndef GAZETTEER_FORMAT_H
#define GAZETTEER_FORMAT_H

#include "base/str.h"

/* Little-endian, byte-aligned, used where it lies. "quothgz1", count of places (u32), count of sections (u32), then for each
 * section its first byte and its length (u32 each):
 *
 *   PLACES     one record of 18 bytes a place, by id: id u32, name u24, latitude i24, longitude i24 (1/10000 degree),
 *              population u16 (11 bits << 5 bits), u24: parent (18 bits, NO_INDEX for none), kind (3), flags (3)
 *   BUCKETS    65537 u32: for the upper 16 bits of a name's hash, its first row in NAMES
 *   NAMES      7 bytes a name: the next 32 bits of its hash, and a bearer (u24), or NAME_IS_LIST and a place in LISTS
 *   LISTS      u16 count, then as many bearers (u24), the most prominent first
 *   LONGEST    131072 bytes: for the upper 17 bits of the hash of a first word, how many words its longest name has
 *              (bits 0 to 3), and whether a demonym begins so (16)
 *   CODES      (place u24, text u24) for countries and first-level divisions, by place
 *   DEMONYMS   (hash u64, place u32), by hash; so ABBREVIATIONS
 *   MEMBERS    (place u24, region u24): what else than its parent contains a place, by place
 *   TEXTS      length (a byte) and UTF-8; places in other sections point to the length
 *
 * Names are not kept: 48 bits of hash identify one. Of 10^9 words that are no names, less than one is taken for one. */
enum {
    SECTION_PLACES,
    SECTION_BUCKETS,
    SECTION_NAMES,
    SECTION_LISTS,
    SECTION_LONGEST,
    SECTION_CODES,
    SECTION_DEMONYMS,
    SECTION_ABBREVIATIONS,
    SECTION_MEMBERS,
    SECTION_TEXTS,
    SECTION_COUNT
};

enum {
    RECORD_BYTES = 18,
    NAME_BYTES = 7,
    CODE_BYTES = 6,
    WORD_BYTES = 12,
    MEMBER_BYTES = 6,
    NO_INDEX = 0x3ffff,
    BEARER_INDEX = 0x3ffff,
    BEARER_IS_WEAK = 1 << 22,
    NAME_IS_LIST = 1 << 23,
    LONGEST_WORDS = 15,
    LONGEST_DEMONYM = 16
};

/* The file, as the linker put it into the program. */
extern const unsigned char gazetteer_file[], gazetteer_file_end[];

typedef struct section {
    const unsigned char *data;
    size_t len;
} section;

/* Any thread; the first call checks the file's head. */
section gazetteer_section(unsigned which);
size_t gazetteer_place_count(void);
/* Position of a place in PLACES, or NO_INDEX. */
uint32_t gazetteer_index(uint32_t id);

/* The row of a name in NAMES, or NULL. */
const unsigned char *gazetteer_name_row(uint64_t hash);
/* The place of a hash in one of the tables of words (DEMONYMS, ABBREVIATIONS), or 0. */
uint32_t gazetteer_word_place(unsigned which, uint64_t hash);

/* Hash of a name: its folded words with one space between them. Feed word after word; hash_name_end is the hash so far. */
typedef struct name_hash {
    uint64_t state;
    bool begun;
} name_hash;
name_hash hash_name_begin(void);
void hash_name_word(name_hash *h, str word);
uint64_t hash_name_end(const name_hash *h);
/* All words of a text: what is neither letter nor digit parts them, a possessive 's counts as such. Returns their number. */
size_t hash_name_text(name_hash *h, str folded);

static inline uint32_t read_u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}
static inline uint32_t read_u24(const unsigned char *p)
{
    return read_u16(p) | (uint32_t)p[2] << 16;
}
static inline uint32_t read_u32(const unsigned char *p)
{
    return read_u24(p) | (uint32_t)p[3] << 24;
}
static inline uint64_t read_u64(const unsigned char *p)
{
    return read_u32(p) | (uint64_t)read_u32(p + 4) << 32;
}

#endif
