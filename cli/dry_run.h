/* dry_run.h - how would the first articles be read? */
#ifndef CLI_DRY_RUN_H
#define CLI_DRY_RUN_H

#include "cli.h"

/* Prints the first articles of these paths as a reader with `options` sees them, one JSON object a line with `json`; no archive
 * is touched. Returns the exit status; problems are reported through the options' callback. */
int dry_run(const char *const *paths, size_t count, const quoth_index_options *options, bool json);

#endif
