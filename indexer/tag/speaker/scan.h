/* scan.h - a text as words, punctuation and quotation marks, with what the word book knows about each word */
#ifndef TAG_SPEAKER_SCAN_H
#define TAG_SPEAKER_SCAN_H

#include "base/arena.h"
#include "names/wordbook.h"
#include "text/language.h"

struct analysis; /* text/analysis.h */

/* analysis.h leaves marks and punctuation out; whoever looks for speech lives by them, so this reads the text once more. */
typedef enum piece_kind {
    PIECE_END, /* before the first and after the last one: looking past either end finds this */
    PIECE_WORD,
    PIECE_CLITIC, /* "'s", "'ve" after a word */
    PIECE_NUMBER,
    PIECE_COMMA,
    PIECE_PERIOD,
    PIECE_COLON,
    PIECE_SEMICOLON,
    PIECE_DASH,
    PIECE_QUESTION,
    PIECE_EXCLAMATION,
    PIECE_ELLIPSIS,
    PIECE_OPEN,  /* ( [ */
    PIECE_CLOSE, /* ) ] */
    PIECE_MARK,  /* a quotation mark */
    PIECE_OTHER
} piece_kind;

enum {
    PIECE_CAPITAL = 1,
    PIECE_ALL_CAPITALS = 2,
    PIECE_SPACE_BEFORE = 4,
    PIECE_SENTENCE_START = 8,
    PIECE_PARAGRAPH_START = 16,
    PIECE_LINE_START = 32,
    PIECE_SILENT = 64, /* a known word, written small, that neither names nor stands for anybody */
    PIECE_PLAIN = 128  /* a known word of ASCII letters alone */
};

/* How a quotation mark is drawn. */
typedef enum mark_shape {
    MARK_NONE,
    MARK_DOUBLE_OPEN,
    MARK_DOUBLE_CLOSE,
    MARK_DOUBLE,
    MARK_SINGLE_OPEN,
    MARK_SINGLE_CLOSE,
    MARK_SINGLE
} mark_shape;

typedef struct piece {
    uint32_t start, end; /* bytes of the text */
    uint32_t bits;       /* NAME_…, WORD_… */
    uint32_t key;        /* of the folded word; equal words have equal keys */
    uint32_t symbol;     /* what it is for features (reading.h); 0 until that is found */
    uint32_t sentence, paragraph;
    uint32_t quote; /* 1 + number of the outermost quoted passage it lies in (marks.h), or 0 */
    uint16_t lemma;
    uint8_t form; /* verb_form */
    uint8_t kind; /* piece_kind */
    uint8_t flags;
    uint8_t mark; /* mark_shape */
} piece;

enum { SCAN_GUARD = 4 };

/* pieces[-SCAN_GUARD .. -1] and pieces[count .. count + SCAN_GUARD - 1] are PIECE_END. */
typedef struct scan {
    str text;
    piece *pieces;
    uint32_t count;
    uint32_t sentence_count, paragraph_count;
    uint32_t *sentence_first; /* first piece of each sentence, and one past the last */
    uint32_t *marks;          /* the pieces that are quotation marks */
    uint32_t mark_count;
    language lang; /* LANGUAGE_UNKNOWN unless somebody says */
} scan;

/* Linear; everything in `a`. The words of `text`, which are looked up already (vocabulary.h), save reading most of its letters
 * again; where a word differs from them by a mark (co-founder, Smith's), or is missing, it is read from the text. */
void scan_text(arena *a, const struct analysis *text, scan *out);

static inline str piece_text(const scan *s, const piece *p)
{
    return str_slice(s->text, p->start, p->end);
}

/* The key a lower-case word has: for tables of single words. */
uint32_t piece_key(const char *word);

#endif
