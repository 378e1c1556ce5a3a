/* format.c - which reader fits this file? */
#include "indexer/source/format.h"

#include <strings.h>

#include "base/limits.h"

static const source_format *const formats[] = {
    &format_jsonl,     &format_export, &format_html,       &format_warc,      &format_sgml, &format_csv,  &format_mail,
    &format_pdf,       &format_sqlite, &format_office,     &format_converted, &format_feed, &format_nitf, &format_newsml,
    &format_newsml_g2, &format_ninjs,  &format_schema_org, &format_iptc7901,  &format_text};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

static const char *const packing_endings[] = {".gz", ".zst", ".bz2", ".xz"};

const source_format_info *source_format_list(size_t i)
{
    return i < FORMAT_COUNT ? &formats[i]->info : NULL;
}

const source_format *format_by_name(str name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (str_equal_ascii_nocase(name, str_from(formats[i]->info.name)))
            return formats[i];
    return NULL;
}

static bool has_ending(str path, str ending)
{
    return path.len > ending.len && str_equal_ascii_nocase(str_slice(path, path.len - ending.len, path.len), ending);
}

static str without_packing(str path)
{
    for (size_t i = 0; i < sizeof packing_endings / sizeof *packing_endings; i++) {
        str ending = str_from(packing_endings[i]);
        if (has_ending(path, ending))
            return str_slice(path, 0, path.len - ending.len);
    }
    return path;
}

bool path_has_ending(str path, str ending)
{
    return has_ending(without_packing(path), ending);
}

const source_format *format_by_ending(str path)
{
    path = without_packing(path);
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        for (str rest = str_from(formats[i]->info.endings); rest.len > 0;)
            if (has_ending(path, str_cut(&rest, ' ')))
                return formats[i];
    return NULL;
}

const source_format *format_by_content(str head)
{
    for (int sure = 1; sure >= 0; sure--)
        for (size_t i = 0; i < FORMAT_COUNT; i++)
            if (formats[i]->is_sure == sure && formats[i]->sniff(head))
                return formats[i];
    return NULL;
}

bool looks_like_text(str head)
{
    size_t odd = 0, looked_at = head.len < 4096 ? head.len : 4096;
    for (size_t i = 0; i < looked_at; i++) {
        unsigned char c = (unsigned char)head.data[i];
        if (c == 0)
            return false;
        odd += c < 0x20 && !strchr("\t\n\r\f\v\x1a\x1b", c);
    }
    return odd * 100 <= looked_at;
}

quoth_status cut_end(cutter *c, quoth_error *err)
{
    quoth_status status = stream_failure(c->in, err);
    return status != QUOTH_OK && c->mode != -1 ? (c->mode = -1, status) : QUOTH_NOT_FOUND;
}

quoth_status cut_whole_file(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    out->line = 1;
    out->single = true;
    while (stream_more(c->in))
        ;
    str all = stream_window(c->in);
    if (stream_failure(c->in, NULL) != QUOTH_OK || (all.len == 0 && c->number > 0))
        return cut_end(c, err);
    if (stream_is_full(c->in)) {
        do
            stream_skip(c->in, stream_window(c->in).len);
        while (stream_more(c->in));
        return c->number++ ? QUOTH_NOT_FOUND
                           : fail(err, QUOTH_LIMIT, "longer than %d MB, the most that one article's file may have",
                                  LIMIT_RECORD_BYTES >> 20);
    }
    if (c->number++ > 0)
        return QUOTH_NOT_FOUND;
    if (all.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "the file is empty");
    out->bytes = arena_copy(a, all);
    stream_skip(c->in, all.len);
    return QUOTH_OK;
}
