/* pdf_lines.c - which lines of a PDF are its text, and which repeat on its pages or are its headline? */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "indexer/source/document/pdf.h"
#include "text/utf8.h"

enum {
    MOST_LINES = 2000000,
    MOST_PAGES = 20000,
    LARGEST = 20000, /* tenths of a point: as large as a page may sensibly be */
    SIZES = 2000,
    /* A head stands at the same height on all pages but for this. */
    SAME_HEIGHT = 15
};

/* --- reading --- */

static int32_t number(str field)
{
    int64_t n = 0;
    if (!str_to_i64(field, &n) || n < -LARGEST || n > LARGEST)
        return 0;
    return (int32_t)n;
}

static void take_line(arena *a, str rest, pdf_document *d)
{
    int32_t n[6];
    for (size_t i = 0; i < 6; i++)
        n[i] = number(str_cut(&rest, '\t'));
    str text = str_trim(utf8_repair(a, rest));
    if (text.len == 0 || d->pages.count == 0 || d->lines.count == MOST_LINES)
        return;
    vec_push(a, &d->lines,
             (pdf_line){text, n[0], n[1], n[2], n[3], n[4] > 0 ? n[4] : 0, (uint32_t)d->pages.count, n[5] > 0, false});
    pdf_page *page = &d->pages.items[d->pages.count - 1];
    page->highest = page->end == page->first || n[3] < page->highest ? n[3] : page->highest;
    page->lowest = page->end == page->first || n[1] > page->lowest ? n[1] : page->lowest;
    page->end = d->lines.count;
}

static void take_page(arena *a, str rest, pdf_document *d)
{
    str_cut(&rest, '\t'); /* its number: they come in order */
    int32_t width = number(str_cut(&rest, '\t')), height = number(str_cut(&rest, '\t'));
    if (d->pages.count < MOST_PAGES)
        vec_push(a, &d->pages, (pdf_page){d->lines.count, d->lines.count, width, height, 0, 0});
}

static str *fact_named(pdf_document *d, char name)
{
    switch (name) {
    case 'T': return &d->title;
    case 'A': return &d->author;
    case 'C': return &d->created;
    case 'M': return &d->modified;
    case 'E': return &d->failure;
    default: return NULL;
    }
}

void pdf_read_lines(arena *a, str output, pdf_document *out)
{
    static const str empty = {"", 0};
    *out = (pdf_document){.title = empty, .author = empty, .created = empty, .modified = empty, .failure = empty};
    while (output.len > 0) {
        str line = str_cut(&output, '\n'), name = str_cut(&line, '\t');
        str *fact = name.len == 1 ? fact_named(out, name.data[0]) : NULL;
        if (fact)
            *fact = str_trim(utf8_repair(a, line));
        else if (str_equal(name, STR("P")))
            take_page(a, line, out);
        else if (str_equal(name, STR("L")))
            take_line(a, line, out);
    }
}

/* --- running heads and feet --- */

typedef enum zone { ZONE_TEXT, ZONE_TOP, ZONE_BOTTOM } zone;

static zone zone_of(const pdf_document *d, const pdf_line *l)
{
    int32_t height = d->pages.items[l->page - 1].height;
    return l->bottom < height / 8 ? ZONE_TOP : l->top > height - height / 8 ? ZONE_BOTTOM : ZONE_TEXT;
}

typedef struct edge_line {
    uint64_t key; /* of its words without figures, and its zone */
    size_t line;
    int32_t top;
    zone zone;
} edge_line;
typedef VEC(edge_line) edge_lines;

static uint64_t words_without_figures(str text, zone z)
{
    char kept[256];
    size_t len = 0;
    for (size_t i = 0; i < text.len && len < sizeof kept; i++)
        if ((text.data[i] < '0' || text.data[i] > '9') && text.data[i] != ' ')
            kept[len++] = text.data[i];
    return hash_bytes((str){kept, len}, z);
}

static int by_key_and_line(const void *x, const void *y)
{
    const edge_line *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* "17", "- 17 -", "xvii", "Page 3 of 9", "3 / 9" */
static bool is_page_number(str text)
{
    bool figure = false, roman = text.len < 8;
    if (text.len > 24)
        return false;
    if (str_equal_ascii_nocase(str_slice(text, 0, 5), STR("page ")))
        text = str_slice(text, 5, text.len);
    size_t of = str_find(text, STR(" of "));
    for (size_t i = 0; i < text.len; i++) {
        bool is_figure = text.data[i] >= '0' && text.data[i] <= '9';
        figure |= is_figure;
        roman &= strchr("ivxlcIVXLC", text.data[i]) != NULL;
        if (!is_figure && !strchr(" -/|.", text.data[i]) && (unsigned char)text.data[i] < 0x80 &&
            !(of != SIZE_MAX && i >= of && i < of + 4) && !strchr("ivxlcIVXLC", text.data[i]))
            return false;
        if (!is_figure && !roman && strchr("ivxlcIVXLC", text.data[i]))
            return false;
    }
    return figure || roman;
}

/* Nothing on its page stands further out. */
static bool is_outermost(const pdf_document *d, const edge_line *e)
{
    const pdf_line *l = &d->lines.items[e->line];
    const pdf_page *page = &d->pages.items[l->page - 1];
    return e->zone == ZONE_TOP ? page->highest >= l->top : page->lowest <= l->bottom;
}

/* Lines with the same words: on how many pages are they, and how large is the smallest? */
static size_t pages_with_it(const pdf_document *d, const edge_line *e, size_t count, int32_t *smallest)
{
    size_t pages = 0;
    *smallest = LARGEST;
    for (size_t i = 0; i < count; i++) {
        const pdf_line *l = &d->lines.items[e[i].line];
        pages += i == 0 || l->page != d->lines.items[e[i - 1].line].page;
        *smallest = l->size < *smallest ? l->size : *smallest;
    }
    return pages;
}

/* The headline itself stands, larger, on the first page of those whose heads repeat it. */
static void mark_repeated(pdf_document *d, const edge_line *e, size_t count)
{
    for (size_t start = 0, end; start < count; start = end) {
        int32_t smallest;
        for (end = start + 1; end < count && e[end].key == e[start].key; end++)
            ;
        size_t pages = pages_with_it(d, e + start, end - start, &smallest);
        bool repeated = pages >= 3 || (pages == 2 && d->pages.count <= 3);
        for (size_t i = start; i < end; i++) {
            pdf_line *l = &d->lines.items[e[i].line];
            if ((repeated && l->size * 5 <= smallest * 6) || (is_page_number(l->text) && is_outermost(d, &e[i])))
                l->is_out = true;
        }
    }
}

static int by_zone_and_top(const void *x, const void *y)
{
    const edge_line *a = x, *b = y;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    return a->top < b->top ? -1 : a->top > b->top;
}

/* A chapter of one page has a head of its own, at the height at which most pages have one that repeats. */
static void mark_same_height(pdf_document *d, const edge_line *e, size_t count)
{
    size_t first = 0, last = 0, out = 0; /* e[first, last) are near e[i]; `out` of them are out */
    bool *later = calloc(count + 1, 1);
    if (!later)
        memory_exhausted(count);
    for (size_t i = 0; i < count; i++) {
        for (; last < count && (e[last].zone < e[i].zone || (e[last].zone == e[i].zone && e[last].top <= e[i].top + SAME_HEIGHT));
             last++)
            out += d->lines.items[e[last].line].is_out;
        for (; e[first].zone != e[i].zone || e[first].top < e[i].top - SAME_HEIGHT; first++)
            out -= d->lines.items[e[first].line].is_out;
        later[i] = d->pages.count >= 4 && out * 2 >= d->pages.count;
    }
    for (size_t i = 0; i < count; i++)
        d->lines.items[e[i].line].is_out |= later[i];
    free(later);
}

void pdf_mark_furniture(arena *a, pdf_document *d)
{
    edge_lines edges = {0};
    for (size_t i = 0; i < d->lines.count; i++) {
        const pdf_line *l = &d->lines.items[i];
        zone z = zone_of(d, l);
        if (z != ZONE_TEXT)
            vec_push(a, &edges, (edge_line){words_without_figures(l->text, z), i, l->top, z});
    }
    if (edges.count == 0)
        return;
    qsort(edges.items, edges.count, sizeof *edges.items, by_key_and_line);
    mark_repeated(d, edges.items, edges.count);
    qsort(edges.items, edges.count, sizeof *edges.items, by_zone_and_top);
    mark_same_height(d, edges.items, edges.count);
}

/* --- the headline --- */

/* The size in which most of the text is set. */
static int32_t text_size(const pdf_document *d)
{

    size_t bytes[SIZES] = {0};
    int32_t best = 0;
    for (size_t i = 0; i < d->lines.count; i++)
        bytes[d->lines.items[i].size < SIZES ? d->lines.items[i].size : SIZES - 1] += d->lines.items[i].text.len;
    for (int32_t s = 1; s < SIZES; s++)
        best = bytes[s] > bytes[best] ? s : best;
    return best;
}

static bool may_be_headline(const pdf_document *d, const pdf_line *l)
{
    return !l->is_out && l->page == 1 && l->text.len > 1 && l->top < d->pages.items[0].height * 6 / 10;
}

/* The largest line, or a bold one at the top; SIZE_MAX where none stands out. */
static size_t headline_start(const pdf_document *d)
{
    int32_t usual = text_size(d);
    size_t best = SIZE_MAX, end = d->pages.items[0].end;
    for (size_t i = 0; i < end; i++)
        if (may_be_headline(d, &d->lines.items[i]) && (best == SIZE_MAX || d->lines.items[i].size > d->lines.items[best].size))
            best = i;
    if (best == SIZE_MAX || d->lines.items[best].size * 5 >= usual * 6)
        return best;
    const pdf_line *first = &d->lines.items[best];
    bool stands_out = first->is_bold && best + 1 < end && first->size >= usual && !str_ends_with(first->text, STR("."));
    return stands_out ? best : SIZE_MAX;
}

str pdf_headline(arena *a, pdf_document *d)
{
    enum { MOST_HEADLINE_LINES = 6, MOST_HEADLINE_BYTES = 300 };
    str title = STR("");
    size_t start = d->pages.count > 0 ? headline_start(d) : SIZE_MAX;
    if (start == SIZE_MAX)
        return title;
    const pdf_line *first = &d->lines.items[start];
    size_t end = start;
    for (; end < d->pages.items[0].end && end < start + MOST_HEADLINE_LINES && title.len < MOST_HEADLINE_BYTES; end++) {
        pdf_line *l = &d->lines.items[end];
        if (!may_be_headline(d, l) || abs(l->size - first->size) * 33 > first->size || l->is_bold != first->is_bold)
            break;
        title = title.len > 0 ? arena_printf(a, "%.*s %.*s", STR_ARG(title), STR_ARG(l->text)) : l->text;
    }
    if (end == d->lines.count || title.len >= MOST_HEADLINE_BYTES)
        return STR(""); /* nothing below it, or a text all in one size */
    for (size_t i = start; i < end; i++)
        d->lines.items[i].is_out = true;
    return title;
}
