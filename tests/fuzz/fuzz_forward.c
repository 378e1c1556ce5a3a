/* fuzz_forward.c - does forward_decode refuse or understand any bytes, and does what it understands encode to them again? */
#include <stdint.h>
#include <stdlib.h>

#include "store/forward/forward.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    buf again = {0};
    forward_record record;
    str bytes = {(const char *)data, size};
    for (unsigned sections = 0; sections < FORWARD_ALL; sections = sections * 2 + 1)
        (void)forward_decode(&a, bytes, sections, &record, NULL);
    if (forward_decode(&a, bytes, FORWARD_ALL, &record, NULL) == QUOTH_OK) {
        forward_encode(&record, &again);
        if (!str_equal(buf_str(&again), bytes))
            abort();
    }
    if (arena_size(&a) > 6 * 64 * size + (1 << 20))
        abort();
    buf_release(&again);
    arena_release(&a);
    return 0;
}
