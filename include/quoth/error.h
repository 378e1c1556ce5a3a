/* error.h - how a call to quoth fails: a status for the program, words for the person */
#ifndef QUOTH_ERROR_H
#define QUOTH_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

/* Every function that can fail returns one of these. Values are stable: new ones are added at the end. */
typedef enum quoth_status {
    QUOTH_OK = 0,
    QUOTH_NOT_FOUND,   /* the thing asked for is not in the archive */
    QUOTH_BAD_USAGE,   /* an argument or option makes no sense */
    QUOTH_BAD_QUERY,   /* the query does not parse; `column` says where */
    QUOTH_BAD_INPUT,   /* an article, file or record is broken; the message names file and line */
    QUOTH_NO_ARCHIVE,  /* there is no archive in that folder */
    QUOTH_IO,          /* the operating system refused to read or write */
    QUOTH_CORRUPT,     /* a store holds what quoth never writes */
    QUOTH_BUSY,        /* another process writes to this archive */
    QUOTH_LIMIT,       /* a stated limit was reached; the message names it */
    QUOTH_UNSUPPORTED, /* valid, but this build or version cannot do it yet */
    QUOTH_CANCELLED,   /* the caller's callback asked to stop */
    QUOTH_WITHHELD     /* whoever sent the article says that it must not be published yet, or any more */
} quoth_status;

/* Owned by the caller, usually on its stack. A function fills it only when it returns other than QUOTH_OK.
 * Every `quoth_error *` parameter may be NULL. No memory hangs from it: nothing to free. */
typedef struct quoth_error {
    quoth_status status;
    unsigned column;     /* QUOTH_BAD_QUERY: 1-based column of the first offending character, in code points; else 0 */
    unsigned column_end; /* column after the last offending character, or 0 */
    char message[512];   /* one line, UTF-8, no final full stop */
    char hint[256];      /* how to cure it, or "" */
} quoth_error;

/* The status in words: "no such archive", "busy" ... Never NULL; static storage. */
const char *quoth_status_text(quoth_status status);

#ifdef __cplusplus
}
#endif
#endif
