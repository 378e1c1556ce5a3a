/* snippet.h - which sentences of an article show the match? */
#ifndef SEARCHER_SNIPPET_SNIPPET_H
#define SEARCHER_SNIPPET_SNIPPET_H

#include <quoth/search.h>

#include "searcher/match/match.h"
#include "text/analysis.h"

/* Text for a person: control characters and line breaks are blanks, runs of blanks are one. */
typedef struct shown_text {
    str text; /* NUL-terminated */
    quoth_span *matches;
    size_t match_count;
    uint32_t from_byte; /* of snippet_body: where in the body it begins, at its first match if it has one */
} shown_text;

/* The title with its matches. Words [0, title->token_count) of the highlights are the title's. */
void snippet_title(arena *a, const analysis *title, const spans *highlights, shown_text *out);
/* Why sentences are shown: first what is highlighted (matcher_marked), then what is not (matcher_evidence). */
enum { REASON_KINDS = 2 };
typedef struct snippet_reasons {
    const marked_span *spans[REASON_KINDS];
    size_t counts[REASON_KINDS];
} snippet_reasons;
typedef struct snippet_size {
    unsigned sentences; /* with a match, at most; QUOTH_ALL_SENTENCES: all */
    unsigned context;   /* before and after each of them */
} snippet_size;
/* Sentences of the body, those with the most and the most different parts of the query, in the order of the text; the first one
 * when nothing in the body matched. A span of several sentences is shown from its beginning. */
void snippet_body(arena *a, const analysis *body, uint32_t title_tokens, const spans *highlights, const snippet_reasons *reasons,
                  snippet_size size, shown_text *out);
/* What stands before or after this byte of the text: the rest of its sentence and `count` sentences more. NUL-terminated. */
char *snippet_before(arena *a, const analysis *text, uint32_t start_byte, unsigned count);
char *snippet_after(arena *a, const analysis *text, uint32_t end_byte, unsigned count);
/* The words of `marks` (sorted; numbered from first_token on in this text) set off, each with up to eight words of its sentence
 * on both sides; " … " where words are left out. */
void snippet_passage(arena *a, const analysis *text, uint32_t first_token, const spans *marks, shown_text *out);
/* Number of the sentence with this word of the text. */
uint32_t snippet_sentence_of(const analysis *text, uint32_t word);
/* Bytes of `text`, shown. */
char *snippet_clean(arena *a, str text);

#endif
