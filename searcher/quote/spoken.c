/* spoken.c - of a text pasted out of a report, which words are the speaker's? */
#include "searcher/quote/spoken.h"

#include "base/buf.h"
#include "text/utf8.h"

enum { MOST_CUE_WORDS = 15, MOST_CUE_BYTES = 200 };

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A;
}

static bool is_letter(uint32_t c)
{
    return (c | 32) - 'a' < 26 || (c >= 0xC0 && !is_mark(c) && !(c >= 0x2000 && c < 0x2070));
}

static uint32_t code_at(str text, size_t at)
{
    return at < text.len ? utf8_next(text, &at) : ' ';
}

static uint32_t code_before(str text, size_t at)
{
    return at > 0 ? utf8_previous(text, &at) : ' ';
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x202F;
}

/* Behind a comma or the end of a sentence, or before a comma. */
static bool closes_part(str text, size_t mark, size_t behind)
{
    uint32_t before = code_before(text, mark), after = code_at(text, behind);
    bool ended = before == ',' || before == '.' || before == '!' || before == '?' || before == 0x2026;
    return (ended && is_blank(after)) || (after == ',' && !is_blank(before));
}

/* Where the next part opens behind the cue that begins at `from`; 0: it is no cue. */
static size_t end_of_cue(str text, size_t from)
{
    uint32_t words = 0, before = ' ';
    for (size_t at = from; at < text.len && at - from < MOST_CUE_BYTES && words <= MOST_CUE_WORDS;) {
        size_t here = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\n')
            return 0;
        if (is_mark(c) && is_blank(before))
            return words > 0 && !is_blank(code_at(text, at)) ? here : 0;
        if (is_mark(c) && !is_letter(code_at(text, at)) && !is_letter(before))
            return 0;
        words += is_letter(c) && !is_letter(before) && before != '\'' && before != 0x2019;
        before = c;
    }
    return 0;
}

/* [T]he, [t]hey, walk[ed]: the bracket touches a letter on its outer side. */
static bool is_inside_word(str text, size_t at, uint32_t c)
{
    size_t open = at, close = at;
    if (c == '[') {
        for (close = at + 1; close < text.len && is_letter(code_at(text, close));)
            utf8_next(text, &close);
    } else {
        while (open > 0 && is_letter(code_before(text, open)))
            utf8_previous(text, &open);
        if (open > 0)
            open--;
    }
    if (close <= open + 1 || code_at(text, open) != '[' || code_at(text, close) != ']')
        return false;
    return is_letter(code_before(text, open)) || is_letter(code_at(text, close + 1));
}

str spoken_words(arena *a, str text)
{
    buf kept = {0};
    size_t copied = 0;
    for (size_t at = 0; at < text.len;) {
        size_t here = at, next = 0;
        uint32_t c = utf8_next(text, &at);
        if ((c == '[' || c == ']') && is_inside_word(text, here, c)) {
            next = at;
        } else if (is_mark(c) && closes_part(text, here, at)) {
            next = end_of_cue(text, at);
        } else {
            continue;
        }
        if (next == 0)
            continue;
        buf_put_str(&kept, str_slice(text, copied, here));
        if (is_mark(c))
            buf_put_str(&kept, STR(" "));
        copied = at = next;
    }
    if (copied == 0) {
        buf_release(&kept);
        return text;
    }
    buf_put_str(&kept, str_slice(text, copied, text.len));
    text = arena_copy(a, buf_str(&kept));
    buf_release(&kept);
    return text;
}
