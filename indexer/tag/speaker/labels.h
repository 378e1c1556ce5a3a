/* labels.h - transcripts: "MR BLAIR: …", "Q: …" */
#ifndef TAG_SPEAKER_LABELS_H
#define TAG_SPEAKER_LABELS_H

#include "indexer/tag/speaker/attribute.h"

/* Adds a quotation for each labelled turn, when the text has labels enough to be a transcript. `in_turn[paragraph]` becomes
 * true for the paragraphs that belong to one: nothing else is looked for there. */
void find_labels(const reading *r, bool *in_turn, found_quotations *out);

#endif
