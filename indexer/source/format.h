/* format.h - what must a reader of one format know how to do? */
#ifndef INDEXER_SOURCE_FORMAT_H
#define INDEXER_SOURCE_FORMAT_H

#include "indexer/source/source.h"
#include "indexer/source/stream.h"

/* Where a file stands between two records. */
typedef struct cutter {
    stream *in;
    str path;               /* of the file */
    str disk;               /* the path by which it can be opened; "" for a member of another file */
    uint32_t number;        /* of records handed out so far */
    int mode;               /* the format's own, 0 at first */
    void *state;            /* the format's own, NULL at first; what it cannot keep in `memory` its `close` gives back */
    arena memory;           /* for what the format keeps about the file */
    struct pages_met **met; /* of all files of the source: crawl/met.h */
    const source_options *options;
} cutter;

/* One row of the table of formats. */
typedef struct source_format {
    source_format_info info;
    /* Is this the format of a file that starts with these bytes? */
    bool (*sniff)(str head);
    /* Its sniff is so sure that it decides against a file's ending: news in XML and JSON lies in files called .xml and .json. */
    bool is_sure;
    /* Cuts off the next record: sets bytes, line, single. QUOTH_NOT_FOUND at the file's end. Any other failure is one problem at
     * out->line, after which cutting goes on with what follows: each call either ends or moves on. */
    quoth_status (*cut)(cutter *c, arena *a, raw_record *out, quoth_error *err);
    /* Pure: any thread. Fills what it finds; record_parse adds locator, defaults and limits. */
    quoth_status (*parse)(arena *a, const raw_record *r, article *out, quoth_error *err);
    unsigned needs; /* late/late.h: libraries without which no file of it is read */
    /* Gives back what `cut` opened for the file; may be NULL. Also called when the file was not read to its end. */
    void (*close)(cutter *c);
} source_format;

extern const source_format format_jsonl, format_html, format_warc, format_sgml, format_text, format_csv, format_office,
    format_converted, format_export, format_sqlite;
extern const source_format format_feed, format_nitf, format_newsml, format_newsml_g2, format_ninjs, format_schema_org,
    format_iptc7901;
/* By optional libraries; a build without them says so of each such file. */
extern const source_format format_mail, format_pdf;

/* NULL when there is none of this name, with this file ending (a packing's ending is looked through), with such a beginning. */
const source_format *format_by_name(str name);
const source_format *format_by_ending(str path);
const source_format *format_by_content(str head);
/* True when `path`, a packing's ending looked through, ends in `ending` (".json"). */
bool path_has_ending(str path, str ending);
/* Has the user named a program for files with this ending? */
bool format_has_converter(const source_options *options, str path);
/* QUOTH_BAD_USAGE for an ending without its dot or a command that cannot be cut into words. */
quoth_status converters_check(const source_options *options, quoth_error *err);
/* No NUL and few control characters in its first bytes. */
bool looks_like_text(str head);

/* For formats of one article a file: the whole of it. */
quoth_status cut_whole_file(cutter *c, arena *a, raw_record *out, quoth_error *err);
/* The failure that ended the stream, or QUOTH_NOT_FOUND. */
quoth_status cut_end(cutter *c, quoth_error *err);

#endif
