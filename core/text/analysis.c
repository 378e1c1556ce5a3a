/* analysis.c - a text's paragraphs, and in each its words and sentences */
#include "analysis.h"

#include "text/sentences.h"
#include "text/tokens.h"

enum { USUAL_WORD = 6 };   /* bytes with the space: room for so many words at first */
enum { SHORT_LINE = 100 }; /* bytes: two lines on average longer than a screen's are not one text that was wrapped */

/* How the lines of a text make paragraphs. */
typedef enum layout {
    BY_EMPTY_LINES, /* also: one paragraph */
    BY_INDENT,      /* a line that starts with white space starts one */
    BY_LINE
} layout;

typedef struct line {
    size_t start, end, next; /* without and behind its line end */
    bool empty, indented;
} line;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static line line_at(str text, size_t at)
{
    const char *end = memchr(text.data + at, '\n', text.len - at);
    line l = {.start = at, .end = end ? (size_t)(end - text.data) : text.len};
    l.next = end ? l.end + 1 : text.len;
    size_t first = at;
    while (first < l.end && is_blank(text.data[first]))
        first++;
    l.empty = first == l.end;
    l.indented = !l.empty && (first - at >= 2 || (first > at && text.data[at] == '\t'));
    return l;
}

static layout layout_of(str text)
{
    size_t lines = 0, indented = 0, sentences = 0;
    bool gap = false, first_is_indented = false;
    for (size_t at = 0; at < text.len;) {
        line l = line_at(text, at);
        at = l.next;
        if (l.empty) {
            gap = lines > 0;
            continue;
        }
        if (gap)
            return BY_EMPTY_LINES;
        if (lines++ == 0)
            first_is_indented = l.indented;
        indented += l.indented;
        sentences += ends_as_sentence(text, l.start, l.end);
    }
    if (indented > first_is_indented && indented < lines)
        return BY_INDENT;
    bool many = lines >= 3 || (lines == 2 && text.len >= 2 * SHORT_LINE);
    return many && sentences * 5 >= lines * 3 ? BY_LINE : BY_EMPTY_LINES;
}

static bool starts_paragraph(layout by, const line *l, bool after_empty)
{
    switch (by) {
    case BY_EMPTY_LINES: return after_empty;
    case BY_INDENT: return l->indented;
    case BY_LINE: return true;
    }
    return false;
}

/* The end of the paragraph that starts with the line at `start`; `*next` is where the one after it starts. */
static size_t paragraph_end(str text, size_t start, layout by, size_t *next)
{
    size_t end = start;
    bool after_empty = false;
    for (size_t at = start; at < text.len;) {
        line l = line_at(text, at);
        if (at > start && !l.empty && starts_paragraph(by, &l, after_empty)) {
            *next = at;
            return end;
        }
        after_empty = l.empty;
        if (!l.empty)
            end = l.end;
        at = l.next;
    }
    *next = text.len;
    return end;
}

void analyse(arena *a, str text, language lang, analysis *out)
{
    token_list words = {.a = a, .text = text, .lang = lang};
    words.tokens.room = text.len / USUAL_WORD + 8;
    words.tokens.items = arena_alloc(a, words.tokens.room * sizeof *words.tokens.items);
    sentence_list sentences = {0};
    uint32_t paragraphs = 0;
    layout by = layout_of(text);
    for (size_t at = 0, next; at < text.len; at = next) {
        uint32_t first = (uint32_t)words.tokens.count;
        size_t end = paragraph_end(text, at, by, &next);
        tokens_add(&words, at, end);
        sentences_add(&words, at, end, first, paragraphs, &sentences);
        paragraphs += words.tokens.count > first;
    }
    *out = (analysis){.text = text,
                      .tokens = words.tokens.items,
                      .compounds = words.compounds.items,
                      .sentences = sentences.items,
                      .token_count = (uint32_t)words.tokens.count,
                      .compound_count = (uint32_t)words.compounds.count,
                      .sentence_count = (uint32_t)sentences.count,
                      .paragraph_count = paragraphs};
}
