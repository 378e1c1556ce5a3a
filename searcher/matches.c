/* matches.c - where in its title and text does an article match? */
#include "searcher/matches.h"

#include "text/utf8.h"

/* Sentences cover every word, in order; so do the words: one walk over both. */
static size_t append(const analysis *text, uint32_t first_word, const spans *highlights, int in_title, quoth_match *out)
{
    utf8_cursor cursor = {.text = text->text};
    size_t count = 0;
    uint32_t s = 0;
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
