/* converted.c - files of any other kind: text or a web page, once a program of the user's has turned them into that */
#include "indexer/source/document/convert.h"
#include "indexer/source/format.h"
#include "indexer/source/late/late.h"

static bool sniff_nothing(str head)
{
    (void)head;
    return false; /* chosen by the ending that --converter gives */
}

static str command_for(const source_options *o, str path)
{
    for (size_t i = 0; i < o->converter_count; i++)
        if (path_has_ending(path, o->converters[i].key))
            return o->converters[i].path;
    return STR("");
}

static quoth_status parse_converted(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    raw_record result = *r;
    TRY(convert_run(a, command_for(r->options, r->path), r->path, r->bytes, &result.bytes, err));
    if (str_trim(result.bytes).len == 0)
        return fail(err, QUOTH_BAD_INPUT, "the converter gave no text");
    const source_format *format = format_html.sniff(result.bytes) ? &format_html : &format_text;
    return format->parse(a, &result, out, err);
}

const source_format format_converted = {
    .info = {"converted", ".*", "anything else, through a program: --converter '.ps=ps2ascii' (UTF-8 text or HTML out)"},
    .sniff = sniff_nothing,
    .cut = cut_whole_file,
    .parse = parse_converted,
    .needs = LATE_XML,
};

bool format_has_converter(const source_options *options, str path)
{
    return command_for(options, path).len > 0;
}

quoth_status converters_check(const source_options *o, quoth_error *err)
{
    for (size_t i = 0; i < o->converter_count; i++) {
        str ending = o->converters[i].key;
        if (ending.len < 2 || ending.data[0] != '.')
            return fail(err, QUOTH_BAD_USAGE, "a converter is for an ending like .pdf, not \"%.*s\"", STR_ARG(ending));
        TRY(convert_check(o->converters[i].path, err));
    }
    return QUOTH_OK;
}
