/* encoding.h - which characters do these bytes stand for, and were they read wrongly once before? */
#ifndef INDEXER_SOURCE_ENCODING_H
#define INDEXER_SOURCE_ENCODING_H

#include "base/arena.h"

/* `bytes` from `charset` (as iconv knows it) to UTF-8, what does not decode as U+FFFD; false when the charset is not known. */
bool encoding_convert(arena *a, str bytes, const char *charset, str *out);
/* Bytes in UTF-16 or UTF-32 (transcode.h) as UTF-8 in `a`; false when they are neither. */
bool encoding_from_wide(arena *a, str bytes, str *out);
/* Of a file that declares no encoding: valid UTF-8, repaired where it must be. In `a`, or `bytes` itself. */
str encoding_of_text(arena *a, str bytes);
/* Undoes UTF-8 that was once read as windows-1252 ("cafÃ©", "itâ€™s"), where it is certain: sequences that begin with Â, Ã or â€
 * and stand for a character, which no writing has; those that begin otherwise ("Ð¿Ñ€", Cyrillic) only where all of the text
 * outside ASCII is such. `utf8` itself where nothing was wrong, else a copy in `a`. Linear. */
str encoding_undo_mojibake(arena *a, str utf8);

#endif
