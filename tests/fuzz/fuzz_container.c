/* fuzz_container.c - do zip, tar and packed files of any bytes give valid articles or clear errors, in bounded time and memory?
 */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("", data, size);
    return 0;
}
