/* source.c - how do paths become a stream of raw records? */
#include "indexer/source/source.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/trace.h"
#include "indexer/source/container.h"
#include "indexer/source/crawl/met.h"
#include "indexer/source/format.h"
#include "indexer/source/late/late.h"
#include "indexer/source/nest.h"
#include "indexer/source/record.h"
#include "indexer/source/walk.h"

struct source {
    walk *files;
    const source_options *options;
    source_callbacks callbacks;
    const source_format *forced;
    walk_entry entry; /* the file on the disk that is open */
    nest *nest;       /* it, and what lies in it */
    cutter cut;       /* of the file on top */
    pages_met *met;   /* in all files so far */
    const source_format *format;
    const char *const *paths;
    size_t path_count;
    uint64_t opened, done, total; /* bytes: of files opened; of files finished; of all, once counted */
    bool is_counted;
};

/* Counting walks all folders once more: a run that finds nearly all unchanged does without. */
enum { OPENED_BEFORE_COUNTING = 8 << 20 };

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
    TRY(converters_check(options, err));
    source *s = mem_zalloc(sizeof *s);
    s->files = walk_open(paths, count, options->leave_out);
    walk_only(s->files, options->leads_to, options->leads_to_context);
    s->options = options;
    s->callbacks = callbacks;
    s->forced = forced;
    s->nest = nest_new(options->limits);
    s->paths = paths;
    s->path_count = count;
    *out = s;
    return QUOTH_OK;
}

static void report_path(source *s, uint32_t line, const quoth_error *why)
{
    if (s->callbacks.problem)
        s->callbacks.problem(s->callbacks.context, s->entry.file.path, line, why);
}

static void release_file(source *s)
{
    if (s->cut.in && s->format && s->format->close)
        s->format->close(&s->cut);
    arena_release(&s->cut.memory);
    s->cut = (cutter){0};
    s->format = NULL;
}

/* Of the file on top. Once too much was unpacked, nothing more is read of the file on the disk. */
static void report(source *s, uint32_t line, const quoth_error *why)
{
    if (s->callbacks.problem)
        s->callbacks.problem(s->callbacks.context, nest_path(s->nest), line, why);
    if (nest_is_spent(s->nest)) {
        release_file(s);
        nest_abandon(s->nest);
    }
}

/* What the file is by its ending, unless its first bytes are plainly something else; by its first bytes where the ending says
 * nothing. */
static const source_format *format_of(const source *s, str path, str head)
{
    if (s->forced)
        return s->forced;
    if (format_has_converter(s->options, path))
        return &format_converted;
    const source_format *by_ending = format_by_ending(path), *by_content = format_by_content(head);
    if (by_content && by_content->is_sure)
        return by_content;
    if (by_ending && by_content != &format_export && (by_ending == &format_text || !by_content || by_ending->sniff(head)))
        return by_ending;
    if (by_content)
        return by_content;
    bool standard_input = str_equal(path, STR("-"));
    return (s->options->all_files || standard_input) && looks_like_text(head) ? &format_text : NULL;
}

/* Which members of a container are articles' files: all, but in a WACZ (specs.webrecorder.net/wacz) only the crawls. */
static str members_wanted(str path)
{
    return path_has_ending(path, STR(".wacz")) ? STR(".warc") : STR("");
}

static quoth_status not_known(const source *s, quoth_error *err)
{
    trace("source", "%.*s: format not known, left out", STR_ARG(nest_path(s->nest)));
    bool is_member = !str_equal(nest_path(s->nest), s->entry.file.path);
    if (!s->entry.named || is_member)
        return QUOTH_NOT_FOUND;
    fail(err, QUOTH_UNSUPPORTED, "the format of this file is not known");
    fail_hint(err, "force one with --format, or read all files as text with --all-files");
    return QUOTH_UNSUPPORTED;
}

/* What is the file on top, which has just been opened? QUOTH_NOT_FOUND where it gives no articles itself. */
static quoth_status start_file(source *s, quoth_error *err)
{
    stream *in = nest_stream(s->nest);
    str path = nest_path(s->nest);
    if (stream_window(in).len == 0)
        stream_more(in);
    str head = stream_window(in);
    TRY(head.len == 0 ? stream_failure(in, err) : QUOTH_OK);
    if (head.len == 0 && !format_by_ending(path))
        return QUOTH_NOT_FOUND;
    const source_format *format = format_of(s, path, head);
    if (container_sniff(head) && format != &format_converted && !(format && format->sniff(head))) {
        TRY(nest_descend(s->nest, members_wanted(path), err));
        return QUOTH_NOT_FOUND;
    }
    if (!format)
        return not_known(s, err);
    TRY(late_need(format->needs, err));
    s->format = format;
    bool is_member = !str_equal(path, s->entry.file.path);
    s->cut =
        (cutter){.in = in, .path = path, .disk = is_member ? STR("") : s->entry.file.disk, .met = &s->met, .options = s->options};
    return QUOTH_OK;
}

static void end_disk_file(source *s)
{
    nest_abandon(s->nest);
    s->done += s->entry.file.size;
}

static void count_total(source *s)
{
    s->opened += s->entry.file.size;
    if (s->is_counted || s->opened < OPENED_BEFORE_COUNTING)
        return;
    s->total = bytes_of(s->paths, s->path_count);
    s->is_counted = true;
}

/* Opens the next file on the disk that is wanted. QUOTH_NOT_FOUND when there are no more. */
static quoth_status next_disk_file(source *s)
{
    quoth_error why = {0};
    quoth_status status;
    while ((status = walk_next(s->files, &s->entry, &why)) != QUOTH_NOT_FOUND) {
        if (status != QUOTH_OK) {
            report_path(s, 0, &why);
            continue;
        }
        s->entry.file.disk = s->entry.file.path;
        if (!s->callbacks.file || s->callbacks.file(s->callbacks.context, &s->entry.file)) {
            count_total(s);
            status = nest_open(s->nest, s->entry.file.disk.data, s->entry.file.path, s->entry.file.mtime_ns, &why);
            if (status == QUOTH_OK)
                return QUOTH_OK;
            report_path(s, 0, &why);
        }
        s->done += s->entry.file.size;
    }
    if (s->is_counted)
        s->done = s->total; /* the total counts what was left out, too */
    return QUOTH_NOT_FOUND;
}

/* The next file that can be read, on the disk or in a container. QUOTH_NOT_FOUND when there are no more. */
static quoth_status next_file(source *s)
{
    for (;;) {
        quoth_error why = {0};
        quoth_status status = nest_is_open(s->nest) ? nest_next(s->nest, &why) : next_disk_file(s);
        if (status == QUOTH_NOT_FOUND && !s->entry.file.path.data)
            return status;
        if (status == QUOTH_NOT_FOUND) {
            end_disk_file(s);
            s->entry = (walk_entry){0};
            continue;
        }
        if (status == QUOTH_OK)
            status = start_file(s, &why);
        if (status == QUOTH_OK)
            return QUOTH_OK;
        if (status != QUOTH_NOT_FOUND)
            report(s, 0, &why);
    }
}

static day captured_on(int64_t mtime_ns)
{
    return mtime_ns > 0 ? (day)(mtime_ns / 1000000000 / 86400) : NO_DAY;
}

quoth_status source_next(source *s, arena *a, raw_record *out, quoth_error *err)
{
    (void)err;
    for (;;) {
        if (!s->cut.in)
            TRY(next_file(s));
        *out = (raw_record){.context = STR(""), .captured = captured_on(nest_mtime(s->nest))};
        quoth_error why = {0};
        quoth_status status = s->format->cut(&s->cut, a, out, &why);
        if (status == QUOTH_OK) {
            if (out->path.len == 0)
                out->path = arena_copy(a, s->cut.path);
            out->number = s->cut.number;
            out->format = s->format;
            out->options = s->options;
            return QUOTH_OK;
        }
        if (status == QUOTH_NOT_FOUND)
            release_file(s);
        else
            report(s, out->line, &why);
    }
}

void source_progress(const source *s, uint64_t *done, uint64_t *total)
{
    *done = s->done + nest_consumed(s->nest);
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
    nest_free(&s->nest);
    pages_met_free(&s->met);
    walk_close(&s->files);
    free(s);
    *held = NULL;
}
