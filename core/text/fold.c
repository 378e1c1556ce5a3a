/* fold.c - what is left of a spelling without case, accents and width? */
#include "fold.h"

#include <pthread.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "text/utf8.h"

enum {
    QUICK_COUNT = 0x2100,  /* code points whose fold is looked up: Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation */
    SLOW = 0xFFFF,         /* more than one code point, or one that its neighbours may change */
    MOST_FROM_ONE = 32,    /* U+FDFA decomposes into 18, the most of all */
    MOST_BYTES_GROWTH = 8, /* code points from one byte: U+FDFA is 18 from three */
    SHORT_BYTES = 128
};

static uint16_t quick[QUICK_COUNT];
static pthread_once_t quick_once = PTHREAD_ONCE_INIT;

/* Letters that Unicode does not decompose, and marks that have a plain twin on every keyboard. By code point. */
static const struct {
    uint16_t from;
    char to[3];
} letters[] = {
    {0xAB, "\""},  {0xB4, "'"},    {0xBB, "\""},  {0xE6, "ae"},   {0xF0, "d"},    {0xF8, "o"},    {0xFE, "th"},
    {0x111, "d"},  {0x127, "h"},   {0x131, "i"},  {0x142, "l"},   {0x153, "oe"},  {0x167, "t"},   {0x180, "b"},
    {0x1E5, "g"},  {0x2BB, "'"},   {0x2BC, "'"},  {0x58A, "-"},   {0x5BE, "-"},   {0x5F3, "'"},   {0x5F4, "\""},
    {0x2010, "-"}, {0x2011, "-"},  {0x2012, "-"}, {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},
    {0x2019, "'"}, {0x201A, "'"},  {0x201B, "'"}, {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""}, {0x201F, "\""},
    {0x2032, "'"}, {0x2033, "\""}, {0x2039, "'"}, {0x203A, "'"},  {0x2044, "/"},  {0x2212, "-"},
};

static const char *plain_twin(int32_t c)
{
    if (c < 0xAB || c > 0x2212)
        return NULL;
    size_t low = 0, high = sizeof letters / sizeof *letters;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (letters[middle].from == c)
            return letters[middle].to;
        if (letters[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Marks that are accents, not letters: those of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs. */
static bool is_accent(int32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) || c == 0x5BF ||
           (c >= 0x5C1 && c <= 0x5C2) || (c >= 0x5C4 && c <= 0x5C5) || c == 0x5C7 || (c >= 0x610 && c <= 0x61A) ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x6D6 && c <= 0x6DC) || (c >= 0x6DF && c <= 0x6E4) ||
           (c >= 0x6E7 && c <= 0x6E8) || (c >= 0x6EA && c <= 0x6ED) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

/* Nothing to read: joiners, soft hyphens, the Arabic stretching letter, variation selectors. */
static bool is_invisible(int32_t c)
{
    return c == 0xAD || c == 0x640 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x34F || c == 0x61C;
}

/* й, ў and ї are letters of their own, and the stemmer of Russian needs the first; ё is an е with dots. */
static bool is_part_of_letter(int32_t base, int32_t mark)
{
    return (mark == 0x306 && (base == 0x438 || base == 0x443)) || (mark == 0x308 && base == 0x456);
}

/* One code point, decomposed and case folded; what it is replaced by goes to `out`. */
static size_t decompose_one(int32_t c, int32_t *out)
{
    int32_t parts[MOST_FROM_ONE];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(c, parts, MOST_FROM_ONE, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    if (count < 0 || count > MOST_FROM_ONE) {
        out[0] = c;
        return 1;
    }
    size_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        const char *twin = plain_twin(parts[i]);
        if (parts[i] == ' ' && count > 1)
            continue; /* "spacing" accents decompose into a space and the accent */
        if (!twin)
            out[kept++] = parts[i];
        for (; twin && *twin; twin++)
            out[kept++] = (unsigned char)*twin; /* ASCII */
    }
    return kept;
}

static int32_t special_before_decomposing(int32_t c)
{
    return c == 0xB4 || c == 0x2033 || c == 0x2BC ? plain_twin(c)[0] : c;
}

static int order_of(int32_t c)
{
    return utf8proc_get_property(c)->combining_class;
}

/* A stable counting sort of one run of marks by their class, so that even a megabyte of marks takes linear time. */
static void order_run(int32_t *c, size_t count, int32_t *scratch)
{
    size_t start[257] = {0};
    for (size_t i = 0; i < count; i++)
        start[order_of(c[i]) + 1]++;
    for (size_t i = 1; i < 257; i++)
        start[i] += start[i - 1];
    memcpy(scratch, c, count * sizeof *c);
    for (size_t i = 0; i < count; i++)
        c[start[order_of(scratch[i])]++] = scratch[i];
}

/* Canonical order of marks, as they may come from different code points. */
static void order_marks(int32_t *c, size_t count, int32_t *scratch)
{
    for (size_t i = 0; i < count;) {
        size_t end = i;
        bool in_order = true;
        for (int before = 0, order; end < count && (order = order_of(c[end])) != 0; end++, before = order)
            in_order = in_order && order >= before;
        if (!in_order)
            order_run(c + i, end - i, scratch);
        i = end + (end == i);
    }
}

static size_t drop_accents(int32_t *c, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_invisible(c[i]))
            continue;
        if (!is_accent(c[i]) || (kept > 0 && is_part_of_letter(c[kept - 1], c[i])))
            c[kept++] = c[i];
    }
    return kept;
}

/* Any code points in, folded ones out: decomposed, without accents, composed again (Hangul, kana, Indic). */
static size_t fold_code_points(int32_t *c, size_t count, int32_t *scratch)
{
    count = drop_accents(c, count);
    order_marks(c, count, scratch);
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(c, (utf8proc_ssize_t)count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return composed < 0 ? count : (size_t)composed;
}

static bool is_changed_by_neighbours(int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || (c >= 0x1100 && c <= 0x11FF);
}

static void quick_fill(void)
{
    for (int32_t c = 0; c < QUICK_COUNT; c++) {
        int32_t parts[MOST_FROM_ONE * 2], scratch[MOST_FROM_ONE * 2];
        size_t count = decompose_one(special_before_decomposing(c), parts);
        count = fold_code_points(parts, count, scratch);
        bool simple = count == 1 && parts[0] < SLOW && !is_changed_by_neighbours(c) && !is_changed_by_neighbours(parts[0]);
        quick[c] = simple ? (uint16_t)parts[0] : SLOW;
    }
}

/* The fold of a code point that stands for itself, or SLOW. */
static uint32_t fold_quickly(uint32_t c)
{
    if (c < QUICK_COUNT)
        return quick[c];
    bool is_itself = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF) ||
                     (c >= 0xAC00 && c <= 0xD7A3) || c == 0xFFFD;
    return is_itself ? c : SLOW;
}

/* Where no byte stands for itself, each is written as U+FFFD: three bytes, the most that one becomes. */
enum { MOST_BYTES_OF_ONE = 3 };

static bool fold_by_table(str s, char *out, size_t *out_len)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t folded = fold_quickly(utf8_next(s, &at));
        if (folded == SLOW)
            return false;
        len += utf8_put(folded, out + len);
    }
    *out_len = len;
    return true;
}

static str write_code_points(arena *a, const int32_t *c, size_t count)
{
    char *out = arena_alloc(a, count * 4 + 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += utf8_put((uint32_t)c[i], out + len);
    return (str){out, len};
}

/* The room on the stack is for words; only a longer text asks the system. None of it is left in the arena. */
static str fold_in_full(arena *a, str s)
{
    int32_t on_stack[2 * (SHORT_BYTES * MOST_BYTES_GROWTH + MOST_FROM_ONE)];
    size_t room = s.len * MOST_BYTES_GROWTH + MOST_FROM_ONE;
    int32_t *c = s.len <= SHORT_BYTES ? on_stack : mem_alloc(2 * room * sizeof *c);
    size_t count = 0;
    for (size_t at = 0; at < s.len;)
        count += decompose_one(special_before_decomposing((int32_t)utf8_next(s, &at)), c + count);
    count = fold_code_points(c, count, c + room);
    str folded = write_code_points(a, c, count);
    if (c != on_stack)
        free(c);
    return folded;
}

static bool is_folded_ascii(str s)
{
    unsigned high = 0, capital = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.data[i];
        high |= byte;
        capital |= (unsigned)(byte - 'A') < 26u;
    }
    return high < 0x80 && !capital;
}

str fold(arena *a, str s)
{
    if (is_folded_ascii(s))
        return s;
    pthread_once(&quick_once, quick_fill);
    char *out = arena_alloc(a, s.len * MOST_BYTES_OF_ONE + 1);
    size_t len;
    if (fold_by_table(s, out, &len))
        return (str){out, len};
    return fold_in_full(a, s);
}
