/* scan.c - where do words, punctuation, sentences and paragraphs begin and end? */
#include "indexer/tag/speaker/scan.h"

#include "indexer/tag/speaker/boilerplate.h"
#include "indexer/tag/vocabulary.h"
#include "text/analysis.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { GUARD = SCAN_GUARD, MOST_LINES_SEEN = 200, WORDS_WAITING = 16 };

/* A word that was read and is on its way from the word book: the next ones are read meanwhile. */
typedef struct waiting_word {
    uint64_t key, tail_key; /* tail_key: of what follows its last hyphen, if `hyphen` */
    uint32_t piece;
    bool number, hyphen;
} waiting_word;

typedef struct scanner {
    arena *a;
    scan *out;
    const lexeme *words;
    str text;
    const token *next, *last; /* the first token that is not passed yet, and the one behind the last */
    size_t at;
    size_t room;
    bool wrapped;    /* lines end where a column did */
    uint8_t pending; /* flags for the next piece */
    waiting_word waiting[WORDS_WAITING];
    uint32_t waiting_count; /* ever; the newest WORDS_WAITING of them are waiting */
} scanner;

static bool is_letter_or_digit(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static unsigned char byte_at(const scanner *s, size_t at)
{
    return at < s->text.len ? (unsigned char)s->text.data[at] : 0;
}

static piece *push(scanner *s, piece_kind kind, size_t start, size_t end)
{
    scan *out = s->out;
    if (out->count + 2 * GUARD >= s->room) {
        size_t more = s->room * 2;
        out->pieces = arena_grow(s->a, out->pieces - GUARD, s->room * sizeof(piece), more * sizeof(piece));
        out->pieces += GUARD;
        s->room = more;
    }
    piece *p = &out->pieces[out->count++];
    *p = (piece){.start = (uint32_t)start, .end = (uint32_t)end, .kind = (uint8_t)kind, .flags = s->pending};
    s->pending = 0;
    return p;
}

/* Code points beyond ASCII that are not letters. */
typedef struct special {
    uint32_t code_point;
    piece_kind kind;
    mark_shape mark;
} special;

static const special specials[] = {
    {0x201C, PIECE_MARK, MARK_DOUBLE_OPEN}, {0x201D, PIECE_MARK, MARK_DOUBLE_CLOSE}, {0x201E, PIECE_MARK, MARK_DOUBLE_OPEN},
    {0x201F, PIECE_MARK, MARK_DOUBLE},      {0x00AB, PIECE_MARK, MARK_DOUBLE},       {0x00BB, PIECE_MARK, MARK_DOUBLE},
    {0x2018, PIECE_MARK, MARK_SINGLE_OPEN}, {0x2019, PIECE_MARK, MARK_SINGLE_CLOSE}, {0x201A, PIECE_MARK, MARK_SINGLE_OPEN},
    {0x201B, PIECE_MARK, MARK_SINGLE},      {0x2039, PIECE_MARK, MARK_SINGLE},       {0x203A, PIECE_MARK, MARK_SINGLE},
    {0x300C, PIECE_MARK, MARK_DOUBLE_OPEN}, {0x300D, PIECE_MARK, MARK_DOUBLE_CLOSE}, {0x2013, PIECE_DASH, MARK_NONE},
    {0x2014, PIECE_DASH, MARK_NONE},        {0x2015, PIECE_DASH, MARK_NONE},         {0x2012, PIECE_DASH, MARK_NONE},
    {0x2026, PIECE_ELLIPSIS, MARK_NONE},    {0xFF02, PIECE_MARK, MARK_DOUBLE},       {0x2022, PIECE_OTHER, MARK_NONE},
};

static const special *special_of(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i].code_point == code_point)
            return &specials[i];
    return NULL;
}

/* Spaces, and what is drawn as nothing: zero-width marks stand beside quotation marks in text from the web. */
static bool is_blank(uint32_t c)
{
    return c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static bool is_symbol(uint32_t c)
{
    return (c >= 0xA1 && c < 0xC0 && c != 0xAA && c != 0xBA && c != 0xB5) || c == 0xD7 || c == 0xF7 ||
           (c >= 0x2010 && c < 0x2070) || (c >= 0x20A0 && c < 0x20D0) || (c >= 0x2190 && c < 0x2C00) ||
           (c >= 0x3001 && c < 0x3021) || c == 0xFFFD || c >= 0x1F000;
}

/* An apostrophe at `at`: its length in bytes, or 0. */
static size_t apostrophe(const scanner *s, size_t at)
{
    if (byte_at(s, at) == '\'')
        return 1;
    if (byte_at(s, at) == 0xE2 && byte_at(s, at + 1) == 0x80 && (byte_at(s, at + 2) == 0x99 || byte_at(s, at + 2) == 0x98))
        return 3;
    return 0;
}

/* Bytes of the letter or digit at `at`, or 0. */
static size_t letter_len(const scanner *s, size_t at)
{
    unsigned char c = byte_at(s, at);
    if (c < 0x80)
        return is_letter_or_digit(c);
    size_t next = at;
    uint32_t code_point = utf8_next(s->text, &next);
    return special_of(code_point) || is_blank(code_point) || is_symbol(code_point) ? 0 : next - at;
}

/* "'s", "'ve", "'ll" with no letter after them: bytes, or 0. */
static size_t clitic_len(const scanner *s, size_t at)
{
    static const char *const endings[] = {"s", "ve", "re", "ll", "d", "m", "S"};
    size_t mark = apostrophe(s, at);
    for (size_t i = 0; mark && i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (at + mark + len <= s->text.len && memcmp(s->text.data + at + mark, endings[i], len) == 0 &&
            !letter_len(s, at + mark + len))
            return mark + len;
    }
    return 0;
}

/* Initials written together: "U.S.", "J.D.", "a.m." - from the first letter to the last full stop; 0 if it is none. */
static size_t dotted_len(const scanner *s, size_t at)
{
    size_t to = at;
    if (byte_at(s, at + 1) != '.')
        return 0;
    while (is_letter_or_digit(byte_at(s, to)) && !is_digit(byte_at(s, to)) && byte_at(s, to + 1) == '.')
        to += 2;
    return to - at >= 4 && !letter_len(s, to) ? to - at : 0;
}

static void look_up(const scanner *s, piece *p, uint64_t key)
{
    const lexeme *word = wordbook_find(s->words, key);
    p->key = (uint32_t)(key ^ (key >> 32));
    if (word->key == key) {
        p->bits = word->bits;
        p->lemma = word->lemma;
        p->form = word->form;
    }
}

static void take_waiting(const scanner *s, const waiting_word *w)
{
    piece *p = &s->out->pieces[w->piece];
    if (!w->number)
        look_up(s, p, w->key);
    if (w->hyphen && !p->bits) { /* "co-founder", "then-president" */
        uint32_t key = p->key;
        look_up(s, p, w->tail_key);
        p->key = key;
        p->lemma = 0;
        p->bits &= ~(uint32_t)(WORD_CUE | WORD_SAY | WORD_NOUN_CUE);
    }
}

static void look_up_later(scanner *s, waiting_word w)
{
    waiting_word *slot = &s->waiting[s->waiting_count % WORDS_WAITING];
    if (s->waiting_count >= WORDS_WAITING)
        take_waiting(s, slot);
    wordbook_prefetch(s->words, w.key);
    *slot = w;
    s->waiting_count++;
}

static void take_all_waiting(const scanner *s)
{
    for (uint32_t i = 0; i < WORDS_WAITING && i < s->waiting_count; i++)
        take_waiting(s, &s->waiting[i]);
}

/* Reads on from the first byte of a word; the key of its folded form and of what follows its last hyphen. */
typedef struct word_reading {
    size_t end;
    uint64_t key, tail_key;
    unsigned letters, capitals;
    bool foreign, hyphen;
} word_reading;

/* Letters and digits in lower case; 0 for all other bytes. */
#define LETTER(lower, upper) [lower] = (lower), [upper] = (lower)
static const uint8_t lower_case[256] = {
    LETTER('a', 'A'), LETTER('b', 'B'), LETTER('c', 'C'), LETTER('d', 'D'), LETTER('e', 'E'), LETTER('f', 'F'),
    LETTER('g', 'G'), LETTER('h', 'H'), LETTER('i', 'I'), LETTER('j', 'J'), LETTER('k', 'K'), LETTER('l', 'L'),
    LETTER('m', 'M'), LETTER('n', 'N'), LETTER('o', 'O'), LETTER('p', 'P'), LETTER('q', 'Q'), LETTER('r', 'R'),
    LETTER('s', 'S'), LETTER('t', 'T'), LETTER('u', 'U'), LETTER('v', 'V'), LETTER('w', 'W'), LETTER('x', 'X'),
    LETTER('y', 'Y'), LETTER('z', 'Z'), ['0'] = '0',      ['1'] = '1',      ['2'] = '2',      ['3'] = '3',
    ['4'] = '4',      ['5'] = '5',      ['6'] = '6',      ['7'] = '7',      ['8'] = '8',      ['9'] = '9'};
#undef LETTER

/* The plain letters and digits a word begins with: mostly all of it. */
static word_reading read_plain(const scanner *s, size_t at)
{
    word_reading w = {.key = WORDBOOK_KEY_START};
    const unsigned char *from = (const unsigned char *)s->text.data + at,
                        *stop = (const unsigned char *)s->text.data + s->text.len;
    const unsigned char *to = from;
    for (uint8_t c; to < stop && (c = lower_case[*to]); to++) {
        w.key = wordbook_key_add(w.key, c);
        w.capitals += c != *to;
    }
    w.letters = (unsigned)(to - from);
    w.end = at + w.letters;
    w.tail_key = w.key;
    return w;
}

static word_reading read_word(const scanner *s, size_t at)
{
    word_reading w = read_plain(s, at);
    for (;;) {
        unsigned char c = byte_at(s, w.end);
        if (c <= ' ')
            return w;
        size_t len = letter_len(s, w.end), mark;
        if (len > 1) {
            w.foreign = true;
            w.letters++;
        } else if (len) {
            w.letters++;
            w.capitals += is_upper(c);
            c = is_upper(c) ? c + 32 : c;
            w.key = wordbook_key_add(w.key, c);
            w.tail_key = wordbook_key_add(w.tail_key, c);
        } else if (c == '-' && letter_len(s, w.end + 1)) {
            w.hyphen = true;
            w.key = wordbook_key_add(w.key, c);
            w.tail_key = WORDBOOK_KEY_START;
            len = 1;
        } else if ((mark = apostrophe(s, w.end)) && letter_len(s, w.end + mark) && !clitic_len(s, w.end)) {
            w.key = wordbook_key_add(w.key, '\'');
            w.tail_key = wordbook_key_add(w.tail_key, '\'');
            len = mark;
        } else if ((c == '.' || c == ',') && is_digit(byte_at(s, w.end + 1)) && w.end > at && is_digit(byte_at(s, w.end - 1))) {
            len = 1;
        } else
            return w;
        w.end += len;
    }
}

/* "déclaré" is not "declare". */
static void look_up_accented(const scanner *s, piece *p, uint64_t key)
{
    const lexeme *accented = wordbook_find(s->words, wordbook_key_add(key, WORDBOOK_ACCENTED));
    look_up(s, p, key);
    if (accented->key == wordbook_key_add(key, WORDBOOK_ACCENTED)) {
        p->bits = accented->bits;
        p->lemma = accented->lemma;
        p->form = accented->form;
    }
}

static void look_up_foreign(scanner *s, piece *p)
{
    str form = fold(s->a, piece_text(s->out, p));
    uint64_t key = WORDBOOK_KEY_START;
    for (size_t i = 0; i < form.len; i++)
        key = wordbook_key_add(key, (unsigned char)form.data[i]);
    look_up_accented(s, p, key);
    if (form.len && (unsigned char)s->text.data[p->start] >= 0x80 &&
        !(form.len <= p->end - p->start && memcmp(form.data, s->text.data + p->start, form.len) == 0))
        p->flags |= PIECE_CAPITAL; /* an accented first letter; a small one counts as capital too: names are what matters */
}

/* The token that begins here, if the word is just that, and known. */
static const token *plain_token(scanner *s)
{
    while (s->next < s->last && s->next->start < s->at)
        s->next++;
    const token *t = s->next;
    if (t == s->last || t->start != s->at || !t->known || !t->known->is_plain || t->flags & TOKEN_BEYOND_ASCII)
        return NULL;
    unsigned char behind = byte_at(s, t->end);
    bool ends = behind <= ' ' || (behind < 0x80 && behind != '-' && behind != '\'' && !(behind == '.' && t->form_len == 1));
    return ends && !lower_case[behind] ? t : NULL;
}

static void take_token(scanner *s, const token *t)
{
    const known_word *w = t->known;
    piece *p = push(s, PIECE_WORD, t->start, t->end);
    p->bits = w->bits;
    p->key = w->key;
    p->lemma = w->lemma;
    p->form = w->verb;
    p->flags |= PIECE_PLAIN;
    if (t->flags & TOKEN_CAPITAL)
        p->flags |= t->flags & TOKEN_ALL_CAPITALS ? PIECE_CAPITAL | PIECE_ALL_CAPITALS : PIECE_CAPITAL;
    else if (t->form == s->text.data + t->start) { /* no capital in it: it is its own form */
        p->flags |= w->is_silent ? PIECE_SILENT : 0;
        p->symbol = w->symbol;
    }
    s->at = t->end;
}

static void take_word(scanner *s)
{
    const token *plain = plain_token(s);
    if (plain) {
        take_token(s, plain);
        return;
    }
    size_t dotted = dotted_len(s, s->at);
    if (dotted) {
        piece *p = push(s, PIECE_WORD, s->at, s->at + dotted);
        p->bits = WORD_ABBREVIATION;
        p->flags |= is_upper(byte_at(s, s->at)) ? PIECE_CAPITAL | PIECE_ALL_CAPITALS : 0;
        for (size_t i = 0; i < dotted; i++)
            p->key = (p->key ^ (byte_at(s, s->at + i) | 32)) * 16777619u;
        s->at += dotted;
        return;
    }
    word_reading w = read_word(s, s->at);
    bool number = is_digit(byte_at(s, s->at));
    piece *p = push(s, number ? PIECE_NUMBER : PIECE_WORD, s->at, w.end);
    p->flags |= is_upper(byte_at(s, s->at)) ? PIECE_CAPITAL : 0;
    p->flags |= w.letters >= 2 && w.capitals == w.letters ? PIECE_ALL_CAPITALS : 0;
    if (w.foreign)
        look_up_foreign(s, p);
    else if (!number || w.hyphen)
        look_up_later(s, (waiting_word){w.key, w.tail_key, s->out->count - 1, number, w.hyphen});
    s->at = w.end;
    size_t clitic = byte_at(s, s->at) > ' ' ? clitic_len(s, s->at) : 0;
    if (clitic) {
        piece *c = push(s, PIECE_CLITIC, s->at, s->at + clitic);
        c->key = byte_at(s, s->at + clitic - 1) | 32;
        s->at += clitic;
    }
}

/* Lines that end amid a sentence and go on with a small letter. */
static bool is_wrapped(str text)
{
    unsigned amid = 0, lines = 0;
    if (text.len < 3)
        return false;
    const char *end = text.data + text.len;
    for (const char *at = text.data + 1; at + 1 < end && lines < MOST_LINES_SEEN; at++) {
        at = memchr(at, '\n', (size_t)(end - 1 - at));
        if (!at)
            break;
        lines++;
        char before = at[-1], after = at[1];
        amid += after >= 'a' && after <= 'z' && (before == ',' || (before >= 'a' && before <= 'z'));
    }
    return amid >= 2 && amid * 8 > lines;
}

/* In wrapped text an empty line or an indent begins a paragraph, elsewhere every line does. */
static bool line_breaks_paragraph(const scanner *s, size_t newline, size_t next, unsigned newlines)
{
    return !s->wrapped || newlines > 1 || next - newline > 2;
}

static void take_space(scanner *s)
{
    size_t first_newline = SIZE_MAX;
    unsigned newlines = 0;
    if (byte_at(s, s->at) == ' ' && byte_at(s, s->at + 1) > ' ') { /* nearly always */
        s->pending |= PIECE_SPACE_BEFORE;
        s->at++;
        return;
    }
    for (; s->at < s->text.len; s->at++) {
        unsigned char c = byte_at(s, s->at);
        if (c == '\n') {
            newlines++;
            if (first_newline == SIZE_MAX)
                first_newline = s->at;
        } else if (c > ' ')
            break;
    }
    s->pending |= PIECE_SPACE_BEFORE;
    if (!newlines)
        return;
    s->pending |= PIECE_LINE_START;
    if (line_breaks_paragraph(s, first_newline, newlines > 1 ? first_newline : s->at, newlines))
        s->pending |= PIECE_PARAGRAPH_START;
}

static void push_mark(scanner *s, mark_shape shape, size_t len)
{
    push(s, PIECE_MARK, s->at, s->at + len)->mark = (uint8_t)shape;
    s->at += len;
}

static void take_ascii_punctuation(scanner *s)
{
    static const uint8_t kinds[128] = {
        [','] = PIECE_COMMA,       [':'] = PIECE_COLON,  [';'] = PIECE_SEMICOLON, ['?'] = PIECE_QUESTION,
        ['!'] = PIECE_EXCLAMATION, ['('] = PIECE_OPEN,   ['['] = PIECE_OPEN,      [')'] = PIECE_CLOSE,
        [']'] = PIECE_CLOSE,       ['.'] = PIECE_PERIOD, ['-'] = PIECE_DASH};
    unsigned char c = byte_at(s, s->at), next = byte_at(s, s->at + 1);
    size_t run = 1;
    if (c == '"')
        push_mark(s, MARK_DOUBLE, 1);
    else if ((c == '\'' || c == '`') && next == c)
        push_mark(s, c == '`' ? MARK_DOUBLE_OPEN : MARK_DOUBLE, 2);
    else if (c == '\'' || c == '`')
        push_mark(s, c == '`' ? MARK_SINGLE_OPEN : MARK_SINGLE, 1);
    else {
        while ((c == '.' || c == '-') && byte_at(s, s->at + run) == c)
            run++;
        piece_kind kind = c == '.' && run > 1 ? PIECE_ELLIPSIS : kinds[c] ? (piece_kind)kinds[c] : PIECE_OTHER;
        push(s, kind, s->at, s->at + run);
        s->at += run;
    }
}

static void take_beyond_ascii(scanner *s)
{
    size_t next = s->at;
    uint32_t code_point = utf8_next(s->text, &next);
    const special *known = special_of(code_point);
    if (is_blank(code_point)) {
        if (code_point == 0xA0 || code_point >= 0x3000 || code_point < 0x200B)
            s->pending |= PIECE_SPACE_BEFORE;
        s->at = next;
    } else if (known && known->kind == PIECE_MARK) {
        push_mark(s, known->mark, next - s->at);
    } else if (known || is_symbol(code_point)) {
        push(s, known ? known->kind : PIECE_OTHER, s->at, next);
        s->at = next;
    } else
        take_word(s);
}

static void take_piece(scanner *s)
{
    unsigned char c = byte_at(s, s->at);
    if (c <= ' ')
        take_space(s);
    else if (is_letter_or_digit(c))
        take_word(s);
    else if (c < 0x80)
        take_ascii_punctuation(s);
    else
        take_beyond_ascii(s);
}

/* Does the full stop at `p` end an abbreviation rather than a sentence? `next` is the first word or mark after it. */
static bool is_abbreviation(const scan *s, const piece *p, const piece *next)
{
    const piece *word = p - 1;
    if (word->kind != PIECE_WORD || word->end != p->start)
        return false;
    if (word->end - word->start == 1 && (word->flags & PIECE_CAPITAL))
        return true; /* an initial */
    if (!(word->bits & WORD_ABBREVIATION))
        return false;
    if (word->bits & NAME_HONORIFIC && next->kind == PIECE_WORD && !(next->flags & PIECE_PARAGRAPH_START))
        return true;
    (void)s;
    return !(next->flags & PIECE_CAPITAL) ||
           !(next->bits & (WORD_DETERMINER | WORD_SUBJECT | WORD_CONJUNCTION | WORD_SUBORDINATOR));
}

static const piece *past_closers(const piece *p)
{
    while (!(p->flags & (PIECE_SPACE_BEFORE | PIECE_PARAGRAPH_START)) && (p->kind == PIECE_MARK || p->kind == PIECE_CLOSE))
        p++;
    return p;
}

/* `"Is it?" Ms Smith asked`: a name and a verb of saying right after the mark go on with the sentence. */
static bool goes_on_with_cue(const piece *p)
{
    for (int i = 0; i < 5 && p->kind == PIECE_WORD; i++, p++) {
        if (p->bits & WORD_SAY)
            return i > 0 || !(p->flags & PIECE_CAPITAL);
        if (!(p->flags & PIECE_CAPITAL) && !(p->bits & (NAME_ROLE | WORD_DETERMINER)))
            return false;
    }
    return false;
}

/* The piece that begins a new sentence because of the stop at `p`, or NULL. */
static const piece *sentence_after(const scan *s, const piece *p)
{
    if (p->kind == PIECE_WORD) { /* "U.S." holds its own full stop */
        if (!(p->bits & WORD_ABBREVIATION) || s->text.data[p->end - 1] != '.')
            return NULL;
        const piece *next = past_closers(p + 1);
        bool starts = (next->flags & PIECE_CAPITAL) && (next->flags & PIECE_SPACE_BEFORE) &&
                      (next->bits & (WORD_DETERMINER | WORD_SUBJECT | WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_PREPOSITION));
        return starts ? next : NULL;
    }
    if (p->kind != PIECE_PERIOD && p->kind != PIECE_QUESTION && p->kind != PIECE_EXCLAMATION && p->kind != PIECE_ELLIPSIS)
        return NULL;
    const piece *next = past_closers(p + 1);
    if (!(next->flags & PIECE_SPACE_BEFORE) && next->kind != PIECE_END)
        return NULL;
    bool starts = (next->flags & PIECE_CAPITAL) || next->kind == PIECE_NUMBER || next->kind == PIECE_MARK ||
                  next->kind == PIECE_OPEN || next->kind == PIECE_DASH || next->kind == PIECE_OTHER;
    if (!starts)
        return NULL;
    if (p->kind == PIECE_PERIOD && is_abbreviation(s, p, next))
        return NULL;
    if (next > p + 1 && p->kind != PIECE_PERIOD && goes_on_with_cue(next))
        return NULL;
    return next;
}

/* The marks are found in passing. */
static void number_sentences(arena *a, scan *s)
{
    VEC(uint32_t) firsts = {0}, marks = {0};
    const piece *start = s->pieces;
    uint32_t number = 0, paragraph = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        piece *p = &s->pieces[i];
        if (p->flags & PIECE_PARAGRAPH_START || i == 0) {
            paragraph += i > 0;
            start = p;
        }
        if (p == start) {
            p->flags |= PIECE_SENTENCE_START;
            number = (uint32_t)firsts.count;
            vec_push(a, &firsts, i);
        }
        if (p->kind == PIECE_MARK)
            vec_push(a, &marks, i);
        p->sentence = number;
        p->paragraph = paragraph;
        const piece *next = sentence_after(s, p);
        if (next)
            start = next;
    }
    s->sentence_count = (uint32_t)firsts.count;
    s->paragraph_count = paragraph + (s->count > 0);
    vec_push(a, &firsts, s->count);
    s->sentence_first = firsts.items;
    s->marks = marks.items;
    s->mark_count = (uint32_t)marks.count;
}

void scan_text(arena *a, const analysis *words, scan *out)
{
    const str text = words->text;
    *out = (scan){.text = text};
    scanner s = {.wrapped = is_wrapped(text),
                 .words = wordbook(),
                 .a = a,
                 .out = out,
                 .text = text,
                 .next = words->tokens,
                 .last = words->tokens + words->token_count,
                 .room = text.len / 5 + 64,
                 .pending = PIECE_PARAGRAPH_START};
    out->pieces = arena_alloc(a, s.room * sizeof(piece));
    memset(out->pieces, 0, GUARD * sizeof(piece));
    out->pieces += GUARD;
    while (s.at < text.len)
        take_piece(&s);
    take_all_waiting(&s);
    for (int i = 0; i < GUARD; i++)
        out->pieces[out->count + (uint32_t)i] = (piece){.start = (uint32_t)text.len, .end = (uint32_t)text.len};
    blank_boilerplate(out);
    number_sentences(a, out);
}

uint32_t piece_key(const char *word)
{
    uint64_t key = WORDBOOK_KEY_START;
    for (; *word; word++)
        key = wordbook_key_add(key, (unsigned char)*word);
    return (uint32_t)(key ^ (key >> 32));
}
