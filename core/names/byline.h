/* byline.h - who wrote an article, as its byline says it? */
#ifndef NAMES_BYLINE_H
#define NAMES_BYLINE_H

#include "base/arena.h"

/* Of longer bylines the first ones: a page's list of all who ever wrote for it. */
enum { BYLINE_MOST_AUTHORS = 64 };

typedef struct byline {
    str names[BYLINE_MOST_AUTHORS];
    size_t count;
} byline;

/* "By Jane Doe, John Roe Jr. and Ann Poe in Paris": Jane Doe, John Roe Jr., Ann Poe. Names are parted by semicolons or bars, else
 * by commas; and by "and" and "&" where a name stands on either side ("Health and Science Desk" is one). Left out are quotation
 * marks round a name, where it was written, addresses and what is no name ("staff writer"), unless nothing else is said. "Doe,
 * Jane; Roe, John" are Jane Doe and John Roe. Slices of `text` or in `a`; none is empty. Any bytes; linear. */
void byline_read(arena *a, str text, byline *out);
/* The same names, zero-terminated, in `a`. */
const char *const *byline_list(arena *a, str text, size_t *count);

/* How an author is compared: folded, without the quotation marks of a nickname, one blank between words. */
str byline_key(arena *a, str name);
/* The keys of all authors of a byline, each once, with "; " between them. */
str byline_keys(arena *a, str text);
/* Cuts off and returns the first of them. */
str byline_cut_key(str *keys);

/* --- what is asked for: byline_keys, behind "=" where whole names are meant --- */

str byline_wanted(arena *a, str value);
/* Cuts the "=" off: was it there? */
bool byline_cut_exactly(str *wanted);
/* Cuts off and returns the first word of a key, without full stops and commas at its end. */
str byline_cut_word(str *rest);
/* Whether the author of this key is the one who is asked for: has every word, in any order, full stops and commas at their ends
 * aside; or `exactly` this name. Nobody is asked for by "". */
bool byline_key_fits(str key, str wanted, bool exactly);
/* Whether all who are asked for are among `keys`. */
bool byline_keys_hold(str keys, str wanted);

#endif
