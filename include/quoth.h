/* quoth.h - search an archive of news reports: who said what, where and when
 *
 *     quoth_archive *archive;
 *     quoth_error err;
 *     if (quoth_archive_open("reports", &archive, &err) != QUOTH_OK) { fprintf(stderr, "%s\n", err.message); … }
 *     quoth_result *result;
 *     if (quoth_search(archive, "speaker:gallant \"humanitarian pause\"", NULL, &result, &err) == QUOTH_OK) {
 *         for (size_t i = 0; i < quoth_result_count(result); i++)
 *             puts(quoth_result_hit(result, i)->title);
 *         quoth_result_free(result);
 *     }
 *     quoth_archive_close(archive);
 *
 * Conventions. Functions that can fail return a quoth_status and fill the caller's quoth_error. Handles are opaque and come
 * with a close or free that takes NULL as well. What a function returns by `const` pointer belongs to the handle it came
 * from and lives until that is freed. Text is UTF-8, zero-terminated where it is `char *`; absent text is "", never NULL.
 * A handle is for one thread at a time; different handles, also on one archive, may be used by different threads and
 * processes at once. A count that has many records to look at may use a second thread until it returns, which takes no
 * signals. Nothing here throws, exits, or writes to stdout or stderr, save this: a process without memory is ended with a
 * message, and no store is harmed by it. */
#ifndef QUOTH_H
#define QUOTH_H

#include <quoth/alias.h>
#include <quoth/complete.h>
#include <quoth/error.h>
#include <quoth/explain.h>
#include <quoth/facet.h>
#include <quoth/history.h>
#include <quoth/index.h>
#include <quoth/inspect.h>
#include <quoth/quote.h>
#include <quoth/search.h>
#include <quoth/tag.h>
#include <quoth/why.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "1.0.0": the version of the library that runs. */
const char *quoth_version(void);

/* Which folder holds the archive: `wanted` if not NULL, else $QUOTH_ARCHIVE, else the nearest parent's .quoth/, else
 * $XDG_DATA_HOME/quoth/default. Writes at most `room` bytes; QUOTH_LIMIT if it does not fit. The folder need not exist. */
quoth_status quoth_archive_locate(const char *wanted, char *path, unsigned long room, quoth_error *err);

#ifdef __cplusplus
}
#endif
#endif
