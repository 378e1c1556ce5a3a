/* absent.c - what does a build without an optional library say to files that it would need? */
#include "indexer/source/format.h"

#if !defined QUOTH_GMIME || !defined QUOTH_POPPLER

static bool sniff_nothing(str head)
{
    (void)head;
    return false;
}

static quoth_status cut_nothing(cutter *c, quoth_error *err, const char *kind, const char *library)
{
    if (c->number++ > 0)
        return QUOTH_NOT_FOUND;
    while (stream_more(c->in))
        stream_skip(c->in, stream_window(c->in).len);
    fail(err, QUOTH_UNSUPPORTED, "this build reads no %s: it was made without %s", kind, library);
    return fail_hint(err, "a program can read it for quoth: --converter"), QUOTH_UNSUPPORTED;
}

static quoth_status parse_nothing(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    (void)a, (void)r, (void)out;
    return fail(err, QUOTH_UNSUPPORTED, "this build does not read it");
}

#ifndef QUOTH_GMIME
static quoth_status cut_mail(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    (void)a, (void)out;
    return cut_nothing(c, err, "mail", "libgmime-3.0");
}

const source_format format_mail = {
    .info = {"mail", ".eml .mbox .mbx", "messages: not in this build, which was made without libgmime-3.0"},
    .sniff = sniff_nothing,
    .cut = cut_mail,
    .parse = parse_nothing,
};
#endif

#ifndef QUOTH_POPPLER
static quoth_status cut_pdf(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    (void)a, (void)out;
    return cut_nothing(c, err, "PDF", "libpoppler-glib");
}

const source_format format_pdf = {
    .info = {"pdf", ".pdf", "PDF: not in this build, which was made without libpoppler-glib"},
    .sniff = sniff_nothing,
    .cut = cut_pdf,
    .parse = parse_nothing,
};
#endif

#endif
