/* page.c - on which page of its document does a place of a text stand? */
#include "searcher/page.h"

#include <string.h>

uint32_t page_of(str text, size_t byte)
{
    uint32_t page = 1;
    const char *at = text.len > 0 ? memchr(text.data, '\f', text.len) : NULL, *end = text.data + text.len;
    if (!at)
        return 0;
    for (; at && at < text.data + byte; at = memchr(at + 1, '\f', (size_t)(end - at - 1)))
        page++;
    return page;
}

str page_locator_base(str locator)
{
    static const str mark = {"#page=", 6};
    size_t digits = locator.len;
    while (digits > 0 && locator.data[digits - 1] >= '0' && locator.data[digits - 1] <= '9')
        digits--;
    str before = str_slice(locator, 0, digits);
    return digits < locator.len && str_ends_with(before, mark) ? str_slice(before, 0, before.len - mark.len) : locator;
}
