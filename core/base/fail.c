/* fail.c - how does a failure get its words? */
#include "fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *quoth_status_text(quoth_status status)
{
    switch (status) {
    case QUOTH_OK: return "success";
    case QUOTH_NOT_FOUND: return "not found";
    case QUOTH_BAD_USAGE: return "bad usage";
    case QUOTH_BAD_QUERY: return "bad query";
    case QUOTH_BAD_INPUT: return "bad input";
    case QUOTH_NO_ARCHIVE: return "no such archive";
    case QUOTH_IO: return "input/output error";
    case QUOTH_CORRUPT: return "corrupt archive";
    case QUOTH_BUSY: return "archive is busy";
    case QUOTH_LIMIT: return "limit reached";
    case QUOTH_UNSUPPORTED: return "not supported yet";
    case QUOTH_CANCELLED: return "cancelled";
    case QUOTH_WITHHELD: return "withheld by its sender";
    }
    return "unknown status";
}

/* A message cut at its room must not end inside a UTF-8 sequence. */
static void end_on_a_whole_character(char *text)
{
    size_t len = strlen(text), start = len;
    while (start > 0 && len - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (len - (start - 1) < need)
        text[start - 1] = '\0';
}

static void set_message(quoth_error *err, quoth_status status, const char *format, va_list args)
{
    *err = (quoth_error){.status = status};
    vsnprintf(err->message, sizeof err->message, format, args);
    end_on_a_whole_character(err->message);
}

quoth_status fail(quoth_error *err, quoth_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        set_message(err, status, format, args);
        va_end(args);
    }
    return status;
}

quoth_status fail_errno(quoth_error *err, quoth_status status, const char *format, ...)
{
    int why = errno;
    if (err) {
        va_list args;
        va_start(args, format);
        set_message(err, status, format, args);
        va_end(args);
        size_t used = strlen(err->message);
        snprintf(err->message + used, sizeof err->message - used, ": %s", strerror(why));
    }
    return status;
}

void fail_hint(quoth_error *err, const char *format, ...)
{
    if (!err)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(err->hint, sizeof err->hint, format, args);
    va_end(args);
    end_on_a_whole_character(err->hint);
}

quoth_status fail_context(quoth_error *err, const char *format, ...)
{
    if (!err)
        return QUOTH_IO;
    char context[sizeof err->message], whole[2 * sizeof err->message + 2];
    va_list args;
    va_start(args, format);
    vsnprintf(context, sizeof context, format, args);
    va_end(args);
    snprintf(whole, sizeof whole, "%s: %s", context, err->message);
    memcpy(err->message, whole, sizeof err->message - 1);
    err->message[sizeof err->message - 1] = '\0';
    end_on_a_whole_character(err->message);
    return err->status;
}
