/* pdf.h - the two halves of the reader of PDF: what stands where, and what is its text? */
#ifndef INDEXER_SOURCE_PDF_H
#define INDEXER_SOURCE_PDF_H

#include "base/arena.h"
#include "base/fail.h"
#include "indexer/article.h"

/* A line of a page as tool_pdf_lines.c gives it, in reading order; tenths of a point, from the page's upper left corner. */
typedef struct pdf_line {
    str text; /* one line of UTF-8, trimmed, not empty */
    int32_t left, top, right, bottom, size;
    uint32_t page;        /* 1-based */
    bool is_bold, is_out; /* is_out: no part of the text: a running head, a page's number, the title */
} pdf_line;

typedef struct pdf_page {
    size_t first, end; /* its lines */
    int32_t width, height;
    int32_t highest, lowest; /* the bottom of what stands highest, the top of what stands lowest */
} pdf_page;

typedef struct pdf_document {
    VEC(pdf_line) lines;
    VEC(pdf_page) pages;
    str title, author, created, modified, failure; /* "" where nothing is said; created: ISO 8601 */
} pdf_document;

/* What tool_pdf_lines.c wrote, one fact a line, its name and fields parted by tabs; anything else is left out:
 *   T title   A author   C created   M modified   E why it cannot be read
 *   P number width height                                  a page begins
 *   L left top right bottom size bold text                 a line on it
 * Slices of `a`. */
void pdf_read_lines(arena *a, str output, pdf_document *out);

/* The article of a PDF of which this is what tool_pdf_lines.c wrote. */
quoth_status pdf_article(arena *a, str output, article *out, quoth_error *err);

/* Marks running heads and feet: what stands in the outer eighth of several pages, figures aside, and pages' numbers. */
void pdf_mark_furniture(arena *a, pdf_document *d);
/* The headline by its looks, marked as out: the largest lines in the upper part of the first page, where they are plainly larger
 * than the text; else "". In `a`. */
str pdf_headline(arena *a, pdf_document *d);
/* The lines that are left as paragraphs with an empty line between, words cut at a line's end put together; a form feed before
 * the first word of each page but the first. At most `limit` bytes. In `a`. */
str pdf_text(arena *a, const pdf_document *d, size_t limit);

#endif
