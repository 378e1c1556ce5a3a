/* convert.h - a file through a program of the user's */
#ifndef INDEXER_SOURCE_CONVERT_H
#define INDEXER_SOURCE_CONVERT_H

#include "base/arena.h"
#include "base/fail.h"

/* Runs `command`, cut into words at blanks ('…' and "…" keep them together; no shell looks at it), with `input` on its standard
 * input; a word that holds {} gets there the name of a file with these bytes and the ending of `path`. What it writes is in `a`.
 * The program and all that it starts get a minute, half of it on the processor, 2 GB of memory, LIMIT_RECORD_BYTES of output and
 * of any file it writes, and are killed when they outlast it. QUOTH_BAD_INPUT with one line that says what the program said. Any
 * thread. */
quoth_status convert_run(arena *a, str command, str path, str input, str *output, quoth_error *err);
/* QUOTH_BAD_USAGE for an empty command or one whose quote is not closed. */
quoth_status convert_check(str command, quoth_error *err);

#endif
