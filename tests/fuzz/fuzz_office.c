/* fuzz_office.c - does the reader of EPUB, OpenDocument and Word survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("office", data, size);
    return 0;
}
