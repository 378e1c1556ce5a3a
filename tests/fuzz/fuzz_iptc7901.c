/* fuzz_iptc7901.c - does the reader of wires survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("iptc7901", data, size);
    return 0;
}
