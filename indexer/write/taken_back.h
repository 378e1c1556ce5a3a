/* taken_back.h - what its sender takes back leaves the archive, or does not come into it */
#ifndef WRITE_TAKEN_BACK_H
#define WRITE_TAKEN_BACK_H

#include "indexer/write/batch.h"
#include "indexer/write/writer.h"

typedef struct taken_back {
    quoth_writer *w;
    uint64_t *removed;                               /* articles: added to */
    void (*forget)(void *context, uint32_t article); /* told of each that leaves */
    void *context;
    arena scratch; /* released by the caller */
    bool awaits;   /* the archive knows of some that were taken back before they came */
} taken_back;

/* Sets `awaits`. */
quoth_status taken_back_start(taken_back *t, quoth_error *err);
/* What its sender took back `at` this moment (as found, or ""), from whatever file it came. */
quoth_status taken_back_recall(taken_back *t, str id, str at, quoth_error *err);
/* Whether an article that has come was taken back before. */
quoth_status taken_back_is(taken_back *t, const batch_item *item, bool *out, quoth_error *err);

#endif
