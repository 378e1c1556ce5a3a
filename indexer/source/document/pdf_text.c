/* pdf_text.c - where do a PDF's paragraphs end, and which hyphens belong to their words? */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "indexer/source/document/pdf.h"
#include "text/classes.h"
#include "text/utf8.h"

enum {
    /* Percent of a font's size from line to line; more is believed where so many lines say it. */
    USUAL_LEADING = 130,
    LARGEST_LEADING = 400,
    ENOUGH_LINES = 8
};

/* What a line's neighbours say: [i] belongs to the i-th line that is not out. */
typedef struct text_flow {
    const pdf_line **lines;
    int32_t *edge; /* right edge of its column */
    size_t count;
    int32_t leading;
    const uint64_t *compounds; /* hashes of words with a hyphen, sorted */
    size_t compound_count;
} text_flow;

/* --- words cut at a line's end --- */

static str without_marks(str word)
{
    while (word.len > 0 && strchr("([\"'", word.data[0]))
        word = str_slice(word, 1, word.len);
    while (word.len > 0 && strchr(".,;:!?)]\"'", word.data[word.len - 1]))
        word.len--;
    return word;
}

static uint64_t compound_key(str left, str right)
{
    char key[128];
    size_t len = 0;
    for (size_t i = 0; i < left.len && len < sizeof key; i++)
        key[len++] = (char)(left.data[i] | 0x20);
    for (size_t i = 0; i < right.len && len < sizeof key; i++)
        key[len++] = (char)(right.data[i] | 0x20);
    return hash_bytes((str){key, len}, 0);
}

static int by_number(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Words that have their hyphen within a line: there it is nobody's but theirs. */
static void find_compounds(arena *a, text_flow *f)
{
    VEC(uint64_t) found = {0};
    for (size_t i = 0; i < f->count; i++)
        for (str rest = f->lines[i]->text; rest.len > 0;) {
            str word = without_marks(str_cut(&rest, ' '));
            size_t hyphen = str_find(word, STR("-"));
            if (hyphen != SIZE_MAX && hyphen > 0 && hyphen + 1 < word.len)
                vec_push(a, &found, compound_key(word, STR("")));
        }
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, by_number);
    f->compounds = found.items;
    f->compound_count = found.count;
}

static bool is_compound(const text_flow *f, str left, str right)
{
    uint64_t key = compound_key(left, right);
    return f->compound_count > 0 && bsearch(&key, f->compounds, f->compound_count, sizeof key, by_number);
}

static unsigned class_at(str s, size_t at)
{
    return at < s.len ? class_of(utf8_next(s, &at)) : 0;
}

static bool starts_lower(str s)
{
    return class_at(s, 0) == CLASS_LOWER;
}

/* Bytes of the hyphen that `s` ends in after a letter; 0 where it ends otherwise. */
static size_t hyphen_bytes(str s)
{
    static const str hyphens[] = {{"-", 1}, {"\xC2\xAD", 2}, {"\xE2\x80\x90", 3}};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++)
        if (str_ends_with(s, hyphens[i]) && s.len > hyphens[i].len) {
            size_t at = s.len - hyphens[i].len;
            return is_letter(class_of(utf8_previous(s, &at))) ? hyphens[i].len : 0;
        }
    return 0;
}

/* Puts what stands between two lines of a paragraph; may take back the hyphen of the first. */
static void join(const text_flow *f, buf *out, str before, str after)
{
    size_t hyphen = hyphen_bytes(before);
    if (hyphen == 0) {
        bool is_range = str_ends_with(before, STR("-")) && before.len > 1 && before.data[before.len - 2] != ' ';
        if (!is_range)
            buf_put_str(out, STR(" "));
        return;
    }
    if (!starts_lower(after))
        return; /* Anglo-/Saxon */
    size_t word = before.len;
    while (word > 0 && before.data[word - 1] != ' ')
        word--;
    str left = str_slice(before, word, before.len), first = without_marks(str_cut(&after, ' '));
    left = without_marks(left);
    if (hyphen != 1 || !is_compound(f, left, first))
        out->len -= hyphen;
}

/* --- paragraphs --- */

static bool ends_sentence(str s)
{
    static const str quotes[] = {{"\"", 1}, {"'", 1}, {")", 1}, {"\xE2\x80\x9D", 3}, {"\xE2\x80\x99", 3}, {"\xC2\xBB", 2}};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (str_ends_with(s, quotes[i]) && s.len > quotes[i].len)
            s.len -= quotes[i].len;
    return s.len > 0 && strchr(".!?:", s.data[s.len - 1]);
}

static bool starts_item(str s)
{
    static const str bullets[] = {{"\xE2\x80\xA2", 3}, {"\xE2\x97\x8F", 3}, {"\xE2\x96\xAA", 3}, {"\xC2\xB7", 2}, {"* ", 2}};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (str_starts_with(s, bullets[i]))
            return true;
    size_t figures = 0;
    while (figures < s.len && s.data[figures] >= '0' && s.data[figures] <= '9')
        figures++;
    return figures > 0 && figures < 3 && s.len > figures + 1 && strchr(".)", s.data[figures]) && s.data[figures + 1] == ' ';
}

static bool same_size(const pdf_line *x, const pdf_line *y)
{
    return abs(x->size - y->size) * 7 <= x->size;
}

static int32_t size_of(const pdf_line *l)
{
    return l->size > 0 ? l->size : l->bottom > l->top ? l->bottom - l->top : 1;
}

static bool is_beside(const pdf_line *x, const pdf_line *y)
{
    return x->page == y->page && abs(y->bottom - x->bottom) * 2 < size_of(x) && y->left >= x->left;
}

/* y stands lower in x's column. */
static bool is_below(const pdf_line *x, const pdf_line *y)
{
    return x->page == y->page && y->bottom > x->bottom && y->left < x->right && y->right > x->left;
}

static void find_edges(text_flow *f)
{
    for (size_t start = 0, end; start < f->count; start = end) {
        int32_t edge = f->lines[start]->right;
        for (end = start + 1; end < f->count && is_below(f->lines[end - 1], f->lines[end]); end++)
            edge = f->lines[end]->right > edge ? f->lines[end]->right : edge;
        for (size_t i = start; i < end; i++)
            f->edge[i] = edge;
    }
}

/* The distance from line to line that less than a third of all fall short of: a page of short paragraphs has more gaps than
 * lines. */
static void find_leading(text_flow *f)
{
    size_t counts[LARGEST_LEADING] = {0}, all = 0, below = 0;
    for (size_t i = 1; i < f->count; i++) {
        const pdf_line *x = f->lines[i - 1], *y = f->lines[i];
        int32_t percent = is_below(x, y) && same_size(x, y) ? (y->bottom - x->bottom) * 100 / size_of(x) : 0;
        if (percent >= 80 && percent < LARGEST_LEADING) {
            counts[percent]++;
            all++;
        }
    }
    f->leading = USUAL_LEADING;
    for (int32_t percent = 0; percent < LARGEST_LEADING && all > 0; percent++) {
        below += counts[percent];
        if (below * 3 < all)
            continue;
        f->leading = percent < USUAL_LEADING || all >= ENOUGH_LINES ? percent : USUAL_LEADING;
        return;
    }
}

static bool is_short(const text_flow *f, size_t i)
{
    const pdf_line *l = f->lines[i];
    return (f->edge[i] - l->right) * 5 > f->edge[i] - l->left;
}

/* Does a new paragraph begin with the i-th line? */
static bool begins_paragraph(const text_flow *f, size_t i)
{
    const pdf_line *x = f->lines[i - 1], *y = f->lines[i];
    int32_t size = size_of(x) > size_of(y) ? size_of(x) : size_of(y), indent = y->left - x->left;
    if (is_beside(x, y))
        return false;
    if (!same_size(x, y) || starts_item(y->text))
        return true;
    if (!is_below(x, y)) /* another column or page */
        return ends_sentence(x->text) || !(starts_lower(y->text) || hyphen_bytes(x->text) || !is_short(f, i - 1));
    if ((int64_t)(y->bottom - x->bottom) * 10000 > (int64_t)size * f->leading * 135)
        return true;
    if (indent * 10 > size * 8 && indent < size * 4 && !starts_item(x->text) && !starts_lower(y->text))
        return true;
    bool heading = x->is_bold && !y->is_bold && is_short(f, i - 1) && !starts_lower(y->text);
    return heading || (is_short(f, i - 1) && ends_sentence(x->text) && !starts_lower(y->text));
}

/* A form feed for each page that ends here, as other programs that make text of PDF write it. */
static void put_breaks(buf *out, uint32_t *breaks)
{
    for (; *breaks > 0; (*breaks)--)
        buf_put_byte(out, '\f');
}

/* Ligatures of fonts as the letters they stand for; soft hyphens left out. A page that ended inside of a word ends behind it. */
static void put_words(buf *out, str text, uint32_t *breaks)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    for (size_t i = 0; i < text.len; i++) {
        str rest = str_slice(text, i, text.len);
        if (str_starts_with(rest, STR("\xEF\xAC")) && rest.len > 2 && (unsigned char)rest.data[2] <= 0x86) {
            buf_put_str(out, str_from(letters[(unsigned char)rest.data[2] - 0x80]));
            i += 2;
        } else if (str_starts_with(rest, STR("\xC2\xAD")) && rest.len > 2)
            i++;
        else if (*breaks > 0 && text.data[i] == ' ')
            put_breaks(out, breaks);
        else
            buf_put(out, text.data + i, 1);
    }
}

static void look_at_lines(arena *a, const pdf_document *d, text_flow *f)
{
    *f = (text_flow){.lines = ARENA_ARRAY(a, const pdf_line *, d->lines.count + 1),
                     .edge = ARENA_ARRAY(a, int32_t, d->lines.count + 1)};
    for (size_t i = 0; i < d->lines.count; i++)
        if (!d->lines.items[i].is_out)
            f->lines[f->count++] = &d->lines.items[i];
    find_edges(f);
    find_leading(f);
    find_compounds(a, f);
}

str pdf_text(arena *a, const pdf_document *d, size_t limit)
{
    text_flow f;
    buf out = {0};
    look_at_lines(a, d, &f);
    uint32_t page = 1, breaks = 0;
    for (size_t i = 0; i < f.count && out.len < limit; i++) {
        bool begins = i == 0 || begins_paragraph(&f, i);
        breaks += f.lines[i]->page - page;
        page = f.lines[i]->page;
        if (i > 0 && begins)
            buf_put_str(&out, STR("\n\n"));
        else if (i > 0)
            join(&f, &out, f.lines[i - 1]->text, f.lines[i]->text);
        bool is_blank_last = out.len > 0 && out.data[out.len - 1] == ' ';
        if (breaks > 0 && is_blank_last)
            out.len--;
        if (begins || is_blank_last)
            put_breaks(&out, &breaks);
        put_words(&out, f.lines[i]->text, &breaks);
    }
    str text = arena_copy(a, buf_str(&out));
    buf_release(&out);
    return text;
}
