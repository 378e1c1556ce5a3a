/* late.h - libraries that searching does not need are loaded at the first call of one of their functions
 *
 * libxml2 and libarchive, with the five libraries that they need, cost each start of quoth a millisecond. xml.c and archive.c
 * define those of their functions that quoth calls, by their own names and for this library alone: who calls them sees their own
 * headers and nothing of this. */
#ifndef INDEXER_SOURCE_LATE_H
#define INDEXER_SOURCE_LATE_H

#include <stddef.h>

/* The functions of these names, once in a process. Where one is not there the process ends, with a message and with what the
 * system's loader says in such a case (127): quoth is not installed as it was built. */
void late_load(const char *library, const char *const *names, void **functions, size_t count);

#endif
