/* matches.c - where in its title and text does an article match? */
#include "searcher/matches.h"

#include <string.h>

#include "searcher/page.h"
#include "text/utf8.h"

/* On which page is this byte, which is not before that of the last call? 0: the text has none. */
static uint32_t page_at(str text, size_t byte, size_t *counted, uint32_t *page)
{
    while (*page > 0 && *counted < byte) {
        const char *feed = memchr(text.data + *counted, '\f', byte - *counted);
        *counted = feed ? (size_t)(feed - text.data) + 1 : byte;
        *page += feed != NULL;
    }
    return *page;
}

/* Sentences cover every word, in order; so do the words: one walk over both. */
static size_t append(const analysis *text, uint32_t first_word, const spans *highlights, int in_title, quoth_match *out)
{
    utf8_cursor cursor = {.text = text->text};
    size_t count = 0, counted = 0;
    uint32_t s = 0, page = page_of(text->text, 0);
    for (size_t i = 0; i < highlights->count; i++) {
        span h = highlights->items[i];
        if (h.first < first_word || h.end - first_word > text->token_count)
            continue;
        uint32_t word = h.first - first_word, start = text->tokens[word].start, end = text->tokens[h.end - 1 - first_word].end;
        while (s + 1 < text->sentence_count && text->sentences[s + 1].first_token <= word)
            s++;
        uint32_t start_cp = (uint32_t)utf8_cursor_at(&cursor, start), end_cp = (uint32_t)utf8_cursor_at(&cursor, end);
        out[count++] = (quoth_match){.span = {start, end, start_cp, end_cp},
                                     .in_title = in_title,
                                     .page = page_at(text->text, start, &counted, &page),
                                     .sentence = s + 1,
                                     .paragraph = text->sentence_count ? text->sentences[s].paragraph + 1 : 1};
    }
    return count;
}

size_t matches_of(const stored_article *article, const spans *highlights, quoth_match *out)
{
    size_t count = append(&article->title_words, 0, highlights, 1, out);
    return count + append(&article->body_words, article->title_words.token_count, highlights, 0, out + count);
}
