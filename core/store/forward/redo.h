/* redo.h - a commit of the forward index as bytes of a journal. Only forward*.c includes it */
#ifndef STORE_FORWARD_REDO_H
#define STORE_FORWARD_REDO_H

#include "store/forward/promise.h"

/* What one commit adds and changes. Parts grow only at their ends, and a slot is written whole: doing it twice changes nothing.
 */
typedef struct forward_change {
    uint64_t generation, slots_after; /* the latter: one past the largest article id */
    uint64_t start[PARTS];            /* where `added` goes */
    str added[PARTS];
    uint64_t slot_count;
    const promised_slot *slots; /* by rising article */
} forward_change;

void forward_change_encode(const forward_change *c, buf *out);

#endif
