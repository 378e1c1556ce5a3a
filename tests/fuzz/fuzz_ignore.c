/* fuzz_ignore.c - do rules of any bytes judge any path, the same each time? */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "indexer/source/ignore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the path, what follows the rules. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    str rules = {(const char *)data, size}, path = str_slice(str_cut(&rules, '\n'), 0, 300);
    ignore_rules parsed;
    quoth_error err = {.status = QUOTH_OK};
    quoth_status status = ignore_parse(&a, str_slice(rules, 0, 4096), &parsed, &err);
    assert(status == QUOTH_OK || (status == QUOTH_LIMIT && err.message[0]));
    ignore_verdict file = ignore_judge(&parsed, path, false), folder = ignore_judge(&parsed, path, true);
    assert(file <= IGNORE_KEEP && folder <= IGNORE_KEEP && file == ignore_judge(&parsed, path, false));
    assert(file == IGNORE_SILENT || folder != IGNORE_SILENT); /* what a rule says of a file it says of a folder of that name */
    arena_release(&a);
    return 0;
}
