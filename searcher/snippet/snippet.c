/* snippet.c - which sentences of an article show the match? */
#include "searcher/snippet/snippet.h"

#include "text/utf8.h"

#include <stdlib.h>

/* A sentence longer than this is cut: what calls itself one and is a page long is a table or debris. */
enum { LONGEST_SENTENCE = 700, MOST_SENTENCES = 50 };

/* --- writing text for people --- */

typedef struct shower {
    arena *a;
    buf out;
    size_t code_points;
    bool blank; /* one is due before the next character */
    VEC(quoth_span) matches;
} shower;

static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static void show_blank(shower *s)
{
    if (s->blank && s->out.len > 0) {
        buf_put_byte(&s->out, ' ');
        s->code_points++;
    }
    s->blank = false;
}

static void show(shower *s, str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        if (c == ' ' || is_invisible(c)) {
            s->blank = true;
            continue;
        }
        show_blank(s);
        buf_put(&s->out, text.data + start, at - start);
        s->code_points++;
    }
}

static void show_match(shower *s, str text)
{
    show_blank(s);
    quoth_span m = {.start = (uint32_t)s->out.len, .start_cp = (uint32_t)s->code_points};
    show(s, text);
    m.end = (uint32_t)s->out.len;
    m.end_cp = (uint32_t)s->code_points;
    if (m.end > m.start)
        vec_push(s->a, &s->matches, m);
}

static void finish(shower *s, shown_text *out)
{
    out->text = arena_copy(s->a, buf_str(&s->out));
    out->matches = s->matches.items;
    out->match_count = s->matches.count;
    buf_release(&s->out);
}

/* Most titles and names: printable ASCII, one blank between words. */
static bool is_clean(str text)
{
    unsigned char before = ' ';
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c > 0x7E || (c == ' ' && before == ' '))
            return false;
        before = c;
    }
    return before != ' ' || text.len == 0;
}

char *snippet_clean(arena *a, str text)
{
    if (is_clean(text))
        return arena_zero_terminated(a, text);
    shower s = {.a = a};
    shown_text shown;
    show(&s, text);
    finish(&s, &shown);
    return (char *)shown.text.data;
}

/* Bytes [start, end) of the text with the highlights (words from `first_token` on are this text's) that lie there. */
static void show_range(shower *s, const analysis *text, uint32_t first_token, const spans *highlights, size_t start, size_t end)
{
    size_t low = 0, high = highlights->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t word = highlights->items[middle].first;
        if (word < first_token || text->tokens[word - first_token].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < highlights->count; low++) {
        span h = highlights->items[low];
        if (h.end - first_token > text->token_count)
            break;
        size_t from = text->tokens[h.first - first_token].start, to = text->tokens[h.end - 1 - first_token].end;
        if (from >= end)
            break;
        to = to < end ? to : end;
        show(s, str_slice(text->text, start, from));
        show_match(s, str_slice(text->text, from, to));
        start = to;
    }
    show(s, str_slice(text->text, start, end));
}

/* --- choosing sentences --- */

typedef struct candidate {
    uint32_t sentence;
    uint32_t marks;
    uint32_t first_byte; /* of its matches */
    uint64_t nodes;      /* which parts of the query it shows, by a hash into 64 bits */
} candidate;

typedef VEC(candidate) candidate_list;

static unsigned bits(uint64_t x)
{
    return (unsigned)__builtin_popcountll(x);
}

static uint32_t sentence_at(const analysis *body, uint32_t word)
{
    uint32_t low = 0, high = body->sentence_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (body->sentences[middle].first_token <= word)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

static void add_match(candidate *c, const marked_span *m, uint32_t byte)
{
    c->marks++;
    c->nodes |= 1ull << (m->node & 63);
    c->first_byte = byte < c->first_byte ? byte : c->first_byte;
}

/* One candidate a sentence in which a reason begins, in no order. */
static candidate_list candidates_of(arena *a, const analysis *body, uint32_t title_tokens, const snippet_reasons *reasons)
{
    candidate_list list = {.items = ARENA_ARRAY(a, candidate, body->sentence_count + 1), .room = body->sentence_count + 1};
    uint32_t *known = ARENA_ARRAY(a, uint32_t, body->sentence_count + 1); /* index + 1 in the list */
    for (size_t kind = 0; kind < REASON_KINDS && body->sentence_count > 0; kind++)
        for (size_t i = 0; i < reasons->counts[kind]; i++) {
            const marked_span *m = &reasons->spans[kind][i];
            if (m->at.first < title_tokens)
                continue;
            uint32_t first = m->at.first - title_tokens, s = sentence_at(body, first);
            if (!known[s]) {
                list.items[list.count++] = (candidate){.sentence = s, .first_byte = UINT32_MAX};
                known[s] = (uint32_t)list.count;
            }
            add_match(&list.items[known[s] - 1], m, body->tokens[first].start);
        }
    return list;
}

/* New parts of the query count most, then how many matches, then how early. */
static bool is_better(const candidate *x, const candidate *y, uint64_t shown)
{
    unsigned new_x = bits(x->nodes & ~shown), new_y = bits(y->nodes & ~shown);
    if (new_x != new_y)
        return new_x > new_y;
    if (bits(x->nodes) != bits(y->nodes))
        return bits(x->nodes) > bits(y->nodes);
    uint32_t marks_x = x->marks < 4 ? x->marks : 4, marks_y = y->marks < 4 ? y->marks : 4;
    return marks_x != marks_y ? marks_x > marks_y : x->sentence < y->sentence;
}

static int by_sentence(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    return a->sentence < b->sentence ? -1 : a->sentence > b->sentence;
}

/* Moves the `wanted` best to the front, then orders those by the text. */
static size_t choose(candidate_list *list, size_t wanted)
{
    if (wanted >= list->count) {
        if (list->count > 1)
            qsort(list->items, list->count, sizeof *list->items, by_sentence);
        return list->count;
    }
    uint64_t shown = 0;
    size_t chosen = 0;
    for (; chosen < wanted && chosen < list->count; chosen++) {
        size_t best = chosen;
        for (size_t i = chosen + 1; i < list->count; i++)
            if (is_better(&list->items[i], &list->items[best], shown))
                best = i;
        candidate c = list->items[best];
        list->items[best] = list->items[chosen];
        list->items[chosen] = c;
        shown |= c.nodes;
    }
    for (size_t i = 1; i < chosen; i++)
        for (size_t j = i; j > 0 && list->items[j].sentence < list->items[j - 1].sentence; j--) {
            candidate c = list->items[j];
            list->items[j] = list->items[j - 1];
            list->items[j - 1] = c;
        }
    return chosen;
}

/* The part of a sentence that is shown: all of it, or LONGEST_SENTENCE bytes around its first match, at word boundaries. */
static void show_sentence(shower *s, const analysis *body, uint32_t title_tokens, const spans *highlights, const candidate *c)
{
    const sentence *z = &body->sentences[c->sentence];
    size_t start = z->start, end = z->end;
    if (end - start > LONGEST_SENTENCE && z->token_count > 0) {
        uint32_t from = z->first_token, to = z->first_token + z->token_count;
        size_t focus = c->first_byte == UINT32_MAX ? start : c->first_byte;
        while (from + 1 < to && body->tokens[from].start + LONGEST_SENTENCE / 3 < focus)
            from++;
        start = from == z->first_token ? z->start : body->tokens[from].start;
        while (to > from + 1 && body->tokens[to - 1].end > start + LONGEST_SENTENCE)
            to--;
        end = to == z->first_token + z->token_count ? z->end : body->tokens[to - 1].end;
        if (end - start > 2 * LONGEST_SENTENCE)
            end = body->tokens[to - 1].end;
    }
    if (start > z->start)
        show(s, STR("… "));
    show_range(s, body, title_tokens, highlights, start, end);
    if (end < z->end)
        show(s, STR(" …"));
}

/* Of the chosen ones from here on, which are in order, that of this sentence; else one without a match. */
static candidate chosen_at(const candidate *chosen, const candidate *end, uint32_t number)
{
    while (chosen < end && chosen->sentence < number)
        chosen++;
    return chosen < end && chosen->sentence == number ? *chosen : (candidate){.sentence = number, .first_byte = UINT32_MAX};
}

/* A chosen sentence and those around it; *next is the first not shown yet. */
static void show_with_context(shower *s, const analysis *body, uint32_t title_tokens, const spans *highlights,
                              const candidate *chosen, const candidate *end, unsigned context, uint32_t *next)
{
    uint32_t last = body->sentence_count - 1;
    uint32_t from = chosen->sentence > context ? chosen->sentence - context : 0;
    uint32_t to = last - chosen->sentence > context ? chosen->sentence + context : last;
    if (s->out.len > 0 && from > *next)
        show(s, STR(" … "));
    for (uint32_t i = from > *next ? from : *next; i <= to; i++) {
        candidate c = chosen_at(chosen, end, i);
        show(s, STR(" "));
        show_sentence(s, body, title_tokens, highlights, &c);
    }
    *next = to + 1 > *next ? to + 1 : *next;
}

void snippet_body(arena *a, const analysis *body, uint32_t title_tokens, const spans *highlights, const snippet_reasons *reasons,
                  snippet_size size, shown_text *out)
{
    shower s = {.a = a};
    uint32_t next = 0;
    candidate_list list = candidates_of(a, body, title_tokens, reasons);
    bool all = size.sentences == QUOTH_ALL_SENTENCES || size.sentences < MOST_SENTENCES;
    size_t chosen = choose(&list, all ? size.sentences : MOST_SENTENCES);
    if (chosen == 0 && body->sentence_count > 0) {
        vec_push(a, &list, (candidate){.first_byte = UINT32_MAX});
        chosen = 1;
    }
    for (size_t i = 0; i < chosen; i++)
        show_with_context(&s, body, title_tokens, highlights, &list.items[i], list.items + chosen, size.context, &next);
    finish(&s, out);
    out->from_byte = 0;
    if (chosen > 0)
        out->from_byte =
            list.items[0].first_byte != UINT32_MAX ? list.items[0].first_byte : body->sentences[list.items[0].sentence].start;
}

/* The last sentence that begins before or at this byte; 0 where none does. */
static uint32_t sentence_of_byte(const analysis *text, uint32_t byte)
{
    uint32_t low = 0, high = text->sentence_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->sentences[middle].start <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

char *snippet_before(arena *a, const analysis *text, uint32_t start_byte, unsigned count)
{
    uint32_t own = sentence_of_byte(text, start_byte), from = own > count ? own - count : 0;
    return snippet_clean(a, text->sentence_count ? str_slice(text->text, text->sentences[from].start, start_byte) : STR(""));
}

char *snippet_after(arena *a, const analysis *text, uint32_t end_byte, unsigned count)
{
    uint32_t own = sentence_of_byte(text, end_byte ? end_byte - 1 : 0);
    uint32_t to = text->sentence_count - own > count ? own + count : text->sentence_count - 1;
    return snippet_clean(a, text->sentence_count ? str_slice(text->text, end_byte, text->sentences[to].end) : STR(""));
}

void snippet_title(arena *a, const analysis *title, const spans *highlights, shown_text *out)
{
    shower s = {.a = a};
    spans mine = *highlights;
    while (mine.count > 0 && mine.items[mine.count - 1].end > title->token_count)
        mine.count--;
    show_range(&s, title, 0, &mine, 0, title->text.len);
    finish(&s, out);
}

/* --- passages --- */

uint32_t snippet_sentence_of(const analysis *text, uint32_t word)
{
    return text->sentence_count ? sentence_at(text, word) : 0;
}

/* Words around a mark, within its sentences. */
static span around(const analysis *text, span mark)
{
    enum { WORDS_AROUND = 8 };
    const sentence *first = &text->sentences[snippet_sentence_of(text, mark.first)];
    const sentence *last = &text->sentences[snippet_sentence_of(text, mark.end - 1)];
    uint32_t from = first->first_token, to = last->first_token + last->token_count;
    return (span){mark.first - from > WORDS_AROUND ? mark.first - WORDS_AROUND : from,
                  to - mark.end > WORDS_AROUND ? mark.end + WORDS_AROUND : to};
}

/* A sentence begins and ends with its punctuation, a piece of one with its words. */
static void show_words(shower *s, const analysis *text, uint32_t first_token, const spans *marks, span words)
{
    const sentence *first = &text->sentences[snippet_sentence_of(text, words.first)];
    const sentence *last = &text->sentences[snippet_sentence_of(text, words.end - 1)];
    bool begins = words.first == first->first_token, ends = words.end == last->first_token + last->token_count;
    if (!begins)
        show(s, STR("… "));
    show_range(s, text, first_token, marks, begins ? first->start : text->tokens[words.first].start,
               ends ? last->end : text->tokens[words.end - 1].end);
    if (!ends)
        show(s, STR(" …"));
}

void snippet_passage(arena *a, const analysis *text, uint32_t first_token, const spans *marks, shown_text *out)
{
    shower s = {.a = a};
    span words = {0, 0};
    for (size_t i = 0; i < marks->count && text->sentence_count > 0; i++) {
        span mark = {marks->items[i].first - first_token, marks->items[i].end - first_token};
        span next = around(text, mark);
        if (words.end > 0 && next.first <= words.end) {
            words.end = next.end > words.end ? next.end : words.end;
            continue;
        }
        if (words.end > 0) {
            show_words(&s, text, first_token, marks, words);
            show(&s, STR(" "));
        }
        words = next;
    }
    if (words.end > 0)
        show_words(&s, text, first_token, marks, words);
    finish(&s, out);
}
