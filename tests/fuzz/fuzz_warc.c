/* fuzz_warc.c - do crawls of any bytes give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("warc", data, size);
    return 0;
}
