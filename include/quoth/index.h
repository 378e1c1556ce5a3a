/* index.h - put articles into an archive, and take them out */
#ifndef QUOTH_INDEX_H
#define QUOTH_INDEX_H

#include <quoth/error.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The one writer of an archive. Opening repairs what a killed writer left behind. */
typedef struct quoth_writer quoth_writer;

enum { QUOTH_CREATE = 1 /* make the archive when there is none */ };
quoth_status quoth_writer_open(const char *archive_dir, unsigned flags, quoth_writer **writer, quoth_error *err);
/* Without quoth_writer_commit before it, what was added since the last commit is dropped. */
void quoth_writer_close(quoth_writer *writer);

/* A field of the source's own and one of its values: {"topics", "grain"}. Names are small letters, digits, _ and -, a letter
 * first, at most 32, and none of quoth's own. Of an article at most 1024 values are kept, of a value 1024 bytes. */
typedef struct quoth_field_value {
    const char *name, *value;
} quoth_field_value;

/* An article as a program has it. Only text (or title) is needed; NULL is "". */
typedef struct quoth_article_input {
    const char *id; /* your own id: adding the same id again replaces the article */
    const char *title, *text;
    size_t text_bytes;     /* 0: text is zero-terminated */
    const char *published; /* ISO 8601 */
    const char *url, *author, *source, *language;
    const char *locator;             /* where you have it from; default: the id */
    const quoth_field_value *fields; /* of your own, several values of one are several entries */
    size_t field_count;
} quoth_article_input;

/* How a key of a JSON record becomes a property of the article: {"title", ".headline"}. */
typedef struct quoth_mapping {
    const char *property, *path;
} quoth_mapping;

typedef struct quoth_index_progress {
    uint64_t articles, bytes_of_text; /* so far */
    uint64_t input_done, input_total; /* bytes of the sources; total 0 when unknown */
    double seconds;
} quoth_index_progress;

typedef struct quoth_index_options {
    unsigned threads;              /* 0: one a core */
    unsigned memory_mb;            /* stated ceiling; 0: 512 */
    int no_tags;                   /* skip the taggers */
    int prune;                     /* remove articles whose file or record has vanished */
    int all_files;                 /* read files of no known format as plain text */
    int reread;                    /* open files again though size and time are unchanged */
    const char *format;            /* force a format; NULL: by name and content */
    const char *source, *language; /* for articles that name none */
    /* Leave out files last written, and articles published, before this day, month or year ("2024-03", "last week"); NULL: none.
     * Files are read in full by the next call without it. */
    const char *since;
    const quoth_mapping *mappings;
    size_t mapping_count;
    /* Keys of the source that become fields to search by: {"topics", ".topics"}; in SGML the path names an element, in HTML a
     * <meta>. Articles that were indexed with other fields are replaced when their file is read again. */
    const quoth_mapping *fields;
    size_t field_count;
    /* Programs for files of other kinds: the ending and the command, {".ps", "ps2ascii"}. The file is on its standard
     * input, or in a file whose name stands where the command has {}; UTF-8 text or HTML comes out. The program has a minute, 30
     * s of CPU, 2 GB of memory and 64 MB of output; no shell looks at the command. `property` is the ending, `path` the command.
     */
    const quoth_mapping *converters;
    size_t converter_count;
    const char *sql; /* the query whose rows are the articles of a SQLite database; NULL none */
    void *context;   /* handed to the callbacks */
    /* Called in the calling thread, about ten times a second. Return non-zero to stop: what was read so far is committed. */
    int (*progress)(void *context, const quoth_index_progress *progress);
    /* One file or record was left out, QUOTH_WITHHELD: at its sender's wish. `line` is 0 where the whole file was. */
    void (*problem)(void *context, const char *path, uint64_t line, const quoth_error *why);
} quoth_index_options;

/* Where the time went: seconds of CPU, all threads together. */
typedef struct quoth_stage_time {
    const char *stage;
    double cpu_seconds;
} quoth_stage_time;

typedef struct quoth_index_report {
    uint64_t added, replaced, removed, unchanged, failed; /* articles */
    uint64_t withheld;                                    /* embargoed, withheld or cancelled by their senders: not failures */
    uint64_t files, files_unchanged;
    uint64_t files_moved; /* of the unchanged: they had another path, and keep their articles */
    uint64_t bytes_of_text;
    double seconds;
    quoth_stage_time stages[12];
    size_t stage_count;
} quoth_index_report;

/* Reads files, folders and "-", and commits. Failures of single files and records do not fail the call: see report->failed.
 * `options` may be NULL; `report` may be NULL. */
quoth_status quoth_writer_index(quoth_writer *writer, const char *const *paths, size_t path_count,
                                const quoth_index_options *options, quoth_index_report *report, quoth_error *err);
/* The same, and goes on: whatever is written below the paths, or moved there, is in the archive a second after it was closed,
 * until options->progress, which is needed, says stop; what was read is committed then. With prune what is removed there, or
 * moved away, leaves the archive a second or two later. No reread, no "-". Uses inotify; QUOTH_LIMIT where the system lets no
 * more folders be watched. */
quoth_status quoth_writer_watch(quoth_writer *writer, const char *const *paths, size_t path_count,
                                const quoth_index_options *options, quoth_index_report *report, quoth_error *err);
/* One article, visible to searches after the next commit. `*id` (may be NULL) is its number in the archive. */
quoth_status quoth_writer_add(quoth_writer *writer, const quoth_article_input *article, uint64_t *id, quoth_error *err);
/* The article with this number. QUOTH_NOT_FOUND if there is none. */
quoth_status quoth_writer_remove(quoth_writer *writer, uint64_t id, quoth_error *err);
/* What was added and removed since the last commit is on the disk when this returns, all of it or, after a crash, none, and
 * searches that begin now see it. That takes a dozen syncs of the disk whatever it holds, so who has many articles adds some
 * before each commit; what a crash costs him is what he chooses to put in one. Shards are merged here when that is due, but no
 * more than takes half a second for a few articles. */
quoth_status quoth_writer_commit(quoth_writer *writer, quoth_error *err);
/* Builds the inverted and the forward index anew from the stored articles, beside the old ones; with `retag` the taggers run
 * again as well. Needs no source files. Only `progress`, `context`, `threads` and `memory_mb` of the options count. */
quoth_status quoth_writer_reindex(quoth_writer *writer, int retag, const quoth_index_options *options, quoth_index_report *report,
                                  quoth_error *err);

#ifdef __cplusplus
}
#endif
#endif
