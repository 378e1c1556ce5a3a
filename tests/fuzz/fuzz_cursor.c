/* fuzz_cursor.c - is what passes for a cursor written again as it was, and every cursor that is written read? */
#undef NDEBUG
#include <assert.h>

#include "searcher/rank/cursor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_text(arena *a, str text)
{
    cursor c;
    if (cursor_read(text, &c))
        assert(str_equal(cursor_write(a, &c), text));
}

/* The bytes as the members of a cursor. */
static void write_members(arena *a, const uint8_t *data, size_t size)
{
    cursor made = {.sort = QUOTH_BY_RELEVANCE}, again;
    uint8_t bytes[sizeof made.rank + sizeof made.article + sizeof made.place + sizeof made.query] = {0};
    memcpy(bytes, data, size < sizeof bytes ? size : sizeof bytes);
    memcpy(&made.rank, bytes, 8);
    memcpy(&made.place, bytes + 8, 8);
    memcpy(&made.article, bytes + 16, 4);
    memcpy(&made.query, bytes + 20, 4);
    made.sort = (quoth_sort)(made.query % 3);
    assert(cursor_read(cursor_write(a, &made), &again));
    assert(again.sort == made.sort && again.rank == made.rank && again.article == made.article && again.query == made.query);
    assert(memcmp(&again.place, &made.place, sizeof made.place) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    read_text(&a, (str){(const char *)data, size});
    write_members(&a, data, size);
    arena_release(&a);
    return 0;
}
