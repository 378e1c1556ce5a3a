/* fuzz_csv.c - does the reader of tables survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("csv", data, size);
    return 0;
}
