/* fuzz_news_xml.c - do the readers of news in XML survive any bytes, and give valid articles or clear errors? */
#include "fuzz_source.h"

/* The first byte says which of them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"feed", "nitf", "newsml", "newsml-g2"};
    if (size > 0)
        check_source(names[data[0] % (sizeof names / sizeof *names)], data + 1, size - 1);
    return 0;
}
