/* promise.h - what a commit has prepared: slots to be written once the catalogue has committed. Only forward*.c includes
 * it
 */
#ifndef STORE_FORWARD_PROMISE_H
#define STORE_FORWARD_PROMISE_H

#include "store/forward/files.h"

/* At the end of the records file: the promised slots, by rising article, then this. */
typedef struct promise {
    char magic[8];
    uint64_t generation, before; /* before: what the header says until the promise is kept */
    uint64_t end[PARTS];         /* of each part, once it is kept: in the records file, where the promise starts */
    uint64_t slots;
    uint64_t slots_checksum, checksum; /* of the slots; of all above */
} promise;

typedef struct promised_slot {
    uint64_t article;
    forward_slot slot;
} promised_slot;

/* Appends the slots and the promise to `out`; its magic, checksums and number of slots are set here. */
void promise_encode(promise p, const promised_slot *slots, size_t count, buf *out);
/* The promise for `generation` at the end of a records file, its slots in `a`; false when there is none. */
bool promise_read(int records_fd, arena *a, uint64_t generation, promise *out, const promised_slot **slots);

#endif
