/* tool_pdf_lines.c - what stands where in a PDF? A program of its own, so that what a hostile file does to poppler stays in it.
 *
 * Reads the PDF from standard input, writes lines of fields with tabs between (pdf.h says which), ends with status 0 whatever the
 * file is. Its parent limits its time, memory and output. */
#include <poppler.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_PAGES = 5000,
    /* All that an article may hold, and as much again for what is no article. */
    MOST_TEXT = 16 << 20,
    MOST_INPUT = 64 << 20,
    TENTHS = 10 /* of a point */
};

static size_t written;

/* Tabs, line ends and control characters become blanks. */
static void put_text(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        putchar((unsigned char)text[i] < 0x20 || text[i] == 0x7F ? ' ' : text[i]);
    written += len;
}

static void put_fact(char name, char *value)
{
    if (value && *value) {
        printf("%c\t", name);
        put_text(value, strlen(value));
        putchar('\n');
    }
    g_free(value);
}

static void put_time(char name, GDateTime *time)
{
    if (!time)
        return;
    put_fact(name, g_date_time_format(time, "%Y-%m-%dT%H:%M:%S%:z"));
    g_date_time_unref(time);
}

static int tenths(double points)
{
    return points > -1e6 && points < 1e6 ? (int)(points * TENTHS) : 0;
}

/* The fonts of a page by the number of the character they begin at. */
typedef struct fonts {
    GList *all, *at;
} fonts;

static const PopplerTextAttributes *font_at(fonts *f, int index)
{
    while (f->at && f->at->next && ((PopplerTextAttributes *)f->at->data)->end_index < index)
        f->at = f->at->next;
    return f->at ? f->at->data : NULL;
}

/* The characters [first, last) of the page, whose bytes are `text`, as one line. */
static void put_line(const char *text, size_t len, const PopplerRectangle *boxes, int first, int last, fonts *f)
{
    PopplerRectangle box = boxes[first];
    for (int i = first; i < last; i++) {
        box.x1 = boxes[i].x1 < box.x1 ? boxes[i].x1 : box.x1;
        box.y1 = boxes[i].y1 < box.y1 ? boxes[i].y1 : box.y1;
        box.x2 = boxes[i].x2 > box.x2 ? boxes[i].x2 : box.x2;
        box.y2 = boxes[i].y2 > box.y2 ? boxes[i].y2 : box.y2;
    }
    const PopplerTextAttributes *font = font_at(f, first + (last - first) / 2);
    bool bold = font && font->font_name && (strstr(font->font_name, "Bold") || strstr(font->font_name, "Black"));
    printf("L\t%d\t%d\t%d\t%d\t%d\t%d\t", tenths(box.x1), tenths(box.y1), tenths(box.x2), tenths(box.y2),
           font ? tenths(font->font_size) : 0, bold);
    put_text(text, len);
    putchar('\n');
}

/* Lines in reading order, which is poppler's: columns one after the other. */
static void put_lines(PopplerPage *page)
{
    char *text = poppler_page_get_text(page);
    PopplerRectangle *boxes = NULL;
    guint box_count = 0;
    poppler_page_get_text_layout(page, &boxes, &box_count);
    fonts f = {.all = poppler_page_get_text_attributes(page)};
    f.at = f.all;
    int first = 0, at = 0;
    const char *start = text;
    for (const char *s = text; s && (guint)at < box_count; s = g_utf8_next_char(s), at++) {
        if (*s && *s != '\n')
            continue;
        if (at > first)
            put_line(start, (size_t)(s - start), boxes, first, at, &f);
        if (!*s)
            break;
        start = s + 1;
        first = at + 1;
    }
    if (text && (guint)at >= box_count && at > first && *start)
        put_line(start, strlen(start), boxes, first, at, &f);
    poppler_page_free_text_attributes(f.all);
    g_free(boxes);
    g_free(text);
}

static void put_page(PopplerDocument *pdf, int number)
{
    PopplerPage *page = poppler_document_get_page(pdf, number);
    double width = 0, height = 0;
    if (!page)
        return;
    poppler_page_get_size(page, &width, &height);
    printf("P\t%d\t%d\t%d\n", number + 1, tenths(width), tenths(height));
    put_lines(page);
    g_object_unref(page);
}

static void put_document(PopplerDocument *pdf)
{
    int pages = poppler_document_get_n_pages(pdf);
    put_fact('T', poppler_document_get_title(pdf));
    put_fact('A', poppler_document_get_author(pdf));
    put_time('C', poppler_document_get_creation_date_time(pdf));
    put_time('M', poppler_document_get_modification_date_time(pdf));
    for (int i = 0; i < pages && i < MOST_PAGES && written < MOST_TEXT; i++) {
        put_page(pdf, i);
        fflush(stdout);
    }
}

static GBytes *read_input(void)
{
    GByteArray *all = g_byte_array_new();
    static guint8 part[64 << 10];
    ssize_t got;
    while (all->len < MOST_INPUT && (got = read(STDIN_FILENO, part, sizeof part)) > 0)
        g_byte_array_append(all, part, (guint)got);
    return g_byte_array_free_to_bytes(all);
}

int main(void)
{
    GError *error = NULL;
    PopplerDocument *pdf = poppler_document_new_from_bytes(read_input(), NULL, &error);
    if (pdf)
        put_document(pdf);
    else if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        puts("E\tencrypted: it opens only with its password");
    else
        printf("E\tno PDF that can be read: %s\n", error->message);
    fflush(stdout);
    _exit(ferror(stdout) ? 1 : 0); /* without giving back what a broken file has made */
}
