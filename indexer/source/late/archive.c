/* archive.c - what of libarchive does quoth call? */
#include <archive.h>
#include <archive_entry.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

#include "indexer/source/late/late.h"

#define CALLS(X)                                  \
    X(archive_read_new)                           \
    X(archive_read_free)                          \
    X(archive_read_support_format_zip)            \
    X(archive_read_support_format_zip_streamable) \
    X(archive_read_support_format_tar)            \
    X(archive_read_support_format_empty)          \
    X(archive_read_open)                          \
    X(archive_read_open_memory)                   \
    X(archive_read_next_header)                   \
    X(archive_read_data)                          \
    X(archive_error_string)                       \
    X(archive_set_error)                          \
    X(archive_entry_filetype)                     \
    X(archive_entry_hardlink)                     \
    X(archive_entry_is_encrypted)                 \
    X(archive_entry_mtime)                        \
    X(archive_entry_mtime_is_set)                 \
    X(archive_entry_pathname)                     \
    X(archive_entry_pathname_utf8)

enum {
#define CALL(name) AT_##name,
    CALLS(CALL)
#undef CALL
        CALL_COUNT
};

static void *functions[CALL_COUNT];
static late_library library = {.file = QUOTH_LIBARCHIVE, .package = "libarchive13"};

static void load(void)
{
    static const char *const names[] = {
#define CALL(name) #name,
        CALLS(CALL)
#undef CALL
    };
    (void)late_load(&library, names, functions, CALL_COUNT);
}

const late_library *late_archive(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return &library;
}

static void *loaded(size_t at)
{
    if (late_archive()->problem[0])
        late_give_up(&library);
    return functions[at];
}

#define LATE(name) ((__typeof__(name) *)loaded(AT_##name))

#pragma GCC visibility push(hidden)

struct archive *archive_read_new(void)
{
    return LATE(archive_read_new)();
}

int archive_read_free(struct archive *a)
{
    return LATE(archive_read_free)(a);
}

int archive_read_support_format_zip(struct archive *a)
{
    return LATE(archive_read_support_format_zip)(a);
}

int archive_read_support_format_zip_streamable(struct archive *a)
{
    return LATE(archive_read_support_format_zip_streamable)(a);
}

int archive_read_support_format_tar(struct archive *a)
{
    return LATE(archive_read_support_format_tar)(a);
}

int archive_read_support_format_empty(struct archive *a)
{
    return LATE(archive_read_support_format_empty)(a);
}

int archive_read_open(struct archive *a, void *context, archive_open_callback *open, archive_read_callback *read,
                      archive_close_callback *close)
{
    return LATE(archive_read_open)(a, context, open, read, close);
}

int archive_read_open_memory(struct archive *a, const void *bytes, size_t len)
{
    return LATE(archive_read_open_memory)(a, bytes, len);
}

int archive_read_next_header(struct archive *a, struct archive_entry **entry)
{
    return LATE(archive_read_next_header)(a, entry);
}

la_ssize_t archive_read_data(struct archive *a, void *to, size_t room)
{
    return LATE(archive_read_data)(a, to, room);
}

const char *archive_error_string(struct archive *a)
{
    return LATE(archive_error_string)(a);
}

void archive_set_error(struct archive *a, int number, const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    LATE(archive_set_error)(a, number, "%s", message);
}

__LA_MODE_T archive_entry_filetype(struct archive_entry *e)
{
    return LATE(archive_entry_filetype)(e);
}

const char *archive_entry_hardlink(struct archive_entry *e)
{
    return LATE(archive_entry_hardlink)(e);
}

int archive_entry_is_encrypted(struct archive_entry *e)
{
    return LATE(archive_entry_is_encrypted)(e);
}

time_t archive_entry_mtime(struct archive_entry *e)
{
    return LATE(archive_entry_mtime)(e);
}

int archive_entry_mtime_is_set(struct archive_entry *e)
{
    return LATE(archive_entry_mtime_is_set)(e);
}

const char *archive_entry_pathname(struct archive_entry *e)
{
    return LATE(archive_entry_pathname)(e);
}

const char *archive_entry_pathname_utf8(struct archive_entry *e)
{
    return LATE(archive_entry_pathname_utf8)(e);
}

#pragma GCC visibility pop
