/* spoken.h - of a text pasted out of a report, which words are the speaker's? */
#ifndef SEARCHER_QUOTE_SPOKEN_H
#define SEARCHER_QUOTE_SPOKEN_H

#include "base/arena.h"

/* Without the reporter's cue between two parts of one quotation (“The law is clear,” she said, “and old.”), and without brackets
 * around a part of a word ([T]he). The cue is what stands between a closing mark behind a comma or the end of a sentence and the
 * next opening one, at most 15 words of one line. `text` itself where there is nothing to do, else a copy in `a`; linear. */
str spoken_words(arena *a, str text);

#endif
