/* boilerplate.c - where does a site's list of links begin and end? */
#include "indexer/tag/speaker/boilerplate.h"

/* --- lists behind a name --- */

enum { LIST = 160, NAMES = 9 /* pieces */ };

static bool is_more(const scan *s, const piece *p)
{
    return p->flags & PIECE_ALL_CAPITALS && p->kind == PIECE_WORD && str_equal(piece_text(s, p), STR("MORE"));
}

/* "SmithBridge" behind "Smith" */
static bool is_glued_to(const scan *s, const piece *name, const piece *p)
{
    str surname = piece_text(s, name), word = piece_text(s, p);
    if (name->kind != PIECE_WORD || !(name->flags & PIECE_CAPITAL) || surname.len < 2 || word.len <= surname.len ||
        memcmp(word.data, surname.data, surname.len) != 0)
        return false;
    char next = word.data[surname.len];
    return (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
}

/* The piece behind the first "Smith" of "Ann Smith Ann Mary SmithBridge falls … MORE", or that of MORE + 1. */
static uint32_t list_start(const scan *s, uint32_t more)
{
    for (uint32_t i = more; i-- > 0 && more - i <= LIST && !(s->pieces[i + 1].flags & PIECE_PARAGRAPH_START);) {
        if (s->pieces[i].kind != PIECE_WORD || !(s->pieces[i].flags & PIECE_CAPITAL))
            continue;
        for (uint32_t back = 2; back <= NAMES && back <= i; back++)
            if (is_glued_to(s, &s->pieces[i - back], &s->pieces[i]))
                return i - back + 1;
    }
    return more + 1;
}

static void blank(scan *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        piece *p = &s->pieces[i];
        p->kind = PIECE_OTHER;
        p->bits = p->key = p->symbol = 0;
        p->lemma = 0;
        p->flags &= PIECE_PARAGRAPH_START;
        p->form = p->mark = 0;
    }
}

/* --- paragraphs --- */

/* Words, one space between them, that stand at the start of a paragraph; a colon at the end is one in the text. */
static const char *const notices[] = {"advertisement", "story continues below advertisement", "continue reading the main story",
                                      "read more", "skip advertisement"};
static const char *const links[] = {"see also:",  "see related:", "related:", "read more:", "special coverage:",
                                    "also read:", "read also:",   "read:",    "watch:",     "related story:"};

enum { LONGEST_LINK = 40 /* pieces: what is longer is a paragraph of a report, whatever it begins with */ };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the text from `at` that spell `words`, in any case; 0 if it does not, or goes on in the middle of a word. Most
 * paragraphs differ in their first letter. */
static size_t spelled(str text, size_t at, const char *words)
{
    if (at >= text.len || (text.data[at] | 32) != words[0])
        return 0;
    str wanted = str_from(words), there = str_slice(text, at, at + wanted.len);
    if (!str_equal_ascii_nocase(there, wanted))
        return 0;
    return at + wanted.len < text.len && is_letter(text.data[at + wanted.len]) && is_letter(words[wanted.len - 1]) ? 0
                                                                                                                   : wanted.len;
}

static bool begins_link(str text, size_t at)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (spelled(text, at, links[i]))
            return true;
    return false;
}

static bool is_notice(str text, size_t at, size_t end)
{
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (spelled(text, at, notices[i]) == end - at)
            return true;
    return false;
}

static void blank_paragraphs(scan *s)
{
    for (uint32_t first = 0, next; first < s->count; first = next) {
        for (next = first + 1; next < s->count && !(s->pieces[next].flags & PIECE_PARAGRAPH_START);)
            next++;
        size_t at = s->pieces[first].start;
        if (next - first > LONGEST_LINK)
            continue;
        if (begins_link(s->text, at) || is_notice(s->text, at, s->pieces[next - 1].end))
            blank(s, first, next - 1);
    }
}

void blank_boilerplate(scan *s)
{
    blank_paragraphs(s);
    for (uint32_t more = 0; more < s->count; more++)
        if (is_more(s, &s->pieces[more]))
            blank(s, list_start(s, more), more);
}
