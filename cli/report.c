/* report.c - what went wrong, in words for a person and a status for a script; and how is an archive opened? */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "cli.h"

int exit_status_of(quoth_status status)
{
    switch (status) {
    case QUOTH_OK: return EXIT_FOUND;
    case QUOTH_NOT_FOUND: return EXIT_NOTHING;
    case QUOTH_BAD_USAGE:
    case QUOTH_BAD_QUERY:
    case QUOTH_LIMIT:
    case QUOTH_UNSUPPORTED: return EXIT_USAGE;
    case QUOTH_NO_ARCHIVE:
    case QUOTH_IO:
    case QUOTH_CORRUPT: return EXIT_ARCHIVE;
    case QUOTH_BAD_INPUT:
    case QUOTH_WITHHELD:
    case QUOTH_CANCELLED: return EXIT_PARTIAL;
    case QUOTH_BUSY: return EXIT_LOCKED;
    }
    return EXIT_ARCHIVE;
}

int report_error(const quoth_error *err)
{
    progress_clear();
    remark("quoth: %s\n", err->message);
    if (err->hint[0])
        remark("hint: %s\n", err->hint);
    return exit_status_of(err->status);
}

/* Columns on the terminal of the next character; moves past it. */
static int next_width(const char **at)
{
    wchar_t wide;
    mbstate_t state = {0};
    size_t n = mbrtowc(&wide, *at, strlen(*at), &state);
    if (n == 0 || n > 4) {
        (*at)++;
        return 1;
    }
    *at += n;
    int width = wcwidth(wide);
    return width < 0 ? 1 : width;
}

enum { CARET_WINDOW = 60 };

static void print_caret(const quoth_error *err, const char *query)
{
    /* Of a long query, the part around the mistake. */
    unsigned first = err->column > CARET_WINDOW ? err->column - CARET_WINDOW : 1, column = 1;
    const char *at = query;
    while (*at && column < first) {
        next_width(&at);
        column++;
    }
    const char *start = at;
    int before = 0, under = 0;
    unsigned end = err->column_end > err->column ? err->column_end : err->column + 1;
    while (*at && column < end + CARET_WINDOW / 2) {
        int width = next_width(&at);
        if (column < err->column)
            before += width;
        else if (column < end)
            under += width;
        column++;
    }
    const char *cut_left = first > 1 ? "…" : "", *cut_right = *at ? "…" : "";
    remark("  %s%.*s%s\n  %*s", cut_left, (int)(at - start), start, cut_right, before + (first > 1), "");
    for (int i = 0; i < (under > 0 ? under : 1); i++)
        fputc('^', stderr);
    fputc('\n', stderr);
}

int report_query_error(const quoth_error *err, const char *query)
{
    if (err->column == 0)
        return report_error(err);
    progress_clear();
    remark("quoth: query, column %u: %s\n", err->column, err->message);
    print_caret(err, query);
    if (err->hint[0])
        remark("hint: %s\n", err->hint);
    return exit_status_of(err->status);
}

const char *archive_path(const common_options *common)
{
    static char path[4096];
    quoth_error err;
    if (quoth_archive_locate(common->archive, path, sizeof path, &err) != QUOTH_OK)
        exit(report_error(&err));
    return path;
}

static void show_warning(void *context, const char *text)
{
    (void)context;
    progress_clear();
    remark("quoth: warning: %s\n", text);
}

quoth_archive *archive_for_reading(const common_options *common, int *exit_status)
{
    quoth_archive *archive = NULL;
    quoth_error err;
    if (quoth_archive_open(archive_path(common), &archive, &err) != QUOTH_OK)
        *exit_status = report_error(&err);
    else
        quoth_archive_on_warning(archive, show_warning, NULL);
    return archive;
}

quoth_writer *archive_for_writing(const common_options *common, unsigned flags, int *exit_status)
{
    quoth_writer *writer = NULL;
    quoth_error err;
    if (quoth_writer_open(archive_path(common), flags, &writer, &err) != QUOTH_OK)
        *exit_status = report_error(&err);
    return writer;
}
