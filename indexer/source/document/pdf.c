/* pdf.c - a PDF as an article: what does it say of itself, and what do its pages show? */
#include "indexer/source/document/pdf.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "indexer/source/document/child.h"
#include "indexer/source/format.h"
#include "indexer/source/when.h"
#include "text/fold.h"

enum { CPU_SECONDS = 20, WALL_SECONDS = 60, MEMORY_MB = 1024, LONGEST_BYLINE = 100, LOOKED_AT = 4096 };

/* --- the title --- */

/* What programs write who were told no title: a file's name, or nothing. */
static bool is_file_name(str title)
{
    static const str endings[] = {{".doc", 4}, {".docx", 5}, {".pdf", 4}, {".indd", 5}, {".qxd", 4}, {".qxp", 4},
                                  {".rtf", 4}, {".odt", 4},  {".ps", 3},  {".dvi", 4},  {".txt", 4}, {".html", 5}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (title.len > endings[i].len &&
            str_equal_ascii_nocase(str_slice(title, title.len - endings[i].len, title.len), endings[i]))
            return true;
    return str_equal_ascii_nocase(title, STR("untitled")) || str_equal_ascii_nocase(title, STR("untitled document"));
}

static str title_of_itself(str title)
{
    static const str programs[] = {{"Microsoft Word - ", 17}, {"PowerPoint Presentation", 23}};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (str_starts_with(title, programs[i]))
            title = str_trim(str_slice(title, programs[i].len, title.len));
    return is_file_name(title) ? STR("") : title;
}

static str squeezed(arena *a, str s)
{
    s = fold(a, s);
    char *out = arena_alloc(a, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" \n\f", s.data[i]) || !s.data[i])
            out[len++] = s.data[i];
    return (str){out, len};
}

/* The document's own title where its first page shows it, or where the page has no headline. */
static str settle_title(arena *a, str own, str shown, str text)
{
    if (own.len == 0 || shown.len == 0)
        return own.len > 0 ? own : shown;
    str page = squeezed(a, arena_printf(a, "%.*s\n%.*s", STR_ARG(shown), STR_ARG(str_slice(text, 0, LOOKED_AT))));
    return str_find(page, squeezed(a, own)) != SIZE_MAX ? own : shown;
}

/* A title that the text begins with is not said twice. */
static void drop_title(arena *a, str title, str *text)
{
    size_t end = str_find(*text, STR("\n\n"));
    if (title.len == 0 || end == SIZE_MAX || !str_equal(squeezed(a, title), squeezed(a, str_slice(*text, 0, end))))
        return;
    str rest = str_slice(*text, end + 2, text->len);
    size_t breaks = 0;
    while (text->data[breaks] == '\f')
        breaks++;
    *text = breaks > 0 ? arena_printf(a, "%.*s%.*s", (int)breaks, text->data, STR_ARG(rest)) : rest;
}

/* --- the byline, the date --- */

/* "By Ann Reed" among the first three paragraphs, which is cut out of the text. */
static str take_byline(arena *a, str *text)
{
    size_t start = 0;
    for (int i = 0; i < 3 && start < text->len; i++) {
        str rest = str_slice(*text, start, text->len);
        size_t end = str_find(rest, STR("\n\n"));
        str paragraph = str_slice(rest, 0, end);
        bool is_byline = str_equal_ascii_nocase(str_slice(paragraph, 0, 3), STR("by ")) && paragraph.len < LONGEST_BYLINE &&
                         !str_ends_with(paragraph, STR(".")) && end != SIZE_MAX;
        if (is_byline) {
            *text = arena_printf(a, "%.*s%.*s", (int)start, text->data, STR_ARG(str_slice(rest, end + 2, rest.len)));
            return str_trim(str_slice(paragraph, 3, paragraph.len));
        }
        start += end == SIZE_MAX ? rest.len : end + 2;
    }
    return STR("");
}

/* A day that stands at the top, else the file's own, which knows when it was made and not when its text was published; a
 * file made before its day is a draft of that day. */
static void settle_date(const pdf_document *d, article *out)
{
    day shown = day_at_top(out->body, &out->claims), made = day_parse(d->created.len > 0 ? d->created : d->modified);
    if (made != NO_DAY)
        claims_add(&out->claims, (day_claim){CLAIM_RECORD, made, shown != NO_DAY});
    out->published_day = shown != NO_DAY ? shown : made;
    if (shown == NO_DAY)
        out->published = d->created.len > 0 ? d->created : d->modified;
}

quoth_status pdf_article(arena *a, str output, article *out, quoth_error *err)
{
    pdf_document d;
    pdf_read_lines(a, output, &d);
    if (d.failure.len > 0)
        return fail(err, QUOTH_BAD_INPUT, "%.*s", STR_ARG(str_slice(d.failure, 0, 200)));
    if (d.pages.count == 0)
        return fail(err, QUOTH_BAD_INPUT, "a PDF without pages");
    pdf_mark_furniture(a, &d);
    str shown = pdf_headline(a, &d);
    out->body = pdf_text(a, &d, LIMIT_ARTICLE_BYTES + 1);
    if (out->body.len == 0 && shown.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "a PDF of pictures: no text in it (%zu pages)", d.pages.count);
    out->title = settle_title(a, title_of_itself(d.title), shown, out->body);
    drop_title(a, out->title, &out->body);
    str byline = take_byline(a, &out->body);
    out->author = byline.len > 0 ? byline : d.author;
    settle_date(&d, out);
    return QUOTH_OK;
}

/* --- the format --- */

static quoth_status run_helper(arena *a, str bytes, str *output, quoth_error *err)
{
    static const child_limits limits = {WALL_SECONDS, CPU_SECONDS, MEMORY_MB, LIMIT_RECORD_BYTES};
    char path[HELPER_PATH_BYTES];
    char *const words[] = {path, NULL};
    child_result result = {.output = STR("")};
    int in = -1;
    TRY(helper_find("pdf-lines", path, err));
    quoth_status status = child_input(bytes, &in, err);
    if (status == QUOTH_OK)
        status = child_run(a, words, in, limits, &result, err);
    if (in >= 0)
        close(in);
    TRY(status);
    *output = result.output;
    switch (result.end) {
    case CHILD_TOO_SLOW:
    case CHILD_SIGNALLED:
        return fail(err, QUOTH_BAD_INPUT, "a PDF that cannot be read in %d s and %d MB (signal %d)", CPU_SECONDS, MEMORY_MB,
                    result.code);
    case CHILD_TOO_LONG: return fail(err, QUOTH_BAD_INPUT, "a PDF with more than %d MB on its pages", LIMIT_RECORD_BYTES >> 20);
    case CHILD_LOST: return fail(err, QUOTH_IO, "the reader of PDF could not be followed");
    case CHILD_EXITED: break;
    }
    return result.code == 0
               ? QUOTH_OK
               : fail(err, QUOTH_BAD_INPUT, "a PDF that poppler gives up on (status %d; it has %d MB)", result.code, MEMORY_MB);
}

static quoth_status parse_pdf(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    str output;
    TRY(run_helper(a, r->bytes, &output, err));
    return pdf_article(a, output, out, err);
}

static bool sniff_pdf(str head)
{
    return str_starts_with(head, STR("%PDF-"));
}

const source_format format_pdf = {
    .info = {"pdf", ".pdf",
             "PDF, by poppler in a process of its own: columns in order, words cut at line ends joined, running heads left out; "
             "title, author and date; hits tell their page"},
    .sniff = sniff_pdf,
    .is_sure = true,
    .cut = cut_whole_file,
    .parse = parse_pdf,
};
