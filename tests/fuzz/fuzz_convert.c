/* fuzz_convert.c - is a converter's command of any bytes refused or cut into words? Nothing is run */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>

#include "indexer/source/document/convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_error err = {.status = QUOTH_OK};
    quoth_status status = convert_check((str){(const char *)data, size}, &err);
    assert(status == QUOTH_OK || (status == QUOTH_BAD_USAGE && err.message[0]));
    return 0;
}
