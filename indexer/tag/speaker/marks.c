/* marks.c - which mark opens, which closes, and which is an apostrophe? */
#include "indexer/tag/speaker/marks.h"

typedef enum direction { EITHER, OPENS, CLOSES } direction;

typedef struct pairing {
    arena *a;
    scan *s;
    passages *out;
    size_t room;
    uint32_t open;     /* piece of the mark that is open now */
    uint32_t fallback; /* a possible end of ‘…’ that may as well be an apostrophe: "the workers' ..."; 0: none */
    bool in_double, in_single;
} pairing;

static bool is_double(const piece *p)
{
    return p->mark >= MARK_DOUBLE_OPEN && p->mark <= MARK_DOUBLE;
}

static bool is_single(const piece *p)
{
    return p->mark >= MARK_SINGLE_OPEN;
}

static bool gap_before(const piece *p)
{
    return p->flags & (PIECE_SPACE_BEFORE | PIECE_PARAGRAPH_START) || p[-1].kind == PIECE_END || p[-1].kind == PIECE_OPEN;
}

static bool gap_after(const piece *p)
{
    const piece *next = p + 1;
    switch ((piece_kind)next->kind) {
    case PIECE_END:
    case PIECE_COMMA:
    case PIECE_PERIOD:
    case PIECE_COLON:
    case PIECE_SEMICOLON:
    case PIECE_QUESTION:
    case PIECE_EXCLAMATION:
    case PIECE_CLOSE: return true;
    case PIECE_WORD:
    case PIECE_CLITIC:
    case PIECE_NUMBER:
    case PIECE_DASH:
    case PIECE_ELLIPSIS:
    case PIECE_OPEN:
    case PIECE_MARK:
    case PIECE_OTHER: break;
    }
    return next->flags & (PIECE_SPACE_BEFORE | PIECE_PARAGRAPH_START);
}

/* The room around a mark tells more than its shape: typesetters turn marks the wrong way. */
static direction direction_of(const piece *p)
{
    bool before = gap_before(p), after = gap_after(p);
    if (before && !after)
        return OPENS;
    if (after && !before)
        return CLOSES;
    if (p->mark == MARK_DOUBLE_OPEN || p->mark == MARK_SINGLE_OPEN)
        return OPENS;
    return p->mark == MARK_DOUBLE_CLOSE || p->mark == MARK_SINGLE_CLOSE ? CLOSES : EITHER;
}

static void add_passage(pairing *w, uint32_t close, bool closed)
{
    passages *out = w->out;
    if (out->count == w->room) {
        size_t more = w->room ? w->room * 2 : 32;
        out->items = arena_grow(w->a, out->items, w->room * sizeof(passage), more * sizeof(passage));
        w->room = more;
    }
    passage p = {.open = w->open, .close = close, .closed = closed, .single = w->in_single};
    uint32_t number = ++out->count;
    for (uint32_t i = w->open; i <= close; i++) {
        w->s->pieces[i].quote = number;
        p.words += w->s->pieces[i].kind == PIECE_WORD || w->s->pieces[i].kind == PIECE_NUMBER;
    }
    out->items[number - 1] = p;
    w->in_double = w->in_single = false;
    w->fallback = 0;
}

static bool is_measure(const piece *p)
{
    return p[-1].kind == PIECE_NUMBER && !gap_before(p); /* 6'2" */
}

static void see_double(pairing *w, uint32_t i)
{
    const piece *p = &w->s->pieces[i];
    direction d = direction_of(p);
    if (w->in_single) {
        if (w->out->single_style)
            return;
        w->in_single = false; /* it was an apostrophe after all */
    }
    if (!w->in_double) {
        if (d == CLOSES || (is_measure(p) && d != OPENS))
            return;
        w->open = i;
        w->in_double = true;
    } else if (d != OPENS) {
        add_passage(w, i, true);
    } else if (i > w->open + 1) { /* a second opening: the first was never closed */
        add_passage(w, i - 1, false);
        w->open = i;
        w->in_double = true;
    }
}

/* 'em, '90s, 'til: letters left out, no mark. */
static bool is_elision(const piece *next)
{
    static const char *const words[] = {"em", "til", "cause", "tis", "twas", "n", "bout", "cos", "round"};
    if (next->kind == PIECE_NUMBER)
        return next->end - next->start <= 3;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (next->key == piece_key(words[i]))
            return true;
    return false;
}

static bool opens_single(const piece *p)
{
    return p->mark != MARK_SINGLE_CLOSE && direction_of(p) == OPENS && !is_elision(p + 1);
}

static void see_single(pairing *w, uint32_t i)
{
    const piece *p = &w->s->pieces[i], *before = p - 1;
    if (w->in_double)
        return;
    if (opens_single(p)) {
        if (w->in_single && w->fallback)
            add_passage(w, w->fallback, true);
        w->open = i;
        w->in_single = true;
        w->fallback = 0;
        return;
    }
    if (!w->in_single || gap_before(p) || i == w->open + 1)
        return;
    bool after_word = before->kind == PIECE_WORD || before->kind == PIECE_CLITIC;
    bool plural = after_word && (w->s->text.data[before->end - 1] | 32) == 's' && (p + 1)->kind == PIECE_WORD;
    if (plural)
        w->fallback = i;
    else if (gap_after(p) || (p + 1)->kind == PIECE_DASH || (p + 1)->kind == PIECE_MARK)
        add_passage(w, i, true);
}

static void end_paragraph(pairing *w, uint32_t last)
{
    const piece *next = &w->s->pieces[last + 1];
    if (w->in_double) {
        bool straight = w->s->pieces[w->open].mark == MARK_DOUBLE;
        bool again = is_double(next) && !gap_after(next) && straight == (next->mark == MARK_DOUBLE);
        add_passage(w, last, false);
        w->out->items[w->out->count - 1].continues = again;
    } else if (w->in_single && w->fallback) {
        add_passage(w, w->fallback, true);
    } else if (w->in_single && w->out->single_style && is_single(next) && opens_single(next)) {
        add_passage(w, last, false);
        w->out->items[w->out->count - 1].continues = true;
    }
    w->in_double = w->in_single = false;
    w->fallback = 0;
}

static bool has_single_style(const scan *s)
{
    uint32_t doubles = 0, singles = 0;
    bool single_first = false;
    for (uint32_t i = 0; i < s->mark_count; i++) {
        const piece *p = &s->pieces[s->marks[i]];
        doubles += is_double(p);
        singles += is_single(p) && opens_single(p);
        single_first |= singles > 0 && doubles == 0;
    }
    return singles * 2 > doubles || (singles * 2 == doubles && single_first);
}

static void join_paragraphs(passages *out)
{
    for (uint32_t i = 0; i < out->count; i++) {
        bool joined = i > 0 && out->items[i - 1].continues;
        out->items[i].whole_open = joined ? out->items[i - 1].whole_open : out->items[i].open;
    }
    for (uint32_t i = out->count; i-- > 0;) {
        bool joined = out->items[i].continues && i + 1 < out->count;
        out->items[i].whole_close = joined ? out->items[i + 1].whole_close : out->items[i].close;
    }
}

/* Ends the paragraphs that precede this piece; `sentence` is the first that has not been passed. */
static void end_paragraphs(pairing *w, uint32_t *sentence, uint32_t before)
{
    for (; *sentence < w->s->sentence_count && w->s->sentence_first[*sentence] <= before; (*sentence)++) {
        uint32_t first = w->s->sentence_first[*sentence];
        if (first > 0 && w->s->pieces[first].flags & PIECE_PARAGRAPH_START)
            end_paragraph(w, first - 1);
    }
}

void find_passages(arena *a, scan *s, passages *out)
{
    *out = (passages){.single_style = has_single_style(s)};
    pairing w = {.a = a, .s = s, .out = out};
    uint32_t sentence = 0;
    for (uint32_t i = 0; i < s->mark_count; i++) {
        end_paragraphs(&w, &sentence, s->marks[i]);
        if (is_double(&s->pieces[s->marks[i]]))
            see_double(&w, s->marks[i]);
        else
            see_single(&w, s->marks[i]);
    }
    end_paragraphs(&w, &sentence, s->count);
    if (s->count)
        end_paragraph(&w, s->count - 1);
    join_paragraphs(out);
}
