/* fuzz_office_parts.c - are the parts of EPUB, OpenDocument and Word files of any text read? The zip around them is whole, which
 * fuzz_office seldom hits upon */
#include "fuzz_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

enum { ROOM = 1 << 20, MOST_PARTS = 8 };

static void put_part(struct archive *zip, const char *name, str bytes)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    archive_entry_set_size(entry, (la_int64_t)bytes.len);
    archive_write_header(zip, entry);
    archive_write_data(zip, bytes.data, bytes.len);
    archive_entry_free(entry);
}

/* Each part ends with a NUL; its first byte says what it is called. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {
        "META-INF/container.xml", "p.opf", "a.xhtml", "content.xml", "meta.xml", "word/document.xml",
        "docProps/core.xml",      "b.html"};
    static char zipped[ROOM];
    size_t used = 0;
    str rest = {(const char *)data, size};
    if (size > ROOM / 4)
        return 0;
    struct archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_zip_set_compression_store(zip);
    archive_write_open_memory(zip, zipped, sizeof zipped, &used);
    put_part(zip, "mimetype", STR("x"));
    for (int i = 0; i < MOST_PARTS && rest.len > 0; i++) {
        str part = str_cut(&rest, '\0');
        unsigned char which = part.len > 0 ? (unsigned char)part.data[0] : 0;
        put_part(zip, names[which % 8], str_slice(part, 1, part.len));
    }
    archive_write_close(zip);
    archive_write_free(zip);
    check_source("office", (const uint8_t *)zipped, used);
    return 0;
}
