/* fuzz_sqlite.c - does the reader of databases survive any bytes, and give valid articles or clear errors? */
#define FUZZ_SQL "select * from news"
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("sqlite", data, size);
    return 0;
}
