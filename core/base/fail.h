/* fail.h - how does a function say what went wrong, and pass it up? */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include <quoth/error.h>

#include "str.h"

/* Fills `err` (which may be NULL) and returns `status`: return fail(err, QUOTH_IO, "cannot read %s", path); */
__attribute__((format(printf, 3, 4))) quoth_status fail(quoth_error *err, quoth_status status, const char *format, ...);
/* The same with what errno says appended. */
__attribute__((format(printf, 3, 4))) quoth_status fail_errno(quoth_error *err, quoth_status status, const char *format, ...);
/* Adds a cure to a failure already filled in. */
__attribute__((format(printf, 2, 3))) void fail_hint(quoth_error *err, const char *format, ...);
/* Puts "context: " before the message of a failure; once, where file name or query is known. Returns err's status. */
__attribute__((format(printf, 2, 3))) quoth_status fail_context(quoth_error *err, const char *format, ...);

/* Leaves the function with the status of a call that failed. */
#define TRY(call)                          \
    do {                                   \
        quoth_status try_status_ = (call); \
        if (try_status_ != QUOTH_OK)       \
            return try_status_;            \
    } while (0)

/* Runs `release(&variable)` when the variable leaves its scope. */
#define DEFER(release) __attribute__((cleanup(release)))

#endif
