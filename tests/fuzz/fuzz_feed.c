/* fuzz_feed.c - does the reader of RSS and Atom survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("feed", data, size);
    return 0;
}
