/* boilerplate.h - what a site prints amid a report, and nobody wrote there. For scan.c */
#ifndef TAG_SPEAKER_BOILERPLATE_H
#define TAG_SPEAKER_BOILERPLATE_H

#include "indexer/tag/speaker/scan.h"

/* Makes PIECE_OTHER, before sentences are numbered, of
 *   - links to other reports behind a politician's name, from the second name to "MORE": "Ann Smith Ann Mary SmithBridge falls
 * Tolls to rise MORE (D-Ohio) said …";
 *   - paragraphs that are a link ("SEE ALSO: Bridge falls") or a notice ("Advertisement").
 * Linear. */
void blank_boilerplate(scan *s);

#endif
