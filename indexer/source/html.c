/* html.c */
#include "indexer/source/format.h"
static bool sniff_html(str head)
{
    (void)head;
    return false;
}
static quoth_status parse_html(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    (void)a;
    (void)r;
    (void)out;
    return fail(err, QUOTH_UNSUPPORTED, "not yet");
}
const source_format format_html = {
    .info = {"html", ".html .htm .xhtml", "web pages"}, .sniff = sniff_html, .cut = cut_whole_file, .parse = parse_html};
