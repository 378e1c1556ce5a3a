/* source.h - where do articles come from? One reader a format behind one interface */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include <quoth/inspect.h>

#include "base/arena.h"
#include "base/fail.h"
#include "indexer/article.h"

/* A raw record: the bytes of one article as they lie in the source, not yet parsed. Cheap to cut off in one thread;
 * parsed later in any thread. */
typedef struct raw_record {
    str bytes;       /* in the arena given to source_next */
    str path;        /* of the file, as shown to people; "-" for standard input; in the same arena, zero-terminated. A cut may
                      * set it for a file inside of its own */
    uint32_t number; /* 1-based within the file */
    uint32_t line;   /* 1-based first line within the file */
    const struct source_format *format;
    const struct source_options *options;
    str context;  /* format's own: what the record needs from its file (e.g. base URL); or "" */
    bool single;  /* the file holds just this one: the locator is the path alone */
    day captured; /* nothing in it is newer: the day its file was last written; or NO_DAY */
} raw_record;

/* A file that has been met, before its first record. */
typedef struct source_file {
    str path; /* by which it is shown and known */
    str disk; /* by which it is opened; zero-terminated */
    uint64_t size;
    int64_t mtime_ns;
    uint64_t inode; /* 0: none, as of standard input */
} source_file;

/* One key of a mapping: --map title=.headline */
typedef struct source_mapping {
    str key;  /* "title", "text", "date", "id", "url", "source", "author", "language", "locator" */
    str path; /* ".headline", ".meta.headline", ".authors[0].name" */
} source_mapping;

/* How far one file on the disk may unpack; 0: as LIMIT_UNPACKED_* and LIMIT_CONTAINER_MEMBERS say. */
typedef struct nest_limits {
    uint64_t most_total, most_ratio, free_bytes, most_members;
} nest_limits;

typedef struct source_options {
    const source_mapping *mappings;
    size_t mapping_count;
    const source_mapping *fields; /* custom fields: name and where its values are; in SGML an element, in HTML a <meta> */
    size_t field_count;
    const source_mapping *converters; /* ".ext" and the command that turns such a file into text or HTML */
    size_t converter_count;
    str sql;      /* the query by which a database is read; "" none */
    str format;   /* force this format ("jsonl"); "" by name and content */
    str source;   /* publication for articles that name none */
    str language; /* language for articles that name none */
    nest_limits limits;
    bool all_files; /* also files whose format is not recognised, as plain text */
    /* Whether a file is wanted, or a folder has one that is; asked of what is found below the paths, not of them. NULL: all. */
    bool (*leads_to)(void *context, str path);
    void *leads_to_context;
    str leave_out; /* a folder that is not walked, whatever it is called below the paths: the archive itself; or "" */
} source_options;

typedef struct source source;

/* Callbacks: one bad file or record is reported and the rest goes on. */
typedef struct source_callbacks {
    void *context;
    /* A file is about to be read. Return false to skip it unopened (unchanged since last time). May set another path, zero-
     * terminated and good until the next file, by which it is shown and its records are located. May be NULL. */
    bool (*file)(void *context, source_file *f);
    /* What was skipped and why; `line` 0 when the whole file. */
    void (*problem)(void *context, str path, uint32_t line, const quoth_error *why);
} source_callbacks;

/* QUOTH_BAD_USAGE for an unknown format, property or malformed path in `options`; a path that does not exist is a problem, not a
 * failure. Packed files (gzip, zstd, bzip2, xz) are read as what they hold, zip and tar files as folders: a member's path is
 * "a.tar.zst!2023/11/x.html". A file whose format neither its ending nor its first
 * bytes tell is a problem when it was named, and left out silently when it was found in a folder.
 *
 * Reads `paths` (files, folders walked recursively in byte order of names, "-" for standard input) one after the other.
 * `options` must outlive the source and its records. Hidden files and folders (".x") below a walked folder are left out, and what
 * the .quothignore of a folder says (ignore.h); a file that is reached by two paths is read by the first. */
quoth_status source_open(const char *const *paths, size_t count, const source_options *options, source_callbacks callbacks,
                         source **out, quoth_error *err);
/* The next raw record, its bytes copied into `a`. QUOTH_NOT_FOUND at the end. One thread. */
quoth_status source_next(source *s, arena *a, raw_record *out, quoth_error *err);
/* Bytes of input consumed so far, and in all: for the progress bar. 0 when not known, as for standard input, and before so much
 * was opened that it is worth looking at all files twice. */
void source_progress(const source *s, uint64_t *done, uint64_t *total);
void source_close(source **s);

/* The record as an article, in `a`: UTF-8 repaired, locator set. QUOTH_BAD_INPUT (without file and line: the caller knows them)
 * when it holds no article. QUOTH_LIMIT: `out` is a valid article whose text was cut at LIMIT_ARTICLE_BYTES; index it and report
 * `err`. QUOTH_NOT_FOUND, without a message: it is no article and is not meant to be one (is_revisit). Any thread. */
quoth_status record_parse(arena *a, const raw_record *r, article *out, quoth_error *err);

/* For `quoth formats`: name, file endings, description; NULL beyond the last. */
typedef quoth_format_info source_format_info;
const source_format_info *source_format_list(size_t i);

#endif
