/* rest.c - how do words become their text again, byte by byte?
 *
 * Between two words, before the first and behind the last stands a gap, mostly a space. What a gap is likely to be depends on
 * where it is: a list of the commonest ones is kept for each kind of place, in the order of how often they came so far (both
 * sides keep it alike), and the gap at its head is the guess. Words are guessed by their form and its capitals. The rest has
 * four parts, each with its length before it but for the last:
 *   gaps      a byte for each gap that was guessed wrong: right ones before it << 4 | its number in the list, NEW for one that is
 *             not there; GO_ON: 15 right ones and no wrong one
 *   words     for each that was guessed wrong: right ones before it (255: as many and no wrong one), length as written; length 0:
 *             from here on apostrophes are of the other kind, and the guess is made again
 *   lengths   of the new gaps, as varints
 *   letters   of the new gaps and of the words, as they come in the text */
#include "store/text/rest.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "text/analysis.h"

enum { LISTED = 15, NEW = 15, GO_ON = 0xF0, LONGEST_LISTED = 12, RUN_ON = 255 };

/* Kinds of places. */
typedef enum place_kind { WITHIN, SENTENCE, PARAGRAPH, JOINED, POSSESSIVE, FIRST, LAST, PLACE_KINDS } place_kind;

typedef struct gap {
    char bytes[LONGEST_LISTED];
    uint32_t length, count;
} gap;

typedef struct gap_list {
    gap list[LISTED];
    uint32_t count;
} gap_list;

/* What both sides know so far. */
typedef struct guessing {
    gap_list gaps[PLACE_KINDS];
    bool typographic; /* apostrophes */
} guessing;

#define G(bytes, count)                \
    {                                  \
        bytes, sizeof bytes - 1, count \
    }
/* What is usual in news of many languages, with how much it weighs against what an article itself does. */
static const guessing usual =
    {
        .gaps =
            {
                [WITHIN] = {{G(" ", 60), G(", ", 40), G(" \xE2\x80\x9C", 4), G(",\xE2\x80\x9D ", 3), G(" \"", 3), G(",\" ", 3),
                             G(" (", 3), G(") ", 3), G(": ", 2), G("\xE2\x80\x9D ", 2), G("\" ", 2), G(" \xE2\x80\x94 ", 2),
                             G(". ", 2), G("; ", 2), G(" $", 2)},
                            15},
                [SENTENCE] = {{G(". ", 30), G(".\xE2\x80\x9D ", 4), G("? ", 4), G(". \xE2\x80\x9C", 4), G(".\" ", 3),
                               G(". \"", 3), G("! ", 2), G(": \xE2\x80\x9C", 1), G("?\xE2\x80\x9D ", 1), G("?\" ", 1)},
                              10},
                [PARAGRAPH] = {{G(".\n\n", 4), G(".\xE2\x80\x9D\n\n", 3), G(".\n\n\xE2\x80\x9C", 3), G(".\"\n\n", 2),
                                G(".\n\n\"", 2), G("\n\n", 2), G(".\n", 2), G("\n", 1)},
                               8},
                [JOINED] = {{G("-", 20), G(".", 6), G("\xE2\x80\x99", 3), G("'", 3), G("/", 2), G("@", 1), G("&", 1),
                             G("\xE2\x80\x93", 1)},
                            8},
                [POSSESSIVE] = {{G("\xE2\x80\x99s ", 3), G("'s ", 2), G(" $", 2), G("\xE2\x80\x99 ", 1), G("' ", 1), G(" ", 1),
                                 G("% ", 1)},
                                7},
                [FIRST] = {{G("", 2), G("(", 1), G("\xE2\x80\x9C", 1), G("\"", 1)}, 4},
                [LAST] = {{G(".", 2), G(".\xE2\x80\x9D", 1), G(".\"", 1), G("", 1), G("?", 1)}, 5},
            },
};
#undef G

/* --- both sides --- */

/* A gap has come: those that came less often are behind it. */
static void gap_met(gap_list *l, uint32_t i)
{
    l->list[i].count++;
    for (; i > 0 && l->list[i].count > l->list[i - 1].count; i--) {
        gap moved = l->list[i];
        l->list[i] = l->list[i - 1];
        l->list[i - 1] = moved;
    }
}

static void gap_add(gap_list *l, str bytes)
{
    if (bytes.len > LONGEST_LISTED)
        return;
    if (l->count < LISTED)
        l->count++;
    gap *g = &l->list[l->count - 1];
    memcpy(g->bytes, bytes.data, bytes.len);
    g->length = (uint32_t)bytes.len;
    g->count = 1;
}

/* What kind of place is before each token, and behind the last. */
static uint8_t *kinds_of(const text_words *w, uint32_t count)
{
    const forward_record *r = w->record;
    uint32_t title = r->title_tokens, paragraph = 0;
    uint8_t *kinds = mem_zalloc((size_t)count + 1);
    for (uint32_t i = 0; i < r->compound_count; i++) {
        const forward_compound *c = &r->compounds[i];
        if (c->first < title)
            continue;
        for (uint32_t j = 1; j < c->count; j++)
            kinds[c->first - title + j] = JOINED;
        if (c->count == 1 && kinds[c->first - title + 1] == WITHIN)
            kinds[c->first - title + 1] = POSSESSIVE;
    }
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        const forward_sentence *s = &r->sentences[i];
        if (s->first_token >= title)
            kinds[s->first_token - title] = s->paragraph != paragraph ? PARAGRAPH : SENTENCE;
        paragraph = s->paragraph;
    }
    kinds[0] = FIRST;
    kinds[count] = LAST;
    return kinds;
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Words and gaps are short: two writes that overlap, where a call would take longer. */
static inline void copy_few(char *to, const char *from, size_t len)
{
    uint64_t head, tail;
    uint32_t short_head, short_tail;
    if (len > 2 * sizeof head) {
        memcpy(to, from, len);
    } else if (len >= sizeof head) {
        memcpy(&head, from, sizeof head);
        memcpy(&tail, from + len - sizeof tail, sizeof tail);
        memcpy(to, &head, sizeof head);
        memcpy(to + len - sizeof tail, &tail, sizeof tail);
    } else if (len >= sizeof short_head) {
        memcpy(&short_head, from, sizeof short_head);
        memcpy(&short_tail, from + len - sizeof short_tail, sizeof short_tail);
        memcpy(to, &short_head, sizeof short_head);
        memcpy(to + len - sizeof short_tail, &short_tail, sizeof short_tail);
    } else if (len > 0) {
        char middle = from[len / 2], last = from[len - 1];
        to[0] = from[0];
        to[len / 2] = middle;
        to[len - 1] = last;
    }
}

/* The form as it is likely to be written, to `to`, which has room for three bytes for each of the form's. */
static size_t guess_word(const guessing *g, str form, unsigned cases, char *to)
{
    char *start = to;
    if (!(cases & TOKEN_ALL_CAPITALS) && (!g->typographic || !memchr(form.data, '\'', form.len))) { /* nearly always */
        copy_few(to, form.data, form.len);
        if (cases & TOKEN_CAPITAL && form.len > 0 && is_small(to[0]))
            to[0] = (char)(to[0] - 32);
        return form.len;
    }
    for (size_t i = 0; i < form.len; i++) {
        bool raise = cases & TOKEN_ALL_CAPITALS || (i == 0 && cases & TOKEN_CAPITAL);
        if (form.data[i] == '\'' && g->typographic) {
            memcpy(to, "\xE2\x80\x99", 3);
            to += 3;
        } else
            *to++ = raise && is_small(form.data[i]) ? (char)(form.data[i] - 32) : form.data[i];
    }
    return (size_t)(to - start);
}

/* An apostrophe among the first `len` bytes of those that are readable; len <= FORM_READABLE. */
static bool has_apostrophe(const char *readable, size_t len)
{
    static const uint8_t keep[2 * FORM_READABLE] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                    255, 255, 255, 255, 255, 255, 255, 255};
    const uint64_t each = UINT64_C(0x0101010101010101), top = 0x80 * each;
    uint64_t bytes[2], mask[2], equal = 0;
    memcpy(bytes, readable, sizeof bytes);
    memcpy(mask, keep + FORM_READABLE - len, sizeof mask);
    for (int i = 0; i < 2; i++) {
        uint64_t zero_where_equal = (bytes[i] & mask[i]) ^ '\'' * each;
        equal |= (zero_where_equal - each) & ~zero_where_equal & top;
    }
    return equal != 0;
}

/* --- encoding --- */

typedef struct encoding {
    guessing g;
    buf gaps, words, lengths, letters;
    uint32_t right_gaps, right_words;
} encoding;

static void put_gap(encoding *e, gap_list *l, str bytes)
{
    uint32_t i = 0;
    if (bytes.len == 1 && l->list[0].length == 1 && l->list[0].bytes[0] == bytes.data[0]) { /* a space, nearly always */
        l->list[0].count++;
        e->right_gaps++;
        return;
    }
    while (i < l->count && (l->list[i].length != bytes.len || memcmp(l->list[i].bytes, bytes.data, bytes.len) != 0))
        i++;
    if (i == 0) {
        l->list[0].count++;
        e->right_gaps++;
        return;
    }
    for (; e->right_gaps >= GO_ON >> 4; e->right_gaps -= GO_ON >> 4)
        buf_put_byte(&e->gaps, GO_ON);
    bool listed = i < l->count;
    buf_put_byte(&e->gaps, (unsigned char)(e->right_gaps << 4 | (listed ? i : NEW)));
    e->right_gaps = 0;
    if (listed) {
        gap_met(l, i);
        return;
    }
    buf_put_varint(&e->lengths, bytes.len);
    buf_put_str(&e->letters, bytes);
    gap_add(l, bytes);
}

/* As guess_word has it in the ordinary case. */
static bool is_written_plainly(str form, unsigned cases, str word)
{
    if (word.len != form.len || word.len == 0 || cases & TOKEN_ALL_CAPITALS)
        return false;
    char first = cases & TOKEN_CAPITAL && is_small(form.data[0]) ? (char)(form.data[0] - 32) : form.data[0];
    bool same = word.data[0] == first, has_apostrophe = first == '\'';
    for (size_t i = 1; i < word.len; i++) { /* words are short: a call would take longer */
        same &= word.data[i] == form.data[i];
        has_apostrophe |= form.data[i] == '\'';
    }
    return same && !has_apostrophe;
}

/* A small word mostly is its own form, and then nothing is to be compared. */
static bool is_its_own_form(str form, unsigned cases, str word, size_t readable)
{
    return word.data == form.data && word.len == form.len && word.len <= FORM_READABLE && readable >= FORM_READABLE &&
           !(cases & (TOKEN_ALL_CAPITALS | TOKEN_CAPITAL)) && !has_apostrophe(word.data, word.len);
}

static bool is_guessed(const guessing *g, str form, unsigned cases, str word)
{
    if (is_written_plainly(form, cases, word))
        return true;
    char guess[3 * LIMIT_WORD_BYTES];
    return str_equal_words((str){guess, guess_word(g, form, cases, guess)}, word);
}

static void put_wrong_word(encoding *e, size_t length)
{
    for (; e->right_words >= RUN_ON; e->right_words -= RUN_ON)
        buf_put_byte(&e->words, RUN_ON);
    buf_put_byte(&e->words, (unsigned char)e->right_words);
    buf_put_varint(&e->words, length);
    e->right_words = 0;
}

static void put_word(encoding *e, str form, unsigned cases, str word)
{
    if (is_guessed(&e->g, form, cases, word)) {
        e->right_words++;
        return;
    }
    e->g.typographic = !e->g.typographic;
    if (is_guessed(&e->g, form, cases, word)) {
        put_wrong_word(e, 0);
        return;
    }
    e->g.typographic = !e->g.typographic;
    put_wrong_word(e, word.len);
    buf_put_str(&e->letters, word);
}

static void put_part(buf *part, buf *out)
{
    buf_put_varint(out, part->len);
    buf_put_str(out, buf_str(part));
    buf_release(part);
}

void text_rest_encode(const text_words *w, const text_place *places, str body, buf *out)
{
    uint32_t count = w->record->token_count - w->record->title_tokens;
    const uint8_t *cases = w->record->cases + w->record->title_tokens;
    encoding e = {.g = usual};
    uint8_t *kinds = kinds_of(w, count);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        assert(places[i].start >= at && places[i].end > places[i].start && places[i].end <= body.len);
        put_gap(&e, &e.g.gaps[kinds[i]], str_slice(body, at, places[i].start));
        str word = str_slice(body, places[i].start, places[i].end);
        if (is_its_own_form(w->forms[i], cases[i], word, body.len - places[i].start))
            e.right_words++;
        else
            put_word(&e, w->forms[i], cases[i], word);
        at = places[i].end;
    }
    put_gap(&e, &e.g.gaps[kinds[count]], str_slice(body, at, body.len));
    free(kinds);
    put_part(&e.gaps, out);
    put_part(&e.words, out);
    put_part(&e.lengths, out);
    buf_put_str(out, buf_str(&e.letters));
    buf_release(&e.letters);
}

/* --- decoding --- */

typedef struct decoding {
    guessing g;
    byte_reader gaps, words, lengths, letters;
    uint64_t right_gaps, right_words; /* until the next wrong one */
    unsigned wrong_gap;               /* its number */
    char *to, *limit;
    bool are_readable; /* forms */
    bool bad;
} decoding;

/* Behind the last wrong one all are right. */
static void next_wrong_gap(decoding *d)
{
    d->right_gaps = 0;
    while (d->gaps.at < d->gaps.end && *d->gaps.at == GO_ON) {
        d->right_gaps += GO_ON >> 4;
        d->gaps.at++;
    }
    if (d->gaps.at == d->gaps.end) {
        d->bad |= d->right_gaps > 0;
        d->right_gaps = UINT64_MAX;
        return;
    }
    unsigned char c = read_byte(&d->gaps);
    d->right_gaps += c >> 4;
    d->wrong_gap = c & 15;
}

static void next_wrong_word(decoding *d)
{
    d->right_words = 0;
    while (d->words.at < d->words.end && *d->words.at == RUN_ON) {
        d->right_words += RUN_ON;
        d->words.at++;
    }
    if (d->words.at == d->words.end) {
        d->bad |= d->right_words > 0;
        d->right_words = UINT64_MAX;
        return;
    }
    d->right_words += read_byte(&d->words);
}

static void put_bytes(decoding *d, const char *bytes, size_t count)
{
    if ((size_t)(d->limit - d->to) < count) {
        d->bad = true;
        return;
    }
    copy_few(d->to, bytes, count);
    d->to += count;
}

static void put_letters(decoding *d, size_t count, str *out)
{
    *out = read_bytes(&d->letters, count);
    d->bad |= d->letters.bad;
    put_bytes(d, out->data, out->len);
}

static void take_wrong_gap(decoding *d, gap_list *l)
{
    if (d->wrong_gap == NEW) {
        str bytes;
        put_letters(d, (size_t)read_varint(&d->lengths), &bytes);
        gap_add(l, bytes);
    } else if (d->wrong_gap == 0 || d->wrong_gap >= l->count) {
        d->bad = true;
    } else {
        put_bytes(d, l->list[d->wrong_gap].bytes, l->list[d->wrong_gap].length);
        gap_met(l, d->wrong_gap);
    }
    next_wrong_gap(d);
}

static inline void take_gap(decoding *d, gap_list *l)
{
    if (d->right_gaps == 0) {
        take_wrong_gap(d, l);
        return;
    }
    d->right_gaps--;
    l->list[0].count++;
    if (d->limit - d->to < LONGEST_LISTED) {
        put_bytes(d, l->list[0].bytes, l->list[0].length);
        return;
    }
    memcpy(d->to, l->list[0].bytes, LONGEST_LISTED); /* what is too much is written over */
    d->to += l->list[0].length;
}

static void put_guess(decoding *d, str form, unsigned cases)
{
    char guess[3 * LIMIT_WORD_BYTES];
    if (form.len > LIMIT_WORD_BYTES)
        d->bad = true;
    else if ((size_t)(d->limit - d->to) >= sizeof guess)
        d->to += guess_word(&d->g, form, cases, d->to);
    else
        put_bytes(d, guess, guess_word(&d->g, form, cases, guess));
}

/* As guess_word has it in the ordinary case; false in any other. What is written behind it is written over. */
static inline bool put_plain_guess(decoding *d, str form, unsigned cases)
{
    if (!d->are_readable || form.len > FORM_READABLE || cases & TOKEN_ALL_CAPITALS || d->limit - d->to < FORM_READABLE ||
        (d->g.typographic && has_apostrophe(form.data, form.len)))
        return false;
    memcpy(d->to, form.data, FORM_READABLE);
    if (cases & TOKEN_CAPITAL && is_small(d->to[0]))
        d->to[0] = (char)(d->to[0] - 32);
    d->to += form.len;
    return true;
}

static void take_wrong_word(decoding *d, str form, unsigned cases)
{
    str as_written;
    size_t length = (size_t)read_varint(&d->words);
    d->bad |= d->words.bad;
    if (length > 0)
        put_letters(d, length, &as_written);
    else {
        d->g.typographic = !d->g.typographic;
        put_guess(d, form, cases);
    }
    next_wrong_word(d);
}

static inline void take_word(decoding *d, str form, unsigned cases)
{
    if (d->right_words == 0) {
        take_wrong_word(d, form, cases);
        return;
    }
    d->right_words--;
    if (!put_plain_guess(d, form, cases))
        put_guess(d, form, cases);
}

static byte_reader part_of(byte_reader *r)
{
    return byte_reader_of(read_bytes(r, (size_t)read_varint(r)));
}

static bool start(decoding *d, str rest)
{
    byte_reader r = byte_reader_of(rest);
    d->gaps = part_of(&r);
    d->words = part_of(&r);
    d->lengths = part_of(&r);
    d->letters = r;
    next_wrong_gap(d);
    next_wrong_word(d);
    return !r.bad && !d->bad;
}

static bool all_taken(const decoding *d)
{
    return d->to == d->limit && d->right_gaps >= UINT32_MAX && d->right_words >= UINT32_MAX && d->lengths.at == d->lengths.end &&
           d->letters.at == d->letters.end && !d->lengths.bad;
}

bool text_rest_decode(const text_words *w, str rest, char *to, size_t size, text_place *places)
{
    uint32_t count = w->record->token_count - w->record->title_tokens;
    const uint8_t *cases = w->record->cases + w->record->title_tokens;
    decoding d = {.g = usual, .to = to, .limit = to + size, .are_readable = w->are_readable};
    if (!start(&d, rest))
        return false;
    uint8_t *kinds = kinds_of(w, count);
    for (uint32_t i = 0; i < count && !d.bad; i++) {
        take_gap(&d, &d.g.gaps[kinds[i]]);
        uint32_t from = (uint32_t)(d.to - to);
        take_word(&d, w->forms[i], cases[i]);
        if (places)
            places[i] = (text_place){from, (uint32_t)(d.to - to)};
    }
    take_gap(&d, &d.g.gaps[kinds[count]]);
    free(kinds);
    return !d.bad && all_taken(&d);
}
