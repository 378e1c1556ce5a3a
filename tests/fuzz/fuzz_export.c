/* fuzz_export.c - does the reader of exports survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("export", data, size);
    return 0;
}
