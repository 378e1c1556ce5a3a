/* analysis.h - a text's words, sentences and paragraphs: one pass, offsets kept */
#ifndef TEXT_ANALYSIS_H
#define TEXT_ANALYSIS_H

#include "base/arena.h"
#include "text/language.h"

/* How a token is written. */
enum {
    TOKEN_CAPITAL = 1,      /* first letter is a capital */
    TOKEN_ALL_CAPITALS = 2, /* at least two letters, all capitals (a digit does not count) */
    TOKEN_DIGIT = 4,        /* has a digit */
    TOKEN_BEYOND_ASCII = 8  /* though its form may be ASCII alone: "González" */
};

/* So many bytes may be read from where a form begins, whatever its length, so that short words need no loop. */
enum { FORM_READABLE = 16 };

/* One word: one position. [start, end) are bytes of the text. */
typedef struct token {
    uint32_t start, end;
    const char *form;  /* folded; in the text or in the arena; see FORM_READABLE */
    uint16_t form_len; /* 1..LIMIT_WORD_BYTES */
    uint8_t flags;
    const struct known_word
        *known; /* what lists know of the form, where somebody has looked it up (indexer/tag/vocabulary.h), or NULL */
} token;

/* Something written as one that covers one or more tokens: F-16 over f, 16; al-qanou over al, qanou; u.s. over u, s; at&t;
 * $1.2bn over 1.2bn; @idf over idf; and gallant's over gallant (the possessive is a compound of one token). */
typedef struct compound {
    uint32_t first; /* token number */
    uint16_t count; /* tokens covered, at least 1 */
    uint16_t form_len;
    const char *form;    /* folded, as written: with its inner marks; "'" for every apostrophe, "-" for every hyphen */
    uint32_t start, end; /* bytes of the text */
} compound;

typedef struct sentence {
    uint32_t start, end; /* bytes, white space at the ends left out */
    uint32_t first_token, token_count;
    uint32_t paragraph; /* 0, 1, … */
} sentence;

typedef struct analysis {
    str text;
    token *tokens;
    compound *compounds; /* by first token */
    sentence *sentences; /* cover every token, in order */
    uint32_t token_count, compound_count, sentence_count, paragraph_count;
} analysis;

/* Linear in the text. `text` must be valid UTF-8 of less than 4 GB and stay as long as the result, which lives in `a`.
 * The language decides abbreviations and apostrophes (LANGUAGE_UNKNOWN: as English). Any thread.
 *
 * Words. A run of letters, digits and marks; between digits also . and , (1.2bn, 1,200,000). One word in English: don't,
 * we're, I'll. Scripts without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) give one token a letter with its marks; a
 * fraction (1/2 as one character) is a token too. A word over LIMIT_WORD_BYTES is cut into pieces of at most as much.
 * Compounds. Words joined by one ' . - & / _ @ without spaces, in all their typographic forms (also the en dash of
 * Israel-Hamas), behind a currency sign, @ or #. Single letters joined by dots inside such a chunk are one of their own:
 * U.S.-led is u.s. and u.s.-led. U.S and U.S. are both "u.s."; Ph.D. is "ph.d". Sorted by first token, and those with
 * the same one in no promised order. A compound over LIMIT_WORD_BYTES is left out. A full stop before a capitalised word
 * joins nothing (end.The). 's is a compound at the end of any chunk, s' only before a word and outside single quotes.
 * Paragraphs. Separated by an empty line; a text without any is read by its indents where some lines start with two
 * spaces or a tab (Reuters), else as one paragraph a line where three of five lines end as a sentence does and there are
 * at least three of them, or two long ones. A paragraph without words is not counted. */
void analyse(arena *a, str text, language lang, analysis *out);

static inline str token_form(const token *t)
{
    return (str){t->form, t->form_len};
}
static inline str compound_form(const compound *c)
{
    return (str){c->form, c->form_len};
}

#endif
