/* fuzz_news_json.c - do the readers of ninjs and schema.org survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

/* The first byte says which of them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"ninjs", "schema.org"};
    if (size > 0)
        check_source(names[data[0] % (sizeof names / sizeof *names)], data + 1, size - 1);
    return 0;
}
