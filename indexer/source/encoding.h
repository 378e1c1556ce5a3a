/* encoding.h - which characters do these bytes stand for, and were they read wrongly once before? */
#ifndef INDEXER_SOURCE_ENCODING_H
#define INDEXER_SOURCE_ENCODING_H

#include "base/arena.h"

/* `bytes` from `charset` (as iconv knows it) to UTF-8, what does not decode as U+FFFD; false when the charset is not known. */
bool encoding_convert(arena *a, str bytes, const char *charset, str *out);
/* "UTF-16LE", "UTF-16BE" or NULL: by byte order mark (`*mark_bytes`, else 0), or because every second of the first bytes says
 * so: text without a single control character in one order, with some zero bytes, all at its high places. */
const char *encoding_utf16(str bytes, size_t *mark_bytes);
/* Of a file that declares no encoding: valid UTF-8, repaired where it must be. In `a`, or `bytes` itself. */
str encoding_of_text(arena *a, str bytes);
/* Undoes UTF-8 that was once read as windows-1252 ("cafÃ©", "itâ€™s"), where it is certain: sequences that begin with Â, Ã or â€
 * and stand for a character, which no writing has; those that begin otherwise ("Ð¿Ñ€", Cyrillic) only where all of the text
 * outside ASCII is such. `utf8` itself where nothing was wrong, else a copy in `a`. Linear. */
str encoding_undo_mojibake(arena *a, str utf8);

#endif
