/* forward_record.c - how do an article's words and marks become a few bytes, and words again, quickly?
 *
 * A record: format byte, language byte, then as varints: article, token_count, title_tokens, lead_end - title_tokens, and the
 * section table: bytes and count of each section below. Then the sections, in this order:
 *   words      2 bytes a token: the low half of its word number. Frequent words are early words, whose other half is 0
 *   wide       for each word number above 65,535: tokens since the last such one, upper half - 1
 *   compounds  tokens since the last one << 2 | count - 1 (3: and a varint more), word
 *   sentences  tokens since the last one << 2 | paragraphs since (2: and a varint more)
 *   cases      2 bits a token, four to a byte, low bits first; left out where all are 0
 *   marks      tokens since the last one, length, kind | detail << 3, confidence, value, value2 (MARK_DATE: its distance)
 * Each record has one form only: what decodes encodes to the same bytes. */
#include "forward.h"

#include <assert.h>
#include <stdint.h>

#include "base/buf.h"
#include "text/analysis.h"

enum { FORMAT = 1, KIND_BITS = 3, CASE_BITS = TOKEN_CAPITAL | TOKEN_ALL_CAPITALS };

typedef enum section { WIDE, COMPOUNDS, SENTENCES, CASES, MARKS, SECTIONS } section;

/* The fewest bytes one item takes: what limits a count before memory is taken for it. */
static const unsigned item_bytes[SECTIONS] = {[WIDE] = 2, [COMPOUNDS] = 2, [SENTENCES] = 1, [CASES] = 1, [MARKS] = 6};

/* ---------------------------------------------------------------- encoding */

/* Growing output that is known to have room: a varint of 32 bits has at most 5 bytes. */
enum { VARINT_ROOM = 5 };

static unsigned char *put_u32(unsigned char *to, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *to++ = (unsigned char)(value | 0x80);
    *to++ = (unsigned char)value;
    return to;
}

/* 34 bits: a token distance with two bits beside it. */
static unsigned char *put_tagged(unsigned char *to, uint32_t distance, unsigned tag)
{
    uint64_t value = (uint64_t)distance << 2 | tag;
    for (; value >= 0x80; value >>= 7)
        *to++ = (unsigned char)(value | 0x80);
    *to++ = (unsigned char)value;
    return to;
}

static uint32_t zigzag(uint32_t difference)
{
    return difference << 1 ^ (0 - (difference >> 31));
}

static uint32_t unzigzag(uint32_t coded)
{
    return coded >> 1 ^ (0 - (coded & 1));
}

static void put_words(const forward_record *r, buf *out)
{
    unsigned char *to = (unsigned char *)buf_reserve(out, 2 * (size_t)r->token_count);
    for (uint32_t i = 0; i < r->token_count; i++) {
        to[2 * (size_t)i] = (unsigned char)r->words[i];
        to[2 * (size_t)i + 1] = (unsigned char)(r->words[i] >> 8);
    }
    out->len += 2 * (size_t)r->token_count;
}

static uint32_t put_wide(const forward_record *r, buf *out)
{
    uint32_t count = 0, last = 0;
    for (uint32_t i = 0; i < r->token_count; i++) {
        if (r->words[i] <= UINT16_MAX)
            continue;
        unsigned char *to = (unsigned char *)buf_reserve(out, 2 * VARINT_ROOM), *end;
        end = put_u32(put_u32(to, i - last), (r->words[i] >> 16) - 1);
        out->len += (size_t)(end - to);
        last = i;
        count++;
    }
    return count;
}

static uint32_t put_compounds(const forward_record *r, buf *out)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < r->compound_count; i++) {
        const forward_compound *c = &r->compounds[i];
        assert(c->first >= last && c->count > 0 && c->count <= r->token_count && c->first <= r->token_count - c->count);
        unsigned char *to = (unsigned char *)buf_reserve(out, 3 * VARINT_ROOM), *end;
        unsigned tag = c->count > 3 ? 3 : c->count - 1;
        end = put_tagged(to, c->first - last, tag);
        if (tag == 3)
            end = put_u32(end, c->count - 4);
        end = put_u32(end, c->word);
        out->len += (size_t)(end - to);
        last = c->first;
    }
    return r->compound_count;
}

static uint32_t put_sentences(const forward_record *r, buf *out)
{
    uint32_t last = 0, paragraph = 0;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        const forward_sentence *s = &r->sentences[i];
        assert(s->first_token >= last && s->first_token <= r->token_count && s->paragraph >= paragraph);
        unsigned char *to = (unsigned char *)buf_reserve(out, 2 * VARINT_ROOM), *end;
        uint32_t step = s->paragraph - paragraph;
        end = put_tagged(to, s->first_token - last, step > 2 ? 2 : step);
        if (step >= 2)
            end = put_u32(end, step - 2);
        out->len += (size_t)(end - to);
        last = s->first_token;
        paragraph = s->paragraph;
    }
    return r->sentence_count;
}

static uint32_t put_cases(const forward_record *r, buf *out)
{
    unsigned any = 0;
    for (uint32_t i = 0; r->cases && i < r->token_count; i++)
        any |= r->cases[i] & CASE_BITS;
    if (!any)
        return 0;
    uint32_t bytes = r->token_count / 4 + (r->token_count % 4 != 0);
    unsigned char *to = (unsigned char *)buf_reserve(out, bytes);
    memset(to, 0, bytes);
    for (uint32_t i = 0; i < r->token_count; i++)
        to[i / 4] |= (unsigned char)((r->cases[i] & CASE_BITS) << (i % 4 * 2));
    out->len += bytes;
    return bytes;
}

static uint32_t put_marks(const forward_record *r, buf *out)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        assert(m->first >= last && m->end >= m->first && m->end <= r->token_count && m->kind <= MARK_PERSON);
        unsigned char *to = (unsigned char *)buf_reserve(out, 6 * VARINT_ROOM), *end;
        end = put_u32(put_u32(to, m->first - last), m->end - m->first);
        end = put_u32(end, m->kind | (uint32_t)m->detail << KIND_BITS);
        *end++ = m->confidence;
        end = put_u32(end, m->value);
        end = put_u32(end, m->kind == MARK_DATE ? zigzag(m->value2 - m->value) : m->value2);
        out->len += (size_t)(end - to);
        last = m->first;
    }
    return r->mark_count;
}

static uint32_t (*const put_section[SECTIONS])(const forward_record *, buf *) = {
    [WIDE] = put_wide, [COMPOUNDS] = put_compounds, [SENTENCES] = put_sentences, [CASES] = put_cases, [MARKS] = put_marks,
};

/* The sections come first into `out` and are then moved up to make room for the head, whose size depends on them. */
void forward_encode(const forward_record *r, buf *out)
{
    unsigned char head[2 + (4 + 2 * SECTIONS) * VARINT_ROOM], *end = head;
    assert(r->title_tokens <= r->lead_end && r->lead_end <= r->token_count);
    *end++ = FORMAT;
    *end++ = r->lang;
    end = put_u32(put_u32(end, r->article), r->token_count);
    end = put_u32(put_u32(end, r->title_tokens), r->lead_end - r->title_tokens);
    size_t start = out->len;
    put_words(r, out);
    for (section s = 0; s < SECTIONS; s++) {
        size_t before = out->len;
        uint32_t count = put_section[s](r, out);
        end = put_u32(put_u32(end, (uint32_t)(out->len - before)), count);
    }
    size_t head_bytes = (size_t)(end - head), body_bytes = out->len - start;
    buf_reserve(out, head_bytes);
    memmove(out->data + start + head_bytes, out->data + start, body_bytes);
    memcpy(out->data + start, head, head_bytes);
    out->len += head_bytes;
}

/* ---------------------------------------------------------------- decoding */

/* `bad` stays set; every read after it gives 0. */
typedef struct reader {
    const unsigned char *at, *end;
    bool bad;
} reader;

/* A varint of at most `bits` bits in its shortest form. */
static uint64_t read_bits(reader *r, unsigned bits)
{
    uint64_t value = 0;
    for (unsigned shift = 0; r->at < r->end && shift < bits; shift += 7) {
        unsigned char byte = *r->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if ((byte == 0 && shift > 0) || value >> bits)
            break;
        return value;
    }
    r->bad = true;
    r->at = r->end;
    return 0;
}

static inline uint32_t read_u32(reader *r)
{
    if (r->at < r->end && *r->at < 0x80)
        return *r->at++;
    return (uint32_t)read_bits(r, 32);
}

static inline uint64_t read_tagged(reader *r)
{
    if (r->at < r->end && *r->at < 0x80)
        return *r->at++;
    return read_bits(r, 34);
}

/* `base` + `step` where that is at most `limit`; else the reader is bad. */
static inline uint32_t read_sum(reader *r, uint32_t base, uint64_t step, uint32_t limit)
{
    if (step <= limit && base <= limit - step)
        return (uint32_t)(base + step);
    r->bad = true;
    return base;
}

/* What the head says. */
typedef struct outline {
    uint32_t bytes[SECTIONS], count[SECTIONS];
    const unsigned char *words, *at[SECTIONS];
} outline;

static bool read_outline(str bytes, forward_record *out, outline *o)
{
    reader r = {(const unsigned char *)bytes.data, (const unsigned char *)bytes.data + bytes.len, false};
    if (bytes.len < 2 || r.at[0] != FORMAT)
        return false;
    out->lang = r.at[1];
    r.at += 2;
    out->article = read_u32(&r);
    out->token_count = read_u32(&r);
    out->title_tokens = read_u32(&r);
    out->lead_end = read_sum(&r, out->title_tokens, read_u32(&r), out->token_count);
    uint64_t total = 2 * (uint64_t)out->token_count;
    for (section s = 0; s < SECTIONS; s++) {
        o->bytes[s] = read_u32(&r);
        o->count[s] = read_u32(&r);
        if (o->count[s] > o->bytes[s] / item_bytes[s] || (o->count[s] == 0) != (o->bytes[s] == 0))
            return false;
        total += o->bytes[s];
    }
    if (r.bad || total != (uint64_t)(r.end - r.at))
        return false;
    o->words = r.at;
    const unsigned char *at = r.at + 2 * (size_t)out->token_count;
    for (section s = 0; s < SECTIONS; s++) {
        o->at[s] = at;
        at += o->bytes[s];
    }
    return true;
}

static reader reader_of(const outline *o, section s)
{
    return (reader){o->at[s], o->at[s] + o->bytes[s], false};
}

static bool at_end(const reader *r)
{
    return !r->bad && r->at == r->end;
}

/* Compilers turn this loop into 8 to 16 tokens an instruction. */
static void widen(const unsigned char *restrict from, uint32_t *restrict to, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, from + 2 * i, sizeof half);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        half = __builtin_bswap16(half);
#endif
        to[i] = half;
    }
}

static bool decode_words(arena *a, const outline *o, forward_record *out)
{
    uint32_t *words = arena_alloc(a, out->token_count * sizeof *words);
    widen(o->words, words, out->token_count);
    reader r = reader_of(o, WIDE);
    uint32_t at = 0;
    for (uint32_t i = 0; i < o->count[WIDE]; i++) {
        uint32_t step = read_u32(&r), high = read_u32(&r);
        at = read_sum(&r, at, step, out->token_count - 1);
        if (r.bad || high >= UINT16_MAX || (i > 0 && step == 0) || out->token_count == 0)
            return false;
        words[at] |= (high + 1) << 16;
    }
    out->words = words;
    return at_end(&r);
}

static bool decode_compounds(arena *a, const outline *o, forward_record *out)
{
    forward_compound *list = arena_alloc(a, o->count[COMPOUNDS] * sizeof *list);
    reader r = reader_of(o, COMPOUNDS);
    uint32_t first = 0;
    for (uint32_t i = 0; i < o->count[COMPOUNDS] && !r.bad; i++) {
        uint64_t head = read_tagged(&r);
        uint32_t count = 1 + (uint32_t)(head & 3);
        first = read_sum(&r, first, head >> 2, out->token_count);
        if (count == 4)
            count = read_sum(&r, count, read_u32(&r), out->token_count);
        read_sum(&r, first, count, out->token_count);
        list[i] = (forward_compound){first, count, read_u32(&r)};
    }
    out->compounds = list;
    out->compound_count = o->count[COMPOUNDS];
    return at_end(&r);
}

static bool decode_sentences(arena *a, const outline *o, forward_record *out)
{
    forward_sentence *list = arena_alloc(a, o->count[SENTENCES] * sizeof *list);
    reader r = reader_of(o, SENTENCES);
    uint32_t first = 0, paragraph = 0;
    for (uint32_t i = 0; i < o->count[SENTENCES] && !r.bad; i++) {
        uint64_t head = read_tagged(&r);
        uint64_t step = head & 3;
        if (step == 3)
            return false;
        if (step == 2)
            step += read_u32(&r);
        first = read_sum(&r, first, head >> 2, out->token_count);
        paragraph = read_sum(&r, paragraph, step, UINT32_MAX);
        list[i] = (forward_sentence){first, paragraph};
    }
    out->sentences = list;
    out->sentence_count = o->count[SENTENCES];
    return at_end(&r);
}

static bool decode_cases(arena *a, const outline *o, forward_record *out)
{
    uint32_t n = out->token_count, bytes = n / 4 + (n % 4 != 0);
    uint8_t *cases = arena_zalloc(a, (size_t)bytes * 4);
    out->cases = cases;
    if (o->bytes[CASES] == 0)
        return true;
    if (o->bytes[CASES] != bytes || o->count[CASES] != bytes)
        return false;
    unsigned any = 0;
    for (uint32_t i = 0; i < bytes; i++) {
        unsigned four = o->at[CASES][i];
        any |= four;
        for (unsigned k = 0; k < 4; k++)
            cases[(size_t)i * 4 + k] = four >> (2 * k) & 3;
    }
    bool padding_is_zero = n % 4 == 0 || o->at[CASES][bytes - 1] >> (n % 4 * 2) == 0;
    return any != 0 && padding_is_zero;
}

static bool decode_marks(arena *a, const outline *o, forward_record *out)
{
    forward_mark *list = arena_alloc(a, o->count[MARKS] * sizeof *list);
    reader r = reader_of(o, MARKS);
    uint32_t first = 0;
    for (uint32_t i = 0; i < o->count[MARKS] && !r.bad; i++) {
        first = read_sum(&r, first, read_u32(&r), out->token_count);
        uint32_t end = read_sum(&r, first, read_u32(&r), out->token_count);
        uint32_t head = read_u32(&r);
        unsigned kind = head & ((1u << KIND_BITS) - 1);
        if (r.at == r.end || kind > MARK_PERSON || head >> KIND_BITS > UINT8_MAX)
            return false;
        uint8_t confidence = *r.at++;
        uint32_t value = read_u32(&r), value2 = read_u32(&r);
        if (kind == MARK_DATE)
            value2 = value + unzigzag(value2);
        list[i] = (forward_mark){first, end, (uint8_t)kind, (uint8_t)(head >> KIND_BITS), confidence, value, value2};
    }
    out->marks = list;
    out->mark_count = o->count[MARKS];
    return at_end(&r);
}

quoth_status forward_decode(arena *a, str bytes, unsigned sections, forward_record *out, quoth_error *err)
{
    static const struct {
        unsigned asked;
        bool (*decode)(arena *, const outline *, forward_record *);
        const char *name;
    } steps[] = {
        {FORWARD_WORDS, decode_words, "words"},
        {FORWARD_COMPOUNDS, decode_compounds, "compounds"},
        {FORWARD_SENTENCES, decode_sentences, "sentences"},
        {FORWARD_CASES, decode_cases, "cases"},
        {FORWARD_MARKS, decode_marks, "marks"},
    };
    outline o;
    *out = (forward_record){0};
    if (!read_outline(bytes, out, &o))
        return fail(err, QUOTH_CORRUPT, "a forward record of %zu bytes has a broken head", bytes.len);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (sections & steps[i].asked && !steps[i].decode(a, &o, out))
            return fail(err, QUOTH_CORRUPT, "the forward record of article %u has broken %s", out->article, steps[i].name);
    return QUOTH_OK;
}
