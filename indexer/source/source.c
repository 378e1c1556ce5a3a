/* source.c - how do paths become a stream of raw records? */
#include "indexer/source/source.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/trace.h"
#include "indexer/source/format.h"
#include "indexer/source/record.h"
#include "indexer/source/walk.h"

struct source {
    walk *files;
    const source_options *options;
    source_callbacks callbacks;
    const source_format *forced;
    /* the file that is open */
    walk_entry entry;
    cutter cut;
    const source_format *format;
    uint64_t done, total; /* bytes: of files finished; of all */
};

static uint64_t bytes_of(const char *const *paths, size_t count)
{
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t bytes;
        if (strcmp(paths[i], "-") == 0)
            return 0;
        if (file_size(paths[i], &bytes, NULL) == QUOTH_OK)
            total += bytes;
        else
            total += folder_size(paths[i]);
    }
    return total;
}

static quoth_status hint_formats(quoth_error *err)
{
    buf names = {0};
    const source_format_info *known;
    for (size_t i = 0; (known = source_format_list(i)); i++)
        buf_printf(&names, "%s%s", i > 0 ? ", " : "", known->name);
    fail_hint(err, "known formats: %.*s", STR_ARG(buf_str(&names)));
    buf_release(&names);
    return QUOTH_BAD_USAGE;
}

quoth_status source_open(const char *const *paths, size_t count, const source_options *options, source_callbacks callbacks,
                         source **out, quoth_error *err)
{
    const source_format *forced = NULL;
    if (options->format.len > 0 && !(forced = format_by_name(options->format))) {
        fail(err, QUOTH_BAD_USAGE, "unknown format \"%.*s\"", STR_ARG(options->format));
        return hint_formats(err);
    }
    TRY(mappings_check(options, err));
    source *s = mem_zalloc(sizeof *s);
    s->files = walk_open(paths, count);
    s->options = options;
    s->callbacks = callbacks;
    s->forced = forced;
    s->total = bytes_of(paths, count);
    *out = s;
    return QUOTH_OK;
}

static void report(source *s, uint32_t line, const quoth_error *why)
{
    if (s->callbacks.problem)
        s->callbacks.problem(s->callbacks.context, s->entry.file.path, line, why);
}

/* What the file is by its ending, unless its first bytes are plainly something else; by its first bytes where the ending says
 * nothing. */
static const source_format *format_of(const source *s, str head)
{
    if (s->forced)
        return s->forced;
    const source_format *by_ending = format_by_ending(s->entry.file.path), *by_content = format_by_content(head);
    if (by_ending && (by_ending == &format_text || !by_content || by_ending->sniff(head)))
        return by_ending;
    if (by_content)
        return by_content;
    bool standard_input = str_equal(s->entry.file.path, STR("-"));
    return (s->options->all_files || standard_input) && looks_like_text(head) ? &format_text : NULL;
}

static void release_file(source *s)
{
    if (s->cut.in && s->format && s->format->close)
        s->format->close(&s->cut);
    stream_close(&s->cut.in);
    arena_release(&s->cut.memory);
    s->cut = (cutter){0};
    s->format = NULL;
}

static void close_file(source *s)
{
    release_file(s);
    s->done += s->entry.file.size;
}

static quoth_status open_file(source *s, quoth_error *err)
{
    TRY(stream_open(s->entry.file.path.data, &s->cut.in, err));
    s->cut.path = s->entry.file.path;
    s->cut.options = s->options;
    if (stream_window(s->cut.in).len == 0)
        stream_more(s->cut.in);
    str head = stream_window(s->cut.in);
    TRY(head.len == 0 ? stream_failure(s->cut.in, err) : QUOTH_OK);
    if (head.len == 0 && !format_by_ending(s->entry.file.path))
        return QUOTH_NOT_FOUND;
    s->format = format_of(s, head);
    if (s->format)
        return QUOTH_OK;
    trace("source", "%.*s: format not known, left out", STR_ARG(s->entry.file.path));
    if (!s->entry.named)
        return QUOTH_NOT_FOUND;
    fail(err, QUOTH_UNSUPPORTED, "the format of this file is not known");
    fail_hint(err, "force one with --format, or read all files as text with --all-files");
    return QUOTH_UNSUPPORTED;
}

/* The next file that can be read. QUOTH_NOT_FOUND when there are no more. */
static quoth_status next_file(source *s)
{
    quoth_error why = {0};
    quoth_status status;
    while ((status = walk_next(s->files, &s->entry, &why)) != QUOTH_NOT_FOUND) {
        if (status != QUOTH_OK) {
            report(s, 0, &why);
            continue;
        }
        if (s->callbacks.file && !s->callbacks.file(s->callbacks.context, &s->entry.file)) {
            s->done += s->entry.file.size;
            continue;
        }
        status = open_file(s, &why);
        if (status == QUOTH_OK)
            return QUOTH_OK;
        if (status != QUOTH_NOT_FOUND)
            report(s, 0, &why);
        close_file(s);
    }
    s->done = s->total; /* the total counts what was left out, too */
    return QUOTH_NOT_FOUND;
}

static day captured_on(const source_file *f)
{
    return f->mtime_ns > 0 ? (day)(f->mtime_ns / 1000000000 / 86400) : NO_DAY;
}

quoth_status source_next(source *s, arena *a, raw_record *out, quoth_error *err)
{
    (void)err;
    for (;;) {
        if (!s->cut.in)
            TRY(next_file(s));
        *out = (raw_record){.context = STR("")};
        quoth_error why = {0};
        quoth_status status = s->format->cut(&s->cut, a, out, &why);
        if (status == QUOTH_OK) {
            out->path = arena_copy(a, s->entry.file.path);
            out->number = s->cut.number;
            out->format = s->format;
            out->options = s->options;
            out->captured = captured_on(&s->entry.file);
            return QUOTH_OK;
        }
        if (status == QUOTH_NOT_FOUND)
            close_file(s);
        else
            report(s, out->line, &why);
    }
}

void source_progress(const source *s, uint64_t *done, uint64_t *total)
{
    *done = s->done + (s->cut.in ? stream_consumed(s->cut.in) : 0);
    *total = s->total;
    if (*total > 0 && *done > *total)
        *done = *total;
}

void source_close(source **held)
{
    source *s = *held;
    if (!s)
        return;
    release_file(s);
    walk_close(&s->files);
    free(s);
    *held = NULL;
}
