/* plain.c - a text file as an article: what is its title, and does it say when it was written? */
#include "indexer/source/encoding.h"
#include "indexer/source/format.h"
#include "indexer/source/when.h"

enum {
    /* Headlines are shorter than this in bytes; first paragraphs are longer or end in a full stop. */
    LONGEST_TITLE = 160,
    /* Words taken from the text for want of a title. */
    TITLE_WORDS = 10
};

static str line_at(str text, size_t at)
{
    const char *end = memchr(text.data + at, '\n', text.len - at);
    str line = {text.data + at, end ? (size_t)(end - text.data) - at : text.len - at};
    return line;
}

static size_t after_line(str text, size_t at)
{
    size_t next = at + line_at(text, at).len + 1;
    return next < text.len ? next : text.len;
}

static size_t first_full_line(str text, size_t at)
{
    while (at < text.len && str_trim(line_at(text, at)).len == 0)
        at = after_line(text, at);
    return at;
}

static str first_words(arena *a, str text)
{
    size_t words = 0, end = 0;
    for (size_t i = 0; i <= text.len && i <= LONGEST_TITLE; i++)
        if (i == text.len || strchr(" \t\r\n", text.data[i])) {
            if (i > 0 && !strchr(" \t\r\n", text.data[i - 1])) {
                words++;
                end = i;
            }
            if (words == TITLE_WORDS)
                break;
        }
    str title = arena_copy(a, str_slice(text, 0, end));
    for (size_t i = 0; i < title.len; i++)
        if (strchr("\t\r\n", title.data[i]))
            ((char *)title.data)[i] = ' ';
    return title;
}

static bool sniff_text(str head)
{
    (void)head;
    return false; /* anything could be text: only an ending, --format or --all-files says so */
}

/* The first line is the title when it is short, does not end like a sentence, and an empty line follows it. */
static bool is_title(str text, size_t at)
{
    str line = str_trim(line_at(text, at));
    if (line.len == 0 || line.len > LONGEST_TITLE || strchr(".:;,", line.data[line.len - 1]))
        return false;
    size_t next = after_line(text, at);
    return next < text.len && str_trim(line_at(text, next)).len == 0 && first_full_line(text, next) < text.len;
}

static quoth_status parse_text(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    str text = r->bytes;
    if (!encoding_from_wide(a, r->bytes, &text) && !looks_like_text(r->bytes))
        return fail(err, QUOTH_BAD_INPUT, "not text: it holds control characters");
    text = encoding_of_text(a, text);
    size_t first = first_full_line(text, 0);
    out->published_day = day_at_top(str_slice(text, first, text.len), &out->claims);
    if (out->published_day != NO_DAY) {
        char iso[11];
        out->published = arena_copy(a, str_from(day_format(out->published_day, iso)));
    }
    if (is_title(text, first)) {
        out->title = str_trim(line_at(text, first));
        first = first_full_line(text, after_line(text, first));
    } else
        out->title = first_words(a, str_slice(text, first, text.len));
    out->body = str_slice(text, first, text.len);
    return QUOTH_OK;
}

const source_format format_text = {
    .info = {"text", ".txt .text", "plain text, one article a file; a short first line with an empty one after it is the title"},
    .sniff = sniff_text,
    .cut = cut_whole_file,
    .parse = parse_text,
};
