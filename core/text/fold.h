/* fold.h - case, accents and width taken away: what makes two spellings one form? */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/arena.h"

/* Case folded, combining marks removed, compatibility (width, ligatures) decomposed, typographic quotes and hyphens made
 * plain. ß becomes ss, ø o, ł l, đ d, æ ae. Letters of scripts whose marks are part of the letter (Indic, Thai) keep them.
 * й, ў and ї keep theirs (letters of their own, and the Russian stemmer reads them); ё becomes е. Invisible characters
 * (soft hyphen, joiners, Arabic stretching) are dropped. Linear. Already folded ASCII is returned as it is; else the result is in
 * `a`. Idempotent. */
str fold(arena *a, str s);

#endif
