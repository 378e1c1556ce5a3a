/* late.h - libraries that searching does not need are loaded at the first call of one of their functions
 *
 * libxml2 and libarchive, with the five libraries that they need, cost each start of quoth a millisecond, libgmime three. xml.c
 * and archive.c define those of their functions that quoth calls, by their own names and for this library alone: who calls them
 * sees their own headers and nothing of this. Whether they are there is asked before a file is read that needs them. */
#ifndef INDEXER_SOURCE_LATE_H
#define INDEXER_SOURCE_LATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fail.h"

enum { LATE_XML = 1, LATE_ARCHIVE = 2, LATE_MAIL = 4 };

/* QUOTH_IO where one of these libraries cannot be loaded, or is not what quoth was built with: the message says which and why,
 * the hint what to install. Any thread. */
quoth_status late_need(unsigned libraries, quoth_error *err);

typedef struct late_library {
    const char *file, *package; /* its name; what Debian's package of it is called */
    char problem[160];          /* why it is not there; "" where it is */
} late_library;

/* Fills in the functions of these names; false where one of them is not there. Once in a process. */
bool late_load(late_library *library, const char *const *names, void **functions, size_t count);
/* Ends the process, with what the system's loader says in such a case (127): a function was called that is not there, and nobody
 * had asked. */
__attribute__((noreturn)) void late_give_up(const late_library *library);
/* Loaded by then, or not there. */
const late_library *late_xml(void), *late_archive(void), *late_mail(void);

/* dlopen. Tests put something else in its place. */
extern void *(*late_open)(const char *file, int flags);

#endif
