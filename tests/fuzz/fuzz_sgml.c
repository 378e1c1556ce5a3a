/* fuzz_sgml.c - does the SGML reader survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("sgml", data, size);
    return 0;
}
