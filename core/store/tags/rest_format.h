/* rest_format.h - how the rest of the tags is laid out, and the marks that it goes with, for those who write and read it
 *
 *     version byte; where it is REST: length and bytes of each column but the last: edges, cues, names, rules, letters
 *
 * The n-th person is the n-th mark of its kind, and so on; persons come first, then quotations, dates, places.
 *   edges    a byte a span: bytes before the first word << 4 | bytes behind the last (15: any other number follows, signed)
 *   cues     a byte: 0 none; 1 + the words between it and its speaker or quotation, zigzag, then a byte of words; 255: as bytes
 *   names    0: as guessed; 1: the text of the tag itself (of a date: the guess and letters behind it); 2 + which of the names so
 *            far; 2 + how many there are: a new one, its length behind it
 *            of a quotation also its role; 0: that of the last one by this name; 1: none
 *   rules    0: the rule of the last tag of this kind and confidence; else 1 + the rule
 *   letters  of new names */
#ifndef STORE_TAGS_REST_FORMAT_H
#define STORE_TAGS_REST_FORMAT_H

#include "store/tags/rest.h"

/* The first byte; tags_encode's own is 1. */
enum { REST = 2 };

typedef enum column { EDGES, CUES, NAMES, RULES, LETTERS, COLUMNS } column;
enum { EDGE_TOLD = 15, CUE_AS_BYTES = 255, NAME_GUESSED = 0, NAME_OWN = 1, NAME_KNOWN = 2 };

/* The marks of one kind, in order. */
typedef struct mark_walk {
    const forward_record *record;
    uint32_t at;
    mark_kind kind;
} mark_walk;

/* NULL behind the last. */
const forward_mark *next_mark(mark_walk *w);
size_t count_marks(const forward_record *r, mark_kind kind);
bool mark_in_title(const tag_ground *g, const forward_mark *m);

const text_place *place_of(const tag_ground *g, bool in_title, uint32_t token);
/* Where the words of tokens [first, end) are, in the title or the body; false where they are in neither alone. */
bool words_span(const tag_ground *g, bool in_title, uint32_t first, uint32_t end, text_span *out);
bool mark_span(const tag_ground *g, const forward_mark *m, text_span *out);
str span_text(const tag_ground *g, bool in_title, text_span s);
/* The mark of each quotation's speaker, by the quotation's place among the marks. */
const forward_mark **speakers_of(arena *a, const forward_record *r);

#endif
