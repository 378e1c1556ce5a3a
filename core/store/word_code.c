/* word_code.c - how does an article become the numbers of its words, and letters again?
 *
 * A coded text is a row of bytes:
 *     128 to 191         one of the 64 most frequent words; 192 to 255 and a byte more: one of 16,384 others
 *     CAPITAL, CAPITALS  the next word begins with a capital, or is all in capitals
 *     OTHER_SPACE        before the next word, a space is not as usual: it stands after letters, digits and most marks only
 *     MARK x             the three bytes E2 80 x: typographic quotation marks and dashes
 *     AS_IS n ...        n bytes as they are
 *     any other          itself
 * A word is a run of letters, at most 16 bytes; other scripts than Latin count as letters, so their words are words too. */
#include "store/word_code.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"

enum {
    CAPITAL = 1,
    CAPITALS,
    OTHER_SPACE,
    MARK,
    AS_IS,
    FIRST_SHORT = 128,
    SHORT_WORDS = 64,
    FIRST_LONG = FIRST_SHORT + SHORT_WORDS,
    MOST_WORDS = SHORT_WORDS + (256 - FIRST_LONG) * 256,
    LONGEST_WORD = 16,
    TABLE_BITS = 15 /* twice as many slots as words */
};

/* The letters of a word in lower case, as numbers. */
typedef struct word_key {
    uint64_t low, high;
} word_key;

typedef struct slot {
    word_key key;
    uint32_t code; /* number + 1; 0: empty */
} slot;

struct word_code {
    slot *table; /* NULL where only decoding is wanted */
    uint32_t count;
    uint8_t length[MOST_WORDS];
    char letters[MOST_WORDS][LONGEST_WORD];
};

/* --- bytes --- */

/* A letter in lower case, or 0. E2 and C2 begin signs and marks. */
static unsigned char letter(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return c;
    if (c >= 'A' && c <= 'Z')
        return c | 32;
    return c >= 0x80 && c != 0xE2 && c != 0xC2 ? c : 0;
}

/* Whether a space before a word is usual after this byte. */
static bool space_after(unsigned char c)
{
    switch (c) {
    case ',':
    case '.':
    case ';':
    case ':':
    case '?':
    case '!':
    case ')':
    case '%': return true;
    default: return letter(c) != 0 || (c >= '0' && c <= '9');
    }
}

static uint32_t slot_of(word_key key, unsigned bits)
{
    return (uint32_t)(((key.low * 0x9E3779B97F4A7C15u) ^ (key.high * 0xC2B2AE3D27D4EB4Fu)) >> (64 - bits));
}

static bool same_key(word_key a, word_key b)
{
    return a.low == b.low && a.high == b.high;
}

/* The run of letters at `at`. */
typedef struct run {
    word_key key;
    size_t length;
    size_t capitals;
    bool capital_first;
} run;

static run read_run(const unsigned char *at, const unsigned char *end)
{
    run r = {.capital_first = at < end && *at >= 'A' && *at <= 'Z'};
    for (unsigned char c; at + r.length < end && (c = letter(at[r.length])) != 0; r.length++) {
        r.capitals += c != at[r.length];
        if (r.length < sizeof(uint64_t))
            r.key.low |= (uint64_t)c << 8 * r.length;
        else if (r.length < LONGEST_WORD)
            r.key.high |= (uint64_t)c << 8 * (r.length - sizeof(uint64_t));
    }
    return r;
}

/* The byte that tells the capitals, 0 for none, or AS_IS for a run whose capitals have no such byte. */
static int case_of(const run *r)
{
    if (r->capitals == 0)
        return 0;
    if (r->capitals == 1 && r->capital_first)
        return CAPITAL;
    return r->capitals == r->length ? CAPITALS : AS_IS;
}

/* --- learning --- */

typedef struct counted_word {
    word_key key;
    uint32_t length, count;
} counted_word;

typedef struct counted_words {
    arena a;
    counted_word *slots;
    unsigned bits;
    size_t count;
} counted_words;

static counted_word *counted_at(const counted_words *w, word_key key)
{
    uint32_t at = slot_of(key, w->bits);
    while (w->slots[at].count && !same_key(w->slots[at].key, key))
        at = (at + 1) & ((1u << w->bits) - 1);
    return &w->slots[at];
}

static void count_more_room(counted_words *w)
{
    counted_words wider = {.a = w->a, .bits = w->bits + 1, .count = w->count};
    wider.slots = ARENA_ARRAY(&wider.a, counted_word, (size_t)1 << wider.bits);
    for (size_t i = 0; i < (size_t)1 << w->bits; i++)
        if (w->slots[i].count)
            *counted_at(&wider, w->slots[i].key) = w->slots[i];
    *w = wider;
}

static void count_word(counted_words *w, const run *r)
{
    counted_word *one = counted_at(w, r->key);
    if (one->count++)
        return;
    one->key = r->key;
    one->length = (uint32_t)r->length;
    if (2 * ++w->count > (size_t)1 << w->bits)
        count_more_room(w);
}

static void count_words(counted_words *w, str text)
{
    const unsigned char *at = (const unsigned char *)text.data, *end = at + text.len;
    while (at < end) {
        run r = read_run(at, end);
        if (r.length > 0 && r.length <= LONGEST_WORD && case_of(&r) != AS_IS)
            count_word(w, &r);
        at += r.length ? r.length : 1;
    }
}

static int by_key(const counted_word *a, const counted_word *b)
{
    if (a->key.low != b->key.low)
        return a->key.low < b->key.low ? -1 : 1;
    return (a->key.high > b->key.high) - (a->key.high < b->key.high);
}

/* Falling by the bytes they stand for. */
static int by_gain(const void *pa, const void *pb)
{
    const counted_word *a = pa, *b = pb;
    uint64_t gain_a = (uint64_t)a->count * a->length, gain_b = (uint64_t)b->count * b->length;
    return gain_a != gain_b ? (gain_a < gain_b ? 1 : -1) : by_key(a, b);
}

static int by_count(const void *pa, const void *pb)
{
    const counted_word *a = pa, *b = pb;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : by_key(a, b);
}

/* Those that occur twice or more, to the front of the slots. */
static size_t gather(counted_words *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < (size_t)1 << w->bits; i++)
        if (w->slots[i].count > 1)
            w->slots[kept++] = w->slots[i];
    return kept;
}

static void letters_of(word_key key, char out[LONGEST_WORD])
{
    for (unsigned i = 0; i < LONGEST_WORD; i++)
        out[i] = (char)((i < 8 ? key.low >> 8 * i : key.high >> 8 * (i - 8)) & 0xFF);
}

void word_code_learn(const str *texts, size_t count, buf *out)
{
    counted_words w = {.bits = 12};
    w.slots = ARENA_ARRAY(&w.a, counted_word, (size_t)1 << w.bits);
    for (size_t i = 0; i < count; i++)
        count_words(&w, texts[i]);
    size_t kept = gather(&w);
    qsort(w.slots, kept, sizeof *w.slots, by_gain);
    if (kept > MOST_WORDS)
        kept = MOST_WORDS;
    qsort(w.slots, kept, sizeof *w.slots, by_count);
    for (size_t i = 0; i < kept; i++) {
        char letters[LONGEST_WORD];
        letters_of(w.slots[i].key, letters);
        buf_put_byte(out, (unsigned char)w.slots[i].length);
        buf_put(out, letters, w.slots[i].length);
    }
    arena_release(&w.a);
}

/* --- the list --- */

/* The slot of the key, or the empty one where it would stand. */
static uint32_t find(const word_code *c, word_key key)
{
    uint32_t at = slot_of(key, TABLE_BITS);
    while (c->table[at].code && !same_key(c->table[at].key, key))
        at = (at + 1) & ((1u << TABLE_BITS) - 1);
    return at;
}

static bool add_word(word_code *c, str word)
{
    run r = read_run((const unsigned char *)word.data, (const unsigned char *)word.data + word.len);
    if (r.length != word.len || r.length == 0 || r.length > LONGEST_WORD || r.capitals || c->count == MOST_WORDS)
        return false;
    memcpy(c->letters[c->count], word.data, word.len);
    c->length[c->count++] = (uint8_t)word.len;
    if (!c->table)
        return true;
    slot *s = &c->table[find(c, r.key)];
    if (s->code)
        return false;
    *s = (slot){r.key, c->count};
    return true;
}

word_code *word_code_new(str learned, bool encodes)
{
    word_code *c = mem_zalloc(sizeof *c);
    if (encodes)
        c->table = mem_zalloc(sizeof *c->table << TABLE_BITS);
    byte_reader r = byte_reader_of(learned);
    while (r.at < r.end && !r.bad) {
        str word = read_bytes(&r, read_byte(&r));
        if (r.bad || !add_word(c, word))
            word_code_free(&c);
        if (!c)
            return NULL;
    }
    return c;
}

void word_code_free(word_code **c)
{
    if (*c)
        free((*c)->table);
    free(*c);
    *c = NULL;
}

/* --- encoding --- */

static unsigned char *put_as_is(unsigned char *to, const unsigned char *from, size_t count)
{
    enum { MOST = 255 };
    while (count > 0) {
        size_t now = count < MOST ? count : MOST;
        *to++ = AS_IS;
        *to++ = (unsigned char)now;
        memcpy(to, from, now);
        to += now;
        from += now;
        count -= now;
    }
    return to;
}

static unsigned char *put_number(unsigned char *to, uint32_t number)
{
    if (number < SHORT_WORDS) {
        *to++ = (unsigned char)(FIRST_SHORT + number);
        return to;
    }
    number -= SHORT_WORDS;
    *to++ = (unsigned char)(FIRST_LONG + (number >> 8));
    *to++ = (unsigned char)number;
    return to;
}

static bool plain(const unsigned char *at, size_t length)
{
    unsigned char any = 0;
    for (size_t i = 0; i < length; i++)
        any |= at[i];
    return any < 0x80;
}

/* A run of letters that is not in the list. */
static unsigned char *put_unknown(unsigned char *to, const unsigned char *at, size_t length)
{
    if (!plain(at, length))
        return put_as_is(to, at, length);
    memcpy(to, at, length);
    return to + length;
}

/* What is no letter; returns how many bytes were taken. */
static size_t put_other(unsigned char **to, const unsigned char *at, const unsigned char *end)
{
    if (*at == 0xE2 && end - at > 2 && at[1] == 0x80) {
        *(*to)++ = MARK;
        *(*to)++ = at[2];
        return 3;
    }
    if (*at >= 0x80) { /* C2, E2: with the rest of the sign */
        size_t length = *at == 0xE2 ? 3 : 2;
        if (length > (size_t)(end - at))
            length = (size_t)(end - at);
        *to = put_as_is(*to, at, length);
        return length;
    }
    if (*at >= CAPITAL && *at <= AS_IS)
        *to = put_as_is(*to, at, 1);
    else
        *(*to)++ = *at;
    return 1;
}

/* The number of a run that has one, else -1. */
static int64_t number_of(const word_code *c, const run *r)
{
    if (r->length == 0 || r->length > LONGEST_WORD || case_of(r) == AS_IS)
        return -1;
    return (int64_t)c->table[find(c, r->key)].code - 1;
}

void word_code_encode(const word_code *c, str text, buf *out)
{
    const unsigned char *start = (const unsigned char *)text.data, *at = start, *end = at + text.len;
    /* The worst are single bytes that are not ASCII between others: AS_IS and a length for each. */
    unsigned char *first = (unsigned char *)buf_reserve(out, 3 * text.len + 8), *to = first;
    while (at < end) {
        bool space = *at == ' ';
        run r = read_run(at + space, end);
        int64_t number = number_of(c, &r);
        if (number >= 0) {
            if (space != (at > start && space_after(at[-1])))
                *to++ = OTHER_SPACE;
            if (r.capitals)
                *to++ = (unsigned char)case_of(&r);
            to = put_number(to, (uint32_t)number);
        } else {
            if (space)
                *to++ = ' ';
            if (r.length)
                to = put_unknown(to, at + space, r.length);
            else if (!space)
                at += put_other(&to, at, end);
        }
        at += space + r.length;
    }
    out->len += (size_t)(to - first);
}

/* --- decoding --- */

typedef struct decoding {
    const word_code *code;
    const unsigned char *at, *end;
    unsigned char *start, *to, *limit;
    bool other_space;
    unsigned char capitals; /* 0, CAPITAL or CAPITALS for the next word */
} decoding;

static bool copy_bytes(decoding *d, const void *from, size_t count)
{
    if ((size_t)(d->limit - d->to) < count)
        return false;
    memcpy(d->to, from, count);
    d->to += count;
    return true;
}

static void to_capital(unsigned char *c)
{
    if (*c >= 'a' && *c <= 'z')
        *c -= 32;
}

static bool put_word(decoding *d, uint32_t number)
{
    if (number >= d->code->count)
        return false;
    bool space = (d->to > d->start && space_after(d->to[-1])) != d->other_space;
    size_t length = d->code->length[number];
    if ((size_t)(d->limit - d->to) < space + length)
        return false;
    if (space)
        *d->to++ = ' ';
    if (d->limit - d->to >= LONGEST_WORD)
        memcpy(d->to, d->code->letters[number], LONGEST_WORD);
    else
        memcpy(d->to, d->code->letters[number], length);
    for (size_t i = 0; i < (d->capitals == CAPITALS ? length : d->capitals == CAPITAL); i++)
        to_capital(&d->to[i]);
    d->to += length;
    d->other_space = false;
    d->capitals = 0;
    return true;
}

static bool put_long_word(decoding *d, unsigned char first)
{
    if (d->at == d->end)
        return false;
    return put_word(d, SHORT_WORDS + ((uint32_t)(first - FIRST_LONG) << 8 | *d->at++));
}

static bool put_mark(decoding *d)
{
    unsigned char mark[3] = {0xE2, 0x80, 0};
    if (d->at == d->end)
        return false;
    mark[2] = *d->at++;
    return copy_bytes(d, mark, sizeof mark);
}

static bool put_bytes(decoding *d)
{
    if (d->at == d->end || d->end - d->at <= *d->at)
        return false;
    size_t count = *d->at++;
    bool fits = copy_bytes(d, d->at, count);
    d->at += count;
    return fits;
}

static bool decode_one(decoding *d)
{
    unsigned char c = *d->at++;
    if (c >= FIRST_LONG)
        return put_long_word(d, c);
    if (c >= FIRST_SHORT)
        return put_word(d, c - FIRST_SHORT);
    switch (c) {
    case CAPITAL:
    case CAPITALS: d->capitals = c; return true;
    case OTHER_SPACE: d->other_space = true; return true;
    case MARK: return put_mark(d);
    case AS_IS: return put_bytes(d);
    default: return copy_bytes(d, &c, 1);
    }
}

bool word_code_decode(const word_code *c, str coded, char *to, size_t size)
{
    decoding d = {.code = c, .at = (const unsigned char *)coded.data, .start = (unsigned char *)to, .to = (unsigned char *)to};
    d.end = d.at + coded.len;
    d.limit = d.to + size;
    while (d.at < d.end)
        if (!decode_one(&d))
            return false;
    return d.to == d.limit && !d.capitals && !d.other_space;
}
