/* fuzz_query.c - can any bytes make the query parser crash, hang, or print a tree that does not parse? */
#include <stdlib.h>

#include "searcher/query/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(arena *a, str text, bool any, buf *written)
{
    parse_options options = {.any = any, .today = 19600};
    quoth_error err;
    query q;
    quoth_status status = query_parse(a, text, &options, &q, &err);
    if (status == QUOTH_OK)
        tree_write(&q, q.root, written);
    else if (err.message[0] == '\0' || err.column_end < err.column)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    buf written = {0};
    parse(&a, (str){(const char *)data, size}, false, &written);
    buf_clear(&written);
    parse(&a, (str){(const char *)data, size}, true, &written);
    buf_release(&written);
    arena_release(&a);
    return 0;
}
