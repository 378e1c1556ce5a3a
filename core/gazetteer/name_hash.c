/* name_hash.c - under which number is a name filed? (tool_compile.py computes the same) */
#include "gazetteer/format.h"

name_hash hash_name_begin(void)
{
    return (name_hash){.state = 0xcbf29ce484222325u}; /* FNV-1a */
}

static void hash_byte(name_hash *h, unsigned char byte)
{
    h->state = (h->state ^ byte) * 0x100000001b3u;
}

void hash_name_word(name_hash *h, str word)
{
    if (h->begun)
        hash_byte(h, ' ');
    h->begun = true;
    for (size_t i = 0; i < word.len; i++)
        hash_byte(h, (unsigned char)word.data[i]);
}

/* FNV's high bits are poor: scrambled, because buckets are chosen by them. */
uint64_t hash_name_end(const name_hash *h)
{
    uint64_t x = h->state ^ h->state >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_possessive(str s, size_t apostrophe)
{
    return s.data[apostrophe] == '\'' && apostrophe + 1 < s.len && s.data[apostrophe + 1] == 's' &&
           (apostrophe + 2 == s.len || !is_word_byte(s.data[apostrophe + 2]));
}

size_t hash_name_text(name_hash *h, str folded)
{
    size_t words = 0;
    for (size_t i = 0; i < folded.len;) {
        size_t start = i;
        while (i < folded.len && is_word_byte(folded.data[i]))
            i++;
        if (i > start) {
            hash_name_word(h, str_slice(folded, start, i));
            words++;
        }
        if (i < folded.len)
            i += i > start && is_possessive(folded, i) ? 2 : 1;
    }
    return words;
}
