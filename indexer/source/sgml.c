/* sgml.c */
#include "indexer/source/format.h"
static bool sniff_sgml(str head)
{
    (void)head;
    return false;
}
static quoth_status parse_sgml(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    (void)a;
    (void)r;
    (void)out;
    return fail(err, QUOTH_UNSUPPORTED, "not yet");
}
const source_format format_sgml = {
    .info = {"sgml", ".sgml .sgm", ""}, .sniff = sniff_sgml, .cut = cut_whole_file, .parse = parse_sgml};
