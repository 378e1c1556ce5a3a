/* fuzz_pdf.c - whatever poppler makes of a file's pages: does it become a valid article or a clear error? */
#include "fuzz_source.h"

#include "indexer/source/document/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    quoth_error err = {0};
    article x = {.published_day = NO_DAY, .locator = {"a.pdf", 5}};
    str *const all[] = {&x.id, &x.title, &x.body, &x.published, &x.url, &x.author, &x.source, &x.language};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = STR("");
    if (pdf_article(&a, (str){(const char *)data, size}, &x, &err) != QUOTH_OK)
        assert(err.status == QUOTH_BAD_INPUT && err.message[0]);
    else
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            assert(all[i]->data && utf8_is_valid(*all[i]));
    arena_release(&a);
    return 0;
}
