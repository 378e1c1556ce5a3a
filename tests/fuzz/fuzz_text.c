/* fuzz_text.c - does plain text of any bytes in any encoding, as files and converters give it, become a valid article or a clear
 * error? */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source("text", data, size);
    return 0;
}
