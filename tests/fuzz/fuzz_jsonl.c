/* fuzz_jsonl.c - does the JSON reader survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("jsonl", data, size);
    check_source("", data, size); /* packed, or whatever it looks like */
    return 0;
}
