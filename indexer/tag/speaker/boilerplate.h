/* boilerplate.h - what a site prints amid a sentence, and nobody wrote there. For scan.c */
#ifndef TAG_SPEAKER_BOILERPLATE_H
#define TAG_SPEAKER_BOILERPLATE_H

#include "indexer/tag/speaker/scan.h"

/* Some sites print links to other reports behind a politician's name: "Ann Smith Ann Mary SmithBridge falls Tolls to rise MORE
 * (D-Ohio) said …". Makes the pieces from the second name to "MORE" PIECE_OTHER. Before sentences are numbered. Linear. */
void blank_link_lists(scan *s);

#endif
