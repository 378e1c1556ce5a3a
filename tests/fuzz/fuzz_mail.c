/* fuzz_mail.c - does the reader of mail survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("mail", data, size);
    return 0;
}
