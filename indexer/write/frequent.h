/* frequent.h - the most frequent words of a new archive get its first numbers, which take a byte less in records */
#ifndef WRITE_FREQUENT_H
#define WRITE_FREQUENT_H

#include "indexer/write/batch.h"

/* Numbers the 256 most frequent words of a batch of records, in that order; for the first batch of an archive, before any thread
 * has seen it. */
quoth_status frequent_words_first(lexicon *shared, const batch *b, quoth_error *err);

#endif
