/* record.c - how do an article's words and marks become a few bytes, and words again, quickly?
 *
 * A record: format byte, language byte, then as varints: article, token_count, title_tokens, lead_end - title_tokens, and the
 * section table: bytes and count of each section below. Then the sections, in this order:
 *   words      a bit a token, low bits first: two bytes or one; then the low half of each word number. The most frequent words
 * are the first 256 (forward/words.h) wide       for each word number above 65,535: tokens since the last such one, upper half -
 * 1 compounds  tokens since the last one << 2 | count - 1 (3: and a varint more), word sentences  tokens since the last one << 2
 * | paragraphs since (2: and a varint more) cases      a bit a token, low bits first: has capitals; then for each that has: 0 the
 * first letter, 10 all, 11 all but not the first letter; left out where no token has marks      tokens since the last one, a byte
 * of kind and what is usual, what is not usual, value, value2: put_mark below Each record has one form only: what decodes encodes
 * to the same bytes. */
#include "forward.h"

#include <assert.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/forward/words.h"
#include "text/analysis.h"

enum { FORMAT = 4, CASE_BITS = TOKEN_CAPITAL | TOKEN_ALL_CAPITALS };

typedef enum section { WIDE, COMPOUNDS, SENTENCES, CASES, MARKS, SECTIONS } section;

/* The fewest bytes one item takes: what limits a count before memory is taken for it. */
static const unsigned item_bytes[SECTIONS] = {[WIDE] = 2, [COMPOUNDS] = 2, [SENTENCES] = 1, [CASES] = 1, [MARKS] = 3};

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

static void put_bit(unsigned char *to, uint64_t *at, unsigned bit)
{
    to[*at / 8] |= (unsigned char)(bit << (*at % 8));
    ++*at;
}

/* A bit a token: whether it has capitals. */
static void put_capitals(const uint8_t *cases, uint32_t count, unsigned char *to)
{
    for (uint32_t i = 0; i < count; i += 8)
        for (uint32_t j = 0; j < 8 && j < count - i; j++)
            to[i / 8] |= (unsigned char)(((cases[i + j] & CASE_BITS) != 0) << j);
}

static uint32_t put_cases(const forward_record *r, buf *out)
{
    unsigned any = 0;
    uint64_t at = r->token_count;
    for (uint32_t i = 0; r->cases && i < r->token_count; i++)
        any |= r->cases[i] & CASE_BITS;
    if (!any)
        return 0;
    size_t most = 3 * (size_t)r->token_count / 8 + 1;
    unsigned char *to = (unsigned char *)buf_reserve(out, most);
    memset(to, 0, most);
    put_capitals(r->cases, r->token_count, to);
    for (uint32_t i = 0; i < r->token_count; i++) {
        unsigned bits = r->cases[i] & CASE_BITS;
        if (bits == 0)
            continue;
        put_bit(to, &at, (bits & TOKEN_ALL_CAPITALS) != 0);
        if (bits & TOKEN_ALL_CAPITALS)
            put_bit(to, &at, !(bits & TOKEN_CAPITAL));
    }
    uint32_t bytes = (uint32_t)((at + 7) / 8);
    out->len += bytes;
    return bytes;
}

/* Values that an article's marks have had, one list a class: speakers and persons, places, days. What comes again is named by its
 * place in the list, which takes a byte. */
enum { RECENT = 100 };
typedef struct recent {
    uint32_t values[RECENT], count;
    uint32_t last_new;
} recent;

typedef enum value_class { VALUE_PERSON, VALUE_PLACE, VALUE_DAY, VALUE_CLASSES } value_class;

/* What the marks before tell of the next one; the same for writer and reader. */
typedef struct mark_memory {
    recent values[VALUE_CLASSES];
    uint8_t confidence[MARK_PERSON + 1];
} mark_memory;

static void mark_memory_start(mark_memory *m)
{
    static const uint32_t most_usual[VALUE_CLASSES] = {[VALUE_DAY] = (uint32_t)NO_DAY};
    for (int c = 0; c < VALUE_CLASSES; c++) {
        m->values[c].values[0] = most_usual[c];
        m->values[c].count = 1;
        m->values[c].last_new = 0;
    }
    memset(m->confidence, 100, sizeof m->confidence);
}

static recent *values_of(mark_memory *m, unsigned kind)
{
    switch ((mark_kind)kind) {
    case MARK_QUOTATION:
    case MARK_SPEAKER:
    case MARK_PERSON: return &m->values[VALUE_PERSON];
    case MARK_PLACE: return &m->values[VALUE_PLACE];
    case MARK_DATE: break;
    }
    return &m->values[VALUE_DAY];
}

static uint32_t recent_find(const recent *r, uint32_t value)
{
    uint32_t i = 0;
    while (i < r->count && r->values[i] != value)
        i++;
    return i;
}

static void recent_add(recent *r, uint32_t value)
{
    r->last_new = value;
    if (r->count < RECENT)
        r->values[r->count++] = value;
}

/* The byte after the distance: kind, 2 bits of length - 1 and of detail (3: told behind), and whether the confidence is that of
 * the last mark of this kind. Two kinds always have a value2 of their own, of the others it is told with the detail. */
enum { LENGTH_SHIFT = 3, DETAIL_SHIFT = 5, TOLD = 3, SAME_CONFIDENCE = 0x80, KIND_MASK = 7 };

static bool has_value2(unsigned kind)
{
    return kind == MARK_DATE || kind == MARK_SPEAKER;
}

/* value2 as a small number: days since the first, or marks since the quotation. */
static uint32_t value2_base(unsigned kind, uint32_t value, uint32_t index)
{
    return kind == MARK_DATE ? value : index;
}

/* 0: a new value, as its distance from the last new one; else which recent one it is. */
static unsigned char *put_value(unsigned char *to, recent *r, uint32_t value)
{
    uint32_t at = recent_find(r, value);
    if (at < r->count)
        return put_u32(to, at + 1);
    to = put_u32(put_u32(to, 0), zigzag(value - r->last_new));
    recent_add(r, value);
    return to;
}

static unsigned char *put_mark(unsigned char *to, const forward_mark *m, uint32_t index, mark_memory *before)
{
    uint32_t length = m->end - m->first;
    bool short_one = length >= 1 && length <= TOLD;
    bool plain = m->detail < TOLD && (has_value2(m->kind) || m->value2 == 0);
    bool same = m->confidence == before->confidence[m->kind];
    *to++ = (unsigned char)(m->kind | (short_one ? length - 1 : TOLD) << LENGTH_SHIFT |
                            (plain ? m->detail : TOLD) << DETAIL_SHIFT | (same ? SAME_CONFIDENCE : 0));
    if (!short_one)
        to = put_u32(to, length);
    if (!plain)
        *to++ = m->detail;
    if (!plain && !has_value2(m->kind))
        to = put_u32(to, m->value2);
    if (!same)
        *to++ = before->confidence[m->kind] = m->confidence;
    to = put_value(to, values_of(before, m->kind), m->value);
    if (has_value2(m->kind))
        to = put_u32(to, zigzag(m->value2 - value2_base(m->kind, m->value, index)));
    return to;
}

static uint32_t put_marks(const forward_record *r, buf *out)
{
    enum { MARK_ROOM = 6 * VARINT_ROOM + 3 };
    uint32_t last = 0;
    mark_memory before;
    mark_memory_start(&before);
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        assert(m->first >= last && m->end >= m->first && m->end <= r->token_count && m->kind <= MARK_PERSON);
        unsigned char *to = (unsigned char *)buf_reserve(out, MARK_ROOM), *end;
        end = put_mark(put_u32(to, m->first - last), m, i, &before);
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
    forward_words_encode(r->words, r->token_count, out);
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

/* Nearly all numbers take one byte or two. */
static inline uint32_t read_u32(reader *r)
{
    if (r->at < r->end && *r->at < 0x80)
        return *r->at++;
    if (r->end - r->at >= 2 && r->at[1] > 0 && r->at[1] < 0x80) {
        r->at += 2;
        return (uint32_t)(r->at[-2] & 0x7f) | (uint32_t)r->at[-1] << 7;
    }
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
    str words;
    size_t behind; /* bytes of all the other sections, which follow */
    const unsigned char *at[SECTIONS];
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
    uint64_t total = 0;
    for (section s = 0; s < SECTIONS; s++) {
        o->bytes[s] = read_u32(&r);
        o->count[s] = read_u32(&r);
        if ((uint64_t)o->count[s] * item_bytes[s] > o->bytes[s] || (o->count[s] == 0) != (o->bytes[s] == 0))
            return false;
        total += o->bytes[s];
    }
    if (r.bad || total > (uint64_t)(r.end - r.at))
        return false;
    o->behind = (size_t)total;
    o->words = (str){(const char *)r.at, (size_t)(r.end - r.at) - (size_t)total};
    if (o->words.len < out->token_count)
        return false;
    const unsigned char *at = r.at + o->words.len;
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

static bool decode_words(arena *a, const outline *o, forward_record *out)
{
    uint32_t *words = arena_alloc(a, ((size_t)out->token_count + WORDS_SLACK) * sizeof *words);
    if (!forward_words_decode(o->words, o->behind, words, out->token_count))
        return false;
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

typedef struct bit_reader {
    const unsigned char *bytes;
    uint64_t at, end;
    bool bad;
} bit_reader;

static unsigned read_bit(bit_reader *r)
{
    if (r->at == r->end) {
        r->bad = true;
        return 0;
    }
    unsigned bit = r->bytes[r->at / 8] >> (r->at % 8) & 1;
    r->at++;
    return bit;
}

static bool rest_is_padding(const bit_reader *r)
{
    return !r->bad && r->end - r->at < 8 && (r->at % 8 == 0 || r->bytes[r->at / 8] >> (r->at % 8) == 0);
}

static bool decode_cases(arena *a, const outline *o, forward_record *out)
{
    uint32_t n = out->token_count;
    bit_reader r = {o->at[CASES], 0, 8 * (uint64_t)o->bytes[CASES], false};
    if (o->bytes[CASES] == 0) {
        out->cases = arena_zalloc(a, (size_t)n + 1);
        return true;
    }
    if (o->count[CASES] != o->bytes[CASES] || r.end < n)
        return false;
    uint8_t *cases = arena_alloc(a, (size_t)n + 1);
    unsigned any = 0;
    for (uint32_t i = 0; i < n; i++)
        any |= cases[i] = r.bytes[i / 8] >> i % 8 & 1;
    r.at = n;
    for (uint32_t i = 0; i < n; i++) {
        if (!cases[i])
            continue;
        unsigned all = read_bit(&r), no_first = all ? read_bit(&r) : 0;
        cases[i] = (uint8_t)((all ? TOKEN_ALL_CAPITALS : 0) | (no_first ? 0 : TOKEN_CAPITAL));
    }
    out->cases = cases;
    return any != 0 && rest_is_padding(&r);
}

static uint8_t read_byte_of(reader *r)
{
    if (r->at < r->end)
        return *r->at++;
    r->bad = true;
    return 0;
}

/* What the encoder would have named as a recent one, or told shorter, makes the reader bad. */
static uint32_t read_value(reader *r, recent *values)
{
    uint32_t code = read_u32(r);
    if (code > 0 && code <= values->count)
        return values->values[code - 1];
    uint32_t value = values->last_new + unzigzag(read_u32(r));
    if (code > 0 || recent_find(values, value) < values->count)
        r->bad = true;
    recent_add(values, value);
    return value;
}

static uint32_t read_length(reader *r, unsigned code)
{
    if (code < TOLD)
        return code + 1;
    uint32_t length = read_u32(r);
    if (length >= 1 && length <= TOLD)
        r->bad = true;
    return length;
}

static void read_mark(reader *r, uint32_t index, mark_memory *before, uint32_t token_count, forward_mark *m)
{
    unsigned head = read_byte_of(r), kind = head & KIND_MASK, detail = head >> DETAIL_SHIFT & 3;
    if (kind > MARK_PERSON) {
        r->bad = true;
        return;
    }
    m->kind = (uint8_t)kind;
    m->end = read_sum(r, m->first, read_length(r, head >> LENGTH_SHIFT & 3), token_count);
    m->detail = detail < TOLD ? (uint8_t)detail : read_byte_of(r);
    if (detail == TOLD && !has_value2(kind))
        m->value2 = read_u32(r);
    if (detail == TOLD && m->detail < TOLD && m->value2 == 0)
        r->bad = true;
    if (!(head & SAME_CONFIDENCE)) {
        uint8_t told = read_byte_of(r);
        r->bad |= told == before->confidence[kind];
        before->confidence[kind] = told;
    }
    m->confidence = before->confidence[kind];
    m->value = read_value(r, values_of(before, kind));
    if (has_value2(kind))
        m->value2 = value2_base(kind, m->value, index) + unzigzag(read_u32(r));
}

static bool decode_marks(arena *a, const outline *o, forward_record *out)
{
    forward_mark *list = arena_zalloc(a, o->count[MARKS] * sizeof *list);
    reader r = reader_of(o, MARKS);
    uint32_t first = 0;
    mark_memory before;
    mark_memory_start(&before);
    for (uint32_t i = 0; i < o->count[MARKS] && !r.bad; i++) {
        first = list[i].first = read_sum(&r, first, read_u32(&r), out->token_count);
        read_mark(&r, i, &before, out->token_count, &list[i]);
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
    out->coded = (forward_coded){.words = o.words,
                                 .wide = {(const char *)o.at[WIDE], o.bytes[WIDE]},
                                 .compounds = {(const char *)o.at[COMPOUNDS], o.bytes[COMPOUNDS]},
                                 .behind = o.behind,
                                 .wide_count = o.count[WIDE]};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (sections & steps[i].asked && !steps[i].decode(a, &o, out))
            return fail(err, QUOTH_CORRUPT, "the forward record of article %u has broken %s", out->article, steps[i].name);
    return QUOTH_OK;
}
